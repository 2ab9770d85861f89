"""Every route for every kind of person, against tests/portal/permission_table.py."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from pytest_django import DjangoDbBlocker

from portal.accounts.models import User
from tests.portal.everything import address, make_world, routes
from tests.portal.permission_table import TABLE, Row

pytestmark = pytest.mark.django_db

ROWS = [(route, row) for route, rows in TABLE.items() for row in rows]
READS = ("GET", "HEAD", "OPTIONS")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, str]]:
    """Made once for all: what a test changes is taken back inside, and the world itself at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def client_of(world: dict[str, str]) -> Callable[..., Client]:
    """`client_of(kind)` is a browser of that kind of person, who signed in once for all tests."""
    emails = {"owner": "ada@example.org"} | {kind: f"{kind}@example.org" for kind in ("other", "editor", "admin")}
    cookies = {}
    for kind, email in emails.items():
        client = Client()
        client.force_login(User.objects.get(email=email))
        cookies[kind] = client.cookies["foyer_session"].value

    def client_of(kind: str, **options: bool) -> Client:
        client = Client(**options)
        if kind in cookies:
            client.cookies["foyer_session"] = cookies[kind]
        return client

    return client_of


@pytest.fixture
def answer(client_of: Callable[..., Client], world: dict[str, str]) -> Callable[[str, str, Row], int]:
    """`answer(kind, route, row)` is the status that this kind of person gets; what it changed is taken back."""

    def answer(kind: str, route: str, row: Row) -> int:
        content_type = "application/json" if route.startswith("api/") else "application/x-www-form-urlencoded"
        body = {name: world.get(value, value) if isinstance(value, str) else value for name, value in row.body.items()}
        send = getattr(client_of(kind, raise_request_exception=False), row.method.lower())
        more = {} if row.method in READS else {"content_type": content_type}
        data = "&".join(f"{k}={v}" for k, v in body.items()) if more and content_type.endswith("urlencoded") else body
        with transaction.atomic():
            status = send(address(route, world), data, **more).status_code
            transaction.set_rollback(True)
        return status

    return answer


def test_permit_every_route_has_its_row():
    assert set(routes(get_resolver().url_patterns)) == set(TABLE)


@pytest.mark.parametrize(("route", "row"), ROWS, ids=[f"{row.method} /{route}" for route, row in ROWS])
def test_permit_as_the_table_says(route, row, answer):
    found = {kind: answer(kind, route, row) for kind in ("visitor", "owner", "other", "editor", "admin")}
    assert found == {
        "visitor": row.visitor,
        "owner": row.owner,
        "other": row.others,
        "editor": row.others,
        "admin": row.others if row.admin is None else row.admin,
    }


@pytest.mark.parametrize("route", [route for route, rows in TABLE.items() if all(row.method != "GET" for row in rows)])
def test_permit_no_write_by_get(route, answer):
    """A route that only takes writes answers a GET with 405, even to the owner."""
    assert answer("owner", route, Row("GET", 0, 0, 0)) == 405


@pytest.mark.parametrize(
    ("route", "row"),
    [(route, row) for route, row in ROWS if row.method not in READS],
    ids=[f"{row.method} /{route}" for route, row in ROWS if row.method not in READS],
)
def test_permit_no_write_without_csrf_token(route, row, client_of, world):
    if route in {"api/v1/events/", "search/out/", "websub/<str:token>/"} or route.startswith("apps/"):
        # About visitors nothing is recorded; the owner's session is checked below like the others'. Leading on to a
        # service writes nothing. A hub is no browser: it signs what it sends. Reading apps have no session.
        return
    send = getattr(client_of("owner", enforce_csrf_checks=True), row.method.lower())
    assert send(address(route, world), row.body, content_type="application/json").status_code == 403


@pytest.mark.parametrize(("kind", "status"), [("visitor", 302), ("owner", 403), ("editor", 200), ("admin", 200)])
def test_permit_the_studio_only_to_its_people(client_of, kind, status):
    assert client_of(kind).get("/studio/").status_code == status
