"""The catalogue speaks the reader's language where its words are the portal's; what an editor wrote stays as written."""

import pytest

from portal.accounts.models import User
from portal.catalogue.loading import load_catalogue
from portal.languages import catalogues
from portal.pages import services
from portal.pages.models import Panel
from portal.pages.starter import ensure_template_pages
from recommender.models import Event
from widgets.models import CatalogueEntry

pytestmark = pytest.mark.django_db
GERMAN = {"accept-language": "de"}


@pytest.fixture(autouse=True)
def loaded():
    load_catalogue()


def cards(client, language: str) -> str:
    return client.get("/add/?category=tools", headers={"accept-language": language}).content.decode()


def test_titles_and_descriptions_are_said_in_the_language_of_the_reader(client):
    assert ">Notes</a>" in cards(client, "en")
    german = cards(client, "de")
    assert ">Notizen</a>" in german
    assert "„Notizen“ hinzufügen" in german
    assert ">الملاحظات</a>" in cards(client, "ar")
    assert ">Notizen</h1>" in client.get("/add/notes/", headers=GERMAN).content.decode()
    assert client.get("/api/v1/catalogue/entries/notes/", headers=GERMAN).json()["title"] == "Notizen"


def test_cards_stand_in_the_order_of_the_titles_that_are_shown(client):
    german = cards(client, "de")
    assert german.index(">Lesezeichen</a>") < german.index(">Notizen</a>")
    english = cards(client, "en")
    assert english.index(">Bookmarks</a>") < english.index(">Notes</a>")


def test_what_an_editor_wrote_stays_as_written(client):
    CatalogueEntry.objects.filter(slug="notes").update(description="For whatever you like.")
    german = cards(client, "de")
    assert ">Notes</a>" in german
    assert "For whatever you like." in german
    CatalogueEntry.objects.create(slug="pad", kind="notes", title="Notes", description="Month", category="tools")
    assert ">Notes</a></h3><p><bdi>Month</bdi></p>" in cards(client, "de")


def test_entry_is_found_by_the_words_that_are_shown(client):
    found = client.get("/add/?q=Notizen", headers=GERMAN).content.decode()
    assert 'id="entry-notes"' in found


def test_what_was_done_with_an_entry_is_told_in_the_language_of_the_reader(client):
    ada = User.objects.create_user("ada@example.org", language="de")
    Event.objects.create(user=ada, entry=CatalogueEntry.objects.get(slug="notes"), kind=Event.Kind.HIDE)
    client.force_login(ada)
    assert ">Notizen</p>" in client.get("/for-you/remembered/").content.decode()


def test_panel_gets_its_title_in_the_language_of_who_adds_it(client):
    """A word that every catalogue of translations has stands for the others."""
    CatalogueEntry.objects.filter(slug="world-clock").update(title="Notes")
    entry = CatalogueEntry.objects.get(slug="world-clock")
    CatalogueEntry.objects.filter(pk=entry.pk).update(standard_hash=entry.hash())
    ada = User.objects.create_user("ada@example.org", language="de")
    services.create_page(user=ada, title="Home")
    client.force_login(ada)
    client.post("/add/world-clock/")
    assert Panel.objects.get(section__page__owner=ada).title == "Notizen"
    ensure_template_pages()
    titles = Panel.objects.filter(entry=entry).values_list("section__page__language", "title")
    assert {("en", "Notes"), ("ar", "الملاحظات")} < set(titles)


def test_translators_are_given_the_words_of_the_catalogue():
    words = catalogues.found()
    assert "European clocks" in words
    assert "Lisbon, Berlin, Athens and Helsinki." in words
    assert "Schlagzeilen" not in words
