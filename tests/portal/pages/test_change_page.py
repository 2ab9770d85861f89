"""Pages: made, named, ordered, removed, brought back; one of them is home, and one always stays."""

import json

import pytest
import redis
from django.conf import settings

from portal.errors import InvalidSettings, NotFound, Refused, TooMany
from portal.live.publish import CHANNEL
from portal.pages import services
from portal.pages.models import Page
from portal.pages.services import pages

pytestmark = pytest.mark.django_db


def tabs(user) -> list[tuple[str, str, bool]]:
    live = Page.objects.filter(owner=user, removed_at=None)
    return list(live.values_list("title", "slug", "is_home"))


def test_create_page_first_is_home(ada):
    change = services.create_page(user=ada, title=" Morning ", icon="sun", colour="blue")
    services.create_page(user=ada, title="Morning")
    assert tabs(ada) == [("Morning", "morning", True), ("Morning", "morning-2", False)]
    assert (change.page.version, change.page.sections.get().layout) == (1, "3")


def test_create_page_in_other_scripts_has_an_address(ada):
    for title in ("Über uns", "新闻", "☀"):
        services.create_page(user=ada, title=title)
    assert [slug for _title, slug, _home in tabs(ada)] == ["über-uns", "新闻", "page"]


@pytest.mark.parametrize(
    "bad",
    [
        {"title": ""},
        {"title": "t" * 61},
        {"title": "x", "icon": "<svg>"},
        {"title": "x", "icon": "no-such-icon"},
        {"title": "x", "colour": "url(x)"},
        {"title": "x", "colour": "mauve"},
    ],
)
def test_create_page_refuses(ada, bad):
    with pytest.raises(InvalidSettings):
        services.create_page(user=ada, **bad)


def test_create_page_beyond_the_cap_is_refused(ada, page, monkeypatch):
    monkeypatch.setattr(pages, "MAX_PAGES", 1)
    with pytest.raises(TooMany):
        services.create_page(user=ada, title="More")


def test_update_page_keeps_its_address(ada, page):
    services.update_page(user=ada, page_id=page.pk, title="Start")
    assert tabs(ada) == [("Start", "home", True)]


def test_update_page_to_be_home(ada, page):
    other = services.create_page(user=ada, title="Other").page
    services.update_page(user=ada, page_id=other.pk, is_home=True)
    assert [home for *_rest, home in tabs(ada)] == [False, True]


def test_remove_page_home_passes_its_role_on(ada, page):
    services.create_page(user=ada, title="Other")
    services.remove_page(user=ada, page_id=page.pk)
    assert tabs(ada) == [("Other", "other", True)]


def test_remove_page_last_is_refused(ada, page):
    with pytest.raises(Refused):
        services.remove_page(user=ada, page_id=page.pk)


def test_restore_page_whose_address_was_taken(ada, page):
    services.create_page(user=ada, title="Other")
    services.remove_page(user=ada, page_id=page.pk)
    services.create_page(user=ada, title="Home")
    services.restore_page(user=ada, page_id=page.pk)
    assert sorted(slug for _title, slug, _home in tabs(ada)) == ["home", "home-2", "other"]


def test_restore_page_that_is_there_is_no_change(ada, page):
    assert services.restore_page(user=ada, page_id=page.pk).page == page


def test_reorder_pages_puts_the_unnamed_last(ada, page):
    b, c = (services.create_page(user=ada, title=title).page for title in "bc")
    services.reorder_pages(user=ada, page_ids=[c.pk, page.pk, c.pk])
    assert [title for title, *_rest in tabs(ada)] == ["c", "Home", "b"]
    assert b.pk


def test_change_page_of_another_person_is_not_found(ada, eve, page):
    services.create_page(user=ada, title="Other")
    services.create_page(user=eve, title="Eve")
    for change in (
        lambda: services.update_page(user=eve, page_id=page.pk, title="x"),
        lambda: services.remove_page(user=eve, page_id=page.pk),
        lambda: services.restore_page(user=eve, page_id=page.pk),
        lambda: services.reorder_pages(user=eve, page_ids=[page.pk]),
    ):
        with pytest.raises(NotFound):
            change()


def test_change_page_by_a_person_who_is_gone_is_not_found(ada):
    """A guest's second tab, when the first has just signed in to an account."""
    type(ada).objects.filter(pk=ada.pk).delete()
    with pytest.raises(NotFound):
        services.create_page(user=ada, title="Work")


def test_change_template_is_not_found(ada):
    template = Page.objects.create(title="Home", slug="home")
    with pytest.raises(NotFound):
        services.update_page(user=ada, page_id=template.pk, title="x")


def test_change_page_is_heard_by_other_devices(ada, page, django_capture_on_commit_callbacks):
    listener = redis.Redis.from_url(settings.LIVE_REDIS_URL).pubsub(ignore_subscribe_messages=True)
    listener.subscribe(CHANNEL)
    listener.get_message(timeout=5)
    with django_capture_on_commit_callbacks(execute=True):
        services.update_page(user=ada, page_id=page.pk, title="Start")
    heard = json.loads(listener.get_message(timeout=5)["data"])
    assert heard == {"topic": f"user:{ada.pk}", "event": "page", "data": {"id": page.pk, "version": 2}}


def test_rename_by_form_keeps_an_icon_that_the_form_does_not_offer(client, ada, page):
    client.force_login(ada)
    services.update_page(user=ada, page_id=page.pk, icon="rows-3")
    form = client.get(f"/pages/{page.pk}/").content.decode()
    assert 'value="rows-3"' in form
    answer = client.post(f"/pages/{page.pk}/", {"title": "Morning", "icon": "rows-3", "colour": ""})
    assert answer.status_code == 302
    page.refresh_from_db()
    assert (page.title, page.icon) == ("Morning", "rows-3")
    assert client.post(f"/pages/{page.pk}/", {"title": "x", "icon": "<svg>", "colour": ""}).status_code == 422
