"""The results panel shows what belongs to whoever looks, and nothing to anybody else."""

import pytest

from tests.widgets.types.conftest import draw, item, sample
from widgets import belongings
from widgets.base import Viewer

SAMPLE = sample("results", {"words": "bread"})


@pytest.fixture
def told(monkeypatch):
    """What the reader was asked."""
    told = []

    def read(person, wishes):
        told.append((person, *wishes))
        return {wish: [item(4, title="Bread")] for wish in wishes}

    monkeypatch.setattr(belongings, "_readers", [read])
    return told


def test_draw_shows_the_persons_own_things(told):
    html = draw("results", {"rows": 3, **SAMPLE.settings}, viewer=Viewer(person=7))
    assert "Bread" in html
    assert told == [(7, ("results", 3, "bread"))]


def test_draw_shows_a_visitor_nothing(told):
    html = draw("results", SAMPLE.settings)
    assert "Bread" not in html
    assert "panel-empty" in html
    assert told == []
