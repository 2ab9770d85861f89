"""A Sudoku is played in the page, by keyboard and by the pad; what is filled in is there again after the page is loaded."""

import pytest
from playwright.sync_api import Locator, Page, expect

from portal.pages import services
from portal.pages.models import Panel

pytestmark = pytest.mark.browser


@pytest.fixture
def puzzle(home, ada):
    page_id = Panel.objects.get(title="a").section.page_id
    return services.add_panel(user=ada, page_id=page_id, kind="puzzle", settings={"level": "easy"}).panel


def board(page: Page, panel: Panel) -> Locator:
    return page.locator(f"#panel-{panel.pk} .sudoku")


def solution_of(sudoku: Locator) -> str:
    return sudoku.get_attribute("data-solution") or ""


def test_sudoku_is_played_by_keyboard(puzzle, shown):
    sudoku = board(shown, puzzle)
    empty = sudoku.locator("table").first.locator("td:not([data-fixed])")
    right = solution_of(sudoku)[
        sudoku.locator("table")
        .first.locator("td")
        .evaluate_all("cells => cells.findIndex(cell => !cell.hasAttribute('data-fixed'))")
    ]
    wrong = "1" if right != "1" else "2"
    where = empty.first.get_attribute("data-place")
    empty.first.click()
    shown.keyboard.press(wrong)
    expect(sudoku.get_by_role("gridcell", name=f"{where}, {wrong}", exact=True)).to_be_focused()
    sudoku.get_by_role("button", name="Check").click()
    expect(sudoku.get_by_role("gridcell", name=f"{where}, {wrong}, wrong", exact=True)).to_be_visible()
    expect(sudoku.get_by_role("status")).to_have_text("Marked in the grid: what is wrong.")
    empty.first.press("Delete")
    expect(empty.first).to_have_attribute("aria-label", f"{where}, empty")
    empty.first.press("Shift+Digit3")
    empty.first.press("Shift+Digit7")
    expect(empty.first).to_have_attribute("aria-label", f"{where}, notes 3 7")
    empty.first.press("ArrowDown")
    expect(empty.first).not_to_be_focused()
    shown.reload()
    expect(empty.first).to_have_attribute("aria-label", f"{where}, notes 3 7")


def test_sudoku_says_when_it_is_solved(puzzle, shown):
    sudoku = board(shown, puzzle)
    cells = sudoku.locator("table").first.locator("td")
    solution = solution_of(sudoku)
    open_cells = cells.evaluate_all("all => all.flatMap((cell, i) => cell.hasAttribute('data-fixed') ? [] : [i])")
    for i in open_cells:
        cells.nth(i).click()
        sudoku.get_by_role("button", name=solution[i], exact=True).click()
    expect(sudoku.get_by_role("status")).to_have_text("Solved. Well done; a new one comes tomorrow.")
    sudoku.get_by_role("button", name="Start again").click()
    expect(sudoku.get_by_role("status")).to_have_text("")
    sudoku.get_by_role("button", name="Step back").click()
    expect(sudoku.get_by_role("status")).to_have_text("Solved. Well done; a new one comes tomorrow.")


def test_sudoku_without_a_script_has_its_solution(puzzle, unscripted):
    sudoku = board(unscripted, puzzle)
    expect(sudoku.get_by_role("button")).to_have_count(0)
    sudoku.get_by_text("Show the solution").click()
    expect(sudoku.get_by_role("table", name="Solution")).to_be_visible()
