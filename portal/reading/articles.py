"""One story as it is read: its text ready to be shown, and that it was opened."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from markupsafe import Markup, escape

from portal.accounts.models import User
from portal.pages import allowance
from portal.pages.views import person
from portal.reading import selectors, services
from portal.reading.state.models import Following
from recommender.events import EventData
from widgets import errands, pictures, whole
from widgets.models import FullText, Item


def article_context(user: User | None, item_id: int) -> dict[str, Any]:
    """For _article.html. Raises NotFound."""
    item = selectors.item_for(user, item_id)
    whole_text = FullText.objects.filter(item=item).first()
    is_shown = whole_text is not None and bool(whole_text.content)
    return {
        "item": item,
        "text": Markup(pictures.proxied(whole_text.content)) if whole_text and is_shown else text_of(item),  # noqa: S704
        "whole": whole_text,
        "is_waiting": False,
        "can_be_whole": user is not None and item.url.startswith("http"),
        "can_follow_whole": user is not None and item.source_id in set(selectors.source_ids(user)),
        "follows_whole": user is not None and wants_whole(user, item.source_id),
        "shows_picture": bool(item.image) and escape(item.image) not in item.content,
        "is_saved": selectors.is_saved(user, item),
    }


def wants_whole(user: User, source_id: int) -> bool:
    return Following.objects.filter(user=user, source=source_id, wants_full_text=True).exists()


def ask_for_whole(request: HttpRequest, article: dict[str, Any]) -> None:
    """By a press (`?whole=1`), or because the person always wants it of this feed; not by looking ahead."""
    is_asked = "whole" in request.GET or (article["follows_whole"] and article["whole"] is None)
    is_there = article["whole"] is not None and bool(article["whole"].content)
    if not article["can_be_whole"] or not is_asked or is_there or looks_ahead(request):
        return
    name, host = whole.name_of(article["item"].pk), urlsplit(article["item"].url).hostname or ""
    errand = errands.look([name])[name]
    if errand.state in {"unasked", "lost"} and allowance.may_fetch(request, host):
        errand = whole.ask(article["item"])
    article["is_waiting"] = errand.state == "under way"


def looks_ahead(request: HttpRequest) -> bool:
    return "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))


def text_of(item: Item) -> Markup | str:
    """Only the content is HTML, sanitized before it was stored; a summary is plain text, whatever it looks like."""
    return Markup(pictures.proxied(item.content)) if item.content else item.summary  # noqa: S704


def note_opened(request: HttpRequest, item_id: int) -> None:
    """Read by being shown. A script tells it by itself; a browser that only looks ahead opens nothing, and whoever asks
    for the whole story has opened it before."""
    user, is_script = person(request), request.headers.get("X-Requested-With") == "fetch"
    if user is None or request.method != "GET" or looks_ahead(request) or is_script or "whole" in request.GET:
        return
    services.record_events(user=user, told=[EventData(kind="open", item_id=item_id, place="reader")])
