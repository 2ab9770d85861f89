"""Looking at a panel before it is placed, and at settings before they are kept: nothing is stored, nobody is bothered."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from portal.accounts.models import User
from portal.pages import allowance, services
from portal.pages.models import Page, Panel
from tests.portal.pages import desk
from widgets import errands, items, previews, sources
from widgets.base import FetchResult, ItemData, SourceSpec
from widgets.models import CatalogueEntry, Item, Source

pytestmark = pytest.mark.django_db

FEED = "https://news.example.org/feed.xml"


@pytest.fixture
def sent(monkeypatch) -> list[tuple]:
    """What a worker would be asked to do."""
    calls: list[tuple] = []
    monkeypatch.setattr(errands.current_app, "send_task", lambda task, args, **_options: calls.append((task, *args)))
    return calls


def source(title: str, **more) -> Source:
    made = sources.ensure(SourceSpec("feed", {"url": FEED}))
    items.upsert(made, [ItemData(uid="1", title=title)], timezone.now())
    Source.objects.filter(pk=made.pk).update(state="ok", version=1, fetched_at=timezone.now(), **more)
    return made


def look(client, **settings) -> str:
    return client.post("/previews/feed/", settings).content.decode()


def test_preview_leaves_no_trace(client, sent):
    body = look(client, url=FEED, rows=5)
    assert 'data-state="loading"' in body
    assert len(sent) == 1
    assert (User.objects.count(), Source.objects.count(), Panel.objects.count()) == (0, 0, 0)


def test_preview_of_what_everybody_may_see_is_drawn_from_what_is_stored(client, sent):
    source("Soup is served", is_public=True)
    assert "Soup is served" in look(client, url=FEED, rows=5)
    assert sent == []


def test_preview_shows_nothing_of_another_persons_address(client, sent, ada, eve):
    made = source("Ada's secret")
    page = services.create_page(user=ada, title="Home").page
    services.add_panel(user=ada, page_id=page.pk, kind="feed", settings={"url": FEED})
    client.force_login(eve)
    assert "secret" not in look(client, url=FEED, rows=5)
    client.force_login(ada)
    assert "Ada&#39;s secret" in look(client, url=FEED, rows=5)
    assert made.panels.count() == 1


def test_preview_is_drawn_when_the_worker_has_answered(client, sent):
    look(client, url=FEED, rows=1)
    _task, name, kind, settings = sent[0]
    stories = [ItemData(uid=str(number), title=f"Story {number}", content="<p>long</p>") for number in range(3)]
    errands.finish(name, FetchResult(items=stories, title="The Ledger"))
    body = look(client, url=FEED, rows=2)
    assert 'data-state="fresh"' in body
    assert "The Ledger" in body
    assert body.count("Story ") == 2
    assert (kind, settings, Item.objects.count()) == ("feed", {"url": FEED}, 0)


def test_preview_asks_for_an_address_once_however_often_one_looks(client, sent):
    for _time in range(5):
        look(client, url=FEED, rows=5)
    assert len(sent) == 1


def test_preview_is_refused_kindly_when_somebody_looks_at_everything(client, sent, monkeypatch):
    monkeypatch.setattr(allowance, "FOR_ONE", 3)
    bodies = [look(client, url=f"https://host-{number}.example.org/", rows=5) for number in range(5)]
    assert len(sent) == 3
    assert "Many previews in a short time" in bodies[-1]
    assert "Many previews" not in bodies[2]


def test_preview_says_when_no_worker_can_be_asked(client, monkeypatch):
    def refuse(*_args, **_options):
        raise OSError("no broker")

    monkeypatch.setattr(errands.current_app, "send_task", refuse)
    assert "There is no preview just now" in look(client, url=FEED, rows=5)


def test_preview_of_half_typed_settings_waits(client, sent):
    body = look(client, url="http://10.0.0.1/", rows=5)
    assert "as soon as the settings say what to show" in body
    assert sent == []


def test_an_answer_that_never_comes_is_given_up(client, sent, monkeypatch):
    look(client, url=FEED, rows=5)
    monkeypatch.setattr(errands, "PATIENCE", -1)
    monkeypatch.setattr(allowance, "FOR_ONE", 1)
    assert 'data-state="failed"' in look(client, url=FEED, rows=5)


def test_the_worker_keeps_an_error_as_words(client, sent):
    previews.fetch(errands.name_of("x"), "feed", {"url": "http://10.0.0.1/"})
    assert errands.look([errands.name_of("x")])[errands.name_of("x")].answer["error"]


@pytest.fixture
def pad(ada, page) -> Panel:
    return desk.add(ada, page, "a").panel


def test_settings_show_the_preview_beside_the_form(client, ada, pad):
    client.force_login(ada)
    body = client.get(f"/panels/{pad.pk}/settings/").content.decode()
    assert 'id="preview-body"' in body
    assert 'data-kind="notes"' in body


def test_settings_that_differ_are_marked_and_go_back_to_the_default_without_a_script(client, ada, page):
    panel = services.add_panel(user=ada, page_id=page.pk, kind="feed", settings={"url": FEED, "rows": 3}).panel
    client.force_login(ada)
    address = f"/panels/{panel.pk}/settings/"
    body = client.get(address).content.decode()
    assert body.count("data-changed") == 2, "the address and the number of entries"
    assert "Default: 7" in body
    body = client.post(address, {"url": FEED, "rows": "3", "summaries": "on", "reset": "rows"}).content.decode()
    assert 'name="rows" value="7"' in body
    assert 'name="summaries"' in body
    body = client.post(address, {"url": FEED, "rows": "3", "summaries": "on", "reset": "all"}).content.decode()
    assert "checked" not in body.partition('name="summaries"')[2][:60]
    panel.refresh_from_db()
    assert panel.settings["rows"] == 3, "nothing is kept by looking"


def test_settings_of_a_panel_from_the_catalogue_go_back_to_what_was_offered(client, ada, page):
    entry = CatalogueEntry.objects.create(slug="ledger", kind="feed", title="Ledger", settings={"url": FEED, "rows": 4})
    panel = services.add_from_catalogue(user=ada, page_id=page.pk, slug=entry.slug, settings={"rows": 9}).panel
    client.force_login(ada)
    body = client.get(f"/panels/{panel.pk}/settings/").content.decode()
    assert "Default: 4" in body
    assert body.count("data-changed") == 1


def test_look_at_an_entry_and_add_it_with_settings_of_ones_own(client, ada, page):
    CatalogueEntry.objects.create(slug="clocks", kind="clock", title="Clocks", settings={"zones": "Asia/Tokyo"})
    client.force_login(ada)
    body = client.get("/add/clocks/", {"page": page.slug}).content.decode()
    assert "Tokyo" in body
    assert not Panel.objects.exists()
    client.post("/add/clocks/", {"page": page.slug, "configured": "1", "zones": "Berlin"})
    assert Panel.objects.get().settings["zones"] == "Europe/Berlin"


def test_make_a_panel_of_ones_own_and_hear_what_is_wrong_in_the_form(client, ada, page):
    client.force_login(ada)
    refused = client.post("/add/kinds/weather/", {"configured": "1", "latitude": "91"})
    assert refused.status_code == 422
    assert "errorlist" in refused.content.decode()
    assert not Panel.objects.exists()
    client.post("/add/kinds/weather/", {"configured": "1", "place": "Oslo", "page": page.slug})
    assert Panel.objects.get().settings["place"] == "Oslo"
    assert client.get("/add/kinds/unheard-of/").status_code == 404


def test_the_catalogue_marks_what_stands_on_the_page(client, ada, page):
    entry = CatalogueEntry.objects.create(slug="pad", kind="notes", title="Pad", category="tools")
    other = services.create_page(user=ada, title="Other").page
    services.add_from_catalogue(user=ada, page_id=page.pk, slug=entry.slug)
    client.force_login(ada)
    assert "On this page" in client.get("/add/", {"page": page.slug}).content.decode()
    assert "On this page" not in client.get("/add/", {"page": other.slug}).content.decode()
    assert Page.objects.count() == 2
    cache.clear()
