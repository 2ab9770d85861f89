"""The saved panel shows what belongs to whoever looks, and nothing to anybody else."""

from tests.widgets.types.conftest import draw, sample
from widgets.base import Viewer

SAMPLE = sample("saved", {})


def test_draw_shows_the_persons_own_things(told):
    html = draw("saved", {"rows": 3, **SAMPLE.settings}, viewer=Viewer(person=7))
    assert "Bread" in html
    assert told == [(7, ("saved", 3, ""))]


def test_draw_shows_a_visitor_nothing(told):
    html = draw("saved", SAMPLE.settings)
    assert "Bread" not in html
    assert "panel-empty" in html
    assert told == []
