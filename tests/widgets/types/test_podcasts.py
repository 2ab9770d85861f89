"""Podcasts: by feed or by name, each episode with a player that loads nothing before it is pressed."""

import pytest

from tests.upstream import samples
from tests.widgets.types.conftest import NOW, Good, Playback, Played, draw, fetch, item, sample, source
from widgets import configuration, registry
from widgets.base import FetchError, FetchRequest

podcasts = registry.get("podcasts")
SOUND = {"url": "https://media.example.org/1.mp3", "type": "audio/mpeg"}
FEED = samples.rss("Episode 1", entry=f'<enclosure url="{SOUND["url"]}" type="audio/mpeg" length="1"/>')
SEARCH = "https://itunes.apple.com/search?media=podcast&term=the+kitchen"
FOUND = {"results": [{"collectionName": "None"}, {"feedUrl": "https://pod.example/feed"}]}
ITEMS = [{"uid": "1", "url": "https://example.org/1", "title": "Episode 1", "extra": {"enclosure": SOUND}}]
SAMPLE = sample("podcasts", {"podcast": "https://pod.example/feed"}, items=ITEMS)
GOOD_DAYS = [Good({"podcast": "{base}/feed"}, {"/feed": FEED})]


def test_fetch_of_a_name_finds_the_feed_once():
    answers = {SEARCH: FOUND, "https://pod.example/feed": Played(FEED.encode())}
    result, http = fetch("podcasts", {"podcast": "the kitchen"}, answers)
    assert (result.items[0].title, result.items[0].extra["enclosure"]["url"]) == ("Episode 1", SOUND["url"])
    assert len(http.asked) == 2
    _result, http = fetch("podcasts", {"podcast": "the kitchen"}, answers, payload=result.payload)
    assert len(http.asked) == 1


@pytest.mark.parametrize("death", ["http-404", "http-410", "not-a-feed", "unreachable"])
def test_fetch_of_a_name_whose_feed_died_looks_it_up_again(death):
    moved = {
        SEARCH: FOUND,
        "https://old.example/feed": FetchError(death, "Gone."),
        "https://pod.example/feed": Played(FEED.encode()),
    }
    result, http = fetch("podcasts", {"podcast": "the kitchen"}, moved, payload={"url": "https://old.example/feed"})
    assert (result.payload, len(result.items), len(http.asked)) == ({"url": "https://pod.example/feed"}, 1, 3)


@pytest.mark.parametrize(
    ("trouble", "asked"), [("http-410", 2), ("http-503", 1), ("timeout", 1)], ids=["nowhere else", "busy", "slow"]
)
def test_fetch_of_a_name_says_what_is_wrong_with_its_feed(trouble, asked):
    """Also where the search knows no other, and without asking it where the feed will be back."""
    http = Playback({SEARCH: FOUND, "https://pod.example/feed": FetchError(trouble, "Away.")})
    with pytest.raises(FetchError) as refused:
        podcasts.fetch(FetchRequest({"podcast": "the kitchen"}, http, NOW, payload={"url": "https://pod.example/feed"}))
    assert (refused.value.code, len(http.asked)) == (trouble, asked)


def test_fetch_of_an_unknown_name_says_so():
    with pytest.raises(FetchError, match="No podcast named the kitchen"):
        fetch("podcasts", {"podcast": "the kitchen"}, {SEARCH: {"results": []}})


def test_draw_has_a_player_that_waits():
    html = draw("podcasts", {}, source(item(1, extra={"enclosure": SOUND}), item(2)))
    assert html.count("<audio") == 1
    assert 'preload="none"' in html
    assert f'src="{SOUND["url"]}"' in html


def test_settings_take_a_name_or_an_address():
    for typed, kept in (("The Kitchen", "The Kitchen"), ("pod.example/feed", "https://pod.example/feed")):
        assert configuration.validate(podcasts, {"podcast": typed})["podcast"] == kept
    for wrong in ("", "javascript:alert(1)", "http://10.0.0.1/feed", "x" * 200):
        with pytest.raises(configuration.InvalidConfiguration):
            configuration.validate(podcasts, {"podcast": wrong})
