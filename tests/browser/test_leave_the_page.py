"""What leads to another page is there by its own address: it can be reloaded, kept as a bookmark, and gone back from."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_sign_out_leaves_nothing_of_the_person(shown, server, ada):
    type(ada).objects.filter(pk=ada.pk).update(palette="moss", language="de")
    shown.goto(f"{server.url}/settings/")
    expect(shown.locator("html")).to_have_attribute("data-palette", "moss")
    shown.locator("summary:has(.avatar)").click()
    shown.locator("button[formaction*=logout]").click()
    shown.wait_for_url(f"{server.url}/")
    expect(shown.locator("html")).not_to_have_attribute("data-palette", "moss")


def test_keep_a_search_and_put_it_on_the_page(shown, server):
    shown.goto(f"{server.url}/search/?q=story")
    shown.get_by_role("button", name="Keep this search").click()
    shown.wait_for_url(f"{server.url}/searches/")
    shown.get_by_role("button", name="On my page").click()
    shown.wait_for_url(f"{server.url}/")
    expect(shown.locator(".panel[data-kind=results] .item-title")).to_have_count(5)
    expect(shown.locator(".toast")).to_contain_text("It stands on your first page.")
