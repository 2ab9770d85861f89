"""A person's rules, and what they make of the stories that are about to be shown."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from weakref import WeakKeyDictionary

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.pages.models import Panel
from portal.reading.rules.matching import Matcher, Story, story_of
from portal.reading.rules.models import Rule
from recommender.refusals import Offer
from recommender.things import batches
from widgets.models import Item

STORY_FIELDS = ("id", "source_id", "title", "summary", "author", "topics", "url", "source__site_url")


def rules_of(user: User) -> QuerySet[Rule]:
    """Those that stand in their list, also what is over."""
    standing = Q(page=None) | Q(page__removed_at=None), Q(panel=None) | Q(panel__removed_at=None)
    return Rule.objects.filter(*standing, user=user, removed_at=None).select_related("page", "panel__section__page")


def today_of(user: User) -> date:
    return timezone.now().astimezone(user.zone).date()


def in_force(user: User | None) -> list[Rule]:
    """Costs nothing for those who never had a rule."""
    if user is None or not user.is_authenticated or not user.rules_version:
        return []
    is_in_time = Q(until=None) | Q(until__gte=today_of(user))
    return list(Rule.objects.filter(is_in_time, user=user, removed_at=None))


def stories(item_ids: Collection[int]) -> dict[int, Story]:
    """In one query."""
    rows = Item.objects.filter(pk__in=item_ids).values_list(*STORY_FIELDS)
    return {row[0]: story_of(row) for row in rows}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Ids of items."""

    muted: Collection[int] = frozenset()
    highlighted: Collection[int] = frozenset()


NOTHING = Verdict()


@dataclass(frozen=True, slots=True)
class Sieve:
    """The rules of one person, for panels that are about to be drawn."""

    rules: list[Rule] = field(default_factory=list)
    #: Panel → page, where a rule asks for it.
    pages: Mapping[int, int] = field(default_factory=dict)
    #: What mutes and what highlights, by the ids of the rules: most panels have the same.
    known: dict[tuple[int, ...], tuple[Matcher, Matcher]] = field(default_factory=dict)

    def mutes(self, panel_id: int) -> bool:
        return any(rule.verb == Rule.Verb.MUTE for rule in self.rules_for(panel_id))

    def verdicts(self, item_ids: Mapping[int, Collection[int]]) -> dict[int, Verdict]:
        """For panels with the ids of what stands in them; one query for all."""
        if not self.rules:
            return {}
        told = stories({item_id for ids in item_ids.values() for item_id in ids})
        return {
            panel_id: judged(*self.matchers_for(panel_id), [told[item_id] for item_id in ids if item_id in told])
            for panel_id, ids in item_ids.items()
        }

    def matchers_for(self, panel_id: int) -> tuple[Matcher, Matcher]:
        rules = self.rules_for(panel_id)
        ids = tuple(rule.pk for rule in rules)
        if ids not in self.known:
            self.known[ids] = matchers_of(rules)
        return self.known[ids]

    def rules_for(self, panel_id: int) -> list[Rule]:
        page_id = self.pages.get(panel_id)
        return [rule for rule in self.rules if rule.panel_id in {None, panel_id} and rule.page_id in {None, page_id}]


def sieve_for(user: User | None, panel_ids: Collection[int]) -> Sieve:
    rules = in_force(user)
    if not any(rule.page_id for rule in rules):
        return Sieve(rules)
    return Sieve(rules, dict(Panel.objects.filter(pk__in=panel_ids).values_list("pk", "section__page_id")))


def verdict(rules: Collection[Rule], told: Iterable[Story]) -> Verdict:
    return judged(*matchers_of(rules), told) if rules else NOTHING


def matchers_of(rules: Collection[Rule]) -> tuple[Matcher, Matcher]:
    """What mutes, and what highlights."""
    mute, highlight = (Matcher(rule for rule in rules if rule.verb == verb) for verb in Rule.Verb)
    return mute, highlight


def judged(mute: Matcher, highlight: Matcher, told: Iterable[Story]) -> Verdict:
    muted, highlighted = set(), set()
    for story in told:
        if mute.fits(story):
            muted.add(story.id)
        elif highlight.fits(story):
            highlighted.add(story.id)
    return Verdict(muted, highlighted)


def verdict_on_page(user: User | None, page_id: int, item_ids: Collection[int]) -> Verdict:
    """For a list of all stories of a page: what a rule says of one panel goes for what that panel reads."""
    rules = [rule for rule in in_force(user) if rule.page_id in {None, page_id}]
    if not rules:
        return NOTHING
    known = stories(item_ids).values()
    sources = _sources_of({rule.panel_id for rule in rules if rule.panel_id}, page_id)
    found = [verdict([rule for rule in rules if rule.panel_id is None], known)]
    for panel_id, source_ids in sources.items():
        of_panel = [rule for rule in rules if rule.panel_id == panel_id]
        found.append(verdict(of_panel, [story for story in known if story.source_id in source_ids]))
    return Verdict({pk for each in found for pk in each.muted}, {pk for each in found for pk in each.highlighted})


def _sources_of(panel_ids: Collection[int], page_id: int) -> dict[int, set[int]]:
    if not panel_ids:
        return {}
    links = Panel.sources.through.objects.filter(panel__in=panel_ids, panel__section__page=page_id)
    found: dict[int, set[int]] = {}
    for panel_id, source_id in links.values_list("panel_id", "source_id"):
        found.setdefault(panel_id, set()).add(source_id)
    return found


def muted_everywhere(user: User | None, item_ids: Collection[int]) -> Collection[int]:
    """What no rule of a page or a panel decides."""
    rules = [rule for rule in in_force(user) if rule.page_id is None and rule.panel_id is None]
    return verdict(rules, stories(item_ids).values()).muted if rules else frozenset()


#: What was read of an offer, as long as there is that offer.
_told: WeakKeyDictionary[Offer, list[Story]] = WeakKeyDictionary()


def muted_for(user_ids: Sequence[int], offer: Offer) -> dict[int, Collection[int]]:
    """What the rules for everywhere mute among these items, for many people at once; who has none is left out.

    One query for the people without rules; the items of an offer are read once.
    """
    everywhere = Rule.objects.filter(user__in=user_ids, verb=Rule.Verb.MUTE, page=None, panel=None, removed_at=None)
    by_user: defaultdict[int, list[Rule]] = defaultdict(list)
    for rule in everywhere.select_related("user"):
        if rule.until is None or rule.until >= today_of(rule.user):
            by_user[rule.user_id].append(rule)
    if by_user and offer not in _told:
        _told[offer] = [story for batch in batches(offer.item_ids) for story in stories(batch).values()]
    told = _told[offer] if by_user else ()
    return {user_id: verdict(rules, told).muted for user_id, rules in by_user.items()}
