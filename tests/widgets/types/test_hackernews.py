"""Hacker News: Algolia's list, in its order, each story with its discussion."""

from tests.widgets.types.conftest import Good, draw, fetch, item, sample, source

FRONT = "https://hn.algolia.com/api/v1/search?tags=front_page"
NEW = "https://hn.algolia.com/api/v1/search_by_date?tags=ask_hn"


def hit(name="1", **changes):
    told = {"objectID": name, "title": f"Story {name}", "url": f"https://example.org/{name}", "points": 120,
            "num_comments": 45, "author": "ada", "created_at_i": 1795000000}  # fmt: skip
    return told | changes


SAMPLE = sample("hackernews", {}, items=[{"uid": "1", "url": "https://example.org/1", "title": "A story"}])
GOOD_DAYS = [Good({"list": "front_page"}, {"/hackernews/api/v1/search": {"hits": [hit(), hit("2", url=None)]}})]


def test_fetch_keeps_the_order_of_the_front_page():
    answer = {"hits": [hit("9"), hit("3", url=None, points=None), {"title": "lost"}, None, hit("4", title="")]}
    result, _http = fetch("hackernews", {"list": "front_page"}, {FRONT: answer})
    assert [each.uid for each in result.items] == ["9", "3"]
    assert result.items[1].url == "https://news.ycombinator.com/item?id=3"
    assert result.payload == {"order": [each.url for each in result.items]}
    assert result.items[0].extra["comments"] == 45


def test_fetch_of_questions_asks_for_the_newest():
    _result, http = fetch("hackernews", {"list": "ask_hn"}, {NEW: {"hits": []}})
    assert len(http.asked) == 1


def test_draw_shows_points_and_leads_to_the_discussion():
    extra = {"points": 120, "comments": 1, "discussion": "https://news.ycombinator.com/item?id=1"}
    first, second = item(1, extra=extra), item(2, extra=extra)
    html = draw("hackernews", {}, source(first, second, payload={"order": [second.url, first.url]}))
    assert html.index("Story 2") < html.index("Story 1")
    assert "120 points" in html
    assert '<a href="https://news.ycombinator.com/item?id=1"' in html
    assert "1 comment<" in html
