"""Draws the bodies of many panels at once: one cache read, one query for what is missing, one cache write."""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.core.cache import cache as store
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from markupsafe import Markup

from widgets import belongings, configuration, discovery, loading, personal, registry
from widgets.base import SourceView, State, Viewer, WidgetType, Wish
from widgets.filters import outward
from widgets.models import Source
from widgets.pace import SPREAD

logger = logging.getLogger(__name__)

#: Content older than this many refreshes is called stale.
STALE_AFTER = 3
FAILED = {Source.State.FAILED.value, Source.State.GONE.value}


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What a page knows of a source without its content. `fetched_at` is the time of the last good answer."""

    id: int
    kind: str
    version: int
    title: str
    site_url: str
    state: str
    error: str
    fetched_at: datetime | None


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """One panel to draw."""

    kind: str
    settings: Mapping[str, Any]
    settings_version: int
    sources: Sequence[SourceRow]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A panel's body and what its frame says about it. Without content `html` is empty and `message` says why."""

    html: Markup
    state: State
    title: str
    message: str
    updated_at: datetime | None
    site_url: str


class Body(NamedTuple):
    """What the cache keeps: no state in it, because that changes with time alone."""

    html: str
    title: str


def render_many(
    requests: Sequence[RenderRequest], viewer: Viewer, extra_keys: Iterable[str] = ()
) -> tuple[list[Rendered], dict[str, Any]]:
    """Draws all panels for one viewer; also brings the cached values of `extra_keys` that were there."""
    now = timezone.now()
    keys = [_key(request, viewer, now) for request in requests]
    found = store.get_many({*filter(None, keys), *extra_keys})
    bodies = [found.get(key) if key else None for key in keys]
    missing = [index for index, body in enumerate(bodies) if body is None and registry.find(requests[index].kind)]
    if missing:
        drawn = _draw_all([requests[index] for index in missing], viewer, now)
        for index, body in zip(missing, drawn, strict=True):
            bodies[index] = body
        fresh = {key: bodies[index] for index in missing if (key := keys[index]) and bodies[index]}
        if fresh:
            store.set_many(fresh)
    extras = {key: found[key] for key in extra_keys if key in found}
    return [_framed(request, body, now) for request, body in zip(requests, bodies, strict=True)], extras


def lasts_until(requests: Iterable[RenderRequest], now: datetime) -> datetime | None:
    """When one of these panels will look different although nothing happened; None when time alone changes nothing."""
    moments = (moment for request in requests for moment in _turning_points(request, now))
    return min((moment for moment in moments if moment > now), default=None)


def _turning_points(request: RenderRequest, now: datetime) -> Iterator[datetime]:
    widget = registry.find(request.kind)
    if widget is not None and widget.body_lasts:
        seconds = widget.body_lasts.total_seconds()
        yield datetime.fromtimestamp((now.timestamp() // seconds + 1) * seconds, UTC)
    for row in request.sources:
        polled = registry.find(row.kind)
        if polled is not None and polled.refresh_every is not None and row.fetched_at is not None:
            yield row.fetched_at + patience_with(polled)


def draw(request: RenderRequest, views: Mapping[int, SourceView], viewer: Viewer) -> Rendered:
    """One panel from sources that are at hand and need not be stored. Nothing is remembered of it."""
    with translation.override(viewer.language):
        body = _drawn(request, views, viewer)
        return _framed(request, body, timezone.now())


def _key(request: RenderRequest, viewer: Viewer, now: datetime) -> str:
    """The same for everybody who would see the same; empty where nothing may be kept."""
    widget = registry.find(request.kind)
    if widget is None or not widget.shared:
        return ""
    parts = [
        request.kind,
        request.settings_version,
        request.settings,
        [(row.id, row.version) for row in request.sources],
        [getattr(personal.viewer_for(request.settings, viewer), name) for name in widget.varies_on],
        now.timestamp() // widget.body_lasts.total_seconds() if widget.body_lasts else 0,
    ]
    text = json.dumps(parts, sort_keys=True, default=str)
    return (
        f"panel:{discovery.digest()}:{hashlib.sha1(text.encode('utf-8', 'replace'), usedforsecurity=False).hexdigest()}"
    )


def _draw_all(requests: Sequence[RenderRequest], viewer: Viewer, now: datetime) -> list[Body | None]:
    source_ids = {row.id for request in requests for row in request.sources}
    views = loading.load_sources(source_ids, limit=max(map(_items_wanted, requests)), now=now)
    with translation.override(viewer.language), belongings.together(_wishes(requests)):
        return [_drawn(request, views, viewer) for request in requests]


def _wishes(requests: Iterable[RenderRequest]) -> Iterator[Wish]:
    """What the panels will ask for; one that cannot say it fails when it is drawn, and alone."""
    for request in requests:
        widget = registry.get(request.kind)
        with suppress(Exception):
            yield from widget.wishes(configuration.upgrade(widget, request.settings, request.settings_version))


def _items_wanted(request: RenderRequest) -> int:
    rows, most = request.settings.get("rows"), registry.get(request.kind).items_wanted
    return min(rows, most) if isinstance(rows, int) else most


def _drawn(request: RenderRequest, views: Mapping[int, SourceView], viewer: Viewer) -> Body | None:
    """The wall: whatever a type does wrong stays inside its panel. None when it did."""
    widget = registry.get(request.kind)
    try:
        settings = configuration.upgrade(widget, request.settings, request.settings_version)
        viewer = personal.viewer_for(settings, viewer)
        sources = [views[row.id] for row in request.sources if row.id in views]
        context = widget.get_context(settings, sources, viewer)
        html = ""
        if context:
            html = find_template(widget).render({"settings": settings, "viewer": viewer, **context})
        body = Body(html, str(widget.default_title(settings, sources)))
    except Exception as error:
        _note_fault(widget.kind, error)
        return None
    _note_recovery(widget.kind)
    return body


def find_template(widget: WidgetType) -> Any:
    """The compiled template of a type, of either engine."""
    if widget.template_engine == "django":
        return _django_templates().get_template(widget.template)
    return engines["jinja2"].env.get_template(widget.template)  # type: ignore[attr-defined]


@cache
def _django_templates() -> DjangoTemplates:
    folders = [discovery.folder(widget) / "templates" for widget in registry.all_types()]
    return DjangoTemplates({"NAME": "widgets", "DIRS": folders, "APP_DIRS": True, "OPTIONS": {}})


def _framed(request: RenderRequest, body: Body | None, now: datetime) -> Rendered:
    widget = registry.find(request.kind)
    if widget is None:
        gone = _("This widget is not installed here any more. Your settings are kept.")
        return Rendered(Markup(), "failed", request.kind, gone, None, "")
    if body is None:
        fault = _("This panel could not be drawn just now. Your settings are kept, and the rest of the page is fine.")
        return Rendered(Markup(), "failed", str(widget.title), fault, None, "")
    state = _state(request.sources, bool(body.html), now)
    return Rendered(
        html=Markup(body.html),  # noqa: S704  (it comes from an escaping template)
        state=state,
        title=body.title,
        message=_message(state, widget, request.sources),
        updated_at=min((row.fetched_at for row in request.sources if row.fetched_at), default=None),
        site_url=outward(request.sources[0].site_url) if len(request.sources) == 1 else "",
    )


def _state(sources: Sequence[SourceRow], has_content: bool, now: datetime) -> State:
    failed = sum(row.state in FAILED for row in sources)
    if failed:
        return "failed" if failed == len(sources) else "partial"
    if not has_content:
        return "loading" if any(_is_awaited(row) for row in sources) else "empty"
    return "stale" if any(_is_stale(row, now) for row in sources) else "fresh"


def _is_awaited(row: SourceRow) -> bool:
    widget = registry.find(row.kind)
    return row.state == Source.State.PENDING and widget is not None and widget.refresh_every is not None


def _is_stale(row: SourceRow, now: datetime) -> bool:
    widget = registry.find(row.kind)
    if widget is None or widget.refresh_every is None or row.fetched_at is None:
        return False
    return now - row.fetched_at > patience_with(widget)


def patience_with(widget: WidgetType) -> timedelta:
    """For how long a polled source may be silent: some refreshes, or one after the longest learned wait, spread."""
    usual = widget.refresh_every or timedelta(0)
    latest = widget.learns_between[1] if widget.learns_between else timedelta(0)
    return max(STALE_AFTER * usual, latest * (1 + SPREAD) + usual)


def _message(state: State, widget: WidgetType, sources: Sequence[SourceRow]) -> str:
    failed = [row for row in sources if row.state in FAILED]
    match state:
        case "fresh":
            return ""
        case "loading":
            return _("Fetching this for the first time.")
        case "empty":
            return str(widget.empty_message)
        case "stale":
            return _("There has been no news of this for a while. You see what came last.")
        case "partial":
            return _("Not everything is here: %(what)s") % {"what": " ".join(_faults_of(failed))}
        case "failed":
            return next((_fault(row) for row in failed if row.error), _("This could not be fetched."))


def _faults_of(failed: Sequence[SourceRow]) -> list[str]:
    """What is missing, in words; what several sources say alike is said once."""
    return list(dict.fromkeys(f"{row.title}: {_fault(row)}" if row.title else _fault(row) for row in failed))


def _fault(row: SourceRow) -> str:
    """In the reader's language: a worker wrote it down in English, for all who read the source."""
    return _(row.error) if row.error else ""


_faults: dict[str, str] = {}


def _note_fault(kind: str, error: Exception) -> None:
    """Once per kind and error, not on every page."""
    fault = f"{type(error).__name__}: {error}"
    if _faults.get(kind) != fault:
        _faults[kind] = fault
        logger.error("Panels of kind %s fail to render: %s", kind, fault, exc_info=error)


def _note_recovery(kind: str) -> None:
    if _faults.pop(kind, None):
        logger.info("Panels of kind %s render again.", kind)
