"""Panels: add, change, remove, bring back."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.db.models import F
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import InvalidSettings, Refused, TooMany
from portal.pages.layout import Layout
from portal.pages.models import Panel
from portal.pages.services.changes import (
    Change,
    Edit,
    assign,
    locate_panel,
    open_page,
    open_panel,
    or_not_found,
)
from portal.pages.services.sources import begin_following, place_of
from widgets import configuration, offers, registry, sources
from widgets.base import ActRefused
from widgets.models import CatalogueEntry

MAX_PANELS = 150
#: Their panels find a name by themselves, which follows when the person chooses another channel, city or service.
NAMED_BY_SETTINGS = {"channel", "weather", "search"}


@transaction.atomic
def add_panel(
    *,
    user: User,
    page_id: int,
    version: int | None = None,
    kind: str,
    settings: Mapping[str, Any] | None = None,
    title: str = "",
    section_id: int | None = None,
    column: int | None = None,
    position: int | None = None,
    entry: CatalogueEntry | None = None,
) -> Change:
    """`section_id` None is the first section, `column` None the emptiest, `position` None the end."""
    edit = open_page(user, page_id, version)
    section = or_not_found(edit.layout.section(section_id))
    refuse_too_many(edit.layout)
    panel = Panel(section=section, kind=kind, entry=entry)
    assign(panel, title=title.strip())
    configure(panel, settings or {})
    panel.save()
    follow_sources(panel)
    edit.layout.place(panel, section, column, position)
    return edit.record("add_panel", panel)


@transaction.atomic
def add_from_catalogue(
    *,
    user: User,
    page_id: int,
    version: int | None = None,
    slug: str,
    settings: Mapping[str, Any] | None = None,
    title: str | None = None,
    section_id: int | None = None,
    column: int | None = None,
    position: int | None = None,
) -> Change:
    """`settings` may name only what differs from the entry's, or be a whole form; a `title` of None is the entry's."""
    entry = or_not_found(CatalogueEntry.objects.filter(slug=slug, is_retired=False).first())
    change = add_panel(
        user=user,
        page_id=page_id,
        version=version,
        kind=entry.kind,
        settings=settings if isinstance(settings, QueryDict) else {**entry.settings, **(settings or {})},
        title=title_of(entry) if title is None else title,
        section_id=section_id,
        column=column,
        position=position,
        entry=entry,
    )
    offers.open_sources([entry])
    CatalogueEntry.objects.filter(pk=entry.pk).update(added_count=F("added_count") + 1)
    return change


def title_of(entry: CatalogueEntry) -> str:
    """The name of an entry that was made for a purpose; until its first fetch a feed would be called by its host."""
    return "" if entry.kind in NAMED_BY_SETTINGS or not entry.settings else entry.shown_title


@transaction.atomic
def update_panel(
    *,
    user: User,
    panel_id: int,
    version: int | None = None,
    settings: Mapping[str, Any] | None = None,
    title: str | None = None,
    colour: str | None = None,
    collapsed: bool | None = None,
    hide_header: bool | None = None,
    density: str | None = None,
    unread_only: bool | None = None,
) -> Change:
    """`settings` may name only what differs from the present ones."""
    edit, panel = open_panel(user, panel_id, version)
    assign(panel, title=title if title is None else title.strip(), colour=colour, density=density)
    assign(panel, collapsed=collapsed, hide_header=hide_header, unread_only=unread_only)
    if settings is not None:
        reconfigure(panel, settings)
    panel.save()
    return edit.record("update_panel", panel)


@transaction.atomic
def act_on_panel(*, user: User, panel_id: int, verb: str, data: Mapping[str, str]) -> tuple[Change, str]:
    """A press inside a panel, and the type's words about it. No version: it is done to the settings of this moment."""
    edit, panel = open_panel(user, panel_id, None)
    widget = registry.find(panel.kind)
    if widget is None:
        raise Refused(_("This kind of panel is not installed here."))
    try:
        acted = widget.act(configuration.upgraded(widget, panel.settings, panel.settings_version), verb, data)
    except ActRefused as error:
        raise Refused(error.message) from error
    except configuration.InvalidConfiguration as error:
        raise InvalidSettings(error.errors) from error
    reconfigure(panel, acted.settings)
    panel.save()
    return edit.record("act_on_panel", panel), str(acted.words)


@transaction.atomic
def remove_panel(*, user: User, panel_id: int, version: int | None = None) -> Change:
    """A panel that is removed already is answered as it is, whatever the version: the wish came twice."""
    pk, page_id = locate_panel(user, panel_id)
    if Panel.objects.filter(pk=pk).exclude(removed_at=None).exists():
        return open_page(user, page_id, None).unchanged(Panel.objects.get(pk=pk))
    edit, panel = open_panel(user, panel_id, version)
    take_off(edit, panel)
    return edit.record("remove_panel", panel)


def take_off(edit: Edit, panel: Panel) -> None:
    """Into the trash; the page is still to be recorded."""
    edit.layout.take(panel)
    panel.removed_at = timezone.now()
    panel.save(update_fields=["removed_at"])


def reconfigure(panel: Panel, settings: Mapping[str, Any]) -> None:
    """As `configure`, for a panel that has sources; it is still to be saved."""
    configure(panel, settings)
    follow_sources(panel)


def configure(panel: Panel, settings: Mapping[str, Any]) -> None:
    """Checks the settings by the panel's type, on top of those it has, and sets them."""
    widget = registry.find(panel.kind)
    if widget is None:
        raise InvalidSettings({"kind": [_("This kind of panel is not installed here.")]})
    try:
        present = (
            configuration.upgraded(widget, panel.settings, panel.settings_version) if panel.pk else offered_to(panel)
        )
        panel.settings = configuration.validate(widget, settings, present)
    except configuration.InvalidConfiguration as error:
        raise InvalidSettings(error.errors) from error
    panel.settings_version = widget.settings_version


def offered_to(panel: Panel) -> Mapping[str, Any] | None:
    """What a new panel begins with: the catalogue's settings, so that the type sees what was changed of them."""
    return panel.entry.settings if panel.entry else None


def follow_sources(panel: Panel) -> None:
    """Keeps the panel's sources in step with its settings, and fetches them soon."""
    widget = registry.find(panel.kind)
    if widget is None:
        return
    try:
        settings = configuration.upgraded(widget, panel.settings, panel.settings_version)
        found = sources.ensure_all(configuration.sources_of(widget, settings, place_of(panel)))
    except configuration.InvalidConfiguration as error:
        raise InvalidSettings(error.errors) from error
    panel.sources.set(found)
    begin_following([panel.pk])
    sources.wake(source.pk for source in found)


def follow_place(*, user: User) -> None:
    """After the person moved: their panels that follow them look elsewhere."""
    kinds = [widget.kind for widget in registry.all_types() if widget.follows_place]
    panels = Panel.objects.filter(kind__in=kinds, section__page__owner=user, removed_at=None)
    for panel in panels.select_related("section__page__owner"):
        with suppress(InvalidSettings):  # its type is at fault: it stays where it was
            follow_sources(panel)


def refuse_too_many(layout: Layout) -> None:
    if sum(1 for _panel in layout.panels()) >= MAX_PANELS:
        raise TooMany(_("This page has %(count)d panels. Remove one, or use another page.") % {"count": MAX_PANELS})
