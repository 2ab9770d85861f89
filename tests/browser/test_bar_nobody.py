"""Every page of the portal, for everybody who may see it: no barrier by WCAG 2.2 AA, large, small and zoomed to 400 %; and
nothing that the browser refuses or complains about."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.accounts.models import User
from tests.browser import barriers, hands, policy
from tests.browser.everywhere import PEOPLE, make_everything, pages_of
from tests.chromium import give_session
from tests.processes import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def world(server: Server) -> dict[str, str]:
    return make_everything()


@pytest.fixture
def watch(server: Server, browser: Browser) -> Iterator:
    """`watch(person)` is a browser with axe in it, signed in as that person."""
    contexts = []

    def watch(person: str, **options: bool) -> Page:
        context = browser.new_context(service_workers="block", base_url=server.url, **options)
        context.set_default_timeout(6_000)
        contexts.append(context)
        if email := PEOPLE[person]:
            give_session(context, server, User.objects.get(email=email))
        policy.watch(context)
        return barriers.watch(context)

    yield watch
    for context in contexts:
        context.close()


@pytest.mark.parametrize("person", PEOPLE)
def test_bar_nobody_from_any_page(watch, world, person):
    addresses = pages_of(person, world)
    assert addresses
    page = watch(person)
    heard = policy.listen(page)
    faults = []
    for path in addresses:
        page.goto(path)
        faults += barriers.find(page, path)
        faults += [f"{path}: {line}" for line in heard]
        heard.clear()
    assert not faults, "\n".join(faults)


def open_dialog(page: Page) -> None:
    page.locator(".panel-actions a[data-dialog]").first.click()
    expect(page.locator("#dialog form").first).to_be_visible()


def open_menu(page: Page) -> None:
    hands.open_menu(page, page.locator(".panel[data-kind=feed]"))


def open_palette(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=option]").first).to_be_visible()


def remove_panel(page: Page) -> None:
    page.locator(".panel-moves button[formaction*=remove]").first.click()
    expect(page.locator(".toast")).to_be_visible()


def be_refused(page: Page) -> None:
    page.get_by_label("Time zone").fill("Nowhere/At all")
    page.get_by_role("button", name="Keep").first.click()
    expect(page.locator(".errorlist").first).to_be_visible()


STATES = {
    "home": ("/", lambda page: None),
    "arranging": ("/?edit=1", lambda page: None),
    "settings of a panel": ("/", open_dialog),
    "menu of a panel": ("/p/all-kinds/", open_menu),
    "palette": ("/", open_palette),
    "notice": ("/?edit=1", remove_panel),
    "refused settings": ("/settings/", be_refused),
    "found in the catalogue": ("/add/?q=clock", lambda page: None),
    "found by searching": ("/search/?q=bread", lambda page: None),
}


def test_bar_nobody_from_any_state(watch, world):
    page = watch("member")
    faults = []
    for name, (path, reach) in STATES.items():
        page.set_viewport_size({"width": 1280, "height": 1024})
        page.goto(path)
        reach(page)
        faults += barriers.find(page, name)
    assert not faults, "\n".join(faults)
