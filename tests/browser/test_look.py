"""What the home page owes everybody at any width, and how little a first visit weighs; all pages: test_bar_nobody.py."""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.processes import wait_for

pytestmark = pytest.mark.browser

FIRST_VISIT_BYTES = 90_000
FIRST_VISIT_ANSWERS = 10


@pytest.mark.parametrize("width", [390, 820])
def test_narrow_screens_have_no_barriers_and_do_not_scroll_sideways(shown, server, width):
    shown.emulate_media(reduced_motion="reduce")  # colours are not measured half-way through a change
    shown.set_viewport_size({"width": width, "height": 800})
    shown.goto(server.url)
    found = Axe().run(shown).response["violations"]
    assert [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found] == []
    assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("width", "folds"), [(820, False), (1440, True)])
def test_folded_for_you_is_seen_whole(shown, server, width, folds):
    shown.set_viewport_size({"width": width, "height": 800})
    shown.goto(server.url)
    if folds:
        shown.locator(".for-you-label").click()
    expect(shown.locator(".for-you-word")).to_be_visible()
    assert shown.evaluate(
        "[...document.querySelectorAll('.for-you')].every((rail) => rail.scrollWidth <= rail.clientWidth)"
    )


def test_first_visit_is_light(server, home, browser):
    """Compressed as a production server sends it; SortableJS, which comes with the first move of the pointer, included."""
    context = browser.new_context()
    page = context.new_page()
    answers = []
    page.on("requestfinished", lambda request: answers.append(request.response()))
    page.goto(server.url)
    page.mouse.move(50, 50)
    wait_for(lambda: page.evaluate("Boolean(window.Sortable)"))
    page.wait_for_load_state()
    sizes = {
        answer.url: len(gzip.compress(answer.body(), 6))
        for answer in answers
        if answer.status == 200 and "/live" not in answer.url
    }
    assert any("Sortable" in url for url in sizes)
    assert sum(sizes.values()) <= FIRST_VISIT_BYTES, sizes
    assert len(sizes) <= FIRST_VISIT_ANSWERS, sizes
    context.close()
