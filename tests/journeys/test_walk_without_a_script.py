"""The whole way by plain forms, with JavaScript off: fold, add, set, move, arrange, remove, undo, another tab, an account."""

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from portal.pages import starter
from tests.portal.pages import desk

pytestmark = pytest.mark.browser


@pytest.fixture
def page(server, browser):
    call_command("catalogue", verbosity=0)
    starter.ensure_template_pages()
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 1000})
    context.set_default_timeout(6_000)
    yield context.new_page()
    context.close()


def panel(page: Page, title: str):
    return page.locator(".panel", has=page.get_by_role("heading", name=title, exact=True))


def fold_up_the_last(page: Page) -> None:
    """The first change of all: it makes the person and their page, which is shown where the hand was."""
    last = page.locator(".panel").last
    last.scroll_into_view_if_needed()
    last.locator("[data-menu]").click()
    page.get_by_role("button", name="Fold up").click()
    expect(page.locator(".panel[data-collapsed]")).to_be_in_viewport()


def test_walk_from_the_first_visit_to_an_account(server, page):
    page.set_viewport_size({"width": 820, "height": 600})
    page.goto(server.url)
    assert page.locator(".panel").count() > 3, "a visitor sees a good page, not an empty one"
    fold_up_the_last(page)
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.goto(f"{server.url}/add/?q=european")
    page.get_by_role("button", name="Add “European clocks”").click()
    added = page.locator(".panel[data-kind=clock]").last
    page.goto(server.url + added.locator("a[data-dialog]").first.get_attribute("href"))
    page.get_by_label("Heading").fill("Mine")
    page.get_by_role("button", name="Keep").click()
    expect(panel(page, "Mine")).to_be_visible()

    page.get_by_role("link", name="Arrange this page").click()
    for way in ("Move up", "Move right", "Move left", "Move down"):
        with page.expect_navigation():
            panel(page, "Mine").get_by_role("button", name=way).click()
    sections = page.locator(".section").count()
    page.get_by_role("button", name="Add a section").click()
    expect(page.locator(".section")).to_have_count(sections + 1)
    below = page.locator(".section").last
    below.get_by_label("Heading").fill("Below")
    below.get_by_role("button", name="Keep").click()
    expect(page.locator(".section").last.get_by_label("Heading")).to_have_value("Below")
    below.get_by_role("group", name="Columns").get_by_role("button", name="two columns").click()
    expect(page.locator(".section").last.locator(".columns[data-layout='2']")).to_be_attached()

    panel(page, "Mine").get_by_role("group").get_by_role("button", name="Remove").click()
    expect(panel(page, "Mine")).to_have_count(0)
    page.get_by_role("button", name="Undo the last change").click()
    expect(panel(page, "Mine")).to_be_visible()

    page.goto(f"{server.url}/pages/new/")
    page.get_by_label("Name").fill("Second")
    page.locator("main form button").first.click()
    page.goto(f"{server.url}/?edit=1")
    panel(page, "Mine").get_by_role("link", name="Move or copy to another page").click()
    page.get_by_role("button", name="Move to “Second”").click()
    expect(page.locator(".toast")).to_contain_text("to “Second”.")

    page.goto(f"{server.url}/accounts/signup/")
    page.get_by_label("Email").fill("new@example.org")
    page.get_by_label("Password").fill("a-long-password")
    page.get_by_role("button", name="Make an account").click()
    page.get_by_role("link", name="Second").click()
    expect(panel(page, "Mine")).to_be_visible()
    person = User.objects.get()
    assert (person.email, person.is_guest) == ("new@example.org", False)
    assert "Mine" in str(desk.titles(person.pages.get(slug="second")))
