"""The for-you panel as it was last pushed: read it, and hide from it. Computes nothing and loads no model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from recommender import popular, preferences, tuning
from recommender.asking import push_soon
from recommender.choices import NOTHING, Choices, merge
from recommender.events import FOR_YOU, EventData, Person, is_collecting, is_served, known_only, to_row
from recommender.features import STREAMS
from recommender.models import Event, Suggestion, Tuning
from recommender.preferences import NOTHING as NOTHING_SAID
from recommender.preferences import About, Direction
from recommender.things import is_pick

#: So many widgets are shown.
WIDGETS: Final = 4


@dataclass(frozen=True, slots=True)
class SuggestedItem:
    """One thing worth reading. `reason` is {"code": ..., and the names it mentions} (docs/architecture.md)."""

    id: int
    title: str
    url: str
    summary: str
    image: str
    published_at: datetime
    source_id: int
    source_title: str
    topics: Sequence[str]
    reason: Mapping[str, Any]
    lane: str = ""
    is_pick: bool = False


@dataclass(frozen=True, slots=True)
class SuggestedWidget:
    """One catalogue entry that would fit the page."""

    id: int
    slug: str
    kind: str
    title: str
    description: str
    icon: str
    category: str
    reason: Mapping[str, Any]
    lane: str = ""


@dataclass(frozen=True, slots=True)
class ForYou:
    """What the panel shows. `policy` says how it came about: a model's name, "popular" or "off"."""

    items: list[SuggestedItem] = field(default_factory=list)
    widgets: list[SuggestedWidget] = field(default_factory=list)
    policy: str = "off"


ITEM_FIELDS = ("id", "title", "url", "summary", "image", "published_at", "source_id", "topics")
ENTRY_FIELDS = ("id", "slug", "kind", "title", "description", "icon", "category")


def for_user(user: Person | None, language: str = "en", *, on_page: Choices = NOTHING) -> ForYou:
    """This person's list, in one query; what is popular and fresh for visitors and newcomers.

    `on_page` is what stands on the pages already: nobody needs it twice.
    """
    if not settings.PERSONALIZATION or (user is not None and user.is_authenticated and not user.wants_suggestions):
        return ForYou()
    if user is None or not user.is_authenticated:
        return without_placed(popular_list(language), on_page)
    pushed = pushed_list(user)
    if pushed.items or pushed.widgets:
        return without_placed(pushed, on_page)
    push_soon([user.pk])
    said = preferences.in_force([user.pk]).get(user.pk, NOTHING_SAID)
    hidden = hidden_things(user)
    unwanted = {entry_id for _, entry_id in hidden if entry_id} | said.muted_entry_ids
    rest = popular_list(language, said)
    rest = replace(rest, items=in_order(user, [item for item in rest.items if (item.id, None) not in hidden]))
    return without_placed(rest, merge(on_page, Choices(entry_ids=frozenset(unwanted))))


def in_order(user: Person, items: list[SuggestedItem]) -> list[SuggestedItem]:
    if tuning.of(user).order == Tuning.Order.NEWEST:
        return sorted(items, key=lambda item: item.published_at, reverse=True)
    return items


def dismiss(user: Person, *, item_id: int | None = None, entry_id: int | None = None) -> None:
    """Hides one thing for good: it is gone at once, and a new list is asked for.

    Where nothing may be learned it is a statement instead: it is obeyed, and nothing is concluded from it.
    """
    hide = EventData(kind=Event.Kind.HIDE, item_id=item_id, entry_id=entry_id, place=FOR_YOU)
    if not is_served(user) or not known_only([hide]):
        return
    if not is_collecting(user):
        preferences.state(user, About(item_id=item_id, entry_id=entry_id), Direction.MUTE)
        return
    with transaction.atomic():
        to_row(user, hide).save()
        thing = {"item_id": item_id} if item_id is not None else {"entry_id": entry_id}
        Suggestion.objects.filter(user_id=user.pk, **thing).delete()
        transaction.on_commit(partial(push_soon, [user.pk]))


def pushed_list(user: Person) -> ForYou:
    names = [f"item__{name}" for name in ITEM_FIELDS] + [f"entry__{name}" for name in ENTRY_FIELDS]
    names += ["reason", "lane", "policy", "item__source__title", "item__featured_until"]
    rows = showable(user).order_by("rank").values(*names)
    items: list[SuggestedItem] = []
    widgets: list[SuggestedWidget] = []
    policy = ""
    for row in rows:
        policy = policy or row["policy"]
        told = {"reason": row["reason"], "lane": row["lane"]}
        if row["item__id"]:
            values = {name: row[f"item__{name}"] for name in ITEM_FIELDS}
            told |= {"source_title": row["item__source__title"], "is_pick": is_pick(row["item__featured_until"])}
            items.append(SuggestedItem(**values, **told))
        else:
            widgets.append(SuggestedWidget(**{name: row[f"entry__{name}"] for name in ENTRY_FIELDS}, **told))
    return ForYou(items, widgets, policy or "popular")


def showable(user: Person) -> QuerySet[Suggestion]:
    """Without what was withdrawn, expired, hidden or closed to the public since the list was made."""
    hides = Event.objects.filter(
        user_id=user.pk, kind__in=(Event.Kind.HIDE, Event.Kind.LESS), created_at__gte=OuterRef("created_at")
    )
    return Suggestion.objects.filter(
        ~Exists(hides.filter(item_id=OuterRef("item_id"))),
        ~Exists(hides.filter(entry_id=OuterRef("entry_id"))),
        Q(item=None) | Q(item__expires_at=None) | Q(item__expires_at__gt=timezone.now()),
        Q(item=None) | Q(item__is_live=True, item__source__is_public=True),
        Q(entry=None) | Q(entry__is_retired=False),
        user_id=user.pk,
    )


def hidden_things(user: Person) -> set[tuple[int | None, int | None]]:
    """(item id, entry id) of all that this person ever hid or wanted less of."""
    unwanted = Event.objects.filter(user_id=user.pk, kind__in=(Event.Kind.HIDE, Event.Kind.LESS))
    return set(unwanted.values_list("item_id", "entry_id"))


def popular_list(language: str, said: preferences.Stated = NOTHING_SAID) -> ForYou:
    """The same for all who read this language, without what one of them muted."""
    items, entries = popular.ids(language)
    found = [item for item in popular.items(items) if not said.mutes(item)]
    return ForYou(
        items=[
            SuggestedItem(
                **{name: getattr(item, name) for name in ITEM_FIELDS},
                source_title=item.source.title,
                reason={"code": items[item.pk]},
                lane=items[item.pk],
                is_pick=is_pick(item.featured_until),
            )
            for item in found
        ],
        widgets=[
            SuggestedWidget(
                **{name: getattr(entry, name) for name in ENTRY_FIELDS},
                reason={"code": entries[entry.pk]},
                lane=entries[entry.pk],
            )
            for entry in popular.entries(entries)
        ],
        policy="popular",
    )


def without_placed(shown: ForYou, placed: Choices) -> ForYou:
    """Without entries that stand on the pages, and without a second clock."""
    left = [
        widget
        for widget in shown.widgets
        if widget.id not in placed.entry_ids and (widget.kind in STREAMS or widget.kind not in placed.kinds)
    ]
    return replace(shown, widgets=left[:WIDGETS])
