"""The list of kept searches, what is done with one, and its feed."""

import hashlib
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from portal.accounts import guests
from portal.accounts.models import User
from portal.errors import NotFound, PortalError
from portal.notices import tell, warn
from portal.pages import services as pages
from portal.pages.finding import find_page_by_slug
from portal.pages.views import person, private
from portal.reading import belongings
from portal.search.keeping import services
from portal.search.keeping.feeds import SearchFeed
from portal.search.keeping.models import SavedSearch
from widgets.base import Wish

LENGTH = 50
#: What can be done with a kept search, what is said then, and what takes it back.
Verb = tuple[Callable[..., SavedSearch], str | Promise, str]
VERBS: dict[str, Verb] = {
    "remove": (services.remove_search, gettext_lazy("The search is removed."), "restore"),
    "restore": (services.restore_search, gettext_lazy("The search is back."), ""),
    "open": (services.open_feed, gettext_lazy("Its feed has an address now. Whoever has it can read along."), "close"),
    "close": (services.close_feed, gettext_lazy("The address of its feed leads nowhere now."), ""),
}


@require_safe
def show_searches(request: HttpRequest) -> HttpResponse:
    user = person(request)
    searches = SavedSearch.objects.filter(user=user, removed_at=None) if user else []
    kept = [(search, feed_address(request, search)) for search in searches]
    return private(render(request, "searches.html", {"kept": kept}))


def feed_address(request: HttpRequest, search: SavedSearch) -> str:
    """Empty while the feed is closed."""
    secret = services.secret_of(search)
    return request.build_absolute_uri(reverse("search_feed", args=[search.pk, secret])) if secret else ""


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    try:
        search = services.keep_search(user=guests.ensure_person(request), words=request.POST.get("words", ""))
    except PortalError as error:
        errors = getattr(error, "errors", {}).get("words", [str(error)])
        warn(request, " ".join(errors))
    else:
        undo = reverse("search_act", args=[search.pk, "remove"]) if search.is_new else ""
        tell(request, _("The search is kept."), undo=undo)
    return redirect("searches")


@require_POST
def act(request: HttpRequest, search_id: int, verb: str) -> HttpResponse:
    if verb not in VERBS:
        raise Http404
    does, words, opposite = VERBS[verb]
    user = guests.ensure_person(request)
    try:
        had_address = bool(services.find_search(user, search_id).nonce)
        does(user=user, search_id=search_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    except PortalError as error:
        warn(request, str(error))
        return redirect("searches")
    # An address that a new one took the place of does not come back.
    is_undone = opposite and not (verb == "open" and had_address)
    tell(request, words, undo=reverse("search_act", args=[search_id, opposite]) if is_undone else "")
    return redirect("searches")


@require_POST
def put_on_page(request: HttpRequest, search_id: int) -> HttpResponse:
    """As a panel of the home page, where it can be moved from."""
    user = guests.ensure_person(request)
    try:
        page_id = home_with(user, services.find_search(user, search_id).words)
    except NotFound as error:
        raise Http404(str(error)) from None
    except PortalError as error:
        warn(request, str(error))
        return redirect("searches")
    tell(request, _("It stands on your first page."), undo=reverse("page_undo", args=[page_id]))
    return redirect("home")


def home_with(user: User, words: str) -> int:
    page = find_page_by_slug(user, "")
    return pages.add_panel(user=user, page_id=page.pk, kind="results", settings={"words": words}).page.pk


@require_safe
def show_feed(request: HttpRequest, search_id: int, secret: str) -> HttpResponse:
    try:
        search = services.opened(search_id, secret)
    except NotFound as error:
        raise Http404(str(error)) from None
    wish = Wish("results", LENGTH, search.words)
    found = belongings.wished(search.user_id, [wish])[wish]
    told = repr([search.words, *((item.id, item.title, item.summary) for item in found)])
    etag = f'"{hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag) or SearchFeed(search, found)(request)
    for name, value in {"ETag": etag, "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}.items():
        response.headers[name] = value
    return private(response)
