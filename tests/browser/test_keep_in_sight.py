"""Lists that go on sideways on a phone: what is current or has the focus is seen whole."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import visiting
from tests.chromium import complaining
from widgets.models import CatalogueEntry

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(server, home, ada, browser) -> Iterator[Page]:
    for category in ("daily", "news", "world", "technology", "science", "sport"):
        CatalogueEntry.objects.create(slug=category, kind="notes", title=category, category=category)
    with visiting(browser, server, ada, viewport={"width": 390, "height": 800}) as page, complaining(page):
        yield page


def is_whole(part: Locator) -> None:
    expect(part).to_be_in_viewport(ratio=0.97)


def test_current_category_is_seen_and_each_that_is_reached_by_keyboard(phone, server):
    phone.goto(f"{server.url}/add/?category=sport")
    chips = phone.get_by_role("navigation", name="Categories").get_by_role("link")
    is_whole(phone.get_by_role("link", name="Sport", exact=True))
    chips.first.focus()
    for at in range(1, chips.count()):
        phone.keyboard.press("Tab")
        expect(chips.nth(at)).to_be_focused()
        is_whole(chips.nth(at))


def test_verbs_of_arranging_are_one_row(phone, server):
    phone.goto(f"{server.url}/?edit=1")
    verbs = phone.locator(".edit-verbs > *")
    assert len({verb.bounding_box()["y"] for verb in verbs.all()}) == 1
    verbs.first.focus()
    for at in range(1, verbs.count()):
        phone.keyboard.press("Tab")
        is_whole(verbs.nth(at))
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
