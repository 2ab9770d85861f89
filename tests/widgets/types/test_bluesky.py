"""Bluesky: the own posts of one person, without what they passed on."""

import pytest

from tests.widgets.types.conftest import ITEMS, Good, fetch, sample
from widgets import configuration, registry
from widgets.base import FetchError

bluesky = registry.get("bluesky")
FEED = "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed"


def post(name="3kx", words="Good <morning>", **changes):
    told = {"uri": f"at://did:plc:1/app.bsky.feed.post/{name}", "author": {"handle": "ada.example.org", "displayName": "Ada"},
            "record": {"text": words, "createdAt": "2026-11-22T10:00:00.000Z"}, "indexedAt": "2026-11-22T10:00:01.000Z",
            "embed": {"images": [{"thumb": "https://cdn.example/1.jpg"}]}}  # fmt: skip
    return {"post": told, **changes}


SAMPLE = sample("bluesky", {"handle": "ada.example.org"}, items=ITEMS)
GOOD_DAYS = [
    Good({"handle": "ada.example.org"}, {"/bluesky/xrpc/app.bsky.feed.getAuthorFeed": {"feed": [post(), post("4")]}})
]


def test_fetch_brings_own_posts_as_plain_words():
    answer = {"feed": [post(), post("r", reason={"$type": "repost"}), {"post": None}, None, post("e", words="")]}
    result, http = fetch("bluesky", {"handle": "ada.example.org"}, {FEED: answer})
    (found,) = result.items
    assert (found.title, found.summary, found.content) == ("Good <morning>", "Good <morning>", "")
    assert found.url == "https://bsky.app/profile/ada.example.org/post/3kx"
    assert found.image == "https://cdn.example/1.jpg"
    assert "actor=ada.example.org" in http.asked[0][0]


def test_fetch_of_nobody_says_so():
    with pytest.raises(FetchError, match=r"nobody named ada\.example\.org"):
        fetch("bluesky", {"handle": "ada.example.org"}, {FEED: FetchError("http-400", "No.")})


def test_settings_understand_names_and_addresses():
    for typed in ("@Ada.example.org", "https://bsky.app/profile/ada.example.org/", "ada.example.org"):
        assert configuration.validate(bluesky, {"handle": typed})["handle"] == "ada.example.org"
    for wrong in ("ada", "https://example.org/ada", "a b.c", "../x.y/z"):
        with pytest.raises(configuration.InvalidConfiguration):
            configuration.validate(bluesky, {"handle": wrong})
