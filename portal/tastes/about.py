"""What a statement is about, as an address can carry it: `topic:baking`, `source:7`, `item:12`, `entry:3`."""

from collections.abc import Callable
from typing import Any, Final

from django.db.models import Q, QuerySet

from portal.accounts.models import User
from portal.errors import NotFound
from portal.reading import selectors
from recommender.models import Preference
from recommender.preferences import About
from widgets.models import CatalogueEntry, Source

NUMBERED: Final[dict[str, Callable[[int], About]]] = {
    "source": lambda number: About(source_id=number),
    "item": lambda number: About(item_id=number),
    "entry": lambda number: About(entry_id=number),
}
LARGEST: Final = 2**63 - 1


def read_about(text: str) -> About:
    """Raises NotFound for anything that is not of these forms."""
    kind, _colon, name = text.partition(":")
    if kind == "topic" and name.strip():
        return About(topic=name.strip()[:80])
    if kind in NUMBERED and name.isascii() and name.isdecimal() and int(name) <= LARGEST:
        return NUMBERED[kind](int(name))
    raise NotFound


def write_about(about: About) -> str:
    if about.topic:
        return f"topic:{about.topic}"
    ((column, number),) = about.columns.items()
    return f"{column.removesuffix('_id')}:{number}"


def about_of(stated: Preference) -> About:
    return About(stated.topic, stated.source_id, stated.item_id, stated.entry_id)


def name_of(about: About) -> str:
    """How it is called when one speaks of it; empty when it is gone."""
    if about.topic:
        return about.topic
    if about.entry_id is not None:
        entry = CatalogueEntry.objects.filter(pk=about.entry_id).first()
        return entry.shown_title if entry else ""
    rows: QuerySet[Any] = Source.objects.none()
    if about.source_id is not None:
        rows = Source.objects.filter(pk=about.source_id)
    elif about.item_id is not None:
        rows = selectors.live_items().filter(pk=about.item_id)
    return rows.values_list("title", flat=True).first() or ""


def check_reach(user: User, about: About) -> None:
    """Nobody learns by it whether a source or an item exists that they have no road to. Raises NotFound."""
    if about.item_id is not None:
        selectors.item_for(user, about.item_id)
    if about.source_id is not None and not _sources_for(user).filter(pk=about.source_id).exists():
        raise NotFound
    if about.entry_id is not None and not CatalogueEntry.objects.filter(pk=about.entry_id).exists():
        raise NotFound


def _sources_for(user: User) -> QuerySet[Source]:
    return Source.objects.filter(Q(is_public=True) | Q(pk__in=selectors.source_ids(user)))
