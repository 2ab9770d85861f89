"""The heads of panels, title and buttons: the same from page to page, so each process remembers them drawn."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.template import engines
from django.utils import translation
from markupsafe import Markup

from portal.pages.selectors import ShownPanel
from widgets.rendering import Rendered


class Reading(NamedTuple):
    """Of a panel whose body has items: how many of those to be seen are unread."""

    unread: int = 0


UNTOLD = Reading()


class Head(NamedTuple):
    """All that a head shows; `message` only where it stands in the head."""

    id: int
    kind: str
    icon: str | None
    title: str
    site_url: str
    message: str
    is_tab: bool
    reading: Reading = UNTOLD


def draw_heads(
    panels: Iterable[ShownPanel],
    drawn: Mapping[int, Rendered],
    editing: bool = False,
    first_tabs: Collection[int] = (),
    reading: Mapping[int, Reading] | None = None,
) -> dict[int, Markup]:
    """By panel id; `first_tabs` are the panels that others share a place with."""
    language = translation.get_language()
    draw = _draw if settings.DEBUG else _remembered
    told = reading or {}
    return {
        panel.id: draw(
            language,
            _head(panel, drawn[panel.id], panel.in_tabs or panel.id in first_tabs, told.get(panel.id, UNTOLD)),
            editing,
        )
        for panel in panels
    }


def _head(panel: ShownPanel, drawn: Rendered, is_tab: bool, reading: Reading) -> Head:
    return Head(
        id=panel.id,
        kind=panel.kind,
        icon=panel.icon,
        title=panel.title or drawn.title,
        site_url=drawn.site_url,
        message=drawn.message if drawn.state == "stale" else "",
        is_tab=is_tab,
        reading=reading,
    )


def _draw(_language: str | None, head: Head, editing: bool) -> Markup:
    template = engines["jinja2"].env.get_template("_panel_head.html")  # type: ignore[attr-defined]
    html = template.render(head=head, editing=editing, rtl=translation.get_language_bidi())
    return Markup(html)  # noqa: S704  (from an escaping template)


#: Some 1.5 KB each.
_remembered = lru_cache(maxsize=4096)(_draw)
