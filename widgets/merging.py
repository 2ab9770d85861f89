"""Two sources that turn out to be one: what hangs on the first goes over to the second, and nobody loses anything.

The row of the first stays as a sign to the second: a page of last week, brought back, asks for it. What only the first
has told stays with it, unless the second may speak for it: anybody can redirect to anybody's address.
"""

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import IntegrityError, models, transaction

from widgets import sources
from widgets.base import SourceSpec
from widgets.models import Clue, FullText, Item, ItemText, Source
from widgets.signals import source_changed

logger = logging.getLogger(__name__)


def merge_moved(source_id: int) -> Source | None:
    """Merges a source that moved into the one that was already at its new address; None where there is none."""
    with transaction.atomic():
        moved = Source.objects.filter(pk=source_id, merged_into=None).exclude(moved_to="").first()
        target = moved and _at(moved.kind, {**moved.settings, "url": moved.moved_to})
        if not moved or not target or target.pk == moved.pk:
            return None
        # Both are locked in one order, whichever of them moved.
        pair = Source.objects.select_for_update().in_bulk(sorted([moved.pk, target.pk]))
        if len(pair) < 2 or any(source.merged_into_id for source in pair.values()):  # meanwhile
            return None
        _merge(pair[moved.pk], pair[target.pk])
    logger.info("Source %s (%s) moved to where source %s is, and is one with it now", moved.pk, moved.host, target.pk)
    return target


def _at(kind: str, settings: Mapping[str, Any]) -> Source | None:
    return Source.objects.filter(key=sources.key_of(SourceSpec(kind, settings)), merged_into=None).first()


def _merge(moved: Source, target: Source) -> None:
    _merge_items(moved, target)
    for model, field in _pointing_at(Source):
        _hang_over(model, field, moved.pk, target.pk)
    target.is_public = target.is_public or moved.is_public
    target.version += 1
    target.save(update_fields=["is_public", "version"])
    moved.merged_into, moved.next_fetch_at, moved.leased_until = target, None, None
    moved.version += 1
    moved.save(update_fields=["merged_into", "next_fetch_at", "leased_until", "version"])
    Source.objects.filter(merged_into=moved).update(merged_into=target)
    # Of pages that are open some know only the first: they ask for their panels anew, and get the second.
    for each in (moved, target):
        transaction.on_commit(lambda each=each: _announce(each), robust=True)  # type: ignore[misc]


def _merge_items(moved: Source, target: Source) -> None:
    twins, is_of_one_hand = _twins(moved, target), _is_of_one_hand(moved, target)
    told = {ItemText} if is_of_one_hand else {ItemText, FullText}
    for model, field in _pointing_at(Item):
        if model not in told:
            pointed_at = model._base_manager.filter(**{f"{field}__source": moved}).values_list(field, flat=True)
            for item in twins.keys() & set(pointed_at):
                _hang_over(model, field, item, twins[item])
    Item.objects.filter(pk__in=list(twins)).delete()
    if is_of_one_hand:
        moved.items.update(source=target)


def _is_of_one_hand(moved: Source, target: Source) -> bool:
    """Whether stories of the first may be shown as the second's: none is forged, none that is private gets out."""
    return moved.host == target.host and moved.is_public == target.is_public


def _announce(source: Source) -> None:
    source_changed.send(Source, source_id=source.pk, version=source.version)


def _twins(moved: Source, target: Source) -> dict[int, int]:
    """The items that both have: that of the first → the same entry, as the second has it."""
    by_uid, by_url = {}, {}
    for key, uid, url in target.items.values_list("pk", "uid", "url"):
        by_uid[uid] = by_url[url] = key
    by_url.pop("", None)
    items = moved.items.values_list("pk", "uid", "url")
    return {key: twin for key, uid, url in items if (twin := by_uid.get(uid) or by_url.get(url))}


def _hang_over(model: type[models.Model], field: str, old: int, new: int) -> None:
    """What points at the old row points at the new one, unless it would then be there twice."""
    pointing = model._base_manager.filter(**{field: old})
    try:
        with transaction.atomic():
            pointing.update(**{field: new})
    except IntegrityError:  # somebody has both
        _hang_over_one_by_one(pointing, field, new)


def _hang_over_one_by_one(pointing: models.QuerySet[Any], field: str, new: int) -> None:
    for key in list(pointing.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                pointing.filter(pk=key).update(**{field: new})
        except IntegrityError:
            pointing.filter(pk=key).delete()


def _pointing_at(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Each model with a foreign key to this one, those behind many-to-many fields too."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.related_model in {Item, Source, Clue}:
            continue
        yield relation.related_model, relation.field.name
