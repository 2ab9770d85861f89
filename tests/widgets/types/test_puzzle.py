"""Each day has its Sudoku, the same for everybody, with one solution."""

from datetime import date, timedelta

import pytest
from lxml import html as lxml_html

from tests.widgets.types.conftest import draw, sample
from widgets.base import Viewer
from widgets.types.puzzle.sudoku import GROUPS, LEVELS, is_found_step_by_step, solutions, sudoku_of

SAMPLE = sample("puzzle", {"level": "hard"})
DAYS = [date(2026, 11, 20) + timedelta(days=9 * i) for i in range(12)]
#: A Sudoku of the literature, and its solution.
KNOWN = "530070000600195000098000060800060003400803001700020006060000280000419005000080079"
SOLVED = "534678912672195348198342567859761423426853791713924856961537284287419635345286179"


def digits(text):
    return tuple(map(int, text))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_sudoku_has_one_solution(day, level):
    sudoku = sudoku_of(day, level)
    assert solutions(sudoku.given) == [sudoku.solution]
    for group in range(27):
        assert sorted(digit for digit, of in zip(sudoku.solution, GROUPS, strict=True) if group in of) == [
            *range(1, 10)
        ]


def test_solver_finds_what_is_known_and_sees_what_is_not_unique():
    assert solutions(digits(KNOWN)) == [digits(SOLVED)]
    assert len(solutions([0] * 81)) == 2
    assert solutions([5, 5, *[0] * 79]) == []
    assert len(solutions([0 if digit in (1, 2) else digit for digit in digits(SOLVED)])) == 2


def test_sudoku_is_the_same_on_every_server_and_another_each_day():
    given = "".join(map(str, sudoku_of(date(2026, 11, 24), "easy").given))
    assert given == "900400010824710000700065004003050790000097100079000280308000070050286901216079400"
    assert len({sudoku_of(day, level) for day in DAYS for level in LEVELS}) == len(DAYS) * len(LEVELS)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_levels_differ_in_what_they_ask(day):
    easy, medium, hard = (sudoku_of(day, level).given for level in ("easy", "medium", "hard"))
    assert is_found_step_by_step(easy)
    assert is_found_step_by_step(medium)
    assert easy.count(0) < medium.count(0) < hard.count(0)


def test_draw_says_each_cell_and_keeps_the_solution_folded(now):
    tree = lxml_html.fromstring(draw("puzzle", {"level": "easy"}))
    sudoku = sudoku_of(now.date(), "easy")
    grid, solution = tree.xpath("//table")
    labels = [cell.get("aria-label") for cell in grid.iter("td")]
    assert labels == [
        f"row {i // 9 + 1}, column {i % 9 + 1}, {digit or 'empty'}" for i, digit in enumerate(sudoku.given)
    ]
    assert [int(cell.text) for cell in solution.iter("td")] == list(sudoku.solution)
    assert solution.getparent().tag == "details"
    assert solution.getparent().get("open") is None


def test_draw_turns_the_day_where_the_person_lives(now):
    assert 'data-sudoku="2026-11-23-easy"' in draw("puzzle", {}, viewer=Viewer(timezone="Europe/Berlin"))
    # At half past nine in the morning UTC it is still Sunday on Pago Pago's side of the date line: 22:30.
    assert 'data-sudoku="2026-11-22-easy"' in draw("puzzle", {}, viewer=Viewer(timezone="Pacific/Pago_Pago"))
