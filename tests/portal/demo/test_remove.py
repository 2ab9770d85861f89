"""`manage.py demo --remove` takes away what is marked, and nothing that a person made."""

from io import BytesIO, StringIO

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image as Drawing
from wagtail.images.models import Image
from wagtail.models import Collection

from portal.accounts.models import User
from portal.demo.newsroom import COLLECTION
from portal.pages import services as pages
from portal.pages.models import Page, Panel
from portal.pages.templates import give_pages
from portal.publishing import services as publishing
from portal.publishing.models import Article, Channel
from recommender.models import Event
from widgets.models import CatalogueEntry, Item, Source

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def somebody() -> User:
    """A real person with a copy of the page that the demo shows to visitors."""
    user = User.objects.create_user("somebody@example.com", "correct horse battery")
    give_pages(user, "en")
    return user


def remove() -> None:
    call_command("demo", remove=True, stdout=StringIO())


def marked() -> dict[str, int]:
    models = [model for model in apps.get_models() if any(field.name == "is_demo" for field in model._meta.fields)]
    return {model.__name__: count for model in models if (count := model._default_manager.filter(is_demo=True).count())}


def picture(name: str, **fields: object) -> Image:
    file = BytesIO()
    Drawing.new("RGB", (40, 30)).save(file, "PNG")
    return Image.objects.create(title=name, file=ContentFile(file.getvalue(), f"{name}.png"), **fields)


def test_remove_leaves_nothing_marked():
    assert set(marked()) >= {"User", "Article", "Channel", "Item", "Source", "Event", "Page", "CatalogueEntry"}
    remove()
    assert marked() == {}
    assert not Event.objects.exists()
    assert not Item.objects.exists()
    assert not Image.objects.exists()
    assert not Collection.objects.filter(name=COLLECTION).exists()


def test_remove_brings_the_standard_start_page_back(client):
    remove()
    assert Page.objects.filter(owner=None, is_demo=False, language="en").count() == 1
    assert "World headlines" in client.get("/").content.decode()


def test_remove_keeps_the_catalogue_but_not_its_demo_channels():
    remove()
    assert CatalogueEntry.objects.filter(kind="feed", is_retired=False).count() >= 80
    assert not CatalogueEntry.objects.filter(kind="channel").exists()


def test_remove_keeps_a_real_persons_panels_which_say_that_the_channel_is_gone(client, somebody):
    before = Panel.objects.filter(section__page__owner=somebody).count()
    client.force_login(somebody, "django.contrib.auth.backends.ModelBackend")
    assert "This channel is gone" not in client.get("/").content.decode()
    remove()
    assert Panel.objects.filter(section__page__owner=somebody, removed_at=None).count() == before
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.content.decode().count("This channel is gone") == 6


def test_remove_lets_a_real_person_take_the_dead_panel_away(somebody):
    remove()
    dead = Panel.objects.filter(section__page__owner=somebody, kind="channel").first()
    pages.remove_panel(user=somebody, panel_id=dead.pk)
    dead.refresh_from_db()
    assert dead.removed_at


def test_remove_keeps_an_article_that_an_editor_wrote_and_the_channel_it_stands_in():
    kitchen = Channel.objects.get(slug="kitchen")
    mine = publishing.create_article(channel=kitchen, title="Our own soup", body="<p>With leeks.</p>")
    remove()
    assert Article.objects.get() == mine
    assert Channel.objects.get() == kitchen
    assert Item.objects.get().title == "Our own soup"
    assert not CatalogueEntry.objects.get(slug="channel-kitchen").is_retired
    assert marked() == {}


def test_remove_keeps_pictures_that_an_editor_uploaded_or_uses(somebody):
    drawn = Image.objects.filter(collection__name=COLLECTION).first()
    uploaded = picture("ours", collection=drawn.collection, uploaded_by_user=somebody)
    channel = publishing.create_channel(slug="ours", title="Ours")
    publishing.create_article(channel=channel, title="Illustrated", body="<p>Look.</p>", picture=drawn)
    remove()
    assert set(Image.objects.all()) == {uploaded, drawn}


def test_remove_keeps_what_a_real_person_did_and_follows(somebody):
    entry = CatalogueEntry.objects.get(slug="nature")
    home = Page.objects.get(owner=somebody, is_home=True)
    pages.add_from_catalogue(user=somebody, page_id=home.pk, slug="nature")
    Event.objects.create(user=somebody, kind="add", entry=entry)
    remove()
    assert Event.objects.get().entry == entry
    assert Source.objects.filter(
        panels__section__page__owner=somebody, kind="feed", settings__url=entry.settings["url"]
    ).exists()


def test_remove_twice_and_seed_again_revives_the_channels_on_a_real_persons_page(client, somebody):
    remove()
    remove()
    call_command("demo", stdout=StringIO())
    assert Article.objects.filter(is_demo=True).count() >= 60
    assert Page.objects.get(owner=None, language="en").is_demo
    client.force_login(somebody, "django.contrib.auth.backends.ModelBackend")
    page = client.get("/").content.decode()
    assert "This channel is gone" not in page
    assert page.count("<img") >= 12
