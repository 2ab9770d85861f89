"""Lobsters: its lists and its tags, each story with its discussion."""

import pytest

from tests.widgets.types.conftest import Good, fetch, sample
from widgets import configuration, registry
from widgets.base import FetchError, SourceSpec

lobsters = registry.get("lobsters")
HOTTEST = "https://lobste.rs/hottest.json"


def story(name="abc", **changes):
    told = {"short_id": name, "created_at": "2026-11-22T10:00:00.000-06:00", "title": "A story",
            "url": "https://example.org/", "score": 12, "comment_count": 3, "comments_url": f"https://lobste.rs/s/{name}",
            "tags": ["python", "web"], "submitter_user": "ada"}  # fmt: skip
    return told | changes


SAMPLE = sample("lobsters", {}, items=[{"uid": "1", "url": "https://example.org/1", "title": "A story"}])
GOOD_DAYS = [Good({"path": "hottest"}, {"/lobsters/hottest.json": [story(), story("d", url="")]})]


def test_fetch_reads_both_shapes_of_the_author():
    answer = [story(), story("b", url="", submitter_user={"username": "bob"}), story("c", title=None)]
    result, _http = fetch("lobsters", {"path": "hottest"}, {HOTTEST: answer})
    assert [(each.uid, each.author, list(each.topics)) for each in result.items] == [
        ("abc", "ada", ["python", "web"]),
        ("b", "bob", ["python", "web"]),
    ]
    assert result.items[1].url == "https://lobste.rs/s/b"
    assert result.items[0].published_at.isoformat() == "2026-11-22T16:00:00+00:00"


def test_fetch_of_an_unknown_tag_says_so():
    gone = FetchError("http-404", "Nothing.")
    with pytest.raises(FetchError, match="does not know"):
        fetch("lobsters", {"path": "t/nonsense"}, {"https://lobste.rs/t/nonsense.json": gone})


def test_settings_take_tags_with_commas_or_blanks():
    stored = configuration.validate(lobsters, {"tags": " Python, web\n"})
    assert stored["tags"] == "python,web"
    assert lobsters.sources(stored) == [SourceSpec("lobsters", {"path": "t/python,web"})]
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(lobsters, {"tags": "../secret"})
