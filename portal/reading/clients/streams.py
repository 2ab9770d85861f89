"""Which stories a reading app asks for: it names streams and states, and goes through them in the order of arrival."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.http import QueryDict

from portal.accounts.models import User
from portal.reading.rules.selectors import muted_everywhere
from portal.reading.selectors import items_on_pages, live_items, placed_panels
from portal.reading.state.selectors import with_state
from widgets.models import Item, Source

STATE = "user/-/state/com.google/"
ALL, READ, UNREAD, STARRED = (f"{STATE}{name}" for name in ("reading-list", "read", "kept-unread", "starred"))
LABEL, FEED = "user/-/label/", "feed/"
ITEM = "tag:google.com,2005:reader/item/"
#: As many ids as fit into one form with what else it says; and more stories than well-known apps ask for at once (150).
MOST, MOST_CONTENTS = 900, 250
LARGEST = 2**63 - 1
EPOCH = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a stream; `goes_on` is where the next part begins, empty at its end."""

    items: list[Any]
    goes_on: str


def normal(stream: str) -> str:
    """Apps may name the person by an id of theirs."""
    return re.sub(r"^user/[^/]+/", "user/-/", stream)


def labels_of(user: User) -> Mapping[int, list[str]]:
    """Source → titles of the pages that it stands on, which are the folders of an app."""
    placed = placed_panels().filter(section__page__owner=user, sources__isnull=False)
    rows = placed.order_by("section__page__position").values_list("sources", "section__page__title").distinct()
    labels: defaultdict[int, list[str]] = defaultdict(list)
    for source, title in rows:
        if title not in labels[source]:
            labels[source].append(title)
    return labels


def sources_in(user: User, stream: str) -> Collection[int]:
    labels, stream = labels_of(user), normal(stream)
    if stream.startswith(FEED):
        return [source for source in labels if stream == f"{FEED}{source}"]
    if stream.startswith(LABEL):
        return [source for source, titles in labels.items() if stream.removeprefix(LABEL) in titles]
    return list(labels) if stream in {ALL, READ, UNREAD} else []


def sources_of(user: User) -> QuerySet[Source]:
    """Those on the person's pages that have stories."""
    have = items_on_pages(user).values("source")
    return Source.objects.filter(pk__in=have).defer("payload").order_by("title", "pk")


def part(user: User, stream: str, asked: QueryDict, most: int, *, is_whole: bool = True) -> Part:
    """`asked` is the query: n, r=o, xt and it (states to leave out or to have), ot and nt (seconds), c.

    Without what rules mute, but for what was chosen by hand. Stories that are not whole are their ids alone.
    """
    items = _in_state(_of_stream(user, stream), normal(asked.get("it", "")), has=True)
    for state in asked.getlist("xt"):
        items = _in_state(items, normal(state), has=False)
    if since := _moment(asked.get("ot", "")):
        items = items.filter(first_seen_at__gte=since)
    if until := _moment(asked.get("nt", "")):
        items = items.filter(first_seen_at__lte=until)
    is_oldest_first, place = asked.get("r") == "o", number(asked.get("c", ""))
    if place:
        items = items.filter(pk__gt=place) if is_oldest_first else items.filter(pk__lt=place)
    wanted = min(number(asked.get("n", "")) or 20, most)
    items = items.order_by("pk" if is_oldest_first else "-pk")
    items = items if is_whole else items.select_related(None).defer(None).only("pk")
    shown = items[: wanted + 1] if normal(stream) == STARRED else _unmuted(user, items, wanted + 1)
    found = list(islice(shown, wanted + 1))
    return Part(found[:wanted], str(found[wanted - 1].pk) if len(found) > wanted else "")


def _unmuted(user: User, items: QuerySet[Any], at_once: int) -> Iterator[Any]:
    """Goes on behind what is muted, in larger and larger steps."""
    start = 0
    while batch := list(items[start : start + at_once]):
        muted = muted_everywhere(user, [item.pk for item in batch])
        yield from (item for item in batch if item.pk not in muted)
        if len(batch) < at_once:
            return
        start, at_once = start + at_once, min(at_once * 2, MOST_CONTENTS)


def _of_stream(user: User, stream: str) -> QuerySet[Any]:
    if normal(stream) == STARRED:
        return with_state(live_items(), user).filter(is_kept=True).select_related("source").defer("source__payload")
    items = (
        with_state(live_items().filter(source__in=sources_in(user, stream)), user)
        .select_related("source")
        .defer("source__payload")
    )
    return _in_state(items, normal(stream), has=True) if normal(stream) in {READ, UNREAD} else items


def _in_state(items: QuerySet[Any], state: str, *, has: bool) -> QuerySet[Any]:
    """Other states are nobody's."""
    field, is_so = {READ: ("is_read", True), UNREAD: ("is_read", False), STARRED: ("is_kept", True)}.get(
        state, ("", True)
    )
    return items.filter(**{field: is_so is has}) if field else items


def chosen(user: User, ids: Collection[int]) -> list[Any]:
    """These stories, as far as they are the person's to read."""
    theirs = items_on_pages(user) | live_items().filter(pk__in=user.saved_items.values("item"))
    found = (
        with_state(theirs.filter(pk__in=list(ids)[:MOST_CONTENTS]), user)
        .select_related("source")
        .defer("source__payload")
        .order_by("-pk")
    )
    return list(found)


def counts(user: User) -> QuerySet[Any, Any]:
    """(source, unread stories, when the last of them came)"""
    unread = with_state(items_on_pages(user), user).filter(is_read=False)
    muted = muted_everywhere(user, unread.values_list("pk", flat=True))
    rows = Item.objects.filter(pk__in=unread.values("pk")).exclude(pk__in=muted).values("source").order_by("source")
    return rows.annotate(count=Count("pk"), newest=Max("first_seen_at")).values_list("source", "count", "newest")


def item_id(told: str) -> int | None:
    """As a number; hexadecimal in the long form, also where only its sixteen digits are told."""
    if not told.startswith(ITEM) and len(told) != 16:
        return number(told)
    digits = told.removeprefix(ITEM)
    return int(digits, 16) if re.fullmatch(r"[0-7][0-9a-fA-F]{15}|[0-9a-fA-F]{1,15}", digits) else None


def number(told: str) -> int | None:
    return min(int(told), LARGEST) if re.fullmatch(r"[0-9]{1,19}", told) else None


def _moment(told: str) -> datetime | None:
    seconds = number(told)
    return datetime.fromtimestamp(seconds, UTC) if seconds and seconds < 10**11 else None
