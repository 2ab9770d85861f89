"""A page of twenty panels costs as many queries as one of two, and one cache read."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.pages import services
from portal.pages.models import Page, Panel, Section
from recommender.signals import suggestions_pushed
from tests.portal.pages import desk
from widgets import items
from widgets.base import ItemData
from widgets.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def full_page(ada, page):
    """Twenty panels with seven items each."""
    now = timezone.now()
    for number in range(20):
        panel = services.add_panel(
            user=ada,
            page_id=page.pk,
            kind="feed",
            settings={"url": f"https://feed{number}.example.org/", "rows": 7},
            column=number % 3,
        ).panel
        source = panel.sources.get()
        items.upsert(
            source,
            [ItemData(uid=str(i), title=f"Story {i}", published_at=now - timedelta(hours=i)) for i in range(7)],
            now,
        )
        Source.objects.filter(pk=source.pk).update(state="ok", version=1, fetched_at=now)
    return page


class Calls:
    """Counts the round trips to the cache on their way to the real one."""

    def __init__(self, monkeypatch):
        self.names = []
        for name in ("get", "get_many", "set", "set_many", "delete", "add", "incr"):
            monkeypatch.setattr(cache, name, self._counted(name, getattr(cache, name)), raising=False)

    def _counted(self, name, call):
        def counted(*args, **kwargs):
            self.names.append(name)
            return call(*args, **kwargs)

        return counted


def queries_of(client, address="/"):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def test_show_page_cold_takes_four_queries_and_warm_takes_three(client, ada, full_page):
    client.force_login(ada)
    client.get("/settings/")
    assert len(queries_of(client)) == 4
    assert len(queries_of(client)) == 3


def test_show_page_warm_takes_one_cache_round_trip(client, ada, full_page, monkeypatch):
    client.force_login(ada)
    client.get("/for-you/")
    client.get("/")
    from widgets import rendering

    calls = Calls(monkeypatch)
    assert rendering.store is cache
    body = client.get("/").content.decode()
    assert calls.names == ["get_many"]
    assert len(re.findall(r'class="item"', body)) == 140
    assert 'id="for-you-list"' in body
    assert "data-hx-trigger" not in body


def test_show_page_leaves_the_session_alone(client, ada, full_page):
    client.force_login(ada)
    client.get("/")
    response = client.get("/")
    assert "foyer_session" not in response.cookies
    assert response["Cache-Control"] == "private, no-cache"
    assert "Cookie" in response["Vary"]


def test_show_page_asks_for_the_list_again_after_a_push(client, ada, full_page):
    client.force_login(ada)
    client.get("/for-you/")
    suggestions_pushed.send(sender=None, user_id=ada.pk)
    assert "data-hx-trigger" in client.get("/").content.decode()


def test_show_page_to_a_visitor_shows_the_template_and_keeps_no_row(client):
    template = Page.objects.create(title="Start", slug="start", is_home=True)
    section = Section.objects.create(page=template, layout="2")
    Panel.objects.create(section=section, kind="notes", settings={"text": "Good morning"}, title="Hello")
    body = client.get("/").content.decode()
    assert "Hello" in body
    assert "Good to see you" in body
    assert "foyer_session" not in client.cookies


def test_show_page_with_an_uninstalled_widget_keeps_the_rest(client, ada, page, abc):
    Panel.objects.filter(title="a").update(kind="long-gone")
    client.force_login(ada)
    body = client.get("/").content.decode()
    assert "not installed here any more" in body
    assert desk.panel("b").title in body


def test_show_page_of_another_person_is_not_found(client, ada, eve, page):
    services.create_page(user=eve, title="Secret")
    client.force_login(ada)
    response = client.get("/p/secret/")
    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()


def test_show_page_without_panels_says_what_to_do(client, ada, page):
    client.force_login(ada)
    assert "Add the first panel" in client.get("/").content.decode()


def test_show_panel_as_a_fragment(client, ada, page, abc):
    client.force_login(ada)
    body = client.get(f"/panels/{desk.panel('a').pk}/").content.decode()
    assert body.strip().startswith("<article")
    assert "<html" not in body


def test_show_panel_of_another_person_is_not_found(client, eve, page, abc):
    client.force_login(eve)
    assert client.get(f"/panels/{desk.panel('a').pk}/").status_code == 404
