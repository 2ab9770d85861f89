"""On this day: Wikipedia's events with their years; where none are chosen, all stand for them."""

import pytest

from tests.widgets.types.conftest import Good, draw, fetch, sample, source
from widgets.base import FetchError

FEED = "https://en.wikipedia.org/api/rest_v1/feed/onthisday"
PAGE = {
    "title": "Tea_Act", "titles": {"normalized": "Tea Act"}, "extract": "An act.",
    "thumbnail": {"source": "https://upload.wikimedia.org/tea.jpg"},
    "content_urls": {"desktop": {"page": "https://en.wikipedia.org/wiki/Tea_Act"}},
}  # fmt: skip
EVENTS = [
    {"year": 1773, "text": "Tea is <i>thrown</i> into the harbour.", "pages": [{"title": "A"}, PAGE]},
    {"text": "Who knows when.", "pages": None},
]
SAMPLE = sample(
    "onthisday", {}, fetch("onthisday", {"language": "en", "sort": "selected"}, {FEED: {"selected": EVENTS}})[0].payload
)
GOOD_DAYS = [
    Good(
        {"language": "en", "sort": "births"}, {"/wikipedia/api/rest_v1/feed/onthisday/births/11/23": {"births": EVENTS}}
    ),
]


def test_fetch_asks_for_today_and_prefers_pages_with_pictures():
    result, http = fetch("onthisday", {"language": "en", "sort": "selected"}, {FEED: {"selected": EVENTS}})
    assert http.asked[0][0] == f"{FEED}/selected/11/23"
    first, second = result.payload["told"]
    assert (first["year"], first["text"], first["page"]["title"]) == (
        1773,
        "Tea is thrown into the harbour.",
        "Tea Act",
    )
    assert (second["year"], second["page"]) == (None, None)


def test_fetch_of_a_language_that_chooses_nothing_takes_all():
    answers = {f"{FEED}/selected": FetchError("http-404", "Nothing."), f"{FEED}/events": {"events": EVENTS}}
    result, _http = fetch("onthisday", {"language": "en", "sort": "selected"}, answers)
    assert len(result.payload["told"]) == 2
    with pytest.raises(FetchError, match="does not tell this"):
        fetch("onthisday", {"language": "en", "sort": "births"}, {FEED: FetchError("http-404", "Nothing.")})


def test_draw_says_the_language_of_the_words():
    html = draw("onthisday", {"language": "en"}, source(payload=SAMPLE.payload))
    assert 'lang="en"' in html
    assert "<strong>1773</strong>" in html
