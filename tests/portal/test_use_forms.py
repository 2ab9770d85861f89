"""Every change works without JavaScript: its form is in the HTML that was served, and sent as it is it does what it says."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from pytest_django import DjangoDbBlocker

from portal.accounts.models import User
from portal.pages import looking
from tests.portal import forms
from tests.portal.everything import routes
from tests.portal.form_table import NO_EDITS, PARTS, TABLE, Row
from tests.portal.form_world import World, furnish, note_what_came_later
from tests.portal.forms import Form
from tests.portal.permission_table import TABLE as PERMISSIONS
from widgets import errands

pytestmark = pytest.mark.django_db

EDITS = [
    route
    for route, rows in PERMISSIONS.items()
    if any(row.method == "POST" for row in rows) and not route.startswith("api/") and route not in NO_EDITS
]


@pytest.fixture
def tab() -> Client:
    """It keeps to what forms must bring: without their token nothing is taken."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture(scope="module")
def furnished(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once for all: what a test changes is taken back at its end, and the world itself after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield furnish()
        transaction.set_rollback(True)


@pytest.fixture
def world(furnished, tab, monkeypatch) -> World:
    made = World(**vars(furnished))
    made.sent = []
    monkeypatch.setattr(errands.current_app, "send_task", lambda task, *_args, **_options: made.sent.append(task))
    cache.set(looking.name_of("https://lost.example/"), {"asked_at": 0})
    tab.force_login(made.ada, "django.contrib.auth.backends.ModelBackend")
    return made


def fill(text: str, world: World) -> str:
    return text.format(**vars(world))


def address(route: str, row: Row, world: World) -> str:
    """The route's parts as the row says, or as is usual in the world; a part may be a name in the world, or itself."""

    def part(found: re.Match[str]) -> str:
        value = (PARTS | row.parts)[found[1]]
        return fill(f"{{{value}}}", world) if hasattr(world, value.partition(".")[0]) else value

    return "/" + re.sub(r"<\w+:(\w+)>", part, route)


def open_form(tab: Client, world: World, route: str) -> Form:
    """Finds it in the page that a browser gets."""
    row = TABLE[route]
    if row.is_for_visitors:
        tab.logout()
    if row.after:
        act(tab, world, row.after)
    else:
        served = tab.get(fill(row.page, world), follow=True)
        assert served.status_code == 200
        world.answer = served.content.decode()
    note_what_came_later(world)
    press = (row.press[0], fill(row.press[1], world)) if row.press else None
    return forms.find(world.answer, address(route, row, world), press)


def act(tab: Client, world: World, route: str) -> Form:
    """Sends the form, and looks whether that made true what it should."""
    form, row = open_form(tab, world, route), TABLE[route]
    assert not row.then(world), "It is true beforehand, so it would show nothing."
    response = forms.submit(tab, form, row.fields)
    world.answer = response.content.decode()
    assert (response.status_code, bool(row.then(world))) == (200, True)
    return form


def test_every_edit_has_its_row():
    assert set(EDITS) == set(TABLE)
    assert set(NO_EDITS) <= set(routes(get_resolver().url_patterns))


@pytest.mark.parametrize("route", TABLE)
def test_use_the_form_that_was_served(route, tab, world):
    act(tab, world, route)


#: A second file is a second import, and there is one at a time: the form says so.
SECOND_TIME = {"import/": 422}
TAKES_AWAY = re.compile(r"/(remove|delete|revoke|renew|empty|undo|forget)/$")


@pytest.mark.parametrize("route", TABLE)
def test_send_a_form_twice_ends_on_a_page_not_on_a_problem(route, tab, world):
    """As a double click does it where no script holds the second one back, or a tab that was open meanwhile."""
    form = act(tab, world, route)
    response = forms.submit(tab, form, TABLE[route].fields)
    assert response.status_code == SECOND_TIME.get(route, 200)
    assert "data-toast" in response.content.decode() or not TAKES_AWAY.search(route), "A word is due."


#: Whoever may look at an item may keep it; what is offered to everybody is everybody's.
OF_EVERYBODY = {"items/<int:item_id>/<slug:verb>/", "templates/<int:template_id>/follow/"}


OWN = [route for route, row in TABLE.items() if re.search("<int:|<str:token", route) and not row.after]


@pytest.mark.parametrize("route", OWN)
def test_send_the_form_of_another_person_changes_nothing(route, tab, world):
    form, row = open_form(tab, world, route), TABLE[route]
    eve = Client()
    eve.force_login(User.objects.create_user("eve@example.org"), "django.contrib.auth.backends.ModelBackend")
    forms.submit(eve, form, row.fields)
    assert bool(row.then(world)) is (route in OF_EVERYBODY)
