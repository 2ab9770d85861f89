"""A list of things to do is used where it stands: added to, ticked, cleared, and given back."""

import pytest
from playwright.sync_api import expect

from portal.pages import services
from portal.pages.models import Panel

pytestmark = pytest.mark.browser


@pytest.fixture
def todo(home, ada):
    page_id = Panel.objects.get(title="a").section.page_id
    return services.add_panel(user=ada, page_id=page_id, kind="todo", settings={"tasks": "Bread\nMilk"}).panel


def test_list_is_used_without_leaving_the_page(todo, shown):
    panel = shown.locator(f"#panel-{todo.pk}")
    field = panel.get_by_label("Something to do")
    field.fill("Eggs")
    field.press("Enter")
    expect(panel.locator(".todo-text")).to_have_text(["Bread", "Milk", "Eggs"])
    expect(field).to_have_value("")
    expect(field).to_be_focused()
    panel.get_by_role("button", name="Done: Milk").press("Space")
    expect(panel.locator("[data-done] .todo-text")).to_have_text(["Milk"])
    panel.get_by_role("button", name="Clear what is done").click()
    expect(panel.locator(".todo-text")).to_have_text(["Bread", "Eggs"])
    shown.locator(".toast").get_by_role("button", name="Undo").click()
    expect(panel.locator("[data-done] .todo-text")).to_have_text(["Milk"])


def test_list_is_used_without_a_script(todo, unscripted):
    panel = unscripted.locator(f"#panel-{todo.pk}")
    panel.get_by_label("Something to do").fill("Eggs")
    panel.get_by_label("Something to do").press("Enter")
    expect(panel.locator(".todo-text")).to_have_text(["Bread", "Milk", "Eggs"])
    panel.get_by_role("button", name="Done: Bread").click()
    expect(panel.locator("[data-done] .todo-text")).to_have_text(["Bread"])
