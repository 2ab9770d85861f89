"""Ready-made pages by interest: added beside what is there, kept when the guest signs up."""

import re

import pytest
from django.core.management import call_command

from portal.accounts.models import User
from portal.pages import selectors, services
from portal.pages.gallery.interests import all_interests
from portal.pages.models import Page
from portal.pages.services import pages
from tests.portal.pages import desk
from widgets.models import CatalogueEntry, Source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def catalogue(db):
    call_command("catalogue", verbosity=0)


def test_interests_name_only_what_the_catalogue_has():
    named = {slug for one in all_interests().values() for plan in one.columns.values() for col in plan for slug in col}
    assert named <= set(CatalogueEntry.objects.filter(is_retired=False).values_list("slug", flat=True))


def test_interests_have_titles_in_every_language():
    assert all(interest.titles.keys() >= {"en", "de", "ar"} for interest in all_interests().values())


def test_choose_several_as_a_visitor(client):
    assert "What interests you?" in client.get("/pages/gallery/").content.decode()
    answer = client.post("/pages/gallery/", {"interest": ["science", "money", "science"]}, follow=True)
    assert "2 pages are made." in answer.content.decode()
    guest = User.objects.get()
    assert [page.title for page in selectors.pages_of(guest)] == ["Home", "Science", "Money"]
    assert all(list(selectors.shown_page(guest, slug).panels()) for slug in ("home", "science", "money"))


def test_choose_in_german(client):
    client.post("/pages/gallery/", {"interest": ["news"]}, headers={"Accept-Language": "de"})
    guest = User.objects.get()
    assert [page.title for page in selectors.pages_of(guest)] == ["Start", "Nachrichten"]


def test_choose_never_touches_what_is_there(client):
    ada = User.objects.create_user("ada@example.org", "a-long-password")
    page = services.create_page(user=ada, title="News").page
    desk.add(ada, page, "a")
    client.force_login(ada)
    client.post("/pages/gallery/", {"interest": ["news"]})
    assert desk.titles(page) == [[["a"], [], []]]
    assert [(page.title, page.slug) for page in selectors.pages_of(ada)] == [("News", "news"), ("News", "news-2")]


def test_choose_nothing_or_nonsense(client):
    assert "Choose at least one." in client.post("/pages/gallery/").content.decode()
    assert client.post("/pages/gallery/", {"interest": ["<script>"]}).status_code == 404


def test_choose_more_than_there_is_room_for_makes_none(client, monkeypatch):
    monkeypatch.setattr(pages, "MAX_PAGES", 2)
    answer = client.post("/pages/gallery/", {"interest": ["news", "sport"]})
    assert (answer.status_code, "You have 2 pages" in answer.content.decode()) == (422, True)
    assert Page.objects.exclude(owner=None).count() == 1


SIGN_UP = {"email": "ada@example.org", "password1": "a-long-password", "password2": "a-long-password"}


def test_sign_up_keeps_every_page_of_the_guest(client):
    client.post("/pages/gallery/", {"interest": ["science", "money"]})
    home = Page.objects.get(owner__is_guest=True, is_home=True)
    client.post(f"/pages/{home.pk}/", {"title": "Start here", "icon": "sun"})
    client.post(f"/pages/{Page.objects.get(title='Money').pk}/shift/", {"direction": "up"})
    client.post(f"/pages/{home.pk}/archive/")
    assert client.post("/accounts/signup/", SIGN_UP).status_code == 302
    ada = User.objects.get(email="ada@example.org")
    assert [page.title for page in selectors.pages_of(ada)] == ["Money", "Science"]
    assert [page.title for page in selectors.archived_pages(ada)] == ["Start here"]


def test_sign_in_brings_every_page_that_the_guest_made(client):
    ada = User.objects.create_user("ada@example.org", "a-long-password")
    services.create_page(user=ada, title="Desk")
    client.post("/pages/gallery/", {"interest": ["science", "money"]})
    money = Page.objects.get(title="Money")
    client.post(f"/pages/{money.pk}/archive/")
    client.post("/accounts/login/", {"login": "ada@example.org", "password": "a-long-password"})
    assert [page.title for page in selectors.pages_of(ada)] == ["Desk", "Science"]
    assert [page.title for page in selectors.archived_pages(ada)] == ["Money"]


def test_look_at_a_page_before_it_is_made(client):
    assert 'href="/pages/gallery/science/"' in client.get("/pages/gallery/").content.decode()
    before = Source.objects.count()
    body = client.get("/pages/gallery/science/").content.decode()
    panels = re.findall(r'<h2 class="panel-title">([^<]+)</h2>', body)
    assert 'name="interest" value="science"' in body
    assert "Not fetched yet." in body
    assert not User.objects.exists()
    assert Source.objects.count() == before
    client.post("/pages/gallery/", {"interest": ["science"]})
    page = selectors.shown_page(User.objects.get(), "science")
    assert panels == [panel.title for panel in page.panels()]
    assert client.get("/pages/gallery/nonsense/").status_code == 404


def test_look_in_german(client):
    german = {"Accept-Language": "de"}
    assert ">tagesschau<" in client.get("/pages/gallery/news/", headers=german).content.decode()
