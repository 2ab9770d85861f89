"""The picture of the day: of NASA, where it may be a film, or of Wikimedia Commons."""

import pytest

from tests.widgets.types.conftest import Good, draw, fetch, sample, source
from tests.widgets.types.test_wikipedia import TODAY
from widgets.base import FetchError

APOD = "https://api.nasa.gov/planetary/apod"
NASA = {"title": "A nebula", "explanation": "Far <b>away</b>", "url": "https://apod.nasa.gov/n.jpg", "media_type": "image",
        "date": "2026-11-23", "copyright": "\nAda\nLovelace\n"}  # fmt: skip


def payload(**changes):
    return fetch("picture", {"service": "nasa", "language": "en"}, {APOD: NASA | changes})[0].payload


SAMPLE = sample("picture", {}, payload())
GOOD_DAYS = [
    Good({"service": "nasa", "language": "en"}, {"/apod/planetary/apod": NASA}),
    Good({"service": "commons", "language": "en"}, {"/wikipedia/api/rest_v1/feed/featured/2026/11/23": TODAY}),
]


def test_draw_names_the_author_and_tells_about_it():
    html = draw("picture", {}, source(payload=payload()))
    assert "Ada Lovelace" in html
    assert "Far away" in html
    assert "Far away" not in draw("picture", {"words": False}, source(payload=payload()))


def test_a_film_is_led_to():
    html = draw("picture", {}, source(payload=payload(media_type="video", url="https://video.example/1")))
    assert "<img" not in html
    assert 'href="https://video.example/1"' in html


def test_of_commons():
    answers = {"https://en.wikipedia.org/": TODAY}
    result, _http = fetch("picture", {"service": "commons", "language": "en"}, answers)
    assert (result.payload["title"], result.payload["words"]) == ("Tea", "A cup")


def test_no_picture_yet():
    with pytest.raises(FetchError, match="no picture for today"):
        payload(url=None)
