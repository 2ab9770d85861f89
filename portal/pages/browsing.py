"""Looking around in the catalogue: by words, by category, what others have, what is new."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from portal.catalogue.vocabulary import CATEGORIES, Category
from portal.pages import catalogue
from portal.pages.forms import PlaceForm
from portal.pages.views import person, private
from widgets import registry
from widgets.base import WidgetType
from widgets.fields import SCHEME
from widgets.models import CatalogueEntry

#: Of each category while one looks around; a category by itself, and what was searched for, is shown in full.
SHOWN_OF_EACH = 6
SHOWN_AT_MOST = 120
KINDS_SHOWN = 12
BARE_ADDRESS = re.compile(r"(\w[\w-]*\.)+[^\W\d]{2,}(:\d+)?(/\S*)?")
POPULAR, NEW = "popular", "new"


@dataclass(frozen=True, slots=True)
class Group:
    slug: str
    category: Category
    entries: Sequence[CatalogueEntry]
    more: int = 0


def show(request: HttpRequest, error: str = "", address: str = "", status: int = 200) -> HttpResponse:
    """The catalogue. `error` is about the `address` that somebody typed into it."""
    asked, category = request.GET.get("q", "").strip()[:80], request.GET.get("category", "")[:40]
    place, language = place_of(request), (translation.get_language() or "en").partition("-")[0]
    groups = found_groups(asked, category, language)
    context = {
        "asked": asked,
        "pasted": pasted(request.GET.get("q", "")),
        "category": category,
        "categories": chips(),
        "groups": groups,
        "kinds": kinds(asked) if not category else [],
        "kinds_shown": SHOWN_AT_MOST if asked else KINDS_SHOWN,
        "count": sum(len(group.entries) for group in groups),
        "on_page": catalogue.on_page(person(request), str(place.get("page", "")), language),
        "people": catalogue.popular(),
        "place": place,
        "address": address,
        "error": error,
    }
    return private(render(request, "catalogue.html", context, status=status))


def kinds(asked: str) -> list[WidgetType]:
    """What one can make of one's own: best first where one searched, else in the order of the categories."""
    types = list(registry.all_types())
    order = in_order({kind.category for kind in types})
    return catalogue.search_kinds(asked, sorted(types, key=lambda kind: order.index(kind.category)))


def pasted(words: str) -> str:
    """An address that was put where words are searched for; empty for words."""
    words = words.strip()
    return words if SCHEME.match(words) or BARE_ADDRESS.fullmatch(words) else ""


def place_of(request: HttpRequest) -> dict[str, Any]:
    """Where something new shall stand, as far as it was said."""
    place = PlaceForm(request.POST or request.GET)
    place.is_valid()
    return {name: value for name, value in place.cleaned_data.items() if value not in (None, "")}


def chips() -> dict[str, Category]:
    """What one can narrow down to, in order; popular and new only where there is something."""
    first = {}
    if catalogue.popular():
        first[POPULAR] = Category(_("Popular"), "users")
    if catalogue.new().exists():
        first[NEW] = Category(_("New"), "sprout")
    return first | {slug: category_of(slug) for slug in in_order(catalogue.categories())}


def found_groups(asked: str, category: str, language: str) -> list[Group]:
    """What was searched for is one list, best first, and in every language; else one list for each category."""
    if category in (POPULAR, NEW):
        return special_group(category, asked)
    if asked:
        found = catalogue.search(asked, category)
        return [Group("results", Category(_("Found"), "search"), found[:SHOWN_AT_MOST])] if found else []
    return by_category(category, language)


def special_group(which: str, asked: str) -> list[Group]:
    if which == POPULAR:
        people = catalogue.popular()
        found = sorted(catalogue.entries().filter(pk__in=people), key=lambda entry: list(people).index(entry.pk))
        named = Category(_("On many pages here"), "users")
    else:
        found, named = list(catalogue.new()[:SHOWN_AT_MOST]), Category(_("New in the catalogue"), "sprout")
    if asked:
        found = catalogue.matching(asked, [(entry, catalogue.subject_of(entry)) for entry in found])
    return [Group(which, named, found)] if found else []


def by_category(category: str, language: str) -> list[Group]:
    """The reader's language while one looks around; a category by itself shows every language, that one first."""
    grouped = defaultdict(list)
    for entry in catalogue.choose(category, "" if category else language):
        grouped[entry.category].append(entry)
    return [group(slug, grouped[slug], language, bool(category)) for slug in in_order(grouped)]


def group(slug: str, entries: list[CatalogueEntry], language: str, is_full: bool) -> Group:
    entries.sort(key=lambda one: (one.language not in {"", language}, not one.is_featured, one.shown_title.casefold()))
    shown = entries if is_full or len(entries) <= SHOWN_OF_EACH + 1 else entries[:SHOWN_OF_EACH]
    return Group(slug, category_of(slug), shown, len(entries) - len(shown))


def in_order(slugs: Iterable[str]) -> list[str]:
    """As the catalogue shows them; categories of an operator's own come last."""
    known = list(CATEGORIES)
    return sorted(slugs, key=lambda slug: (known.index(slug) if slug in known else len(known), slug))


def category_of(slug: str) -> Category:
    return CATEGORIES.get(slug) or Category(slug.capitalize(), "layout-grid")
