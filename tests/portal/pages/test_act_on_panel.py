"""A press inside a panel: by plain form, by script, on two devices at once, and taken back."""

import re

import pytest
from django.test import Client

from portal.errors import NotFound, Refused
from portal.pages import services
from portal.pages.models import Panel
from widgets.types.todo.tasks import read_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(ada, page):
    return services.add_panel(user=ada, page_id=page.pk, kind="todo", settings={"tasks": "Bread\nMilk"}).panel


def key(text):
    return next(task.key for task in tasks() if task.text == text)


def tasks():
    return read_tasks(Panel.objects.get(kind="todo").settings["tasks"])


def done():
    return [task.text for task in tasks() if task.done]


def test_forms_in_the_body_work_as_they_are_drawn(ada, panel):
    """With the token that the page puts into them, as a browser without scripts sends them."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada)
    html = browser.get("/").content.decode()
    form = re.search(rf'action="(/panels/{panel.pk}/acts/add/)".*?name="csrfmiddlewaretoken" value="(\w+)"', html, re.S)
    answer = browser.post(form[1], {"csrfmiddlewaretoken": form[2], "text": "Eggs"}, follow=True)
    assert [task.text for task in tasks()] == ["Bread", "Milk", "Eggs"]
    assert "Eggs" in answer.content.decode()
    assert f'formaction="/panels/{panel.pk}/acts/tick/"' in html


def test_act_from_two_devices_loses_nothing_and_asks_for_no_version(ada, page, panel):
    phone, desk = Client(), Client()
    phone.force_login(ada)
    desk.force_login(ada)
    phone.post(f"/panels/{panel.pk}/acts/tick/", {"item": key("Bread"), "version": "1"})
    desk.post(f"/panels/{panel.pk}/acts/tick/", {"item": key("Milk"), "version": "1"})
    desk.post(f"/panels/{panel.pk}/acts/tick/", {"item": key("Bread"), "version": "1"})
    assert done() == ["Bread", "Milk"]


def test_act_raises_the_version_of_the_page(ada, page, panel):
    page.refresh_from_db()
    change, _words = services.act_on_panel(user=ada, panel_id=panel.pk, verb="tick", data={"item": key("Milk")})
    assert change.page.version == page.version + 1


def test_clear_offers_an_undo_that_gives_back_exactly_what_was_cleared(ada, client, page, panel):
    client.force_login(ada)
    client.post(f"/panels/{panel.pk}/acts/tick/", {"item": key("Milk")})
    html = client.post(f"/panels/{panel.pk}/acts/clear/", follow=True).content.decode()
    assert "1 thing is cleared." in html
    assert f'formaction="/pages/{page.pk}/undo/"' in html
    client.post(f"/pages/{page.pk}/undo/")
    assert (done(), len(tasks())) == (["Milk"], 2)


def test_act_on_what_is_gone_says_so_and_changes_nothing(ada, client, panel):
    client.force_login(ada)
    html = client.post(f"/panels/{panel.pk}/acts/tick/", {"item": "gone"}, follow=True).content.decode()
    assert "not on the list any more" in html
    assert done() == []


def test_act_on_a_kind_without_acts_is_refused(ada, page):
    clock = services.add_panel(user=ada, page_id=page.pk, kind="clock").panel
    with pytest.raises(Refused, match="nothing to press"):
        services.act_on_panel(user=ada, panel_id=clock.pk, verb="tick", data={})


def test_act_on_another_persons_panel_is_not_found(eve, panel):
    with pytest.raises(NotFound):
        services.act_on_panel(user=eve, panel_id=panel.pk, verb="clear", data={})


def test_act_over_the_api_answers_the_panel(ada, client, panel):
    client.force_login(ada)
    answer = client.post(f"/api/v1/panels/{panel.pk}/acts/tick/", {"values": {"item": key("Milk")}}, "application/json")
    assert answer.status_code == 200, answer.content
    assert answer.json()["panel"]["settings"]["tasks"] == "[ ] Bread\n[x] Milk"
