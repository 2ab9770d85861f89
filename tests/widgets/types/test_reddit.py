"""Reddit: the feeds of communities, several of them in one list."""

import pytest

from tests.widgets.types.conftest import ITEMS, Good, Played, draw, fetch, item, sample, source
from widgets import configuration, registry
from widgets.base import FetchError, NotModified

reddit = registry.get("reddit")
FEED = """<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>top</title>
<entry><author><name>/u/ada</name></author><id>t3_1</id><link href="https://www.reddit.com/r/python/comments/1/"/>
<updated>2026-11-22T10:00:00+00:00</updated><title>A post</title><content type="html">&lt;p&gt;Words&lt;/p&gt;</content></entry>
</feed>"""
TOP = "https://www.reddit.com/r/python/top/.rss?t=day"
SAMPLE = sample("reddit", {"communities": "python"}, items=ITEMS)
GOOD_DAYS = [Good({"community": "python", "order": "day"}, {"/reddit/r/python/top/.rss": FEED})]


def test_fetch_reads_the_feed_and_names_the_community():
    result, _http = fetch("reddit", {"community": "python", "order": "day"}, {TOP: Played(FEED.encode())})
    assert (result.title, [each.title for each in result.items]) == ("r/python", ["A post"])


def test_fetch_is_conditional():
    result, http = fetch("reddit", {"community": "python", "order": "day"}, {TOP: Played(status=304)}, etag='"1"')
    assert isinstance(result, NotModified)
    assert http.asked[0][1] == {"If-None-Match": '"1"'}


@pytest.mark.parametrize("code", ["http-404", "http-403"])
def test_fetch_of_a_closed_community_says_so(code):
    with pytest.raises(FetchError, match="no open community named python"):
        fetch("reddit", {"community": "python", "order": "day"}, {TOP: FetchError(code, "No.")})


def test_settings_understand_names_and_addresses():
    typed = "python, r/AskScience https://www.reddit.com/r/python/ /r/django/"
    assert configuration.validate(reddit, {"communities": typed})["communities"] == "python askscience django"
    for wrong in ("", "a", "../x", "https://example.org/r/python"):
        with pytest.raises(configuration.InvalidConfiguration):
            configuration.validate(reddit, {"communities": wrong})


def test_draw_names_the_community_where_there_are_several():
    one, other = source(item(1), title="r/python"), source(item(2, source_id=2), number=2, title="r/django")
    assert "r/django" in draw("reddit", {}, one, other)
    assert "r/python" not in draw("reddit", {}, one)
