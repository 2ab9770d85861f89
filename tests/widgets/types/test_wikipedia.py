"""Wikipedia today: article, picture and what is read most; any of them may be missing."""

import pytest

from tests.widgets.types.conftest import Good, draw, fetch, sample, source
from tests.widgets.types.test_onthisday import PAGE
from widgets.base import FetchError

FEED = "https://de.wikipedia.org/api/rest_v1/feed/featured/2026/11/23"
TODAY = {
    "tfa": PAGE,
    "mostread": {"articles": [{**PAGE, "views": 12345}, {"titles": None}]},
    "image": {"title": "File:Tea.jpg", "thumbnail": {"source": "https://upload.wikimedia.org/t.jpg"},
              "file_page": "https://commons.wikimedia.org/wiki/File:Tea.jpg", "description": {"text": "A <b>cup</b>"}},
    "onthisday": [],
}  # fmt: skip


def payload(answer):
    return fetch("wikipedia", {"language": "de"}, {FEED: answer})[0].payload


SAMPLE = sample("wikipedia", {"language": "de", "picture": True}, payload(TODAY))
GOOD_DAYS = [Good({"language": "de"}, {"/wikipedia/api/rest_v1/feed/featured/2026/11/23": TODAY})]


def test_fetch_takes_what_there_is():
    told = payload(TODAY)
    assert (told["article"]["title"], told["picture"]["words"], told["most_read"][0]["views"]) == (
        "Tea Act",
        "A cup",
        12345,
    )
    assert payload({"mostread": TODAY["mostread"]})["article"] is None


def test_fetch_of_nothing_says_so():
    for answer in ({}, FetchError("http-404", "Nothing.")):
        with pytest.raises(FetchError, match="does not tell this"):
            fetch("wikipedia", {"language": "de"}, {FEED: answer})


def test_draw_shows_the_picture_only_where_it_was_wished():
    assert "cup" in draw("wikipedia", {"picture": True}, source(payload=payload(TODAY)))
    html = draw("wikipedia", {"picture": False, "language": "de"}, source(payload=payload(TODAY)))
    assert "cup" not in html
    assert "12,345" in html
