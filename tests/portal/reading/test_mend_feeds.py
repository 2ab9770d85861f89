"""Which feeds are dead, silent, moved or there twice; mended or removed all at once, and taken back."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.pages import services as pages
from portal.pages.models import Panel
from portal.reading.health.selectors import examine
from tests.portal.api.calls import get, post
from tests.portal.reading.conftest import place_feed, tell
from tests.upstream import samples
from widgets import refresh
from widgets.models import Source

pytestmark = pytest.mark.django_db
LONG = timedelta(days=400)


@pytest.fixture
def ill(ada, page):
    """One feed of each trouble, and one that is well; by its trouble."""
    other = pages.create_page(user=ada, title="Other").page
    panels = {name: place_feed(ada, page, f"https://{name}.example/") for name in ("well", "dead", "moved", "silent")}
    panels["twice"] = place_feed(ada, other, "https://well.example/")
    for name in ("well", "dead", "moved", "silent"):
        tell(panels[name].sources.get(), f"Story of {name}", 1)
    change(panels["dead"], state="failed", error="It does not answer.", fetched_at=timezone.now() - timedelta(days=8))
    change(panels["moved"], moved_to="https://new.example/")
    panels["silent"].sources.get().items.update(published_at=timezone.now() - LONG)
    return panels


def change(panel, **values):
    Source.objects.filter(panels=panel).update(**values)


def troubles(user):
    return {one.panel.pk: one.trouble for one in examine(user, timezone.now())}


def expected(ill):
    return {panel.pk: name for name, panel in ill.items() if name != "well"}


def standing(user):
    return set(Panel.objects.filter(section__page__owner=user, removed_at=None).values_list("pk", flat=True))


def test_each_trouble_is_told_in_words(ada, tab, ill):
    assert troubles(ada) == expected(ill)
    html = tab.get("/feeds/health/").content.decode()
    for words in ("Dead", "Moved", "There twice", "Silent", "It does not answer.", "https://new.example/"):
        assert words in html
    assert "well.example" not in troubles(ada)


def test_a_feed_that_fails_since_yesterday_is_not_dead(ada, page):
    panel = place_feed(ada, page, "https://a.example/")
    change(panel, state="failed", fetched_at=timezone.now() - timedelta(days=1))
    assert troubles(ada) == {}
    change(panel, state="gone", next_fetch_at=None)
    assert troubles(ada) == {panel.pk: "dead"}


@pytest.mark.parametrize("count", [1, 9])
def test_the_list_is_read_in_as_many_queries_however_long_it_is(ada, tab, page, count, django_assert_num_queries):
    for n in range(count):
        change(place_feed(ada, page, f"https://{n}.example/"), state="gone", title=f"Feed {n}")
    tab.get("/feeds/health/")
    with django_assert_num_queries(5):
        assert tab.get("/feeds/health/").content.decode().count('class="past-row"') == count


def test_mend_all_that_can_be_and_take_it_back(ada, tab, ill):
    chosen = [one.name for one in examine(ada, timezone.now())]
    said = tab.post("/feeds/health/change/", {"chosen": chosen, "mend": ""}, follow=True).content.decode()
    assert "2 panels are changed." in said
    ill["moved"].refresh_from_db()
    assert ill["moved"].settings["url"] == "https://new.example/"
    assert ill["twice"].pk not in standing(ada)
    assert set(troubles(ada).values()) == {"dead", "silent"}
    undo = re.search(r'formaction="(/feeds/health/undo/\?pages=[^"]+)"', said)[1]
    tab.post(undo.replace("&amp;", "&"))
    ill["moved"].refresh_from_db()
    assert ill["moved"].settings["url"] == "https://moved.example/"
    assert ill["twice"].pk in standing(ada)


def test_remove_what_is_chosen_and_nothing_else(ada, tab, ill):
    chosen = [one.name for one in examine(ada, timezone.now()) if one.trouble in {"dead", "silent"}]
    tab.post("/feeds/health/change/", {"chosen": chosen, "remove": ""})
    assert standing(ada) == {ill[name].pk for name in ("well", "moved", "twice")}


def test_whatever_is_mended_on_a_page_is_one_step_of_its_history(ada, tab, page, ill, monkeypatch):
    monkeypatch.setattr("portal.pages.services.changes.REVISIONS_KEPT", 2)
    steps, chosen = page.revisions.count(), [one.name for one in examine(ada, timezone.now())]
    said = tab.post("/feeds/health/change/", {"chosen": chosen, "remove": ""}, follow=True).content.decode()
    assert standing(ada) == {ill["well"].pk}
    page.refresh_from_db()
    assert page.version == steps + 1
    undo = re.search(r'formaction="(/feeds/health/undo/\?pages=[^"]+)"', said)[1]
    tab.post(undo.replace("&amp;", "&"))
    assert standing(ada) == {panel.pk for panel in ill.values()}


def test_a_page_that_names_its_feed_has_not_moved_until_the_feed_does(ada, page, upstream):
    upstream.serve("/feed.xml", samples.rss("Soup"), type=samples.RSS_TYPE)
    link = b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'
    panel = place_feed(ada, page, upstream.serve("/", link, type="text/html"))
    for _time in range(2):
        refresh.refresh(panel.sources.get())
        assert panel.sources.get().moved_to == upstream.url("/feed.xml")
        assert troubles(ada) == {}
    upstream.serve("/new.xml", samples.rss("Soup"), type=samples.RSS_TYPE)
    upstream.redirect("/feed.xml", "/new.xml", 301)
    refresh.refresh(panel.sources.get())
    assert troubles(ada) == {panel.pk: "moved"}


def test_one_feed_of_many_leaves_the_others_in_their_panel(ada, tab, page):
    urls = "https://a.example/\nhttps://b.example/"
    panel = pages.add_panel(user=ada, page_id=page.pk, kind="headlines", settings={"urls": urls}).panel
    Source.objects.filter(settings__url="https://a.example/").update(state="gone")
    Source.objects.filter(settings__url="https://b.example/").update(moved_to="https://c.example/")
    (dead, moved) = (one.name for one in examine(ada, timezone.now()))
    tab.post("/feeds/health/change/", {"chosen": [dead], "remove": ""})
    tab.post("/feeds/health/change/", {"chosen": [moved], "mend": ""})
    panel.refresh_from_db()
    assert panel.settings["urls"] == "https://c.example/"


MANY = [
    ("videos", {"channels": "@one\n@two"}),
    ("releases", {"repositories": "django/django\nencode/httpx"}),
    ("reddit", {"communities": "python askscience"}),
]


@pytest.mark.parametrize(("kind", "settings"), MANY)
def test_one_dead_source_does_not_take_those_that_are_well_along(ada, tab, page, kind, settings):
    panel = pages.add_panel(user=ada, page_id=page.pk, kind=kind, settings=settings).panel
    Source.objects.filter(pk=panel.sources.first().pk).update(state="gone", moved_to="https://new.example/")
    (dead,) = examine(ada, timezone.now())
    shown = tab.get("/feeds/health/").content.decode()
    assert re.search(rf'value="{dead.name}" disabled', shown)
    assert f'href="/panels/{panel.pk}/settings/"' in shown
    for verb in ("remove", "mend"):
        said = tab.post("/feeds/health/change/", {"chosen": [dead.name], verb: ""}, follow=True).content.decode()
        assert "Nothing was changed." in said
    assert panel.pk in standing(ada)


def test_the_only_source_of_a_panel_takes_it_along_whatever_names_it(ada, tab, page):
    panel = pages.add_panel(user=ada, page_id=page.pk, kind="videos", settings={"channels": "@one"}).panel
    Source.objects.filter(panels=panel).update(state="gone")
    (dead,) = examine(ada, timezone.now())
    tab.post("/feeds/health/change/", {"chosen": [dead.name], "remove": ""})
    assert panel.pk not in standing(ada)


def test_feeds_of_others_are_nobodys_to_mend(ada, eve, client, ill):
    chosen = [one.name for one in examine(ada, timezone.now())]
    client.force_login(eve)
    pages.create_page(user=eve, title="Hers")
    client.post("/feeds/health/change/", {"chosen": chosen, "remove": ""})
    assert len(standing(ada)) == 5
    home = ill["dead"].section.page_id
    assert client.post(f"/feeds/health/undo/?pages={home}:1").status_code == 404


@pytest.mark.parametrize("told", ["", "x", "1", "1:2:3", "-1:2", f"{10**30}:1", "1:0"])
def test_a_way_back_that_is_none_leads_nowhere(tab, page, told):
    assert tab.post("/feeds/health/undo/", query_params={"pages": told}).status_code == 404


def test_nothing_chosen_changes_nothing(ada, tab, ill):
    before = standing(ada)
    assert "Nothing was changed." in tab.post("/feeds/health/change/", {"mend": ""}, follow=True).content.decode()
    tab.post("/feeds/health/change/", {"chosen": ["x", "1:", f"{10**30}:1"], "remove": ""})
    assert standing(ada) == before


def test_health_over_the_api(ada, tab, ill):
    found = get(tab, "feed-health/")
    assert [one["trouble"] for one in found] == ["dead", "moved", "twice", "silent"]
    made = post(tab, "feed-health/mend/", chosen=[one["name"] for one in found])
    assert made["count"] == 2
    assert len(made["before"]) == 2
    assert post(tab, "feed-health/remove/", chosen=[found[0]["name"]])["count"] == 1
