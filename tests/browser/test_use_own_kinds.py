"""What needs no network: seen on one page, and used, with scripts and without one."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from portal.accounts.models import User
from portal.pages import services
from tests.browser.hands import press

pytestmark = pytest.mark.browser


@pytest.fixture
def own(home, ada) -> dict[str, int]:
    """One panel of each such kind, by the kind's name."""
    User.objects.filter(pk=ada.pk).update(
        place={"name": "Oslo", "latitude": 59.91, "longitude": 10.75, "timezone": "Europe/Oslo"}
    )
    soon = timezone.localdate() + timedelta(days=30)
    kinds = {
        "bookmarks": {"links": "# Baking\nFlour | https://flour.example/"},
        "countdown": {"dates": f"Holidays | {soon}"},
        "month": {},
        "sky": {},
        "converter": {"amount": 20, "unit": "°C"},
        "greeting": {"name": "Ada"},
        "image": {"url": "https://pictures.example/tree.png", "description": "A tree"},
        "embed": {"url": "https://map.example/"},
    }
    return {
        kind: services.add_panel(user=ada, page_id=home.pk, kind=kind, settings=settings, column=1).panel.pk
        for kind, settings in kinds.items()
    }


def look_around(page: Page, own: dict[str, int]) -> Locator:
    """Answers the converter."""

    def body(kind: str) -> Locator:
        return page.locator(f"#panel-{own[kind]} .panel-body")

    expect(body("bookmarks").get_by_role("link", name="Flour")).to_have_attribute("href", "https://flour.example/")
    expect(body("countdown")).to_contain_text("Holidays")
    expect(body("countdown")).to_contain_text("30 days")
    expect(body("month").locator("[aria-current=date]")).to_have_text(str(timezone.localdate().day))
    expect(body("sky")).to_contain_text("Sunrise")
    expect(body("greeting")).to_contain_text("Ada")
    expect(body("image").get_by_role("img", name="A tree")).to_be_attached()
    expect(body("embed").locator("iframe")).to_have_attribute("src", f"/panels/{own['embed']}/frame/")
    return body("converter")


def test_own_kinds_are_seen_and_used_by_keyboard(own, shown):
    converter = look_around(shown, own)
    expect(converter).to_contain_text("68 °F")
    press(shown, f"#panel-{own['converter']} [name=amount]", "Control+a", "3", "7")
    expect(converter).to_contain_text("98.6 °F")
    press(shown, f"#panel-{own['converter']} [name=unit]", "k", "m")
    expect(converter).to_contain_text("mi")


def test_own_kinds_are_seen_and_used_without_a_script(own, unscripted):
    converter = look_around(unscripted, own)
    converter.get_by_label("Amount").fill("37")
    converter.get_by_role("button", name="Convert").click()
    expect(converter).to_contain_text("98.6 °F")
