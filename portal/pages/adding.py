"""The catalogue: look for something, add it with one click, or by its address."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts import guests
from portal.accounts.models import User
from portal.catalogue.vocabulary import CATEGORIES, Category
from portal.errors import InvalidSettings, NotFound, PortalError
from portal.notices import tell, warn
from portal.pages import catalogue, services
from portal.pages.edits import address_of, edit, number_of
from portal.pages.finding import find_page_by_slug
from portal.pages.forms import PlaceForm
from portal.pages.models import Page
from widgets import registry
from widgets.models import CatalogueEntry

SHOWN_AT_MOST = 240
#: Of each category while one looks around; a category by itself, and what was searched for, is shown in full.
SHOWN_OF_EACH = 6


@dataclass(frozen=True, slots=True)
class Group:
    slug: str
    category: Category
    entries: list[CatalogueEntry]
    more: int


@require_http_methods(["GET", "HEAD", "POST"])
def show_catalogue(request: HttpRequest) -> HttpResponse:
    """What can be added. A POST adds by address or by kind; what it refuses is said beside the field."""
    error, status = "", 200
    if request.method == "POST":
        try:
            return added(request)
        except NotFound as gone:
            raise Http404(str(gone)) from None
        except InvalidSettings as refused:
            error, status = said(refused), 422
        except PortalError as refused:
            error, status = str(refused), 422
    asked, category = request.GET.get("q", "").strip()[:80], request.GET.get("category", "")[:40]
    place = PlaceForm(request.POST or request.GET)
    place.is_valid()
    context = {
        "asked": asked,
        "category": category,
        "categories": {slug: category_of(slug) for slug in in_order(catalogue.categories())},
        "groups": grouped(asked, category),
        "kinds": [] if category else kinds_matching(asked),
        "place": {name: value for name, value in place.cleaned_data.items() if value not in (None, "")},
        "address": request.POST.get("address", ""),
        "error": error,
    }
    response = render(request, "catalogue.html", context, status=status)
    response["Cache-Control"] = "private, no-cache"
    return response


def add_entry(request: HttpRequest, slug: str) -> HttpResponse:
    """A link from elsewhere shows the entry in the catalogue; only a POST adds it."""
    if request.method in ("GET", "HEAD"):
        try:
            entry = catalogue.entry(slug)
        except NotFound as error:
            raise Http404(str(error)) from None
        return redirect(f"{reverse('add')}?{urlencode({'q': entry.title})}")
    return place_entry(request, slug=slug)


@edit
def place_entry(request: HttpRequest, user: User, slug: str) -> Page | None:
    try:
        return place_from_catalogue(request, user, slug)
    except InvalidSettings as refused:
        warn(request, said(refused))
        return None


def place_from_catalogue(request: HttpRequest, user: User, slug: str) -> Page:
    change = services.add_from_catalogue(user=user, slug=slug, **where(request, user))
    return told(request, change)


def said(refused: InvalidSettings) -> str:
    return " ".join(line for lines in refused.errors.values() for line in lines)


def added(request: HttpRequest) -> HttpResponse:
    user = guests.ensure_person(request)
    if kind := request.POST.get("kind", ""):
        change = services.add_panel(user=user, kind=kind, settings={}, **where(request, user))
    else:
        address = request.POST.get("address", "").strip()
        change = services.add_panel(user=user, kind="feed", settings={"url": address}, **where(request, user))
    return redirect(address_of(request, told(request, change)))


def told(request: HttpRequest, change: Any) -> Page:
    tell(
        request,
        _("Added to “%(page)s”.") % {"page": change.page.title},
        undo=reverse("panel_remove", args=[change.panel.pk]),
    )
    return change.page


def where(request: HttpRequest, user: User) -> dict[str, Any]:
    """Page, section and column for something new, as the services take them."""
    page = find_page_by_slug(user, request.POST.get("page", ""))
    return {
        "page_id": page.pk,
        "version": None,
        "section_id": number_of(request, "section"),
        "column": number_of(request, "column"),
        "position": None,
    }


def grouped(asked: str, category: str) -> list[Group]:
    """The reader's language at first; whoever looks for something finds it in every language."""
    language = (get_language() or "").partition("-")[0]
    is_looking = bool(asked or category)
    found = catalogue.search(asked, category, "" if is_looking else language)
    by_category = defaultdict(list)
    for entry in found.order_by("-is_featured", "title", "pk")[:SHOWN_AT_MOST]:
        by_category[entry.category].append(entry)
    return [group(slug, by_category[slug], language, is_looking) for slug in in_order(by_category)]


def group(slug: str, entries: list[CatalogueEntry], language: str, is_full: bool) -> Group:
    entries.sort(key=lambda entry: entry.language not in ("", language))
    shown = entries if is_full or len(entries) <= SHOWN_OF_EACH + 1 else entries[:SHOWN_OF_EACH]
    return Group(slug, category_of(slug), shown, len(entries) - len(shown))


def in_order(slugs: Iterable[str]) -> list[str]:
    """As the catalogue shows them; categories of an operator's own come last."""
    known = list(CATEGORIES)
    return sorted(slugs, key=lambda slug: (known.index(slug) if slug in known else len(known), slug))


def category_of(slug: str) -> Category:
    return CATEGORIES.get(slug) or Category(slug.capitalize(), "layout-grid")


def kinds_matching(asked: str) -> list[Any]:
    """Widget types that can stand on a page without any settings first."""
    wanted = asked.casefold().split()
    return [
        widget
        for widget in registry.all_types()
        if not needs_settings(widget)
        and all(word in f"{widget.title} {widget.description} {widget.category}".casefold() for word in wanted)
    ]


def needs_settings(widget: Any) -> bool:
    return any(field.required and field.initial is None for field in widget.SettingsForm.base_fields.values())
