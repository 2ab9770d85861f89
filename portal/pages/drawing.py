"""Draws panels for one person: bodies that everybody shares, and in them what only this person has read."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from portal.accounts.models import User
from portal.pages import frames
from portal.pages.frames import Reading
from portal.pages.selectors import ShownPanel
from portal.reading.state.marking import Eyes, Marked, mark
from widgets import registry, rendering
from widgets.base import Viewer
from widgets.rendering import Rendered, RenderRequest


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
    requests = [request_for(panel) for panel in panels]
    found, extras = rendering.render_many(requests, viewer_of(user, language), extra_keys)
    bodies, reading = {}, {}
    for panel, body in zip(panels, found, strict=True):
        bodies[panel.id], reading[panel.id] = for_reader(panel, body)
    return Drawing(bodies, reading, extras, rendering.lasts_until(requests, timezone.now()))


def draw_heads(
    panels: Iterable[ShownPanel], drawn: Drawing, editing: bool = False, first_tabs: Collection[int] = ()
) -> dict[int, Markup]:
    return frames.draw_heads(panels, drawn.bodies, editing, first_tabs, drawn.reading)


def for_reader(panel: ShownPanel, body: Rendered) -> tuple[Rendered, Reading]:
    """The body with the person's marks in it."""
    if "data-item=" not in body.html:
        return body, Reading()
    most = panel.settings.get("rows") if panel.unread_only else None
    marked = mark(body.html, Eyes(panel.states, panel.unread_only, most if isinstance(most, int) else None))
    html = marked.html if marked.shown else marked.html + nothing_left(panel, marked)
    return replace(body, html=html), Reading(marked.unread)


def nothing_left(panel: ShownPanel, marked: Marked) -> Markup:
    """Said where all items are there and none is to be seen."""
    words = _("Nothing unread here.") if panel.unread_only else _("Your rules mute all that is here.")
    return Markup('<p class="panel-empty">{}</p>').format(escape(words)) if marked.total else Markup()


def request_for(panel: ShownPanel) -> RenderRequest:
    """Of a panel that shows only what is unread, all that its kind would show: the person's marks choose among it."""
    settings, widget = panel.settings, registry.find(panel.kind)
    if panel.unread_only and widget is not None and "rows" in settings:
        settings = {**settings, "rows": widget.items_wanted}
    return RenderRequest(panel.kind, settings, panel.settings_version, panel.sources)


def viewer_of(user: User | None, language: str) -> Viewer:
    return user.as_viewer() if user else Viewer(language=language)
