"""A visitor arranges a page by hand, makes an account, and finds everything where it was."""

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from portal.pages import selectors, starter
from tests.browser import hands
from widgets.models import CatalogueEntry

pytestmark = pytest.mark.browser


def titles(page: Page) -> list[str]:
    return page.locator(".panel-title").all_inner_texts()


def test_arrange_a_page_and_keep_it_with_an_account(server, visit):
    call_command("catalogue", verbosity=0)
    starter.ensure_template_pages()
    CatalogueEntry.objects.create(slug="pad", kind="notes", title="Scratch pad", category="tools", description="Write.")
    page = visit()
    assert len(titles(page)) > 3, "a visitor sees a good page, not an empty one"
    assert not User.objects.exists(), "looking leaves no trace"

    page.goto(f"{server.url}/add/?q=scratch")
    page.get_by_role("button", name="Add “Scratch pad”").click()
    expect(page.locator(".toast", has_text="Added to")).to_be_visible()
    assert User.objects.get().is_guest

    page.goto(server.url)
    panel = page.locator(".panel[data-kind=notes]").last
    panel.hover()
    panel.locator("a[data-dialog]").first.click()
    page.locator("#dialog").get_by_label("Heading").fill("Errands")
    page.locator("#dialog").get_by_role("button", name="Keep").click()
    expect(page.get_by_role("heading", name="Errands")).to_be_visible()

    page.get_by_role("button", name="Move “Errands”").focus()
    for key in ("Space", "ArrowUp", "Space"):
        page.keyboard.press(key)
    expect(page.locator("#announcer")).to_contain_text("Errands is dropped")

    first = titles(page)[0]
    panel = page.locator(".panel").first
    hands.open_menu(page, panel).get_by_role("button", name="Remove").click()
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".panel-title").first).to_have_text(first)
    arranged = titles(page)

    page.goto(f"{server.url}/accounts/signup/")
    page.get_by_label("Email").fill("new@example.org")
    page.get_by_label("Password").fill("a-long-password")
    page.get_by_role("button", name="Sign up").click()
    page.wait_for_url(server.url + "/")
    assert titles(page) == arranged
    person = User.objects.get()
    assert (person.email, person.is_guest) == ("new@example.org", False)
    assert selectors.shown_page(person, None, "en").is_template is False
