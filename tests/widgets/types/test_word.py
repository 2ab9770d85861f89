"""The word of the day: the title of the newest entry of a feed."""

import pytest

from tests.upstream import samples
from tests.widgets.types.conftest import Good, Played, draw, fetch, sample, source
from widgets.base import FetchError

FEED = samples.rss("petrichor", title="A.Word.A.Day")


def payload(feed=FEED):
    return fetch("word", {}, {"https://wordsmith.org/awad/rss1.xml": Played(feed.encode())})[0].payload


SAMPLE = sample("word", {}, payload())
GOOD_DAYS = [Good({}, {"/word/awad/rss1.xml": FEED})]


def test_draw():
    html = draw("word", {}, source(payload=payload()))
    assert ">petrichor</a>" in html
    assert "About petrichor" in html


def test_no_word_yet():
    with pytest.raises(FetchError, match="no word"):
        payload(samples.rss())
