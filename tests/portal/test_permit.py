"""Every route for every kind of person, against tests/portal/permission_table.py."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from portal.accounts.models import AccessToken, User
from portal.pages import services
from portal.pages.gallery.models import PageTemplate
from portal.pages.models import Page, Panel, Section
from portal.pages.sharing import links
from portal.pages.sharing import services as sharing
from portal.publishing.models import Channel
from portal.themes.models import Backdrop
from portal.transfer.models import ImportJob
from tests.portal.pages import desk
from tests.portal.permission_table import FOREIGN, TABLE, Row
from widgets.base import SourceSpec
from widgets.models import CatalogueEntry, Item, Source
from widgets.sources import ensure

pytestmark = pytest.mark.django_db

ROWS = [(route, row) for route, rows in TABLE.items() for row in rows]
READS = ("GET", "HEAD", "OPTIONS")


def routes(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        elif not route.startswith(FOREIGN):
            yield route


@pytest.fixture
def world() -> dict[str, str]:
    """One of everything that is Ada's or public, as values for the parts of a route."""
    template = Page.objects.create(title="Home", slug="home", is_home=True, language="en")
    Panel.objects.create(section=Section.objects.create(page=template), kind="clock")
    ada = User.objects.create_user("ada@example.org")
    page = services.create_page(user=ada, title="Ada only").page
    services.create_page(user=ada, title="Second")
    panel = desk.add(ada, page, "private").panel
    gone = desk.add(ada, page, "gone").panel
    services.remove_panel(user=ada, panel_id=gone.pk)
    source = Source.objects.create(kind="calendar", key="private")
    panel.sources.add(source)
    channel_source = ensure(SourceSpec("channel", {"channel": "city"}))
    channel = Channel.objects.create(title="City", slug="city", source=channel_source)
    CatalogueEntry.objects.create(slug="an-entry", kind="clock", title="Clock", category="tools")
    job = ImportJob.objects.create(user=ada, state=ImportJob.State.DONE)
    item = Item.objects.create(source=source, uid="1", title="Dentist", content="<p>at nine</p>", language="xx")
    for kind in ("other", "editor", "admin"):
        person = User.objects.create_user(f"{kind}@example.org")
        services.create_page(user=person, title="Mine")
        if kind == "editor":
            person.groups.set(Group.objects.filter(name="Editors"))
        User.objects.filter(pk=person.pk).update(is_staff=kind != "other", is_superuser=kind == "admin")
    offered = PageTemplate.objects.create(title="Offered", version=1)
    offered.editions.create(version=1, layout={"sections": []})
    share = sharing.share_page(user=ada, page_id=page.pk)
    return {
        "<int:share_id>": str(share.pk),
        "shares/<int:pk>": f"shares/{share.pk}",
        "shared/<str:name>": f"shared/{links.name_of(share)}",
        "<int:page_id>": str(page.pk),
        "<int:template_id>": str(offered.pk),
        "templates/<int:pk>": f"templates/{offered.pk}",
        "<int:section_id>": str(page.sections.get().pk),
        "<int:panel_id>": str(panel.pk),
        "<int:item_id>": str(item.pk),
        "<int:token_id>": str(AccessToken.issue(ada, "script")[0].pk),
        "<int:job_id>": str(job.pk),
        "<slug:form>": "pages",
        "imports/<int:pk>": f"imports/{job.pk}",
        "<slug:verb>": "save",
        "history/<int:version>": "history/1",
        "revisions/<int:number>": "revisions/1",
        "<slug:what>/<int:row_id>": f"panel/{gone.pk}",
        "p/<str:slug>": f"p/{page.slug}",
        "add/<slug:slug>": "add/an-entry",
        "channels/<slug:slug>": f"channels/{channel.slug}",
        "<slug:article>": "no-article",
        "<path:path>": "no/picture.png",
        "kinds/<str:kind>": "kinds/clock",
        "kinds/<slug:kind>": "kinds/clock",
        "previews/<slug:kind>": "previews/clock",
        "entries/<str:slug>": "entries/an-entry",
        "pages/<int:pk>": f"pages/{page.pk}",
        "sections/<int:pk>": f"sections/{page.sections.get().pk}",
        "panels/<int:pk>": f"panels/{panel.pk}",
        "sources/<int:pk>": f"sources/{source.pk}",
        "items/<int:pk>": f"items/{item.pk}",
        "tokens/<int:pk>": f"tokens/{AccessToken.objects.get().pk}",
        "theme/<slug:name>": "theme/paper-normal-336699",
        "<slug:digest>": "0123456789ab",
        "<str:latitude>/<str:longitude>": "52.5/13.4",
        "<str:token>": Backdrop.objects.create(owner=ada, content=b"webp").token,
        "PAGE": str(page.pk),
        "SECTION": str(page.sections.get().pk),
        "ITEM": str(item.pk),
        "PANEL": str(panel.pk),
    }


def address(route: str, world: dict[str, str]) -> str:
    for part, value in world.items():
        route = route.replace(part, value)
    assert "<" not in route, f"Say in `world` what stands for the part in {route}."
    return f"/{route}"


def client_of(kind: str) -> Client:
    client = Client(raise_request_exception=False)
    if kind != "visitor":
        client.force_login(User.objects.get(email="ada@example.org" if kind == "owner" else f"{kind}@example.org"))
    return client


def answer(kind: str, route: str, row: Row, world: dict[str, str]) -> int:
    """The status that this kind of person gets; what it changed is taken back."""
    content_type = "application/json" if route.startswith("api/") else "application/x-www-form-urlencoded"
    body = {name: world.get(value, value) if isinstance(value, str) else value for name, value in row.body.items()}
    send = getattr(client_of(kind), row.method.lower())
    more = {} if row.method in READS else {"content_type": content_type}
    data = "&".join(f"{k}={v}" for k, v in body.items()) if more and content_type.endswith("urlencoded") else body
    with transaction.atomic():
        status = send(address(route, world), data, **more).status_code
        transaction.set_rollback(True)
    return status


def test_permit_every_route_has_its_row():
    assert set(routes(get_resolver().url_patterns)) == set(TABLE)


@pytest.mark.parametrize(("route", "row"), ROWS, ids=[f"{row.method} /{route}" for route, row in ROWS])
def test_permit_as_the_table_says(route, row, world):
    found = {kind: answer(kind, route, row, world) for kind in ("visitor", "owner", "other", "editor", "admin")}
    assert found == {
        "visitor": row.visitor,
        "owner": row.owner,
        "other": row.others,
        "editor": row.others,
        "admin": row.others if row.admin is None else row.admin,
    }


@pytest.mark.parametrize("route", [route for route, rows in TABLE.items() if all(row.method != "GET" for row in rows)])
def test_permit_no_write_by_get(route, world):
    """A route that only takes writes answers a GET with 405, even to the owner."""
    assert answer("owner", route, Row("GET", 0, 0, 0), world) == 405


@pytest.mark.parametrize(
    ("route", "row"),
    [(route, row) for route, row in ROWS if row.method not in READS],
    ids=[f"{row.method} /{route}" for route, row in ROWS if row.method not in READS],
)
def test_permit_no_write_without_csrf_token(route, row, world):
    if route in {"api/v1/events/", "search/out/"}:
        # About visitors nothing is recorded; the owner's session is checked below like the others'. Leading on to a
        # service writes nothing.
        return
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(email="ada@example.org"))
    send = getattr(client, row.method.lower())
    assert send(address(route, world), row.body, content_type="application/json").status_code == 403


@pytest.mark.parametrize(("kind", "status"), [("visitor", 302), ("owner", 403), ("editor", 200), ("admin", 200)])
def test_permit_the_studio_only_to_its_people(world, kind, status):
    assert client_of(kind).get("/studio/").status_code == status
