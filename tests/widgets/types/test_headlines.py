"""Headlines: several feeds as one list."""

import pytest

from tests.widgets.types.conftest import ITEMS, draw, item, sample, source
from widgets import configuration, registry
from widgets.base import SourceSpec

SAMPLE = sample("headlines", {"urls": "https://example.org/a\nhttps://example.org/b", "summaries": True}, items=ITEMS)
headlines = registry.get("headlines")


def test_draw_merges_feeds_newest_first_and_names_them():
    bread = source(item(1, title="Bread"), item(5, title="Butter"), number=1, title="Kitchen")
    rain = source(item(3, title="Rain", source_id=2), number=2, title="Weather desk")
    html = draw("headlines", {}, bread, rain)
    assert html.index("Bread") < html.index("Rain") < html.index("Butter")
    assert "<bdi>Weather desk</bdi>" in html


def test_draw_shows_a_story_of_two_feeds_once():
    html = draw("headlines", {}, source(item(1, url="https://a.example/")), source(item(2, url="https://a.example/")))
    assert html.count("data-item=") == 1
    assert "Story 1" in html


def test_draw_names_the_other_sources_of_a_story():
    first, second = item(1, story=7), item(2, story=7, source_id=2, title="<b>Rain", url="https://b.example/2")
    html = draw("headlines", {}, source(first, number=1), source(second, number=2, title="Weather & desk"))
    assert "<summary>2 sources</summary>" in html
    assert "<bdi>Weather &amp; desk</bdi>" in html
    assert "&lt;b&gt;Rain" in html
    assert html.count('class="item"') == 1


def test_sources_are_those_of_feed_panels():
    stored = configuration.validate(headlines, {"urls": "a.example/feed\n\nhttps://b.example/\na.example/feed"})
    assert stored["urls"].splitlines() == ["https://a.example/feed", "https://b.example/"]
    assert headlines.sources(stored) == [
        SourceSpec("feed", {"url": "https://a.example/feed"}),
        SourceSpec("feed", {"url": "https://b.example/"}),
    ]
    assert headlines.sources(stored)[:1] == registry.get("feed").sources({"url": "https://a.example/feed", "rows": 3})


@pytest.mark.parametrize("typed", ["", "a.example\nhttp://10.0.0.1/", "\n".join(f"{n}.example" for n in range(21))])
def test_settings_refuse_bad_addresses_and_too_many(typed):
    with pytest.raises(configuration.InvalidConfiguration) as caught:
        configuration.validate(headlines, {"urls": typed})
    assert list(caught.value.errors) == ["urls"]
