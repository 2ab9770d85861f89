"""Draws panels for one person: bodies that everybody shares, and in them what only this person has read."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from portal.accounts.models import User
from portal.pages import frames
from portal.pages.frames import Reading
from portal.pages.selectors import ShownPanel
from portal.reading.rules import selectors as rules
from portal.reading.rules.selectors import Sieve
from portal.reading.state.marking import Eyes, Marked, items_in, mark
from widgets import registry, rendering
from widgets.base import Viewer
from widgets.rendering import Rendered, RenderRequest

#: So many more rows are drawn where some of them may be muted.
SPARE = 10


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bodies, and what of their items is new to the person, by panel id; `extras` came with the one cache read."""

    bodies: dict[int, Rendered]
    reading: dict[int, Reading]
    extras: dict[str, Any]
    lasts_until: datetime | None


def draw_panels(
    panels: Sequence[ShownPanel], user: User | None, language: str, extra_keys: Iterable[str] = ()
) -> Drawing:
    sieve = rules.sieve_for(user, [panel.id for panel in panels])
    requests = [request_for(panel, sieve.mutes(panel.id)) for panel in panels]
    began_at = timezone.now()
    found, extras = rendering.render_many(requests, viewer_of(user, language), extra_keys)
    eyes = eyes_for(panels, found, sieve)
    bodies, reading = {}, {}
    for panel, body in zip(panels, found, strict=True):
        bodies[panel.id], reading[panel.id] = for_reader(panel, body, eyes[panel.id])
    return Drawing(bodies, reading, extras, rendering.lasts_until(requests, began_at))


def draw_heads(
    panels: Iterable[ShownPanel], drawn: Drawing, editing: bool = False, first_tabs: Collection[int] = ()
) -> dict[int, Markup]:
    return frames.draw_heads(panels, drawn.bodies, editing, first_tabs, drawn.reading)


def eyes_for(panels: Sequence[ShownPanel], found: Sequence[Rendered], sieve: Sieve) -> dict[int, Eyes]:
    """By panel id; one query for all, where there are rules."""
    drawn = zip(panels, found, strict=True)
    items = {panel.id: items_in(body.html) for panel, body in drawn if is_marked(panel, body)}
    verdicts = sieve.verdicts(items)
    eyes = {}
    for panel in panels:
        verdict = verdicts.get(panel.id, rules.NOTHING)
        most = panel.settings["rows"] if is_longer(panel, sieve.mutes(panel.id)) else None
        eyes[panel.id] = Eyes(panel.states, panel.unread_only, most, verdict.muted, verdict.highlighted)
    return eyes


def muted_in(panel: ShownPanel, user: User | None, language: str) -> tuple[int, ...]:
    """The items that would stand in this panel, were it not for the person's rules."""
    sieve = rules.sieve_for(user, [panel.id])
    bodies, _extras = rendering.render_many([request_for(panel, sieve.mutes(panel.id))], viewer_of(user, language))
    return mark(bodies[0].html, eyes_for([panel], bodies, sieve)[panel.id]).muted


def for_reader(panel: ShownPanel, body: Rendered, eyes: Eyes) -> tuple[Rendered, Reading]:
    """The body with the person's marks in it."""
    if not is_marked(panel, body):
        return body, Reading()
    seen = mark(body.html, eyes)
    html = seen.html if seen.shown else seen.html + nothing_left(panel, seen)
    return replace(body, html=html + muted_words(panel, seen)), Reading(seen.unread)


def is_marked(panel: ShownPanel, body: Rendered) -> bool:
    """What is drawn for one person alone needs no marks, and they chose what is in it."""
    widget = registry.find(panel.kind)
    return "data-item=" in body.html and widget is not None and widget.shared


def muted_words(panel: ShownPanel, seen: Marked) -> Markup:
    """How many are muted, and the way to them."""
    if not seen.muted:
        return Markup()
    words = ngettext("%(num)s muted story", "%(num)s muted stories", len(seen.muted)) % {"num": len(seen.muted)}
    address = reverse("panel_muted", args=[panel.id])
    return Markup('<p class="panel-empty"><a href="{}" data-dialog>{}</a></p>').format(address, words)


def nothing_left(panel: ShownPanel, marked: Marked) -> Markup:
    """Said where all items are there and none is to be seen."""
    words = _("Nothing unread here.") if panel.unread_only else _("Your rules mute all that is here.")
    return Markup('<p class="panel-empty">{}</p>').format(escape(words)) if marked.total else Markup()


def request_for(panel: ShownPanel, mutes: bool = False) -> RenderRequest:
    """Of a panel that shows only what is unread, all that its kind would show: the person's marks choose among it.

    Where rules mute, a few more than are to be seen, to stand in for those.
    """
    settings = panel.settings
    if is_longer(panel, mutes):
        rows, most = settings["rows"], registry.get(panel.kind).items_wanted
        settings = {**settings, "rows": most if panel.unread_only else max(rows, min(rows + SPARE, most))}
    return RenderRequest(panel.kind, settings, panel.settings_version, panel.sources)


def is_longer(panel: ShownPanel, mutes: bool) -> bool:
    """Whether more is drawn than is to be seen, and what is too much hidden again."""
    widget = registry.find(panel.kind)
    is_list = widget is not None and widget.lists_items and isinstance(panel.settings.get("rows"), int)
    return is_list and (panel.unread_only or mutes)


def viewer_of(user: User | None, language: str) -> Viewer:
    return user.as_viewer(language) if user else Viewer(language=language)
