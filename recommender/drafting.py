"""Makes one person's list: lanes, blend, filters, variety and reasons. Reads nothing, stores nothing."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from math import isfinite
from random import Random
from typing import Final
from uuid import UUID, uuid4

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from recommender import blending, features, holdout, lanes, ranking, reasons
from recommender.blending import Weights
from recommender.dataset import Subject
from recommender.embeddings import Vectors
from recommender.features import Thing, base_language
from recommender.lanes import Past, newest
from recommender.models import Suggestion, Tuning
from recommender.ranking import DIVERSITY, Candidates, Lane, Pick
from recommender.readers import Reader, Taste
from recommender.reasons import Cause, Evidence, Reason
from recommender.shelf import Met, Shelf
from recommender.suggestions import WIDGETS

ITEMS: Final = 10


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
    weights: Weights
    policy: str
    list_id: UUID = field(default_factory=uuid4)

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
            policy=self.policy,
            list_id=self.list_id,
            signals=self.signals(pick.index),
        )

    def signals(self, index: int) -> dict[str, float]:
        """What each lane said of it, in numbers that JSON knows: what the blend learns from once it was shown."""
        told = {name: round(float(lane[index]), 3) for name, lane in self.candidates.lanes.items()}
        return {name: value for name, value in told.items() if value and isfinite(value)}

    def nearness(self, indices: Sequence[int]) -> NDArray[np.float32]:
        """How near each thing of the past (rows) is to each pick (columns): in content, and by those who like both."""
        near = (self.past.text @ self.candidates.text[indices].T).toarray()
        if self.shelf.artifact is None:
            return near
        wanted = [self.candidates.things[index].id for index in indices]
        return near + self.shelf.artifact.couse.among([thing.id for thing in self.past.read], wanted)

    def causes(self, index: int, near: NDArray[np.float32]) -> list[Cause]:
        parts = {name: self.weights[name] * float(lane[index]) for name, lane in self.candidates.lanes.items()}
        thing, page = self.candidates.things[index], self.subject == "widgets"
        return reasons.causes_of(self.evidence, thing, near, parts, self.now, page=page)


def items_for(reader: Reader, stories: Shelf, met: Met, now: float) -> list[Suggestion]:
    past = lanes.past_of(reader.items, met)
    vector = lanes.fold_in(stories, features.of_choices(reader.choices), past, reader.said.dropped)
    alike = lanes.content(stories, past, reader.choices.topics, reader.said.dropped)
    wanted = {
        "affinity": lanes.affinity(stories, vector),
        "content": alike,
        "couse": lanes.couse(stories, past.liked, alike, now),
        "stated": lanes.stated(stories, reader.said),
        "followed": lanes.followed(stories, reader.choices.source_ids),
        "popular": stories.popular,
        **stories.trends,
        "fresh": lanes.freshness(stories, now),
        "editors": lanes.featured(stories),
        "on_page": lanes.on_page(stories, reader.choices.source_ids),
        "unwanted": lanes.likeness(stories, past.unwanted),
    }
    languages = {reader.language, *(base_language(thing.language) for thing in past.read)}
    allowed = beyond_the_page(allowed_items(stories, reader, languages, now), wanted["on_page"], wanted["editors"])
    candidates = Candidates(stories.things, stories.text, wanted, allowed, stories.tellings)
    evidence = evidence_of(stories, past, vector, reader, past.read)
    wish = reader.tuning
    weights = blending.tuned(stories.weights, surprise=wish.surprise, timeless=wish.timeless)
    is_held = holdout.is_held(reader.user_id)
    if is_held:
        weights = blending.without_taste(weights)
    picks = ranking.rank(
        candidates,
        ITEMS,
        explorer=explorer_of(reader) if past.read and not is_held else None,
        places=places_of_chance(wish.surprise),
        weights=weights,
        diversity=DIVERSITY * (0.5 + wish.surprise),
    )
    if wish.order == Tuning.Order.NEWEST:
        picks.sort(key=lambda pick: -stories.published[pick.index])
    policy = holdout.POLICY if is_held else stories.policy
    return Draft("items", reader, stories, past, candidates, evidence, now, weights, policy).rows(picks)


def places_of_chance(surprise: float) -> int:
    """Two for who wants to be surprised; one for everybody, or nobody would ever learn what they were not shown."""
    return max(1, round(2 * surprise))


def widgets_for(reader: Reader, offers: Shelf, met: Met, now: float) -> list[Suggestion]:
    """Entries that go with what stands on the pages, and with what the person reads."""
    placed = {
        pk: reader.entries.liked.get(pk, 1.0) for pk in sorted(reader.choices.entry_ids & offers.as_met.rows.keys())
    }
    past = lanes.past_of(Taste(placed, reader.entries.unwanted), offers.as_met, newest_first=False)
    read = [met.things[met.rows[pk]] for pk in newest(reader.items.liked) if pk in met.rows]
    topics = known_topics(reader, read)
    vector = lanes.fold_in(offers, {}, past)
    alike = lanes.content(offers, past, topics)
    wanted = {
        "affinity": lanes.affinity(offers, vector),
        "content": alike,
        "couse": lanes.couse(offers, placed, alike, now),
        "popular": offers.popular,
        "editors": lanes.featured(offers),
        "unwanted": lanes.likeness(offers, past.unwanted),
    }
    candidates = Candidates(offers.things, offers.text, wanted, allowed_widgets(offers, reader), offers.tellings)
    evidence = evidence_of(offers, past, vector, reader, read)
    draft = Draft("widgets", reader, offers, past, candidates, evidence, now, offers.weights, offers.policy)
    return draft.rows(ranking.rank(candidates, WIDGETS, weights=offers.weights), first_rank=ITEMS)


def evidence_of(
    offered: Shelf, past: Past, vector: Vectors | None, reader: Reader, stories: Sequence[Thing]
) -> Evidence:
    return Evidence(
        read=past.read,
        choices=reader.choices,
        said_source_ids=[pk for pk, weight in reader.said.source_ids.items() if weight > 0],
        embeddings=offered.artifact.embeddings if offered.artifact else None,
        vector=vector,
        topics=known_topics(reader, stories),
    )


def known_topics(reader: Reader, stories: Sequence[Thing]) -> dict[str, str]:
    """Topics with how we know them: once read is no habit. What they spoke against is no reason."""
    times = Counter(topic for thing in stories for topic in thing.topics)
    often = {
        topic: "read" for topic, count in times.items() if count > 1 and f"topic:{topic}" not in reader.said.dropped
    }
    said = {topic: "said" for topic, weight in reader.said.topics.items() if weight > 0}
    known = dict.fromkeys(reader.choices.topics, "chosen") | often | said
    return {topic: basis for topic, basis in known.items() if reader.said.topics.get(topic, 0) >= 0}


def allowed_items(stories: Shelf, reader: Reader, languages: Collection[str], now: float) -> NDArray[np.bool_]:
    """Not met, muted or refused before, not expired, in a language the person reads."""
    readable = np.isin(stories.languages, ["", *languages])
    refused = np.isin(stories.ids, [*reader.items.known, *reader.said.muted_item_ids, *reader.refused_item_ids])
    refused |= np.isin(stories.source_ids, list(reader.said.muted_source_ids))
    refused |= stories.has_topic(reader.said.muted_topics)
    return readable & (stories.expires > now) & ~refused


def beyond_the_page(allowed: NDArray[np.bool_], on_page: Lane, editors: Lane) -> NDArray[np.bool_]:
    """Without what stands on their pages anyway, unless the editors picked it, as long as there is enough else."""
    others = allowed & ((on_page == 0) | (editors > 0))
    return others if others.sum() >= ITEMS else allowed


def allowed_widgets(offers: Shelf, reader: Reader) -> NDArray[np.bool_]:
    """Not on the pages already, nor a second clock; not removed or hidden before; in the person's language."""
    known = reader.choices.entry_ids | reader.entries.known | reader.said.muted_entry_ids
    muted = offers.has_topic(reader.said.muted_topics)

    def may_stand(thing: Thing) -> bool:
        is_there = thing.id in known or (thing.is_one_enough and thing.kind in reader.choices.kinds)
        return not is_there and (not thing.language or base_language(thing.language) == reader.language)

    return np.array([may_stand(thing) for thing in offers.things], bool) & ~muted


def explorer_of(reader: Reader) -> Random:
    """The same chance all day long, so that lists do not flicker."""
    return Random(f"{reader.user_id}:{today()}")  # noqa: S311  no secret depends on it


def today() -> str:
    return f"{timezone.now():%Y-%m-%d}"
