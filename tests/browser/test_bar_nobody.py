"""Every page of the portal, for everybody who may see it: no barrier by WCAG 2.2 AA, large, small and zoomed to 400 %."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from portal.accounts.models import User
from portal.pages import services, starter
from portal.pages.models import Panel
from tests.browser import barriers, hands
from tests.chromium import give_session
from tests.portal.everything import address, make_world, routes
from tests.portal.permission_table import TABLE
from tests.processes import Server
from tests.widgets.types.samples import SAMPLES
from widgets import items
from widgets.base import ItemData
from widgets.models import Item, Source
from widgets.testing import Sample

pytestmark = pytest.mark.browser

#: Answers in HTML that are no pages: each is put into another page, which is looked at with it.
PARTS = {
    "search/jump/": "the list of the palette",
    "panels/<int:panel_id>/": "a panel that is drawn anew",
    "panels/<int:panel_id>/frame/": "a frame without scripts",
}
#: allauth's own pages wear our templates.
ACCOUNT = [
    "accounts/login/",
    "accounts/signup/",
    "accounts/password/reset/",
    "accounts/password/reset/done/",
    "accounts/email/",
    "accounts/password/change/",
    "accounts/reauthenticate/",
    "accounts/2fa/",
    "accounts/2fa/totp/activate/",
    "accounts/2fa/recovery-codes/generate/",
    "accounts/logout/",
]
PEOPLE = {"visitor": "", "member": "ada@example.org", "editor": "admin@example.org"}
SHARE = 3  # the pages are dealt out to so many tests


@pytest.fixture
def world(server: Server) -> dict[str, str]:
    """One of everything, and a page with a panel of every kind."""
    call_command("catalogue", verbosity=0)
    starter.ensure_template_pages()
    made = make_world()
    ada = User.objects.get(email="ada@example.org")
    page = services.create_page(user=ada, title="All kinds").page
    for number, (kind, sample) in enumerate(SAMPLES.items()):
        values = {**sample.settings, "channel": "city"} if kind == "channel" else sample.settings
        panel = services.add_panel(user=ada, page_id=page.pk, kind=kind, settings=values, column=number % 3).panel
        assert panel
        fill(panel, sample)
    Item.objects.filter(language="xx").update(language="de")
    return {**made, "p/<str:slug>": f"p/{page.slug}"}


def fill(panel: Panel, sample: Sample) -> None:
    now = timezone.now()
    for source in panel.sources.all():
        items.upsert(source, [ItemData(**item) for item in sample.items], now)
        Source.objects.filter(pk=source.pk).update(state="ok", version=2, fetched_at=now, payload=sample.payload)


def pages_of(person: str, world: dict[str, str]) -> list[str]:
    """The addresses that answer this person with a page of HTML; what others see too is looked at once, with the member."""
    client = Client()
    if email := PEOPLE[person]:
        client.force_login(User.objects.get(email=email))
    found = []
    for route in [*routes(get_resolver().url_patterns), *ACCOUNT]:
        rows = [row for row in TABLE.get(route, []) if row.method == "GET"]
        if route in PARTS or not (rows or route in ACCOUNT):
            continue
        status = rows[0].admin or rows[0].others if person == "editor" and rows else 200
        if person == "editor" and (not rows or status != 200 or rows[0].others == 200):
            continue
        answer = client.get(address(route, world))
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            found.append(address(route, world))
    return found


@pytest.fixture
def watch(server: Server, browser: Browser) -> Iterator:
    """`watch(person)` is a browser with axe in it, signed in as that person."""
    contexts = []

    def watch(person: str, **options: bool) -> Page:
        context = browser.new_context(service_workers="block", base_url=server.url, **options)
        context.set_default_timeout(6_000)
        contexts.append(context)
        if email := PEOPLE[person]:
            give_session(context, server, User.objects.get(email=email))
        return barriers.watch(context)

    yield watch
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    ("person", "part"), [*[(who, part) for who in ("visitor", "member") for part in range(SHARE)], ("editor", 0)]
)
def test_bar_nobody_from_any_page(watch, world, person, part):
    addresses = pages_of(person, world)
    assert addresses
    page = watch(person)
    faults = []
    for path in addresses if person == "editor" else addresses[part::SHARE]:
        page.goto(path)
        faults += barriers.find(page, path)
    assert not faults, "\n".join(faults)


def open_dialog(page: Page) -> None:
    page.locator(".panel-actions a[data-dialog]").first.click()
    expect(page.locator("#dialog form").first).to_be_visible()


def open_menu(page: Page) -> None:
    hands.open_menu(page, page.locator(".panel[data-kind=feed]"))


def open_palette(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=option]").first).to_be_visible()


def remove_panel(page: Page) -> None:
    page.locator(".panel-moves button[formaction*=remove]").first.click()
    expect(page.locator(".toast")).to_be_visible()


def be_refused(page: Page) -> None:
    page.get_by_label("Time zone").fill("Nowhere/At all")
    page.get_by_role("button", name="Keep").first.click()
    expect(page.locator(".errorlist").first).to_be_visible()


STATES = {
    "home": ("/", lambda page: None),
    "arranging": ("/?edit=1", lambda page: None),
    "settings of a panel": ("/", open_dialog),
    "menu of a panel": ("/p/all-kinds/", open_menu),
    "palette": ("/", open_palette),
    "notice": ("/?edit=1", remove_panel),
    "refused settings": ("/settings/", be_refused),
    "found in the catalogue": ("/add/?q=clock", lambda page: None),
    "found by searching": ("/search/?q=bread", lambda page: None),
}


@pytest.mark.parametrize("part", range(2))
def test_bar_nobody_from_any_state(watch, world, part):
    page = watch("member")
    faults = []
    for name, (path, reach) in list(STATES.items())[part::2]:
        page.set_viewport_size({"width": 1280, "height": 1024})
        page.goto(path)
        reach(page)
        faults += barriers.find(page, name)
    assert not faults, "\n".join(faults)
