"""What is past its time goes, and only that."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import Session, User
from portal.errors import Refused
from portal.operations import pruning
from portal.pages import services
from portal.pages.models import Page, Panel, Section
from recommender.models import Event
from widgets.models import Item, Source

pytestmark = pytest.mark.django_db


def test_prune_removes_old_rows_and_keeps_young_ones():
    now = timezone.now()
    person = User.objects.create_user("reader@example.org", "long enough")
    source = Source.objects.create(kind="feed", key="a")
    item = Item.objects.create(source=source, uid="1")
    page = Page.objects.create(owner=person, title="Home", slug="home")
    Page.objects.create(owner=person, title="Gone", slug="gone", removed_at=now - timedelta(days=31))
    section = Section.objects.create(page=page)
    for days, kind in ((31, "notes"), (1, "clock")):
        Panel.objects.create(section=section, kind=kind, removed_at=now - timedelta(days=days))
    for days in (500, 1):
        Event.objects.create(user=person, kind="open", item=item, created_at=now - timedelta(days=days))
        Session.objects.create(session_key=f"s{days}", session_data="", expire_date=now + timedelta(days=2 - days))

    assert pruning.prune() == {"events": 1, "panels": 1, "pages": 1, "sessions": 1}
    assert pruning.prune() == {}
    assert Panel.objects.get().kind == "clock"
    assert Page.objects.get().slug == "home"


def test_prune_keeps_how_a_page_was_in_the_last_weeks():
    """A revision is past when the one after it is: the state of five weeks ago may have stood until yesterday."""
    now, person = timezone.now(), User.objects.create_user("reader@example.org", "long enough")
    page = services.create_page(user=person, title="1").page
    for title in "2345":
        services.update_page(user=person, page_id=page.pk, title=title)
    for version, days in ((1, 90), (2, 50), (3, 31), (4, 1), (5, 0)):
        page.revisions.filter(version=version).update(created_at=now - timedelta(days=days))
    assert pruning.prune() == {"revisions": 2}
    assert [revision.version for revision in page.revisions.all()] == [5, 4, 3]
    for title in "43":
        assert services.undo(user=person, page_id=page.pk).page.title == title
    with pytest.raises(Refused):
        services.undo(user=person, page_id=page.pk)


def test_prune_keeps_removed_links_as_long_as_they_can_come_back():
    now, person = timezone.now(), User.objects.create_user("reader@example.org", "long enough")
    for days in (31, 1):
        person.saved_links.create(url=f"https://far.example/{days}", removed_at=now - timedelta(days=days))
    person.saved_links.create(url="https://far.example/", saved_at=now - timedelta(days=99))
    assert pruning.prune() == {"links": 1}
    assert set(person.saved_links.values_list("url", flat=True)) == {"https://far.example/", "https://far.example/1"}


def test_prune_removes_sections_after_the_panels_that_wait_in_them():
    now, person = timezone.now(), User.objects.create_user("reader@example.org", "long enough")
    page = Page.objects.create(owner=person, title="Home", slug="home")
    section = Section.objects.create(page=page, removed_at=now - timedelta(days=32))
    panel = Panel.objects.create(section=section, kind="notes", removed_at=now - timedelta(days=2))
    assert pruning.prune() == {}
    panel.delete()
    assert pruning.prune() == {"sections": 1}


def test_prune_keeps_what_is_archived():
    person, long_ago = (
        User.objects.create_user("reader@example.org", "long enough"),
        timezone.now() - timedelta(days=99),
    )
    page = Page.objects.create(owner=person, title="Aside", slug="aside", removed_at=long_ago, is_archived=True)
    Panel.objects.create(section=Section.objects.create(page=page), kind="notes")
    assert pruning.prune() == {}


def test_prune_works_in_batches(monkeypatch):
    monkeypatch.setattr(pruning, "BATCH", 2)
    past = timezone.now() - timedelta(days=1)
    for number in range(5):
        Session.objects.create(session_key=f"s{number}", session_data="", expire_date=past)
    assert pruning.prune()["sessions"] == 5


def test_prune_stops_asking_for_what_no_panel_shows_any_more():
    """As long as a panel may come back from the trash its source goes on; what stands for everybody does always."""
    now, person = timezone.now(), User.objects.create_user("reader@example.org", "long enough")
    page = services.create_page(user=person, title="Home").page
    settings = [{"url": f"https://{name}.example.org/feed"} for name in ("kept", "trashed", "past", "public")]
    panels = [services.add_panel(user=person, page_id=page.pk, kind="feed", settings=each).panel for each in settings]
    kept, trashed, past, public = [panel.sources.get() for panel in panels]
    Panel.objects.filter(sources=trashed).update(removed_at=now)
    Panel.objects.filter(sources__in=[past, public]).update(removed_at=now - timedelta(days=31))
    Source.objects.filter(pk=public.pk).update(is_public=True)

    assert pruning.prune() == {"panels": 2, "sources parked": 1}
    assert pruning.prune() == {}
    assert list(Source.objects.filter(next_fetch_at=None)) == [past]

    again = services.add_panel(user=person, page_id=page.pk, kind="feed", settings=settings[2]).panel
    assert again.sources.get() == past
    assert again.sources.get().next_fetch_at <= timezone.now()
    assert pruning.prune() == {}
    assert kept in Source.objects.filter(next_fetch_at__isnull=False)


def test_prune_leaves_alone_what_is_gone_or_never_polled():
    person = User.objects.create_user("reader@example.org", "long enough")
    page = services.create_page(user=person, title="Home").page
    gone = {"url": "https://gone.example.org/feed"}
    panel = services.add_panel(user=person, page_id=page.pk, kind="feed", settings=gone).panel
    panel.sources.update(state=Source.State.GONE, next_fetch_at=None)
    pruning.prune()
    services.add_panel(user=person, page_id=page.pk, kind="feed", settings=gone)
    assert panel.sources.get().next_fetch_at is None


def test_prune_wakes_what_was_taken_up_while_it_was_being_parked():
    person = User.objects.create_user("reader@example.org", "long enough")
    page = services.create_page(user=person, title="Home").page
    url = {"url": "https://late.example.org/feed"}
    panel = services.add_panel(user=person, page_id=page.pk, kind="feed", settings=url).panel
    panel.sources.update(next_fetch_at=None)
    pruning.prune()
    assert panel.sources.get().next_fetch_at is not None
