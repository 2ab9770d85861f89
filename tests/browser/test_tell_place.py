"""Place, units, hours and week are asked once and used everywhere; a panel that shall differ is told so in its settings."""

import pytest
from playwright.sync_api import Page, expect

from portal.pages import services
from tests.browser.hands import press

pytestmark = pytest.mark.browser


@pytest.fixture
def month(home, ada) -> str:
    """A month; beside it a panel with a city of its own, and one without."""
    for kind, settings in (("clock", {"zones": "Asia/Tokyo"}), ("sky", {})):
        services.add_panel(user=ada, page_id=home.pk, kind=kind, settings=settings, column=1)
    panel = services.add_panel(user=ada, page_id=home.pk, kind="month", settings={}, column=1).panel
    return f"#panel-{panel.pk}"


def weekdays(page: Page, month: str) -> list[str]:
    return page.locator(f"{month} thead abbr").evaluate_all("all => all.map(one => one.title)")


def test_tell_place_once_and_otherwise_for_one_panel_by_keyboard(month, shown):
    expect(shown.get_by_text("Where are you?")).to_be_visible()
    press(shown, "#content a[href='/settings/start/']")
    expect(shown.locator("[name=hours][value='12']")).to_be_checked()  # what the browser knows anyway
    press(shown, "[name=place_name]", "O", "s", "l", "o")
    expect(shown.locator("#cities option[value='Oslo, Norway']")).to_be_attached()
    press(shown, "[name=hours]:checked", "ArrowLeft")
    press(shown, "[name=first_weekday]", "M", "o")
    press(shown, "main .button.primary")
    expect(shown.get_by_text("Where are you?")).to_have_count(0)
    expect(shown.locator(".panel[data-kind=clock] .clock-time")).not_to_contain_text("M")  # neither AM nor PM
    assert weekdays(shown, month)[0] == "Monday"

    press(shown, f"{month} a[data-dialog]")
    press(shown, "#dialog [name='own_first_weekday']", "S", "u")
    expect(shown.locator("#dialog #preview-body thead abbr").first).to_have_attribute("title", "Sunday")
    press(shown, "#dialog button.primary")
    expect(shown.locator("#dialog")).to_be_hidden()
    expect(shown.locator(f"{month} thead abbr").first).to_have_attribute("title", "Sunday")


def test_tell_place_without_a_script(month, unscripted, ada):
    unscripted.get_by_role("link", name="Tell your place").click()
    unscripted.get_by_label("Place", exact=True).fill("Nowhere at all")
    unscripted.get_by_role("button", name="Keep").click()
    expect(unscripted.get_by_role("alert").first).to_be_visible()
    unscripted.get_by_label("Place", exact=True).fill("San José")
    unscripted.get_by_role("button", name="Keep").click()
    unscripted.get_by_label("San José, Costa Rica").check()
    unscripted.get_by_label("15:30").check()
    unscripted.get_by_label("The week begins on").select_option("Saturday")
    unscripted.get_by_role("button", name="Keep").click()
    expect(unscripted.get_by_text("Thank you. You can change it in the settings.")).to_be_visible()
    assert weekdays(unscripted, month)[0] == "Saturday"
    ada.refresh_from_db()
    assert (ada.place["name"], ada.timezone) == ("San José", "America/Costa_Rica")
