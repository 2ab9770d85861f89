"""Everything a person has in one file, from one portal to another: pages, archive, settings, what was saved."""

import json
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import translation

from portal.accounts.models import User
from portal.accounts.services import update_profile
from portal.pages import services as pages
from portal.reading.models import SavedItem
from portal.transfer import facts, running, services
from portal.transfer.models import ImportJob
from tests.portal.pages import desk
from tests.portal.transfer import files
from widgets.models import Item, Source

pytestmark = pytest.mark.django_db

BERLIN = {"name": "Berlin", "latitude": 52.5, "longitude": 13.4, "timezone": "Europe/Berlin"}
SETTINGS = {
    "name": "Ada", "language": "de", "timezone": "Europe/Berlin", "units": "imperial", "hour12": True, "first_weekday": 6,
    "place": BERLIN, "theme": "dark", "palette": "sea", "look": {"size": "large"}, "wants_suggestions": False,
    "keeps_opened": False,
}  # fmt: skip


@pytest.fixture
def full(ada, home) -> str:
    """All that Ada has, as it is downloaded."""
    desk.add(ada, home, "note", 1)
    old = pages.create_page(user=ada, title="Old").page
    desk.add(ada, old, "from last year")
    pages.archive_page(user=ada, page_id=old.pk)
    update_profile(user=ada, **SETTINGS)
    source = Source.objects.create(kind="feed", key="k", title="News")
    item = Item.objects.create(source=source, uid="1", title="A | <bridge>", url="https://news.example/1")
    SavedItem.objects.create(user=ada, item=item, saved_at=datetime(2026, 1, 2, tzinfo=UTC))
    return download(ada)


def download(user: User) -> str:
    client = Client()
    client.force_login(user)
    with translation.override("en"):  # a request leaves its language behind
        return b"".join(client.get("/export/everything/").streaming_content).decode()


def bring(user: User, text: str) -> ImportJob:
    job = services.start_import(user=user, body=text.encode(), name="everything.json")
    running.run(job.pk)
    job.refresh_from_db()
    user.refresh_from_db()
    return job


@pytest.fixture
def newcomer(eve) -> User:
    pages.create_page(user=eve, title="Mine")
    return eve


def test_everything_comes_back_for_somebody_new(full, newcomer):
    job = bring(newcomer, full)
    assert (job.state, list(job.problems.values_list("why", flat=True))) == ("done", [])
    assert {name: getattr(newcomer, name) for name in SETTINGS} == SETTINGS
    assert [page.title for page in newcomer.pages.filter(removed_at=None)] == ["Mine", "Home"]
    assert newcomer.pages.get(is_archived=True).title == "Old"
    assert [(link.url, link.title) for link in newcomer.saved_links.all()] == [
        ("https://news.example/1", "A | <bridge>")
    ]


def test_everything_is_taken_back_in_one_step(full, newcomer):
    job = bring(newcomer, full)
    newcomer.name = "Called by me"
    newcomer.save()
    services.undo_import(user=newcomer, job_id=job.pk)
    newcomer.refresh_from_db()
    assert [page.title for page in newcomer.pages.filter(removed_at=None)] == ["Mine"]
    assert not newcomer.pages.filter(is_archived=True).exists()
    assert newcomer.name == "Called by me"
    assert not newcomer.saved_links.exists()
    assert all(getattr(newcomer, name) == facts.usual(name) for name in SETTINGS if name != "name")


def test_saved_stories_are_saved_again_where_they_are_and_let_go_with_the_import(full, ada, newcomer):
    told = json.loads(full)
    page = pages.create_page(user=newcomer, title="News").page
    panel = pages.add_panel(
        user=newcomer, page_id=page.pk, kind="feed", settings={"url": "https://news.example/"}
    ).panel
    source = panel.sources.get()
    one, two = (
        Item.objects.create(source=source, uid=name, title=name, url=f"https://news.example/{name}")
        for name in ("1", "2")
    )
    SavedItem.objects.create(user=newcomer, item=two)
    told["saved"] += [{"title": "B", "url": two.url, "saved_at": "x"}, {"title": "C", "url": "https://gone.example/"}]
    job = bring(newcomer, json.dumps(told))
    assert SavedItem.objects.get(user=newcomer, item=one).saved_at == datetime(2026, 1, 2, tzinfo=UTC)
    assert [link.url for link in newcomer.saved_links.all()] == ["https://gone.example/"]
    services.undo_import(user=newcomer, job_id=job.pk)
    assert [saved.item for saved in SavedItem.objects.filter(user=newcomer)] == [two]
    assert SavedItem.objects.filter(user=ada).count() == 1


def test_what_the_person_chose_here_stays_and_is_reported(full, newcomer):
    update_profile(user=newcomer, palette="moss", units="imperial")
    job = bring(newcomer, full)
    assert (newcomer.palette, newcomer.theme) == ("moss", "dark")
    [why] = job.problems.values_list("why", flat=True)
    assert why == "You have chosen otherwise here; that stays."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "url(javascript:alert(1))"), ("palette", ["sea"]), ("hour12", {"a": 1}), ("first_weekday", -3),
        ("first_weekday", 10**30), ("language", "xx"), ("timezone", "Mars/Olympus"), ("name", "x" * 500), ("units", 5),
        ("place", {"name": "Nowhere", "latitude": 900, "longitude": "x"}), ("place", "Berlin"),
        ("look", {"size": "vast"}), ("look", {"background": "own-ffff"}), ("wants_suggestions", "no"),
    ],
)  # fmt: skip
def test_a_setting_that_is_none_is_reported_and_the_rest_taken(newcomer, name, value):
    told = files.layout(files.page(files.note())) | {"person": {"keeps_opened": False, name: value}}
    job = bring(newcomer, json.dumps(told))
    assert (job.state, job.problems.count(), newcomer.keeps_opened) == ("done", 1, False)
    assert getattr(newcomer, name) == facts.usual(name)


def test_rights_and_rows_of_the_database_cannot_be_brought(newcomer):
    person = {
        "is_superuser": True,
        "is_staff": True,
        "email": "root@example.org",
        "pk": 1,
        "password": "x",
        "theme": "dark",
    }
    bring(newcomer, json.dumps(files.layout(files.page(files.note())) | {"person": person}))
    assert (newcomer.is_superuser, newcomer.is_staff, newcomer.email) == (False, False, "eve@example.org")
    assert newcomer.theme == "dark"


@pytest.mark.parametrize("saved", ["x", [1], [{"url": "javascript:alert(1)", "title": "No"}], [{"url": 7}]])
def test_saved_things_that_are_none_are_reported(newcomer, saved):
    job = bring(newcomer, json.dumps(files.layout(files.page(files.note())) | {"saved": saved}))
    assert (job.state, job.problems.count()) == ("done", 1)
    assert not newcomer.saved_links.exists()


def test_a_file_of_settings_alone_is_an_import_too(newcomer):
    job = bring(newcomer, json.dumps(files.layout() | {"person": {"theme": "dark"}}))
    assert (job.state, job.facts) == ("done", {"theme": "dark"})


def test_others_and_visitors_get_nothing_of_it(full, eve, client):
    assert "Ada" not in download(eve)
    assert client.get("/export/everything/").status_code == 404
