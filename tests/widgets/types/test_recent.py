"""The recent panel shows what belongs to whoever looks, and nothing to anybody else."""

from tests.widgets.types.conftest import draw, sample
from widgets.base import Viewer

SAMPLE = sample("recent", {})


def test_draw_shows_the_persons_own_things(told):
    html = draw("recent", {"rows": 3, **SAMPLE.settings}, viewer=Viewer(person=7))
    assert "Bread" in html
    assert told == [(7, ("recent", 3, ""))]


def test_draw_shows_a_visitor_nothing(told):
    html = draw("recent", SAMPLE.settings)
    assert "Bread" not in html
    assert "panel-empty" in html
    assert told == []
