"""Finds, when items are stored, those of other sources that tell the same. A few indexed reads, whatever is stored."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from widgets import rows
from widgets.models import Clue, Item
from widgets.stories.likeness import SAME_LINK, Telling, clues, tell_the_same

#: Longer than any two items may be apart, and long enough to notice what a source says every fortnight.
KEPT = SAME_LINK + SAME_LINK
#: Of the items that share some clues, so many are looked up, the newest, and of those that share one so many compared:
#: what every source says each week ("Open thread") must not make a feed wait for the whole table.
LOOKED_AT = 2_000
COMPARED = 10
NAMED_AT_ONCE = 400
_TOLD = ("id", "source_id", "source__title", "url", "title", "summary", "published_at", "story")


def join(items: Sequence[Item], source_title: str, now: datetime) -> int:
    """Puts new items of one source to the stories of others; how many had one. Old ones are not news any more."""
    fresh = [_telling(item, source_title) for item in items if item.story is None and item.published_at > now - KEPT]
    if not fresh:
        return 0
    found = {item.id: sorted(set(clues(item))) for item in fresh}
    known = _sharing({clue for each in found.values() for clue in each})
    joined = _matched(fresh, found, known)
    rows.insert(Clue, ["key", "item_id", "seen_at"], ((key, id, now) for id, keys in found.items() for key in keys))
    for story, pairs in groupby(sorted(joined.items(), key=lambda pair: pair[1]), key=lambda pair: pair[1]):
        Item.objects.filter(pk__in=[story, *(id for id, _story in pairs)]).update(story=story)
    return len(joined)


def forget(now: datetime) -> int:
    """Clues to what is no news any more."""
    return Clue.objects.filter(seen_at__lt=now - KEPT).delete()[0]


def _telling(item: Item, source_title: str) -> Telling:
    return Telling(
        item.pk, item.source_id, source_title, item.url, item.title, item.summary, item.published_at, item.story
    )


def _sharing(keys: Collection[int]) -> dict[int, list[Telling]]:
    """Clue → the stored items that share it."""
    sharing: dict[int, list[int]] = {}
    for some in _parts(sorted(keys)):
        newest = Clue.objects.filter(key__in=some).order_by("-pk").values_list("key", "item_id")[:LOOKED_AT]
        for key, item_id in newest:
            sharing.setdefault(key, []).append(item_id)
    sharing = {key: ids[:COMPARED] for key, ids in sharing.items()}
    items: dict[int, Telling] = {}
    for some in _parts(sorted({item_id for ids in sharing.values() for item_id in ids})):
        items |= {row[0]: Telling(*row) for row in Item.objects.filter(pk__in=some, is_live=True).values_list(*_TOLD)}
    return {key: [items[item_id] for item_id in ids if item_id in items] for key, ids in sharing.items()}


def _matched(
    fresh: Sequence[Telling], found: Mapping[int, Sequence[int]], known: Mapping[int, Sequence[Telling]]
) -> dict[int, int]:
    """Item → story. A story has at most one item of a source, so that a source is never joined to itself."""
    alike = [(item, _alike(item, found[item.id], known)) for item in fresh]
    if not any(others for _item, others in alike):  # mostly
        return {}
    repeated = _headings([*fresh, *(each for items in known.values() for each in items)])
    matches = {item.id: [each for each in others if not _is_a_heading(item, each, repeated)] for item, others in alike}
    taken = _taken(matches.values(), fresh[0].source_id)
    joined: dict[int, int] = {}
    for item_id, others in matches.items():
        stories = (each.story or each.id for each in others)
        if (story := next((story for story in stories if story not in taken), None)) is not None:
            joined[item_id] = story
            taken.add(story)
    return joined


def _alike(item: Telling, keys: Iterable[int], known: Mapping[int, Sequence[Telling]]) -> list[Telling]:
    candidates = {each.id: each for key in keys for each in known.get(key, ())}
    return [each for _id, each in sorted(candidates.items()) if tell_the_same(item, each)]


def _is_a_heading(one: Telling, other: Telling, repeated: Collection[tuple[int, tuple[str, ...]]]) -> bool:
    """Not so where both lead to the same page."""
    is_repeated = any((item.source_id, item.heading) in repeated for item in (one, other))
    return is_repeated and not (one.link and one.link == other.link)


def _headings(items: Iterable[Telling]) -> set[tuple[int, tuple[str, ...]]]:
    """What a source has said before."""
    said = Counter((item.source_id, item.heading) for item in {each.id: each for each in items}.values())
    return {heading for heading, times in said.items() if times > 1}


def _taken(matches: Iterable[Sequence[Telling]], source_id: int) -> set[int]:
    stories = {each.story for candidates in matches for each in candidates if each.story}
    rows = Item.objects.filter(story__in=stories, source_id=source_id) if stories else Item.objects.none()
    return {story for story in rows.values_list("story", flat=True) if story}


def _parts(values: Sequence[int]) -> Iterable[Sequence[int]]:
    return (values[start : start + NAMED_AT_ONCE] for start in range(0, len(values), NAMED_AT_ONCE))
