"""Only the public web is asked: everything else is refused, with words, in every place that takes an address from people."""

import json
from collections.abc import Callable
from html import escape
from urllib.parse import urlencode

import pytest
from celery import current_app
from django.test import Client

from portal.accounts.models import AccessToken, User
from portal.pages import services
from portal.pages.models import Panel
from portal.pictures import fetching
from portal.transfer import running
from portal.transfer.models import ImportJob
from tests.portal.transfer import files
from tests.widgets.test_refuse_addresses import BY_NAME, INSIDE
from widgets import refresh
from widgets.base import FetchError
from widgets.models import Source
from widgets.pictures import ICON_OF, Wanted

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "file:///etc/passwd", "FILE:///etc/passwd", "gopher://127.0.0.1:6379/_FLUSHALL", "dict://127.0.0.1:11211/stats",
    "data:text/xml,<rss/>", "ftp://example.org/feed.xml", "javascript:alert(1)", "ldap://127.0.0.1/", "view-source:https://example.org/",
]  # fmt: skip


class World:
    """Ada with a page of her own, in the browser and as a script."""

    def __init__(self) -> None:
        self.user = User.objects.create_user("ada@example.org")
        self.page = services.create_page(user=self.user, title="Home").page
        self.browser, self.script = Client(), Client()
        self.browser.force_login(self.user)
        self.token = AccessToken.issue(self.user, "script")[1]

    def form(self, path: str, **data: str) -> str:
        """The page that a form is answered with, as text."""
        answer = self.browser.post(path, data, follow=True)
        return str(answer.content.decode())

    def api(self, path: str, method: str = "POST", **body: object) -> str:
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = self.script.generic(
            method, f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=headers
        )
        assert answer.status_code == 400, answer.content
        return str(answer.json())

    def bring(self, body: str | dict, **wishes: str) -> str:
        """The report of an import."""
        content = body if isinstance(body, str) else json.dumps(body)
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = self.script.post(
            "/api/v1/imports/", {"content": content, **wishes}, content_type="application/json", headers=headers
        )
        running.run(answer.json()["id"])
        return " ".join(ImportJob.objects.get().problems.values_list("why", flat=True))

    def panel(self) -> Panel:
        settings = {"url": "https://example.org/feed"}
        panel = services.add_panel(user=self.user, page_id=self.page.pk, kind="feed", settings=settings).panel
        assert panel
        return panel


def opml(address: str) -> str:
    return files.opml(files.feed("odd", escape(address)))


PLACES: dict[str, Callable[[World, str], str]] = {
    "form of a feed": lambda ada, url: ada.form("/add/kinds/feed/", url=url),
    "form of several feeds": lambda ada, url: ada.form("/add/kinds/headlines/", urls=url),
    "form of settings": lambda ada, url: ada.form(f"/panels/{ada.panel().pk}/settings/", url=url),
    "form of any address": lambda ada, url: ada.form("/add/look/", url=url),
    "link of any address": lambda ada, url: ada.browser.get(f"/add/?{urlencode({'url': url})}").content.decode(),
    "form of an import": lambda ada, url: ada.form("/import/", address=url),
    "API of a panel": lambda ada, url: ada.api("panels/", page=ada.page.pk, kind="feed", settings={"url": url}),
    "API of settings": lambda ada, url: ada.api(f"panels/{ada.panel().pk}/", "PATCH", settings={"url": url}),
    "API of any address": lambda ada, url: ada.api("sources/preview/", url=url),
    "API of an import": lambda ada, url: ada.api("imports/", address=url),
    "OPML, one panel per folder": lambda ada, url: ada.bring(opml(url)),
    "OPML, one panel per feed": lambda ada, url: ada.bring(opml(url), manner="feeds"),
    "bookmarks": lambda ada, url: ada.bring(files.bookmarks(files.link("odd", escape(url)))),
    "pages of another portal": lambda ada, url: ada.bring(
        files.layout(files.page({"kind": "feed", "settings": {"url": url}}))
    ),
    "preview": lambda ada, url: ada.form("/previews/feed/", url=url),
}
REFUSALS = (
    "Enter a web address that begins with http:// or https://.",
    "is not an address of the web.",
    "Here you see it as soon as the settings say what to show.",  # the form beside it says the rest
)


@pytest.fixture
def sent(monkeypatch):
    """What goes to workers."""
    tasks: list[tuple] = []
    monkeypatch.setattr(current_app, "send_task", lambda task, args=(), **_more: tasks.append((task, *args)))
    return tasks


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("place", PLACES)
def test_refuse_other_schemes(place, address, sent):
    ada = World()
    words = PLACES[place](ada, address)
    assert any(refusal in words for refusal in REFUSALS), words
    stored = json.dumps(
        [*Source.objects.values_list("settings", flat=True), *Panel.objects.values_list("settings", flat=True)]
    )
    assert address.lower() not in stored.lower()
    assert address not in str(sent)


@pytest.mark.parametrize(
    "address", [each for each in INSIDE if each.startswith("http") and each.isprintable() and each not in BY_NAME]
)
@pytest.mark.parametrize("manner", ImportJob.Manner.values)
def test_refuse_what_leads_inside_in_a_list_of_feeds(address, manner):
    """Widgets' own places are in tests/widgets/test_refuse_addresses.py."""
    ada = World()
    assert ada.bring(opml(address), manner=manner)
    assert not Source.objects.exists()


@pytest.mark.parametrize("address", ["http://metadata.google.internal./", "http://169.254.169.254/", "http://0x7f.1/"])
def test_refuse_what_leads_inside_in_the_worker(address):
    job = ImportJob.objects.create(user=World().user, address=address)
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == ("failed", "There is no answer from this address.")
    for wanted in (address, f"{ICON_OF}{address}"):
        with pytest.raises(FetchError, match="no answer"):
            fetching.fetch(Wanted(wanted, 32))


@pytest.mark.parametrize("address", ADDRESSES)
def test_refuse_other_schemes_in_the_worker(address):
    """Should one ever stand in the database all the same."""
    for settings in ({"url": address}, {"urls": address}):
        source = Source.objects.create(kind="feed", key=str(settings), settings=settings)
        outcome = refresh.fetch(source)
        assert isinstance(outcome, FetchError)
    job = ImportJob.objects.create(user=World().user, address=address)
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.made) == ("failed", [])
    assert REFUSALS[0] in job.message
