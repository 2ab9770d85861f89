"""Tabs are chosen by pointer, by arrow keys, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from portal.pages import services
from portal.pages.models import Panel
from tests.browser import hands

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def tabbed(ada, home):
    """b and c are tabs beside a."""
    a, b, c = (Panel.objects.get(title=title) for title in "abc")
    services.tab_panel(user=ada, panel_id=b.pk, into=a.pk)
    services.tab_panel(user=ada, panel_id=c.pk, into=a.pk)


def panel(page, title):
    return page.locator(f"#panel-{Panel.objects.get(title=title).pk}")


def test_choose_a_tab_by_pointer_and_by_keys(shown):
    expect(panel(shown, "a")).to_be_visible()
    expect(panel(shown, "b")).to_be_hidden()
    shown.get_by_role("tab", name="b").click()
    expect(panel(shown, "b")).to_be_visible()
    expect(panel(shown, "a")).to_be_hidden()
    shown.keyboard.press("ArrowRight")
    expect(shown.get_by_role("tab", name="c")).to_be_focused()
    expect(panel(shown, "c")).to_be_visible()
    shown.keyboard.press("ArrowRight")
    expect(panel(shown, "a")).to_be_visible()
    shown.keyboard.press("End")
    shown.reload()
    expect(panel(shown, "c")).to_be_visible()
    expect(panel(shown, "a")).to_be_hidden()


def test_choose_a_tab_without_a_script(unscripted):
    expect(panel(unscripted, "b")).to_be_hidden()
    unscripted.locator(".panel-tabs a", has_text="c").click()
    expect(panel(unscripted, "c")).to_be_visible()
    expect(panel(unscripted, "a")).to_be_hidden()
    expect(panel(unscripted, "b")).to_be_hidden()
    unscripted.locator(".panel-tabs a", has_text="a").click()
    expect(panel(unscripted, "a")).to_be_visible()


def test_put_into_tabs_by_the_menu_and_take_out_again(shown):
    hands.open_menu(shown, hands.panel(shown, "The Ledger")).get_by_role("link", name="Put into tabs").click()
    shown.get_by_role("button", name="Tab beside “a”").click()
    shown.get_by_role("tab", name="The Ledger").click()
    expect(shown.get_by_role("tab")).to_have_count(4)
    menu = hands.open_menu(shown, hands.panel(shown, "The Ledger"))
    menu.get_by_role("button", name="Take out of the tabs").click()
    expect(shown.get_by_role("tab")).to_have_count(3)
