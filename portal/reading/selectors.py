"""Which items a person may see, and what they kept."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.errors import NotFound
from portal.pages.models import Page, Panel
from portal.reading.models import SavedItem
from widgets.models import Item


def live_items() -> QuerySet[Item]:
    """Published and not expired."""
    is_in_time = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    return Item.objects.filter(is_in_time, is_live=True)


def items_for(user: User | None) -> QuerySet[Item]:
    """Live items that this person has a road to.

    Public sources are for everybody, and so is what stands on a template. Everything else takes a panel of their own
    that shows the source, or that they kept the item: one person's private calendar is never another's to read.
    """
    roads = Q(source__is_public=True) | Q(Exists(_panels(user)))
    if user is not None and user.is_authenticated:
        roads |= Q(Exists(SavedItem.objects.filter(user=user, item=OuterRef("pk"))))
    return live_items().filter(roads)


def item_for(user: User | None, item_id: int) -> Item:
    """One item to read; its content was sanitized before it was stored."""
    item = items_for(user).select_related("source").filter(pk=item_id).first()
    if item is None:
        raise NotFound
    return item


def items_on_pages(user: User) -> QuerySet[Item]:
    """Live items of the sources on the person's own pages."""
    return live_items().filter(source__in=source_ids(user))


def source_ids(user: User) -> QuerySet[Panel, Any]:
    """Of the panels on the person's own pages."""
    return placed_panels().filter(section__page__owner=user).values_list("sources", flat=True)


def source_ids_of(page: Page) -> QuerySet[Any, Any]:
    """Of the panels on one page."""
    return placed_panels().filter(section__page=page, sources__isnull=False).values_list("sources", flat=True)


def placed_panels() -> QuerySet[Panel]:
    return Panel.objects.filter(removed_at=None, section__removed_at=None, section__page__removed_at=None)


def saved_items(user: User) -> QuerySet[SavedItem]:
    """What the person kept, the latest first."""
    return SavedItem.objects.filter(user=user, item__is_live=True).select_related("item__source")


def saved_among(item_ids: Collection[int]) -> set[int]:
    """Those of these items that anybody kept."""
    return set(SavedItem.objects.filter(item__in=item_ids).values_list("item", flat=True))


def is_saved(user: User | None, item: Item) -> bool:
    return user is not None and user.is_authenticated and SavedItem.objects.filter(user=user, item=item).exists()


def _panels(user: User | None) -> QuerySet[Panel]:
    owner = Q(section__page__owner=None)
    if user is not None and user.is_authenticated:
        owner |= Q(section__page__owner=user)
    return placed_panels().filter(owner, sources=OuterRef("source"))
