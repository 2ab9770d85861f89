"""The reader view, what was kept for later, the for-you panel, and what people do with an item."""

from collections.abc import Callable
from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from portal.accounts import guests
from portal.accounts.models import User
from portal.errors import NotFound
from portal.notices import tell
from portal.pages.edits import address_of
from portal.pages.views import person, private
from portal.reading import for_you, links, selectors, services
from portal.reading.articles import article_context, ask_for_whole, note_opened
from portal.reading.models import SavedItem, SavedLink
from portal.reading.reader.selectors import neighbours

PER_PAGE = 300
#: Lists to which a form on them leads back.
BACK_TO = {"saved", "for_you"}
#: What can be done with an item, what is said then, and what takes it back.
VERBS = {
    "save": (_("Saved for later."), "unsave"),
    "unsave": (_("No longer saved."), "save"),
    "hide": (_("Hidden."), "unhide"),
    "unhide": (_("It is back."), ""),
    "more": (_("You will see more of this."), "unmore"),
    "unmore": (_("Taken back."), ""),
    "less": (_("You will see less of this."), "unless"),
    "unless": (_("Taken back."), ""),
    "read": (_("Marked as read."), "unread"),
    "unread": (_("Marked as unread."), "read"),
}


@require_safe
def read(request: HttpRequest, item_id: int) -> HttpResponse:
    """The item in place when we have its text; else what is known of it, and a link to where it comes from."""
    user = person(request)
    try:
        article = article_context(user, item_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    ask_for_whole(request, article)
    if article["is_waiting"] and "HX-Request" in request.headers:  # the open story looks again, and stays as it is
        return private(HttpResponse(status=204))
    note_opened(request, item_id)
    newer, older = neighbours(user, article["item"])
    context = {"article": article, "newer": newer, "older": older}
    return private(render(request, "read.html", context))


@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    user = person(request)
    kept = selectors.saved_items(user) if user else SavedItem.objects.none()
    waiting = links.links_of(user) if user else SavedLink.objects.none()
    context = {
        "kept": Paginator(kept, PER_PAGE).get_page(request.GET.get("page")),
        "links": Paginator(waiting, PER_PAGE).get_page(request.GET.get("links")),
    }
    return private(render(request, "saved.html", context))


@require_POST
def remove_link(request: HttpRequest, link_id: int) -> HttpResponse:
    set_link(request, link_id, removed_at=timezone.now())
    tell(request, _("No longer saved."), undo=reverse("saved_link_restore", args=[link_id]))
    return redirect("saved")


@require_POST
def restore_link(request: HttpRequest, link_id: int) -> HttpResponse:
    set_link(request, link_id, removed_at=None)
    tell(request, _("It is back."))
    return redirect("saved")


def set_link(request: HttpRequest, link_id: int, removed_at: datetime | None) -> None:
    user = person(request)
    if user is None or not links.set_removed(user=user, link_id=link_id, removed_at=removed_at):
        raise Http404


@require_safe
def show_for_you(request: HttpRequest) -> HttpResponse:
    """The panel as a page of its own; the open page takes its list from here."""
    drawn = for_you.draw(person(request), translation.get_language() or "en")
    return private(render(request, "for_you.html", {"for_you": drawn}))


@require_POST
def act_on_item(request: HttpRequest, item_id: int, verb: str) -> HttpResponse:
    """Saving, hiding, more, less. A script's request gets a bare answer, a form's goes back to its page."""
    if verb not in VERBS:
        raise Http404
    try:
        do(guests.ensure_person(request), item_id, verb, request.POST.get("place", ""))
    except NotFound as error:
        raise Http404(str(error)) from None
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    words, opposite = VERBS[verb]
    tell(request, words, undo=reverse("item", args=[item_id, opposite]) if opposite else "")
    back = request.POST.get("back")
    return redirect(back if back in BACK_TO else address_of(request, None))


@require_POST
def follow_whole(request: HttpRequest, source_id: int) -> HttpResponse:
    """Whole stories of this feed always, or (`on` empty) only when asked."""
    wanted = bool(request.POST.get("on"))
    user = guests.ensure_person(request)
    try:
        services.want_full_text(user=user, source_id=source_id, wanted=wanted)
    except NotFound as error:
        raise Http404(str(error)) from None
    words = _("Whole stories of this feed from now on.") if wanted else _("As the feed has them.")
    tell(request, words)
    return redirect(address_of(request, None))


def do(user: User, item_id: int, verb: str, place: str) -> None:
    known: dict[str, Callable[[], object]] = {
        "save": lambda: services.save_item(user=user, item_id=item_id, place=place),
        "unsave": lambda: services.unsave_item(user=user, item_id=item_id, place=place),
        "hide": lambda: services.hide_item(user=user, item_id=item_id),
        "unhide": lambda: services.unhide_item(user=user, item_id=item_id, place=place),
        "more": lambda: services.lean(user=user, item_id=item_id, kind="more", place=place),
        "unmore": lambda: services.unlean(user=user, item_id=item_id, kind="more"),
        "less": lambda: services.lean(user=user, item_id=item_id, kind="less", place=place),
        "unless": lambda: services.unlean(user=user, item_id=item_id, kind="less"),
        "read": lambda: services.mark_item(user=user, item_id=item_id, is_read=True),
        "unread": lambda: services.mark_item(user=user, item_id=item_id, is_read=False),
    }
    known[verb]()
