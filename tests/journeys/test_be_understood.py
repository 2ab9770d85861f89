"""A reader opens an article, and the for-you panel changes without a reload; the page itself never does."""

import pytest
from playwright.sync_api import Page, expect

from portal.pages.models import Page as HomePage
from recommender import tasks
from recommender.models import Event, ModelVersion, Suggestion
from tests.processes import wait_for
from widgets.models import CatalogueEntry

pytestmark = pytest.mark.browser

SECONDS = 30


def suggested(page: Page) -> list[str]:
    return page.locator(".for-you .suggestion-title").all_inner_texts()


def test_open_an_article_and_the_panel_learns(server, worker, visit, reader, home, place, town):
    tasks.train.delay()
    wait_for(lambda: ModelVersion.objects.filter(state="live", subject="items").exists(), 60, why="a model")
    place("channel", {"channel": "food", "rows": 10})
    layout = HomePage.objects.values_list("version", flat=True).get(pk=home.pk)

    page = visit(reader)
    expect(page.locator(".for-you .suggestion-title").first).to_be_visible(timeout=SECONDS * 1000)
    expect(page).to_have_title("Home · Foyer")
    page.evaluate("window.untouched = true")
    for word in ("bread", "garlic"):
        page.locator(".panel .item-title", has_text=f"The {word} of the day").click()
        expect(page.locator("#dialog").get_by_role("heading")).to_be_visible()
        page.keyboard.press("Escape")
    page.locator("body").click(position={"x": 5, "y": 5})
    wait_for(lambda: Event.objects.filter(user=reader, kind="open").count() == 2, why="both events")

    wait_for(
        lambda: Suggestion.objects.filter(user=reader, reason__code__in=("read", "topic")).exists(),
        SECONDS,
        why="the worker to push a list that knows what was read",
    )
    wait_for(
        lambda: (
            page.locator(".for-you .suggestion-why", has_text="Because you read").count()
            or page.locator(".for-you .suggestion-why", has_text="About food").count()
        ),
        SECONDS,
        why="the open page to change",
    )
    assert page.evaluate("window.untouched") is True, "without a reload"
    assert not {"The bread of the day", "The garlic of the day"} & set(suggested(page)), "what was read is not repeated"
    assert HomePage.objects.values_list("version", flat=True).get(pk=home.pk) == layout, "the guess moves nothing"


def test_hide_works_at_once_and_add_places_the_widget(server, worker, visit, reader, home, place, town):
    entry = CatalogueEntry.objects.create(
        slug="pad", kind="notes", title="Scratch pad", category="tools", language="en", is_featured=True
    )
    page = visit(reader)
    row = page.locator(".for-you .suggestion:has(.suggestion-title)").first
    expect(row).to_be_visible(timeout=SECONDS * 1000)
    title = row.locator(".suggestion-title").inner_text()
    row.locator("summary").click()
    row.get_by_role("button", name="Hide").click()
    expect(page.locator(".for-you .suggestion-title", has_text=title)).to_be_hidden()
    expect(page.locator(".toast", has_text="Hidden")).to_be_visible()
    page.reload()
    expect(page.locator(".for-you .suggestion-title").first).to_be_visible(timeout=SECONDS * 1000)
    assert title not in suggested(page)

    page.get_by_role("button", name="Add “Scratch pad”").click()
    expect(page.locator(".panel[data-kind=notes]")).to_be_visible()
    wait_for(lambda: Event.objects.filter(user=reader, kind="add", entry=entry).exists())
