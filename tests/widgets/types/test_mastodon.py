"""Mastodon: a person, a tag, or what a server talks about; warnings are kept, and what is veiled has no picture."""

import pytest

from tests.widgets.types.conftest import Good, draw, fetch, item, sample, source
from widgets import configuration, registry
from widgets.base import FetchError, SourceSpec

mastodon = registry.get("mastodon")
SERVER = "https://social.example"
API = f"{SERVER}/api/v1"


def post(name="1", **changes):
    told = {"id": name, "url": f"{SERVER}/@ada/{name}", "created_at": "2026-11-22T10:00:00.000Z",
            "content": "<p>Good <b>morning</b>,<br>world <script>x</script></p>", "sensitive": False, "spoiler_text": "",
            "language": "en", "account": {"username": "ada", "acct": "ada", "display_name": "Ada", "bot": False},
            "media_attachments": [{"preview_url": "https://files.example/1.png"}]}  # fmt: skip
    return told | changes


ITEMS = [
    {"uid": "1", "url": f"{SERVER}/@ada/1", "title": "Good morning", "author": "Ada", "content": "<p>Good morning</p>"}
]
SAMPLE = sample("mastodon", {"url": SERVER, "follow": "@ada"}, items=ITEMS)
GOOD_DAYS = [
    Good({"url": "{base}", "follow": ""}, {"/api/v1/trends/statuses": [post()]}),
    Good({"url": "{base}", "follow": "#tea"}, {"/api/v1/timelines/tag/tea": [post()]}),
    Good(
        {"url": "{base}", "follow": "@ada"},
        {"/api/v1/accounts/lookup": {"id": "7"}, "/api/v1/accounts/7/statuses": [post(), post("2")]},
    ),
]


def test_fetch_of_a_person_finds_them_first():
    answers = {f"{API}/accounts/lookup?acct=ada%40other.example": {"id": "7"}, f"{API}/accounts/7/statuses": [post()]}
    result, _http = fetch("mastodon", {"url": SERVER, "follow": "@ada@other.example"}, answers)
    found = result.items[0]
    assert (found.title, found.author, found.image) == ("Good morning , world", "Ada", "https://files.example/1.png")
    assert found.content == "<p>Good <b>morning</b>,<br>world </p>"


def test_fetch_keeps_warnings_and_shows_no_picture_of_what_is_veiled():
    answer = [post(spoiler_text="The ending"), post("2", sensitive=True), post("3", content=""), {"id": "4"}, None]
    result, _http = fetch("mastodon", {"url": SERVER, "follow": ""}, {f"{API}/trends/statuses": answer})
    assert [(each.title, each.image) for each in result.items] == [("The ending", ""), ("Good morning , world", "")]


def test_fetch_of_nobody_says_so():
    answers = {f"{API}/accounts/lookup": FetchError("http-404", "Nothing.")}
    with pytest.raises(FetchError, match="nobody named @bob"):
        fetch("mastodon", {"url": SERVER, "follow": "@bob"}, answers)


def test_settings_keep_the_server_alone():
    stored = configuration.validate(mastodon, {"url": "social.example/explore?x=1", "follow": "#tea"})
    assert mastodon.sources(stored) == [SourceSpec("mastodon", {"url": SERVER, "follow": "#tea"})]
    for wrong in ("ada", "#", "@a b", "#a/b", "@a@b/c"):
        with pytest.raises(configuration.InvalidConfiguration):
            configuration.validate(mastodon, {"follow": wrong})


def test_draw_says_who_wrote_it():
    assert "<bdi>Ada</bdi>" in draw("mastodon", {}, source(item(1, author="Ada")))
