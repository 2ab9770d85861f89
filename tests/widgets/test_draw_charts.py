"""A chart: shapes in a box of 100 x 24, marks for its axes, and the same in words."""

import math
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.utils import translation

from widgets import charts, filters

DAY = 86400
START = 1795392000  # 2026-11-23, midnight in UTC


def macro(name, *args):
    module = engines["jinja2"].env.get_template("_chart.html").module
    return str(getattr(module, name)(*args))


def test_a_line_fills_its_box_and_stands_where_its_times_are():
    chart = charts.draw([(START, 1), (START + DAY, None), (START + 3 * DAY, 3), (START + 4 * DAY, 2)])
    assert chart.line == "M0.0 22.0L75.0 2.0L100.0 12.0"
    assert chart.ground == chart.line + "V24H0Z"
    assert (chart.first, chart.last, chart.low, chart.high) == (1, 2, 1, 3)


@pytest.mark.parametrize("points", [[], [(1, 2)], [(1, None), (2, None)], [(1, 5), (2, None)]])
def test_fewer_than_two_values_are_no_chart(points):
    assert charts.draw(points) is None
    assert macro("figure", None, "x").strip() == ""


@pytest.mark.parametrize("points", [[(0, 5), (0, 5)], [(1, 0), (2, 0)], [(1, -1e14), (2, 1e14)], [(2, 1), (1, 2)]])
@pytest.mark.parametrize("shape", ["line", "area", "bars"])
def test_any_numbers_can_be_drawn(points, shape):
    chart = charts.draw(points, shape=shape)
    numbers = [number for bar in chart.bars for number in (bar.x, bar.y, bar.width, bar.height)]
    assert all(math.isfinite(number) and number >= 0 for number in numbers)
    assert "nan" not in chart.line + macro("figure", chart, "x")


def test_bars_stand_on_zero():
    up, down = charts.draw([(1, 4), (2, -4)], shape="bars").bars
    assert up.y + up.height == pytest.approx(down.y)
    answers = charts.draw([(1, 110), (2, None), (3, 130)], shape="bars")
    assert (answers.floor, answers.low) == (0, 110)
    assert [bar.is_gap for bar in answers.bars] == [False, True, False]
    assert max(answers.bars, key=lambda bar: bar.height).is_gap or answers.bars[2].height == answers.bars[1].height


def test_long_rows_are_thinned():
    assert charts.spark(range(10_000)).line.count("L") < charts.MOST


def test_marks_are_times_of_day_or_days():
    hours = charts.draw([(START + hour * 3600, hour) for hour in range(7)], zone=ZoneInfo("Europe/Paris"))
    assert (hours.start, hours.end) == ("01:00", "07:00")
    days = charts.draw([(START + day * DAY, day) for day in range(31)])
    assert (days.start, days.end, days.span) == ("23 Nov", "23 Dec", "30 days")


def test_the_story_says_what_the_drawing_shows():
    chart = charts.draw([(START, 1.07), (START + 7 * DAY, 1.02), (START + 30 * DAY, 1.09)])
    told = filters.told(chart, "Dollar", 2)
    assert told == "Dollar: from 1.07 to 1.09 in 30 days, lowest 1.02, highest 1.09"
    assert f'role="img" aria-label="{told}"' in macro("figure", chart, "Dollar", 2)
    assert filters.told(charts.spark([1, 3, 2]), "A month") == "A month: from 1 to 2, lowest 1, highest 3"


def test_a_story_is_told_in_the_readers_numbers():
    with translation.override("de"):
        assert "1,07" in filters.told(charts.spark([1.07, 2]), "Kurs", 2)


def test_names_of_charts_are_escaped():
    assert "<b>" not in macro("figure", charts.spark([1, 2]), '"><b>', 0, '"><b>')
