"""What is popular and fresh, the same for everybody: the list of visitors, and of newcomers until their own is made."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Final

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils import timezone

from recommender.counting import LIKES, by_known_people, who_like_other_things
from recommender.features import MOST_PICKS
from recommender.models import Event
from recommender.things import public_items
from widgets.models import CatalogueEntry, Item

KEEP: Final = 60  # seconds
#: More entries than are shown: most of the best stand on the starter page already.
ITEMS, ENTRIES, PER_SOURCE = 10, 40, 3

#: Why a thing is on the list, by its id, best first.
Reasons = dict[int, str]


def ids(language: str) -> tuple[Reasons, Reasons]:
    """(items, catalogue entries) with the code of their reason; kept for a minute."""
    key = f"recommender:popular:{language}"
    found: tuple[Reasons, Reasons] | None = cache.get(key)
    if found is None:
        found = (choose_items(language), choose_entries(language))
        cache.set(key, found, KEEP)
    return found


def items(wanted: Iterable[int]) -> list[Item]:
    """Those that may still be shown, in this order."""
    found = public_items().filter(pk__in=list(wanted)).select_related("source")
    rows = found.defer("content", "source__payload").in_bulk()
    return [rows[pk] for pk in wanted if pk in rows]


def entries(wanted: Iterable[int]) -> list[CatalogueEntry]:
    rows = CatalogueEntry.objects.filter(pk__in=list(wanted), is_retired=False).in_bulk()
    return [rows[pk] for pk in wanted if pk in rows]


def in_language(language: str) -> Q:
    """Of this language in any of its forms, or of none."""
    return Q(language="") | Q(language__istartswith=language.split("-", maxsplit=1)[0])


def choose_items(language: str) -> Reasons:
    """The newest of the editors' picks, what most people liked in these days, then what is new.

    No source fills the list, nor do picks, as long as there is something else.
    """
    recent = public_items().filter(in_language(language)).order_by("-published_at", "-pk")
    readable = dict(recent.values_list("pk", "source_id")[:500])
    picked = list(recent.filter(featured_until__gt=timezone.now()).values_list("pk", flat=True)[:500])
    liked = [pk for pk in most_liked(readable) if pk in readable and pk not in picked]
    chosen: Reasons = {}
    room = dict.fromkeys(readable.values(), PER_SOURCE)
    lanes: dict[str, Iterable[int]] = {
        "editors": [pk for pk in picked if pk in readable][:MOST_PICKS],
        "popular": liked[: ITEMS // 2],
        "fresh": [*(pk for pk in readable if pk not in picked), *readable],
    }
    for pk, code in [(pk, code) for code, lane in lanes.items() for pk in lane]:
        if len(chosen) < ITEMS and pk not in chosen and room[readable[pk]]:
            chosen[pk] = code
            room[readable[pk]] -= 1
    return chosen


def most_liked(item_ids: Collection[int], days: int = 7) -> list[int]:
    """By the number of people, never by the number of clicks; at least two people must agree."""
    since = timezone.now() - timedelta(days=days)
    lately = Q(created_at__gte=since) | Q(is_demo=True)
    told = Event.objects.filter(lately, by_known_people(), kind__in=LIKES, item_id__in=list(item_ids))
    likes = told.filter(who_like_other_things())
    counted = likes.values("item_id").annotate(people=Count("user_id", distinct=True)).filter(people__gte=2)
    return [row["item_id"] for row in counted.order_by("-people", "-item_id")[:100]]


def choose_entries(language: str) -> Reasons:
    offered = CatalogueEntry.objects.filter(in_language(language), is_retired=False)
    best = offered.order_by("-is_featured", "-added_count", "pk").values_list("pk", "is_featured")[:ENTRIES]
    return {pk: "editors" if featured else "popular" for pk, featured in best}
