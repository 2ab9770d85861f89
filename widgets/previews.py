"""Draws a panel that stands nowhere yet: from sources that the viewer may see, else from a fetch that nobody keeps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from widgets import configuration, errands, loading, refresh, rendering, sources
from widgets.base import FetchError, FetchResult, ItemData, ItemView, SourceSpec, SourceView, Viewer, WidgetType
from widgets.models import Source
from widgets.rendering import Rendered, RenderRequest, SourceRow

ITEMS_KEPT = 30
#: Whether this source may be fetched for whoever asks.
MayFetch = Callable[[SourceSpec], bool]


def draw(
    widget: WidgetType, settings: Mapping[str, Any], viewer: Viewer, visible: QuerySet[Source], may_fetch: MayFetch
) -> Rendered:
    """`settings` are valid ones. Stores nothing; its state is "loading" as long as it is worth asking again."""
    specs = configuration.sources_of(widget, settings, viewer.place)
    views = find_views(specs, visible, may_fetch)
    rows = [_row(view) for view in views]
    request = RenderRequest(widget.kind, settings, widget.settings_version, rows)
    return rendering.draw(request, {view.id: view for view in views}, viewer)


def find_views(specs: Sequence[SourceSpec], visible: QuerySet[Source], may_fetch: MayFetch) -> list[SourceView]:
    """The sources as they are stored; those that are not yet, with ids that no row has."""
    keys = [sources.key_of(spec) for spec in specs]
    known = visible.filter(key__in=keys, merged_into=None)
    fetched = known.exclude(state=Source.State.PENDING, next_fetch_at__isnull=False)
    stored = dict(fetched.values_list("key", "id"))
    views = loading.load_sources(set(stored.values()), limit=ITEMS_KEPT, now=timezone.now())
    return [
        views[stored[key]] if key in stored else _unstored(-number, spec, key, may_fetch)
        for number, (key, spec) in enumerate(zip(keys, specs, strict=True), start=1)
    ]


def _unstored(id: int, spec: SourceSpec, key: str, may_fetch: MayFetch) -> SourceView:
    name = errands.name_of("preview", key)
    errand = errands.look([name])[name]
    if errand.state in ("unasked", "lost"):
        if not may_fetch(spec):
            return _failed(id, spec, _("Many previews in a short time. Wait a few minutes, or add it as it is."))
        errand = errands.send(name, "widgets.tasks.fetch_preview", spec.kind, dict(spec.settings))
    if errand.state == "lost":
        return _failed(id, spec, _("There is no preview just now. You can add it all the same."))
    waiting = _view(id, spec, state=Source.State.PENDING)
    return waiting if errand.state == "under way" else _shown(waiting, spec, errand.answer)


def fetch(name: str, kind: str, settings: Mapping[str, Any]) -> None:
    """In the worker: fetches as for a panel, and leaves the answer in the cache and nowhere else."""
    spec = SourceSpec(kind, settings)
    outcome = refresh.fetch(Source(kind=kind, key=sources.key_of(spec), settings=dict(settings)))
    if isinstance(outcome, FetchResult):
        kept = [replace(item, content="") for item in list(outcome.items or [])[:ITEMS_KEPT]]
        errands.finish(name, replace(outcome, items=None if outcome.items is None else kept))
    else:
        message = outcome.message if isinstance(outcome, FetchError) else _("This could not be fetched.")
        errands.finish(name, {"error": message}, kept=errands.FAILURE_KEPT)


def _shown(waiting: SourceView, spec: SourceSpec, answer: Any) -> SourceView:
    if not isinstance(answer, FetchResult):
        return _failed(waiting.id, spec, str(answer["error"]))
    items = [_item(number, waiting.id, item) for number, item in enumerate(answer.items or [], start=1)]
    return replace(
        waiting,
        version=1,
        title=answer.title[:300],
        site_url=answer.site_url,
        state=Source.State.OK,
        fetched_at=timezone.now(),
        payload=answer.payload or {},
        items=sorted(items, key=lambda item: item.published_at, reverse=True),
    )


def _item(number: int, source_id: int, item: ItemData) -> ItemView:
    published_at = item.published_at or timezone.now()
    return ItemView(
        -number, source_id, item.url, item.title, item.summary, item.author, item.image, published_at, item.extra
    )


def _failed(id: int, spec: SourceSpec, message: str) -> SourceView:
    return _view(id, spec, state=Source.State.FAILED, error=message)


def _view(id: int, spec: SourceSpec, *, state: str, error: str = "") -> SourceView:
    return SourceView(id, spec.kind, 0, "", "", state, error, None, {})


def _row(view: SourceView) -> SourceRow:
    return SourceRow(
        view.id, view.kind, view.version, view.title, view.site_url, view.state, view.error, view.fetched_at
    )
