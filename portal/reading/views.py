"""The reader view, what was kept for later, the for-you panel, and what people do with an item."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from markupsafe import Markup

from portal.accounts import guests
from portal.accounts.models import User
from portal.errors import PortalError
from portal.notices import tell, warn
from portal.pages.edits import address_of
from portal.pages.views import person, private
from portal.reading import for_you
from portal.reading.models import SavedItem
from recommender import events
from recommender.events import EventData
from widgets.models import Item

SHOWN_AT_MOST = 300
#: What can be done with an item, what is said then, and what takes it back.
VERBS = {
    "save": (_("Saved for later."), "unsave"),
    "unsave": (_("No longer saved."), "save"),
    "hide": (_("Hidden."), "unhide"),
    "unhide": (_("It is back."), ""),
    "more": (_("You will see more of this."), ""),
    "less": (_("You will see less of this."), ""),
}


@require_safe
def read(request: HttpRequest, item_id: int) -> HttpResponse:
    """The item in place when we have its text; else its own page, in words and a link. Opening it is an event."""
    item = get_object_or_404(Item.objects.select_related("source"), pk=item_id)
    if not is_shown(item):
        raise Http404
    user = person(request)
    context = {
        "item": item,
        "text": Markup(item.content or item.summary),  # noqa: S704  (sanitized before it was stored)
        "is_saved": user is not None and SavedItem.objects.filter(user=user, item=item).exists(),
    }
    return private(render(request, "read.html", context))


@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    user = person(request)
    kept = SavedItem.objects.filter(user=user).select_related("item__source") if user else SavedItem.objects.none()
    return private(render(request, "saved.html", {"kept": kept[:SHOWN_AT_MOST]}))


@require_safe
def show_for_you(request: HttpRequest) -> HttpResponse:
    """The panel as a page of its own; the open page takes its list from here."""
    user = person(request)
    fragment = for_you.draw(user, translation.get_language() or "en")
    return private(render(request, "for_you.html", {"for_you": fragment}))


@require_POST
def act_on_item(request: HttpRequest, item_id: int, verb: str) -> HttpResponse:
    """Saving, hiding, more, less. A script's request gets a bare answer, a form's goes back to its page."""
    if verb not in VERBS:
        raise Http404
    item = get_object_or_404(Item, pk=item_id)
    try:
        do(guests.ensure_person(request), item, verb, request.POST.get("place", ""))
    except PortalError as error:
        warn(request, str(error))
        return redirect(address_of(request, None))
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    words, opposite = VERBS[verb]
    tell(request, words, undo=reverse("item", args=[item.pk, opposite]) if opposite else "")
    return redirect("saved" if request.POST.get("back") == "saved" else address_of(request, None))


def do(user: User, item: Item, verb: str, place: str) -> None:
    if verb == "save":
        SavedItem.objects.get_or_create(user=user, item=item)
    elif verb == "unsave":
        SavedItem.objects.filter(user=user, item=item).delete()
    events.record(user, [EventData(kind=verb, item_id=item.pk, place=place)])
    if verb != "save":
        for_you.forget(user.pk)


def is_shown(item: Any) -> bool:
    return item.is_live and (item.expires_at is None or item.expires_at > timezone.now())
