"""Clocks go on in the browser as the portal drew them: time, hands, and whether it is tomorrow there."""

import pytest
from playwright.sync_api import expect

from portal.pages import services
from portal.pages.models import Panel

pytestmark = pytest.mark.browser


def test_clocks_turn_into_the_next_day(home, ada, shown):
    ada.timezone = "UTC"
    ada.save()
    page_id = Panel.objects.get(title="a").section.page_id
    chosen = {"zones": "Asia/Tokyo\nAmerica/New_York", "face": True}
    panel = services.add_panel(user=ada, page_id=page_id, kind="clock", settings=chosen).panel
    shown.clock.install(time="2026-12-31T14:58:30Z")
    shown.reload()
    tokyo, york = shown.locator(f"#panel-{panel.pk} .clock").all()
    expect(tokyo.locator(".clock-time")).to_have_text("23:58")
    expect(tokyo.locator("[data-clock-beside]")).to_have_text("")
    shown.clock.run_for(120_000)
    expect(tokyo.locator(".clock-time")).to_have_text("00:00")
    expect(tokyo.locator("[data-clock-beside]")).to_have_text("tomorrow")
    expect(tokyo.locator(".clock-hour")).to_have_attribute("transform", "rotate(0 50 50)")
    expect(york.locator("[data-clock-beside]")).to_have_text("")
    expect(york.locator(".clock-hour")).to_have_attribute("transform", "rotate(300 50 50)")
