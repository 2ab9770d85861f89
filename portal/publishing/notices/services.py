"""The road of a notice: saved in the studio, it is an Item in the same transaction; deleted, it is withdrawn."""

from typing import Any

from django.db import transaction
from django.db.models import CharField, Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from portal.publishing.notices.models import Notice
from portal.publishing.services import announce
from portal.reading.state.models import ItemMark
from widgets import items, sources
from widgets.base import ItemData, SourceSpec
from widgets.models import Item, Source


def connect() -> None:
    post_save.connect(carry_saved, sender=Notice)
    post_delete.connect(carry_deleted, sender=Notice)


def carry_saved(instance: Notice, **_kwargs: Any) -> None:
    publish_notice(notice=instance)


def carry_deleted(instance: Notice, **_kwargs: Any) -> None:
    withdraw_notice(notice=instance)


@transaction.atomic
def publish_notice(*, notice: Notice) -> None:
    """What was seen before it was changed stays seen."""
    source = sources.ensure(SourceSpec("notices", {}))
    # Nobody fetches it; and it is not public, so that nothing of it is suggested.
    Source.objects.filter(pk=source.pk).update(state=Source.State.OK, next_fetch_at=None)
    items.upsert(source, [_as_item(notice)], timezone.now())
    announce(source.pk)


@transaction.atomic
def withdraw_notice(*, notice: Notice) -> None:
    for item in Item.objects.filter(source__kind="notices", uid=notice.uid, is_live=True):
        Item.objects.filter(pk=item.pk).update(is_live=False)
        announce(item.source_id)


def with_counts() -> QuerySet[Notice]:
    """With how many people have said that they saw it, as `seen`."""
    marks = ItemMark.objects.filter(
        item__source__kind="notices",
        item__uid=Concat(Value("notice:"), Cast(OuterRef("pk"), CharField())),
        is_read=True,
    )
    counted = marks.order_by().values("item").annotate(count=Count("pk")).values("count")
    return Notice.objects.annotate(seen=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def _as_item(notice: Notice) -> ItemData:
    """Its address is no url of the item, by which items are known: two notices may lead to the same place."""
    return ItemData(
        uid=notice.uid,
        title=notice.title,
        summary=notice.text,
        published_at=notice.created_at,
        expires_at=notice.ends_at,
        extra={"is_urgent": notice.is_urgent, "url": notice.url},
    )
