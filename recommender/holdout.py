"""People who go on with what is popular and fresh, by lot, so that operators see what suggestions are worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from math import sqrt
from typing import Final

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from recommender.counting import LIKES, by_known_people
from recommender.events import FOR_YOU
from recommender.models import Event

#: The policy of lists that were held back.
POLICY: Final = "holdout"
SUGGESTED: Final = "suggested"
WINDOW: Final = timedelta(days=30)

#: How many things one person was shown in the panel, and opened of them there.
Person = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Opened:
    """Things opened per thing shown, with its 95 % interval."""

    people: int
    shown: int
    share: float
    low: float
    high: float


def is_held(user_id: int) -> bool:
    """The same person always draws the same lot: who is held back at 5 % is so at 10 % too."""
    lot = int.from_bytes(sha256(f"holdout:{user_id}".encode()).digest()[:8])
    return lot < settings.HOLDOUT_PERCENT / 100 * 2**64


def compare(now: datetime | None = None) -> dict[str, Opened]:
    """Of both groups, if anybody was held back. Who was in both, because the share was changed, is in none."""
    since = (now or timezone.now()) - WINDOW
    told = Event.objects.filter(by_known_people(), place=FOR_YOU, created_at__gte=since).exclude(item=None)
    shows = told.filter(kind=Event.Kind.SHOW).filter(Q(policy=POLICY) | Q(policy__startswith="items-"))
    by_person = shows.values("user_id").annotate(
        items=Count("item", distinct=True), rows=Count("pk"), held=Count("pk", filter=Q(policy=POLICY))
    )
    likes = told.filter(kind__in=LIKES).values("user_id").annotate(items=Count("item", distinct=True))
    opened = {row["user_id"]: row["items"] for row in likes.order_by()}
    groups: dict[str, list[Person]] = {SUGGESTED: [], POLICY: []}
    for row in by_person.order_by():
        if row["held"] in {0, row["rows"]}:
            group = POLICY if row["held"] else SUGGESTED
            groups[group].append((row["items"], min(opened.get(row["user_id"], 0), row["items"])))
    return {name: share_of(people) for name, people in groups.items()} if groups[POLICY] else {}


def share_of(people: Sequence[Person]) -> Opened:
    """A ratio of sums over people; its spread by the delta method, as the deeds of one person go together."""
    shown, opened = sum(seen for seen, _ in people), sum(own for _, own in people)
    share = opened / shown if shown else 0.0
    spread = sum((own - share * seen) ** 2 for seen, own in people) * len(people) / max(len(people) - 1, 1)
    margin = 1.96 * sqrt(spread) / max(shown, 1)
    return Opened(len(people), shown, share, max(share - margin, 0.0), min(share + margin, 1.0))
