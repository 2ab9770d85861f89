"""Who may read an item, and what it means to keep one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import User
from portal.errors import NotFound
from portal.pages import services as pages
from portal.reading import selectors, services
from recommender.models import Event, Suggestion
from tests.portal.pages import desk
from widgets import items
from widgets.models import Item, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@example.org")


@pytest.fixture
def eve() -> User:
    return User.objects.create_user("eve@example.org")


@pytest.fixture
def item(ada) -> Item:
    """An entry of Ada's private calendar."""
    source = Source.objects.create(kind="calendar", key="private")
    desk.add(ada, pages.create_page(user=ada, title="Home").page, "calendar").panel.sources.add(source)
    return Item.objects.create(source=source, uid="1", title="Dentist", content="<p>at nine</p>", language="xx")


def may_read(user, item) -> bool:
    try:
        return selectors.item_for(user, item.pk) == item
    except NotFound:
        return False


def test_read_item_of_a_private_calendar_only_by_its_owner(ada, eve, item):
    assert [may_read(user, item) for user in (ada, eve, None)] == [True, False, False]


def test_read_item_after_its_panel_was_removed_no_more(ada, item):
    pages.remove_panel(user=ada, panel_id=desk.panel("calendar").pk)
    assert not may_read(ada, item)


def test_read_item_of_a_public_source_by_everybody(eve, item):
    Source.objects.update(is_public=True)
    assert [may_read(user, item) for user in (eve, None)] == [True, True]


def test_read_item_that_expired_or_was_withdrawn_by_nobody(ada, item):
    Item.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert not may_read(ada, item)
    Item.objects.update(expires_at=None, is_live=False)
    assert not may_read(ada, item)


def test_save_item_twice_is_one_and_is_told_once(ada, item):
    for _time in range(2):
        services.save_item(user=ada, item_id=item.pk, place="panel")
    assert [kept.item for kept in selectors.saved_items(ada)] == [item]
    assert list(Event.objects.values_list("kind", "place")) == [("save", "panel")]


def test_save_item_keeps_it_readable_without_the_panel(ada, item):
    services.save_item(user=ada, item_id=item.pk)
    pages.remove_panel(user=ada, panel_id=desk.panel("calendar").pk)
    assert may_read(ada, item)


def test_save_item_of_another_person_is_not_found(eve, item):
    for act in (services.save_item, services.hide_item, services.unhide_item):
        with pytest.raises(NotFound):
            act(user=eve, item_id=item.pk)
    assert not Event.objects.exists()


def test_unsave_item_is_told_only_if_it_was_saved(ada, item):
    services.unsave_item(user=ada, item_id=item.pk)
    assert not Event.objects.exists()
    services.save_item(user=ada, item_id=item.pk)
    services.unsave_item(user=ada, item_id=item.pk)
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == ["save", "unsave"]


def test_hide_item_takes_it_off_the_list(ada, item):
    Suggestion.objects.create(user=ada, item=item, rank=1, score=1, lane="fresh")
    services.hide_item(user=ada, item_id=item.pk)
    assert not Suggestion.objects.exists()
    assert Event.objects.get().kind == "hide"


def test_saved_item_is_not_pruned_however_old(ada, item):
    """A source keeps so many items; what somebody kept is on top of these."""
    now = timezone.now()
    services.save_item(user=ada, item_id=item.pk)
    Item.objects.update(published_at=now - timedelta(days=200), first_seen_at=now - timedelta(days=200))
    long_ago = now - timedelta(days=100)
    Item.objects.bulk_create(
        Item(source=item.source, uid=f"n{number}", published_at=long_ago, first_seen_at=long_ago)
        for number in range(items.KEEP)
    )
    unkept = Item.objects.create(
        source=item.source, uid="old", published_at=now - timedelta(days=300), first_seen_at=now - timedelta(days=300)
    )
    assert items.prune(item.source, now) == 1
    assert not Item.objects.filter(pk=unkept.pk).exists()
    assert [kept.item for kept in selectors.saved_items(ada)] == [item]
