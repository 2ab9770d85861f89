"""A visitor arranges a page by hand, makes an account, and finds everything where it was: at a desk, and on a phone."""

from collections.abc import Iterator

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
    moved = titles(page)[0]
    page.locator("[data-grip]").first.focus()
    for key in ("Space", "ArrowDown", "Space"):
        page.keyboard.press(key)
    expect(page.locator("#page:not([data-template])")).to_be_attached()
    expect(page.get_by_role("button", name=f"Move “{moved}”")).to_be_focused()
    assert titles(page)[1] == moved

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
    page.get_by_role("button", name="Make an account").click()
    page.wait_for_url(server.url + "/")
    assert titles(page) == arranged
    person = User.objects.get()
    assert (person.email, person.is_guest) == ("new@example.org", False)
    assert selectors.shown_page(person, None, "en").is_template is False


@pytest.fixture
def phone(server, browser) -> Iterator[Page]:
    """Of somebody in Germany whom nobody knows."""
    call_command("catalogue", verbosity=0)
    starter.ensure_template_pages()
    context = browser.new_context(locale="de-DE", service_workers="block", **hands.WAYS["touch"])
    context.set_default_timeout(6_000)
    page = context.new_page()
    page.goto(server.url)
    yield page
    context.close()


def test_arrange_a_page_by_finger_in_ones_own_language(phone, server):
    expect(phone.locator("html[lang=de]")).to_be_attached()
    expect(phone.locator(".welcome")).to_contain_text("Diese Seite richtest du ein")
    before = titles(phone)
    assert len(before) > 3
    assert not User.objects.exists(), "looking leaves no trace"

    session = hands.finger(phone)
    start = hands.hold(phone, session, phone.locator(".grip").first)
    below = phone.locator(".panel").nth(1).bounding_box()
    assert below
    hands.swipe(session, start, (start[0], below["y"] + below["height"] / 2 + 20))
    hands.touch(session, "touchEnd")
    expect(phone.locator("#page:not([data-template])")).to_be_attached()
    arranged = [before[1], before[0], *before[2:]]
    assert titles(phone) == arranged

    phone.locator(".panel [data-menu]").nth(1).tap()
    phone.locator("#panel-menu").get_by_role("button", name="Zuklappen").tap()
    expect(phone.locator(".panel[data-collapsed] .panel-title")).to_have_text(before[0])

    phone.goto(f"{server.url}/accounts/signup/")
    phone.locator("[name=email]").fill("neu@example.org")
    phone.locator("[name=password1]").fill("a-long-password")
    phone.locator("[name=password1]").press("Enter")
    phone.wait_for_url(server.url + "/")
    assert titles(phone) == arranged
    expect(phone.locator(".panel[data-collapsed] .panel-title")).to_have_text(before[0])
    expect(phone.locator("html[lang=de]")).to_be_attached()
