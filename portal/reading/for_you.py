"""The for-you panel as the page shows it: drawn once per push, kept in the cache, forgotten when a new list arrives."""

from collections import Counter
from dataclasses import replace

from django.core.cache import cache
from django.template import engines
from markupsafe import Markup

from portal.accounts.models import User
from portal.pages.models import Panel
from portal.pages.selectors import pages_of
from portal.reading import fragment
from portal.reading.reasons import why
from portal.reading.rules.selectors import muted_everywhere
from recommender import suggestions
from recommender.choices import Choices
from recommender.suggestions import ForYou
from widgets.models import CatalogueEntry

#: A list is forgotten when a newer one is pushed; this only bounds what a lost signal could do.
KEEP_SECONDS = 1800
KEEP_FOR_VISITORS_SECONDS = 300
#: So many topics say what a list is made of.
TOPICS_NAMED = 4


def list_for(user: User | None, language: str) -> ForYou:
    """What is suggested, without what stands on the person's pages, or on the starter page that a visitor sees.

    And without what their rules mute everywhere.
    """
    shown = _in_words(suggestions.for_user(user, language, on_page=_placed(user, language)))
    muted = muted_everywhere(user, [item.id for item in shown.items])
    return replace(shown, items=[item for item in shown.items if item.id not in muted]) if muted else shown


def draw(user: User | None, language: str) -> Markup:
    """The fragment, drawn anew and kept for the next pages."""
    shown = list_for(user, language)
    context = {
        "items": [{"shown": item, "why": why(item.reason)} for item in shown.items],
        "widgets": [{"shown": widget, "why": why(widget.reason)} for widget in shown.widgets],
        "is_done": bool(user and user.is_done_for_today),
        "sources": len({item.source_id for item in shown.items}),
        "topics": Counter(topic for item in shown.items for topic in item.topics).most_common(TOPICS_NAMED),
        "policy": shown.policy,
    }
    html = engines["jinja2"].get_template("_for_you.html").render(context)
    seconds = KEEP_SECONDS if user else KEEP_FOR_VISITORS_SECONDS
    cache.set(fragment.key_for(user, language), drawn := Markup(html), seconds)  # noqa: S704  (from an escaping template)
    return drawn


def _in_words(shown: ForYou) -> ForYou:
    """With the catalogue's own words in the reader's language."""
    entries = CatalogueEntry.objects.in_bulk([widget.id for widget in shown.widgets])
    return replace(
        shown,
        widgets=[
            replace(widget, title=entry.shown_title, description=entry.shown_description)
            for widget in shown.widgets
            if (entry := entries.get(widget.id))
        ],
    )


def _placed(user: User | None, language: str) -> Choices:
    panels = Panel.objects.filter(removed_at=None, section__removed_at=None, section__page__in=pages_of(user, language))
    placed = set(panels.values_list("kind", "entry_id"))
    return Choices(
        kinds=frozenset(kind for kind, _ in placed),
        entry_ids=frozenset(entry_id for _, entry_id in placed if entry_id),
    )
