"""One story as it is read: its text ready to be shown, and that it was opened."""

from typing import Any

from django.http import HttpRequest
from markupsafe import Markup, escape

from portal.accounts.models import User
from portal.pages.views import person
from portal.reading import selectors, services
from recommender.events import EventData
from widgets import pictures
from widgets.models import Item


def article_context(user: User | None, item_id: int) -> dict[str, Any]:
    """For _article.html. Raises NotFound."""
    item = selectors.item_for(user, item_id)
    return {
        "item": item,
        "text": text_of(item),
        "shows_picture": bool(item.image) and escape(item.image) not in item.content,
        "is_saved": selectors.is_saved(user, item),
    }


def text_of(item: Item) -> Markup | str:
    """Only the content is HTML, sanitized before it was stored; a summary is plain text, whatever it looks like."""
    return Markup(pictures.proxied(item.content)) if item.content else item.summary  # noqa: S704


def note_opened(request: HttpRequest, item_id: int) -> None:
    """Read by being shown. A script tells it by itself, and a browser that only looks ahead opens nothing."""
    user = person(request)
    is_ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    if user is None or request.method != "GET" or is_ahead or request.headers.get("X-Requested-With") == "fetch":
        return
    services.record_events(user=user, told=[EventData(kind="open", item_id=item_id, place="reader")])
