"""Somebody's own data: an address, what was found beside the form, two picks, and the panel is on the page."""

import json

import pytest
from playwright.sync_api import expect

from portal.pages.models import Panel

pytestmark = pytest.mark.browser
GOODS = {"data": {"items": [{"name": "Bread", "price": {"eur": 3.5}}, {"name": "Butter", "price": {"eur": 4}}]}}


def test_pick_fields_in_the_preview_and_add_a_list(server, worker, upstream, shown):
    address = upstream.serve("/goods.json", json.dumps(GOODS), type="application/json")
    shown.goto(f"{server.url}/add/kinds/custom/")
    shown.locator("[name=url]").fill(address)
    preview = shown.locator("#preview-body")
    expect(preview.get_by_role("button", name="price/eur")).to_be_visible(timeout=20_000)
    shown.locator("[name=view]").select_option("list")
    shown.locator("[name=name]").focus()
    preview.get_by_role("button", name="name", exact=True).click()
    expect(shown.locator("[name=name]")).to_have_value("name")
    shown.locator("[name=value]").focus()
    expect(preview.locator(".lines .line")).to_have_count(2)
    preview.locator("summary").click()
    preview.get_by_role("button", name="price/eur").click()
    expect(preview.locator(".lines .line").first).to_contain_text("3.50")
    shown.get_by_role("button", name="Add to", exact=False).first.click()
    expect(shown.locator(".panel[data-kind=custom] .line").first).to_contain_text("Bread", timeout=20_000)
    assert Panel.objects.get(kind="custom").settings["value"] == "price/eur"
