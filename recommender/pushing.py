"""Makes people's lists and stores them: the worker's half of suggestions. Never touches a page."""

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from random import Random
from typing import Final

import numpy as np
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from numpy.typing import NDArray

from recommender import features, lanes, ranking, readers, reasons, shelf, things
from recommender.choices import Choices
from recommender.dataset import Subject
from recommender.embeddings import Vectors
from recommender.features import Thing, base_language
from recommender.lanes import Past, newest
from recommender.models import Suggestion
from recommender.ranking import WEIGHTS, Candidates, Pick
from recommender.readers import Reader, Taste
from recommender.reasons import Cause, Evidence, Reason
from recommender.shelf import Met, Shelf
from recommender.signals import suggestions_pushed
from recommender.suggestions import WIDGETS
from widgets.models import CatalogueEntry, Item

log = logging.getLogger(__name__)

ITEMS: Final = 10
BATCH: Final = 200


def push(user_ids: Collection[int]) -> int:
    """Writes new lists for these people; takes away the lists of those who want none. Answers how many were written."""
    ids = sorted(set(user_ids))
    return sum(push_batch(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def push_batch(user_ids: Sequence[int]) -> int:
    started = timezone.now()
    people = readers.load(user_ids) if settings.PERSONALIZATION else []
    stories, offers = shelf.current("items"), shelf.current("widgets")
    tastes = [reader.items for reader in people]
    known = things.items_by_id({pk for taste in tastes for pk in (*newest(taste.liked), *newest(taste.unwanted))})
    met = shelf.meet(stories, list(known.values()))
    now = started.timestamp()
    rows = {
        reader.user_id: [*items_for(reader, stories, met, now), *widgets_for(reader, offers, met, now)]
        for reader in people
    }
    store(user_ids, rows, started)
    return len(rows)


@dataclass(frozen=True)
class Draft:
    """All that the rows of one list have in common."""

    subject: Subject
    reader: Reader
    shelf: Shelf
    past: Past
    candidates: Candidates
    evidence: Evidence
    now: float

    def rows(self, picks: Sequence[Pick], first_rank: int = 0) -> list[Suggestion]:
        near = self.nearness([pick.index for pick in picks])
        told: Counter[str] = Counter()
        return [
            self.row(pick, first_rank + place, reasons.strongest(self.causes(pick.index, near[:, place]), told))
            for place, pick in enumerate(picks)
        ]

    def row(self, pick: Pick, rank: int, reason: Reason) -> Suggestion:
        thing = self.candidates.things[pick.index]
        return Suggestion(
            user_id=self.reader.user_id,
            item_id=thing.id if self.subject == "items" else None,
            entry_id=thing.id if self.subject == "widgets" else None,
            rank=rank,
            score=pick.score,
            lane=pick.lane,
            propensity=pick.propensity,
            reason={"code": "explore"} if pick.lane == "explore" else reason,
            policy=self.shelf.policy,
        )

    def nearness(self, indices: Sequence[int]) -> NDArray[np.float32]:
        """How near each thing of the past (rows) is to each pick (columns): in content, and by those who like both."""
        near = (self.past.text @ self.candidates.text[indices].T).toarray()
        if self.shelf.artifact is None:
            return near
        wanted = [self.candidates.things[index].id for index in indices]
        return near + self.shelf.artifact.couse.among([thing.id for thing in self.past.read], wanted)

    def causes(self, index: int, near: NDArray[np.float32]) -> list[Cause]:
        parts = {name: WEIGHTS[name] * float(lane[index]) for name, lane in self.candidates.lanes.items()}
        thing, page = self.candidates.things[index], self.subject == "widgets"
        return reasons.causes_of(self.evidence, thing, near, parts, self.now, page=page)


def items_for(reader: Reader, stories: Shelf, met: Met, now: float) -> list[Suggestion]:
    past = lanes.past_of(reader.items, met)
    vector = lanes.fold_in(stories, features.of_person(reader.user_id, reader.choices), past)
    alike = lanes.content(stories, past, reader.choices.topics)
    wanted = {
        "affinity": lanes.affinity(stories, vector),
        "content": alike,
        "couse": lanes.couse(stories, past.liked, alike),
        "followed": lanes.followed(stories, reader.choices.source_ids),
        "popular": stories.popular,
        "fresh": lanes.freshness(stories, now),
        "on_page": lanes.on_page(stories, reader.choices.source_ids),
        "unwanted": lanes.likeness(stories, past.unwanted),
    }
    languages = {reader.language, *(base_language(thing.language) for thing in past.read)}
    candidates = Candidates(stories.things, stories.text, wanted, allowed_items(stories, reader, languages, now))
    evidence = evidence_of(stories, past, vector, reader.choices, past.read)
    draft = Draft("items", reader, stories, past, candidates, evidence, now)
    return draft.rows(ranking.rank(candidates, ITEMS, explorer=explorer_of(reader) if past.read else None))


def widgets_for(reader: Reader, offers: Shelf, met: Met, now: float) -> list[Suggestion]:
    """Entries that go with what stands on the pages, and with what the person reads."""
    placed = {
        pk: reader.entries.liked.get(pk, 1.0) for pk in sorted(reader.choices.entry_ids & offers.as_met.rows.keys())
    }
    past = lanes.past_of(Taste(placed, reader.entries.unwanted), offers.as_met)
    read = [met.things[met.rows[pk]] for pk in newest(reader.items.liked) if pk in met.rows]
    topics = known_topics(reader.choices, read)
    vector = lanes.fold_in(offers, {features.identity_of(reader.user_id): 1.0}, past)
    alike = lanes.content(offers, past, topics)
    wanted = {
        "affinity": lanes.affinity(offers, vector),
        "content": alike,
        "couse": lanes.couse(offers, placed, alike),
        "popular": offers.popular,
        "editors": lanes.featured(offers),
        "unwanted": lanes.likeness(offers, past.unwanted),
    }
    candidates = Candidates(offers.things, offers.text, wanted, allowed_widgets(offers, reader))
    evidence = evidence_of(offers, past, vector, reader.choices, read)
    draft = Draft("widgets", reader, offers, past, candidates, evidence, now)
    return draft.rows(ranking.rank(candidates, WIDGETS), first_rank=ITEMS)


def evidence_of(
    offered: Shelf, past: Past, vector: Vectors | None, chosen: Choices, stories: Sequence[Thing]
) -> Evidence:
    return Evidence(
        read=past.read,
        choices=chosen,
        embeddings=offered.artifact.embeddings if offered.artifact else None,
        vector=vector,
        topics=known_topics(chosen, stories),
    )


def known_topics(chosen: Choices, stories: Sequence[Thing]) -> dict[str, str]:
    """Topics with how we know them: once read is no habit."""
    times = Counter(topic for thing in stories for topic in thing.topics)
    often = {topic: "read" for topic, count in times.items() if count > 1}
    return dict.fromkeys(chosen.topics, "chosen") | often


def allowed_items(stories: Shelf, reader: Reader, languages: Collection[str], now: float) -> NDArray[np.bool_]:
    """Not met before, not expired, in a language the person reads."""
    readable = np.isin(stories.languages, ["", *languages])
    return readable & (stories.expires > now) & ~np.isin(stories.ids, list(reader.items.known))


def allowed_widgets(offers: Shelf, reader: Reader) -> NDArray[np.bool_]:
    """Not on the pages already, nor a second clock; not removed or hidden before; in the person's language."""
    known = reader.choices.entry_ids | reader.entries.known

    def may_stand(thing: Thing) -> bool:
        is_there = thing.id in known or (thing.is_one_enough and thing.kind in reader.choices.kinds)
        return not is_there and (not thing.language or base_language(thing.language) == reader.language)

    return np.array([may_stand(thing) for thing in offers.things], bool)


def explorer_of(reader: Reader) -> Random:
    """The same chance all day long, so that lists do not flicker."""
    return Random(f"{reader.user_id}:{timezone.now():%Y-%m-%d}")  # noqa: S311  no secret depends on it


def store(user_ids: Sequence[int], rows: Mapping[int, Sequence[Suggestion]], started: datetime) -> None:
    """Replaces the lists in one transaction; announces those that changed. `started` is when the events were read."""
    made = [suggestion for suggestions in rows.values() for suggestion in suggestions]
    for suggestion in made:
        suggestion.created_at = started
    with transaction.atomic():
        fresh = still_there(made)
        # Two pushes of one person take turns (SQLite has one writer anyway).
        list(get_user_model().objects.select_for_update().filter(pk__in=user_ids).order_by("pk").values_list("pk"))
        old = Suggestion.objects.filter(user_id__in=user_ids)
        before = grouped(old.order_by("user_id", "rank"))
        old.delete()
        Suggestion.objects.bulk_create(fresh)
        after = grouped(fresh)
        for user_id in user_ids:
            if before.get(user_id) != after.get(user_id):
                transaction.on_commit(partial(announce, user_id))


def still_there(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """Without things that were deleted since the shelf was filled."""
    items = set(Item.objects.filter(pk__in={row.item_id for row in suggestions}).values_list("pk", flat=True))
    entries = set(
        CatalogueEntry.objects.filter(pk__in={row.entry_id for row in suggestions}).values_list("pk", flat=True)
    )
    return [row for row in suggestions if row.item_id in items or row.entry_id in entries]


def grouped(suggestions: Iterable[Suggestion]) -> dict[int, list[tuple[int | None, int | None]]]:
    found: dict[int, list[tuple[int | None, int | None]]] = {}
    for suggestion in suggestions:
        found.setdefault(suggestion.user_id, []).append((suggestion.item_id, suggestion.entry_id))
    return found


def announce(user_id: int) -> None:
    for _, error in suggestions_pushed.send_robust(sender=Suggestion, user_id=user_id):
        if error:
            log.warning("A push could not be announced: %s", error)
