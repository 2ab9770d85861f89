"""A greeting: fits the hour where the person is."""

import pytest
from django.utils import translation

from tests.widgets.types.conftest import draw, sample
from widgets.base import Viewer

SAMPLE = sample("greeting", {"name": "Ann"})


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/London", "Good morning, Ann"),
        ("Asia/Kolkata", "Good afternoon, Ann"),
        ("Asia/Tokyo", "Good evening, Ann"),
        ("America/Los_Angeles", "A quiet night to you, Ann"),
    ],
)
def test_draw_greets_by_the_hour_there(now, zone, words):
    assert words in draw("greeting", {"name": "Ann"}, viewer=Viewer(timezone=zone))


def test_draw_without_a_name_greets_all_the_same(now):
    html = draw("greeting", {"name": ""})
    assert "Good morning</p>" in html
    assert "Monday" in html
    assert "week 48" in html


def test_draw_says_the_day_in_the_language_of_the_person(now):
    with translation.override("de"):
        assert "Montag" in draw("greeting", {"name": ""}, viewer=Viewer(language="de"))
