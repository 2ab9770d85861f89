"""Every page of the portal, for everybody who may see it: from the table of permissions, so a new one is among them."""

from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from portal.accounts.models import User
from portal.pages import services, starter
from portal.pages.models import Panel
from tests.portal.everything import address, make_world, routes
from tests.portal.permission_table import TABLE
from tests.widgets.types.samples import SAMPLES
from widgets import items
from widgets.base import ItemData
from widgets.models import Item, Source
from widgets.testing import Sample

#: Answers in HTML that are no pages: each is put into another page, which is looked at with it.
PARTS = {
    "search/jump/": "the list of the palette",
    "panels/<int:panel_id>/": "a panel that is drawn anew",
    "panels/<int:panel_id>/frame/": "a frame without scripts",
}
#: The same for everybody: looked at once.
ALIKE = {"api/v1/docs/"}
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
PEOPLE = {"visitor": "", "member": "ada@example.org", "operator": "admin@example.org"}


def make_everything() -> dict[str, str]:
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
        if route in PARTS or not (rows or route in ACCOUNT) or (route in ALIKE and person == "visitor"):
            continue
        status = rows[0].admin or rows[0].others if person == "operator" and rows else 200
        if person == "operator" and (not rows or status != 200 or rows[0].others == 200):
            continue
        answer = client.get(address(route, world))
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            found.append(address(route, world))
    return found
