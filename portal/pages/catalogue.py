"""The catalogue: everything that can be added with one click, and how it is found."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import TypeVar

from django.conf.locale import LANG_INFO
from django.core.cache import cache
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone, translation

from portal.accounts.models import User
from portal.catalogue.matching import WORDS_AT_MOST, Subject, fold
from portal.catalogue.vocabulary import CATEGORIES, SYNONYMS
from portal.errors import NotFound
from portal.pages import selectors
from portal.pages.models import Panel
from portal.pages.services.changes import or_not_found
from recommender.counting import GUEST_COUNTS_AFTER
from widgets import registry
from widgets.base import WidgetType
from widgets.models import CatalogueEntry

T = TypeVar("T")

#: An entry is called new for this long.
NEW_FOR = timedelta(days=30)
#: What came with the installation itself is not new.
INSTALLED_WITHIN = timedelta(days=1)
#: So many people make a thing popular; one may be anybody.
PEOPLE_AT_LEAST = 2
#: Of what is only spelled alike, what is so much worse than the best is left out.
WORTH = 0.5
POPULAR_KEPT = timedelta(minutes=10)


def entries() -> QuerySet[CatalogueEntry]:
    return CatalogueEntry.objects.filter(is_retired=False).order_by("category", "title", "pk")


def choose(category: str = "", language: str = "") -> QuerySet[CatalogueEntry]:
    """Entries of this category and language; an entry without language suits everybody."""
    found = entries()
    if category:
        found = found.filter(category=category)
    if language:
        found = found.filter(language__in=["", language])
    return found


def search(words: str = "", category: str = "", language: str = "") -> list[CatalogueEntry]:
    """Those of `choose` that have all the words, best first; without words all of them in their order.

    Words are looked for in titles, descriptions, categories, topics, names of languages and synonyms. Where nothing has
    them as they are written, words that are spelled alike count too.
    """
    return matching(words, [(entry, subject_of(entry)) for entry in choose(category, language)])


def search_kinds(words: str, kinds: Iterable[WidgetType]) -> list[WidgetType]:
    return matching(words, [(widget, subject_of_kind(widget)) for widget in kinds])


def matching(words: str, candidates: Sequence[tuple[T, Subject]]) -> list[T]:
    asked = fold(words)[:WORDS_AT_MOST]
    if not asked:
        return [] if words.strip() else [candidate for candidate, _subject in candidates]
    for may_be_misspelled in (False, True):
        fits = [
            (subject.fit(asked, may_be_misspelled=may_be_misspelled), candidate) for candidate, subject in candidates
        ]
        least = max((fit for fit, _candidate in fits), default=0) * (WORTH if may_be_misspelled else 0)
        if found := [pair for pair in fits if pair[0] and pair[0] >= least]:
            return [candidate for _fit, candidate in sorted(found, key=lambda pair: -pair[0])]
    return []


def subject_of(entry: CatalogueEntry) -> Subject:
    return _subject(
        entry.shown_title,
        entry.shown_description,
        entry.kind,
        entry.category,
        entry.language,
        tuple(map(str, entry.topics)),
        translation.get_language() or "en",
    )


def subject_of_kind(widget: WidgetType) -> Subject:
    language = translation.get_language() or "en"
    return _subject(str(widget.title), widget.description, widget.kind, widget.category, "", (), language)


@lru_cache(maxsize=4096)
def _subject(  # noqa: PLR0917  (it is remembered by all that it is made of)
    title: str, description: str, kind: str, category: str, language: str, topics: tuple[str, ...], _shown_in: str
) -> Subject:
    widget, filed = registry.find(kind), CATEGORIES.get(category)
    also = [kind, category, *topics]
    return Subject.of(
        (3, title),
        (2, f"{widget.title if widget else ''} {filed.title if filed else ''} {' '.join(also)}"),
        (2, _names_of(language)),
        (1.5, " ".join(SYNONYMS.get(name, "") for name in also)),
        (1, description),
    )


def _names_of(language: str) -> str:
    """ "de" → German, Deutsch, and what it is called here."""
    info = LANG_INFO.get(language)
    if not info or "name" not in info:
        return ""
    return f"{info['name']} {info['name_local']} {translation.gettext(info['name'])}"


def popular() -> dict[int, int]:
    """Entry id → on how many people's pages it stands, most first. Guests of the last day do not count."""
    found: dict[int, int] | None = cache.get("catalogue:popular")
    if found is None:
        found = dict(_counted()[:60])
        cache.set("catalogue:popular", found, POPULAR_KEPT.total_seconds())
    return found


def _counted() -> QuerySet[Panel, tuple[int, int]]:
    page = "section__page__"
    is_new_guest = Q(
        section__page__owner__is_guest=True,
        section__page__owner__date_joined__gte=timezone.now() - GUEST_COUNTS_AFTER,
    )
    standing = Panel.objects.filter(
        removed_at=None, section__removed_at=None, section__page__removed_at=None, entry__is_retired=False
    )
    return (
        standing.exclude(section__page__owner=None)
        .exclude(is_new_guest)
        .order_by()
        .values_list("entry_id")
        .annotate(people=Count(f"{page}owner", distinct=True))
        .filter(people__gte=PEOPLE_AT_LEAST)
        .order_by("-people", "entry_id")
    )


def new() -> QuerySet[CatalogueEntry]:
    """What came lately and not with the installation, newest first."""
    first = CatalogueEntry.objects.aggregate(first=Min("created_at"))["first"] or timezone.now()
    since = max(first + INSTALLED_WITHIN, timezone.now() - NEW_FOR)
    return entries().filter(created_at__gt=since).order_by("-created_at", "pk")


def categories() -> dict[str, int]:
    """Each category that has something to add, and how much."""
    return dict(
        CatalogueEntry.objects.filter(is_retired=False)
        .values_list("category")
        .annotate(Count("pk"))
        .order_by("category")
    )


def entry(slug: str) -> CatalogueEntry:
    return or_not_found(entries().filter(slug=slug).first())


def on_page(user: User | None, slug: str, language: str) -> set[int | None]:
    """Ids of the entries that stand on the page something would be added to."""
    try:
        page = selectors.shown_page(user, slug or None, language)
    except NotFound:
        page = selectors.shown_page(user, None, language)
    return {panel.entry_id for panel in page.panels()}
