"""The weather without a place is that of where its person lives, and moves with them."""

import pytest

from portal.accounts.services import update_profile
from portal.pages import services
from portal.pages.models import Panel
from widgets.models import CatalogueEntry, Source

pytestmark = pytest.mark.django_db

OSLO = {"name": "Oslo", "latitude": 59.91, "longitude": 10.75, "timezone": "Europe/Oslo"}
LIMA = {"name": "Lima", "latitude": -12.05, "longitude": -77.04, "timezone": "America/Lima"}


def weather(user, page, **settings) -> Panel:
    return services.add_panel(user=user, page_id=page.pk, kind="weather", settings=settings).panel


def read(panel: Panel) -> list[dict]:
    return [source.settings for source in panel.sources.all()]


def test_follow_the_person_who_moves(ada, page):
    update_profile(user=ada, place=OSLO)
    panel = weather(ada, page)
    assert read(panel) == [{"name": "Oslo", "latitude": 59.91, "longitude": 10.75}]
    update_profile(user=ada, place=LIMA)
    assert read(panel) == [{"name": "Lima", "latitude": -12.05, "longitude": -77.04}]
    update_profile(user=ada, place=None)
    assert read(panel) == []


def test_a_panel_with_a_place_of_its_own_stays_there(ada, page):
    panel = weather(ada, page, place="Tokyo")
    update_profile(user=ada, place=OSLO)
    assert read(panel) == [{"place": "Tokyo"}]


def test_without_any_place_the_panel_says_where_to_give_one(client, ada, page):
    weather(ada, page)
    client.force_login(ada)
    assert "Say for which place" in client.get("/").content.decode()
    assert not Source.objects.exists()


def test_anothers_move_moves_nobody_else(ada, eve, page):
    update_profile(user=ada, place=OSLO)
    panel = weather(ada, page)
    update_profile(user=eve, place=LIMA)
    assert read(panel)[0]["name"] == "Oslo"


def test_another_city_is_not_shown_with_the_weather_of_the_one_before(client, ada, page):
    entry = CatalogueEntry.objects.create(
        slug="london", kind="weather", title="London", settings={"place": "London", "latitude": 51.5, "longitude": -0.1}
    )
    client.force_login(ada)
    sent = {"configured": "1", "place": "Oslo", "latitude": "51.5", "longitude": "-0.1", "page": page.slug}
    client.post(f"/add/{entry.slug}/", sent)
    panel = Panel.objects.get()
    assert read(panel) == [{"place": "Oslo"}]
    client.post(f"/panels/{panel.pk}/settings/", {"place": "Here", "latitude": "1", "longitude": "2"})
    assert read(panel) == [{"latitude": 1.0, "longitude": 2.0}]
    client.post(f"/panels/{panel.pk}/settings/", {"place": "Lima", "latitude": "1.0", "longitude": "2.0"})
    assert read(panel) == [{"place": "Lima"}]
