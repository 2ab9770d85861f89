"""One person's secret feed stays theirs: at every door where suggestions, items and events go in and out."""

import pytest
from django.core.cache import cache
from django.test import Client

from portal.accounts.models import AccessToken, User
from portal.pages import services as pages
from portal.reading import services
from recommender import pushing
from recommender.events import EventData
from recommender.models import Event, Suggestion
from widgets.models import CatalogueEntry, Item, Source

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
SECRET = "https://mail.example.org/inbox.atom?token=s3cret"


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@example.org", language="en")


@pytest.fixture
def eve() -> User:
    return User.objects.create_user("eve@example.org", language="en")


@pytest.fixture
def item(ada) -> Item:
    """From a feed whose address Ada typed in; she and a colleague, who follows it too, like it."""
    colleague = User.objects.create_user("colleague@example.org")
    for user in (ada, colleague):
        page = pages.create_page(user=user, title="Home").page
        pages.add_panel(user=user, page_id=page.pk, kind="feed", settings={"url": SECRET})
    item = Item.objects.create(
        source=Source.objects.get(),
        uid="1",
        title="Your new contract",
        url=SECRET,
        content="<p>Text</p>",
        language="en",
    )
    for user in (ada, colleague):
        services.save_item(user=user, item_id=item.pk)
    return item


@pytest.fixture
def doors(eve) -> list[tuple[Client, dict[str, str]]]:
    """Eve in her browser, Eve's script, and a visitor."""
    browser = Client()
    browser.force_login(eve, BACKEND)
    token = {"Authorization": f"Bearer {AccessToken.issue(eve, 'script')[1]}"}
    return [(browser, {}), (Client(), token), (Client(), {})]


@pytest.mark.parametrize("address", ["/", "/for-you/", "/api/v1/suggestions/"])
def test_private_item_is_suggested_to_nobody_else(doors, eve, item, address):
    pushing.push([eve.pk])
    for client, headers in doors:
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200
        assert b"contract" not in answer.content
        assert b"s3cret" not in answer.content


def test_private_item_can_be_read_by_nobody_else(doors, ada, item):
    for client, headers in doors:
        for address in (f"/read/{item.pk}/", f"/api/v1/items/{item.pk}/"):
            assert client.get(address, headers=headers).status_code == 404
    own = Client()
    own.force_login(ada, BACKEND)
    assert own.get(f"/read/{item.pk}/").status_code == 200


def test_telling_of_a_private_item_teaches_nobody_its_title(doors, eve, item):
    """An event about it would come back as “Because you read ...”."""
    client, headers = doors[1]
    for item_id in (item.pk, 999_999):
        told = {"events": [{"kind": "open", "item": item_id}]}
        answer = client.post("/api/v1/events/", told, content_type="application/json", headers=headers)
        assert answer.json() == {"recorded": 0, "dropped": 1}
    assert not Event.objects.filter(user=eve).exists()


def test_owner_may_tell_of_it(ada, item):
    assert services.record_events(user=ada, told=[EventData("open", item_id=item.pk)]) == 1


def test_catalogue_entry_with_another_address_opens_nothing(doors, ada, item):
    """A panel of the catalogue that was pointed at a secret address is still a private one."""
    entry = CatalogueEntry.objects.create(
        slug="news", kind="feed", settings={"url": "https://news.example/feed"}, title="News", category="news"
    )
    page = pages.create_page(user=ada, title="More").page
    panel = pages.add_from_catalogue(user=ada, page_id=page.pk, slug="news").panel
    pages.update_panel(user=ada, panel_id=panel.pk, settings={"url": SECRET})
    pages.add_panel(user=ada, page_id=page.pk, kind="feed", settings={"url": SECRET}, entry=entry)
    named, private = Source.objects.get(settings__url="https://news.example/feed"), item.source
    private.refresh_from_db()
    assert (named.is_public, private.is_public) == (True, False)


def test_same_address_in_the_catalogue_makes_it_public(doors, ada, eve, item):
    CatalogueEntry.objects.create(
        slug="known", kind="feed", settings={"url": SECRET}, title="Known to all", category="news"
    )
    pages.add_from_catalogue(user=ada, page_id=pages.create_page(user=ada, title="More").page.pk, slug="known")
    cache.clear()
    pushing.push([eve.pk])
    assert Suggestion.objects.filter(user=eve, item=item).exists()
    assert all(client.get(f"/read/{item.pk}/", headers=headers).status_code == 200 for client, headers in doors)
