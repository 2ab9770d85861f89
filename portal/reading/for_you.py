"""The for-you panel as the page shows it: drawn once per push, kept in the cache, forgotten when a new list arrives."""

from django.core.cache import cache
from django.template import engines
from markupsafe import Markup

from portal.accounts.models import User
from portal.pages.models import Panel
from portal.reading.reasons import why
from recommender import suggestions

#: A list is forgotten when a newer one is pushed; this only bounds what a lost signal could do.
KEEP_SECONDS = 1800
KEEP_FOR_VISITORS_SECONDS = 300


def key_for(user: User | None, language: str) -> str:
    return f"for-you:{user.pk}" if user else f"for-you:visitor:{language}"


def draw(user: User | None, language: str) -> Markup:
    """The fragment, drawn anew and kept for the next pages."""
    shown = suggestions.for_user(user, language, on_page=_entries_placed(user))
    html = (
        engines["jinja2"]
        .get_template("_for_you.html")
        .render(
            {
                "items": [{"shown": item, "why": why(item.reason)} for item in shown.items],
                "widgets": [{"shown": widget, "why": why(widget.reason)} for widget in shown.widgets],
            }
        )
    )
    seconds = KEEP_SECONDS if user else KEEP_FOR_VISITORS_SECONDS
    cache.set(key_for(user, language), fragment := Markup(html), seconds)  # noqa: S704  (from an escaping template)
    return fragment


def forget(user_id: int) -> None:
    cache.delete(f"for-you:{user_id}")


def forget_pushed(sender: object, user_id: int, **_kwargs: object) -> None:
    """Receives `suggestions_pushed`."""
    forget(user_id)


def _entries_placed(user: User | None) -> set[int]:
    if user is None:
        return set()
    placed = Panel.objects.filter(section__page__owner=user, removed_at=None, entry__isnull=False)
    return {entry_id for entry_id in placed.values_list("entry_id", flat=True) if entry_id}
