"""What is past its time goes, and only that."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import Session, User
from portal.operations import pruning
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


def test_prune_works_in_batches(monkeypatch):
    monkeypatch.setattr(pruning, "BATCH", 2)
    past = timezone.now() - timedelta(days=1)
    for number in range(5):
        Session.objects.create(session_key=f"s{number}", session_data="", expire_date=past)
    assert pruning.prune()["sessions"] == 5
