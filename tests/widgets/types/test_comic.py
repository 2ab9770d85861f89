"""The comic, and the words behind it."""

import pytest

from tests.widgets.types.conftest import Good, draw, fetch, sample, source
from widgets.base import FetchError

XKCD = {"num": 3000, "safe_title": "Bread", "title": "Bread", "img": "https://imgs.xkcd.com/bread.png", "alt": "It <rises>.",
        "year": "2026", "month": "11", "day": "23"}  # fmt: skip


def payload(**changes):
    return fetch("comic", {}, {"https://xkcd.com/info.0.json": XKCD | changes})[0].payload


SAMPLE = sample("comic", {}, payload())
GOOD_DAYS = [Good({}, {"/comic/info.0.json": XKCD})]


def test_draw_tells_the_words_behind_the_picture():
    html = draw("comic", {}, source(payload=payload()))
    assert "It &lt;rises&gt;." in html
    assert 'href="https://xkcd.com/3000/"' in html


def test_no_picture_is_an_error():
    with pytest.raises(FetchError, match="cannot be read"):
        payload(img=None)
