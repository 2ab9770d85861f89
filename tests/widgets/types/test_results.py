"""The results panel shows what belongs to whoever looks, and nothing to anybody else."""

from tests.widgets.types.conftest import draw, item, sample
from widgets import belongings
from widgets.base import Viewer

SAMPLE = sample("results", {"words": "bread"})


def test_draw_shows_the_persons_own_things(monkeypatch):
    told = []
    monkeypatch.setitem(belongings._readers, "results", lambda *asked: told.append(asked) or [item(4, title="Bread")])
    html = draw("results", {"rows": 3, **SAMPLE.settings}, viewer=Viewer(person=7))
    assert "Bread" in html
    assert told == [(7, SAMPLE.settings.get("words", ""), 3)]


def test_draw_shows_a_visitor_nothing(monkeypatch):
    monkeypatch.setitem(belongings._readers, "results", lambda *asked: [item(4, title="Bread")])
    html = draw("results", SAMPLE.settings)
    assert "Bread" not in html
    assert "panel-empty" in html
