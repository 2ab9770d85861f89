"""A pasted address: what it leads to, and which panels can be made of it. Nothing is added without being asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.errors import InvalidSettings, TooMany
from portal.pages import allowance, browsing, previewing
from portal.pages.views import private
from widgets import configuration, errands, fields, registry, sources
from widgets.base import SourceSpec, WidgetType
from widgets.looking import Found
from widgets.types.bookmarks.widget import write_link

TITLE_LENGTH = 120
DATA = ("json", "csv", "xml", "table")


@dataclass(frozen=True, slots=True)
class Offer:
    """A panel that can be made of an address."""

    widget: WidgetType
    settings: Mapping[str, str]
    title: str


@dataclass(frozen=True, slots=True)
class Look:
    """`state` is "unasked", "under way", "done" (something was found), or "failed"; `message` says it in words."""

    url: str
    state: str
    message: str = ""
    what: str = ""
    title: str = ""
    entries: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()


@require_POST
def start_look(request: HttpRequest) -> HttpResponse:
    """Sends a worker to the address, and leads to the page that waits for it."""
    sent = request.POST.get("url", "").strip()
    try:
        url = look_at(request, sent, again=True).url
    except InvalidSettings as refused:
        return browsing.show(request, error=" ".join(refused.errors["url"]), address=sent, status=422)
    except TooMany as refused:
        return browsing.show(request, error=str(refused), address=sent, status=429)
    title = request.POST.get("title", "")[:TITLE_LENGTH]
    query = {"url": url, **({"title": title} if title else {}), **browsing.place_of(request)}
    return redirect(f"{reverse('add')}?{urlencode(query)}")


def show_look(request: HttpRequest) -> HttpResponse:
    """A link from anywhere comes here. It changes nothing and fetches nothing: that is for the form on this page."""
    asked, title = request.GET.get("url", "").strip(), request.GET.get("title", "").strip()[:TITLE_LENGTH]
    try:
        found = how_it_stands(checked(asked), title)
    except InvalidSettings as refused:
        return browsing.show(request, error=" ".join(refused.errors["url"]), address=asked[:2048], status=422)
    first = found.offers[0] if found.offers else None
    context = {
        "found": found,
        "given_title": title,
        "place": browsing.place_of(request),
        "preview": previewing.preview_of(request, first.widget, first.settings) if first else None,
        "import_address": f"{reverse('import')}?{urlencode({'url': found.url})}" if found.what == "opml" else "",
    }
    return private(render(request, "look.html", context))


@require_safe
def show_from_anywhere(request: HttpRequest) -> HttpResponse:
    """The bookmarklet, and the link that any site can place."""
    return render(request, "from_anywhere.html", {"address": request.build_absolute_uri(reverse("add"))})


def look_at(request: HttpRequest, address: str, *, again: bool = False) -> Look:
    """How it stands with this address; sends a worker to it unless one is on the way or has been.

    `again`: also where the last one found nothing to read.
    """
    url = checked(address)
    if sites_of(Found("site", url)):  # it is known without a look
        errands.finish(name_of(url), Found("site", url))
        return how_it_stands(url)
    errand = errands.look([name_of(url)])[name_of(url)]
    has_failed = errand.state == "done" and not isinstance(errand.answer, Found)
    if errand.state in ("unasked", "lost") or (again and has_failed):
        if not allowance.may_fetch(request, sources.host_of(SourceSpec("feed", {"url": url}))):
            raise TooMany(_("Many addresses in a short time. Wait a few minutes, then try again."))
        if has_failed:
            errands.forget(name_of(url))
        errands.send(name_of(url), "widgets.tasks.look_at", url)
    return how_it_stands(url)


def checked(address: str) -> str:
    """The address in its normal form, or InvalidSettings."""
    try:
        return fields.AddressField().clean(address)
    except fields.ValidationError as error:
        raise InvalidSettings({"url": error.messages}) from None


def name_of(url: str) -> str:
    return errands.name_of("look", url)


def how_it_stands(url: str, title: str = "") -> Look:
    errand = errands.look([name_of(url)])[name_of(url)]
    if errand.state == "lost":
        return Look(url, "failed", _("Nobody could look at this address in time. Nothing was added; try again."))
    if errand.state != "done":
        return Look(url, errand.state)
    if not isinstance(errand.answer, Found):
        return Look(url, "failed", str(errand.answer["error"]))
    return _told(url, errand.answer, title)


def _told(url: str, found: Found, title: str) -> Look:
    offers = offers_for(found, title)
    return Look(url, "done", words_for(found, bool(offers)), found.what, found.title or title, found.entries, offers)


def offers_for(found: Found, title: str = "") -> tuple[Offer, ...]:
    return (*sites_of(found), *panels_of(found, title))


def sites_of(found: Found) -> tuple[Offer, ...]:
    """What types make of an address of a site that they show."""
    feeds = [feed.url for feed in found.feeds]
    known = [(widget, widget.site_settings(found.url, feeds)) for widget in registry.all_types()]
    return tuple(
        Offer(widget, chosen, widget.default_title(configuration.defaults(widget) | dict(chosen), []))
        for widget, chosen in known
        if chosen is not None
    )


def panels_of(found: Found, title: str) -> tuple[Offer, ...]:
    if found.what == "feeds":
        return tuple(
            Offer(widget, {setting: feed.url}, feed.title or found.title or feed.url)
            for feed in found.feeds
            for widget, setting in takers("feed")
        )
    made = tuple(
        Offer(widget, {setting: found.url}, found.title or title or str(widget.title))
        for widget, setting in takers(found.what)
    )
    return (*made, *bookmark_of(found, title)) if found.what in {"page", "table"} else made


def takers(what: str) -> list[tuple[WidgetType, str]]:
    """The installed types that show such a thing, each with the setting that takes its address."""
    return [(widget, widget.takes[what]) for widget in registry.all_types() if what in widget.takes]


def bookmark_of(found: Found, title: str) -> tuple[Offer, ...]:
    """What is only a page can at least be a link among one's own."""
    widget = registry.find("bookmarks")
    name = " ".join((found.title or title).replace("|", "·").split())
    links = write_link(name, found.url)
    return (Offer(widget, {"links": links}, name),) if widget else ()


def words_for(found: Found, has_offers: bool) -> str:
    kind = found.what if found.what not in ("image", *DATA) or has_offers else f"{found.what} unshown"
    return {
        "feed": _("This is a feed: its news can stand on your page."),
        "feeds": _("This page names its feeds. Choose what you want to follow."),
        "calendar": _("This is a calendar: what comes next in it can stand on your page."),
        "opml": _("This is a list of feeds (OPML). You can bring all of them at once."),
        "image": _("This is a picture."),
        "site": _("We know this site. Choose how it shall stand on your page."),
        "table": _("This page has a table, and names no feed. You can show the table, or keep a link to the page."),
        "image unshown": _("This is a picture, and no widget here shows one."),
        "json": _("This is data (JSON)."),
        "csv": _("This is data (CSV)."),
        "xml": _("This is data (XML)."),
        **{f"{data} unshown": _("This is data that no widget here shows.") for data in DATA},
        "page": _("This page names no feed, so there is no news to follow. You can keep a link to it."),
        "other": _("This is neither a page nor a feed nor a calendar; no widget here shows it."),
    }[kind]


def as_data(look: Look) -> dict[str, Any]:
    """For scripts."""
    offers = [
        {"kind": offer.widget.kind, "settings": dict(offer.settings), "title": offer.title} for offer in look.offers
    ]
    return {
        "url": look.url,
        "state": look.state,
        "what": look.what,
        "title": look.title,
        "entries": list(look.entries),
        "message": look.message,
        "offers": offers,
    }
