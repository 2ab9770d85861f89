"""A shared page as a stranger sees it: bodies without buttons, and nothing that leads to what is its owner's alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from portal.errors import NotFound
from portal.pages import selectors
from portal.pages.layout import tab_runs
from portal.pages.selectors import ShownPanel, ShownSection
from portal.pages.sharing import consent
from portal.pages.sharing.models import Share
from portal.pages.still import without_controls
from portal.reading.selectors import live_items
from widgets import registry
from widgets.base import Viewer
from widgets.models import Item
from widgets.rendering import Rendered, RenderRequest, render_many

#: Links of our own drawings into the reader, which would ask who is looking.
READ = re.compile(r'href="/read/(\d+)/"')
#: A picture that the owner put into a panel, likewise.
PICTURE = 'src="/panels/pictures/'


@dataclass(frozen=True, slots=True)
class SharedPage:
    title: str
    sections: list[ShownSection]
    #: By panel id.
    drawn: dict[int, Rendered]
    #: The panels that share a place, by the id of the first.
    tabs: dict[int, list[ShownPanel]]
    kinds: list[str]
    #: Kinds whose scripts run here: those of a person's own things would only write.
    lively: list[str]
    source_ids: list[int]


def shown_share(share: Share, name: str, viewer: Viewer) -> SharedPage:
    sections, guard = consent.visible(selectors.shown_sections(share.page_id), share.opened)
    runs = [run for section in sections for column in section.columns for run in tab_runs(column)]
    panels = [panel for run in runs for panel in run]
    return SharedPage(
        title=share.page.title,
        sections=sections,
        drawn=draw(panels, guard, name, viewer),
        tabs={run[0].id: run for run in runs if len(run) > 1},
        kinds=[panel.kind for panel in panels],
        lively=[panel.kind for panel in panels if (widget := registry.find(panel.kind)) and widget.shared],
        source_ids=[row.id for panel in panels for row in panel.sources],
    )


def shown_panel(share: Share, name: str, viewer: Viewer, panel_id: int) -> tuple[ShownPanel, Rendered]:
    sections, guard = consent.visible(selectors.shown_sections(share.page_id), share.opened)
    panels = (panel for section in sections for column in section.columns for panel in column)
    panel = next((panel for panel in panels if panel.id == panel_id), None)
    if panel is None:
        raise NotFound
    return panel, draw([panel], guard, name, viewer)[panel.id]


def shows_picture(share: Share, token: str) -> bool:
    """Whether a panel that others see on this page has the picture that its owner uploaded."""
    sections, _guard = consent.visible(selectors.shown_sections(share.page_id), share.opened)
    panels = [panel for section in sections for column in section.columns for panel in column]
    return token in {consent.upload_of(panel) for panel in panels} - {""}


def item_of(share: Share, item_id: int) -> Item:
    """An item of a source that others see on this page."""
    sections, _guard = consent.visible(selectors.shown_sections(share.page_id), share.opened)
    ids = {row.id for section in sections for column in section.columns for panel in column for row in panel.sources}
    item = live_items().select_related("source").filter(pk=item_id, source__in=ids).first()
    if item is None:
        raise NotFound
    return item


def draw(panels: Sequence[ShownPanel], guard: consent.Guard, name: str, viewer: Viewer) -> dict[int, Rendered]:
    """With the viewer's own place and units: the owner's are nobody else's business."""
    requests = [RenderRequest(panel.kind, panel.settings, panel.settings_version, panel.sources) for panel in panels]
    # What belongs to whoever looks is not what the owner shares.
    bodies, _extras = render_many(requests, replace(viewer, person=None))
    return {panel.id: _safe(panel, body, guard, name) for panel, body in zip(panels, bodies, strict=True)}


def _safe(panel: ShownPanel, body: Rendered, guard: consent.Guard, name: str) -> Rendered:
    base = reverse("shared", args=[name])
    html = Markup(READ.sub(rf'href="{base}read/\1/"', str(body.html)))  # noqa: S704  (ours, and only addresses change)
    html = Markup(str(html).replace(PICTURE, f'src="{base}pictures/'))  # noqa: S704
    more: dict[str, Any] = {"html": without_controls(html)}
    if guard.has_own_address(panel):
        # An error may name the address, and so may a title that nobody has given yet.
        named = panel.title or (body.title if body.updated_at else "")
        widget = registry.find(panel.kind)
        more |= {"site_url": "", "title": named or (str(widget.title) if widget else panel.kind)}
        more["message"] = _("This could not be fetched.") if body.message else ""
    return replace(body, **more)
