"""The saying of the day."""

import pytest

from tests.widgets.types.conftest import Good, draw, fetch, sample, source
from widgets.base import FetchError

TODAY = [{"q": "Bread first.", "a": "A baker", "h": "<b>x</b>"}]


def payload(answer):
    return fetch("quotation", {}, {"https://zenquotes.io/api/today": answer})[0].payload


SAMPLE = sample("quotation", {}, payload(TODAY))
GOOD_DAYS = [Good({}, {"/quotation/api/today": TODAY})]


def test_draw():
    html = draw("quotation", {}, source(payload=payload(TODAY)))
    assert "Bread first." in html
    assert "A baker" in html


@pytest.mark.parametrize("answer", [[], [{"q": ""}], {"q": "x"}, [{"q": "Too many requests.", "a": "zenquotes.io"}]])
def test_what_is_no_saying_is_said(answer):
    with pytest.raises(FetchError, match="no saying just now"):
        payload(answer)
