"""One panel of a type under test, with stored sources as a worker would have left them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from widgets import configuration
from widgets.base import SourceSpec, Viewer, WidgetType
from widgets.models import Item, Source
from widgets.rendering import Rendered, RenderRequest, SourceRow, render_many

#: The moment at which the contract draws.
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ROW = ("id", "kind", "version", "title", "site_url", "state", "error", "fetched_at")
Change = Callable[[str], str]


def unchanged(text: str) -> str:
    return text


@dataclass(frozen=True)
class Sample:
    """One good panel of a type.

    `settings` as a person fills them in; `payload` and `items` (fields of an Item) as `fetch` would have brought them;
    `older` has, for each earlier `settings_version`, settings as they were stored then; `names` are keys of the payload
    whose values are no text for people, such as the symbol that a quote is looked up by.
    """

    widget: WidgetType
    settings: Mapping[str, Any] = field(default_factory=dict)
    payload: Mapping[str, Any] = field(default_factory=dict)
    items: Sequence[Mapping[str, Any]] = ()
    older: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    names: frozenset[str] = frozenset({"uid", "symbol"})


class Panel:
    """A panel of the sample's type with the sources that its settings name; `change` is done to all their texts."""

    def __init__(self, sample: Sample, change: Change = unchanged, *, has_content: bool = True, **fields: Any) -> None:
        self.widget = sample.widget
        self.settings = configuration.validate(self.widget, sample.settings)
        payload = changed(sample.payload, change, sample.names) if has_content else {}
        fields = {"state": "ok", "fetched_at": NOW, "payload": payload} | fields
        self.sources = [self._source(number, spec, change, fields) for number, spec in enumerate(self.specs())]
        if has_content:
            for source in self.sources:
                items = [changed(item, change, sample.names) for item in sample.items]
                Item.objects.bulk_create(Item(source=source, published_at=NOW, **item) for item in items)

    def specs(self) -> Sequence[SourceSpec]:
        return self.widget.sources(self.settings)

    def draw(self, viewer: Viewer | None = None, version: int | None = None, **settings: Any) -> Rendered:
        """Drawn with these settings instead of the sample's; `version` is the one under which they were stored."""
        request = RenderRequest(
            self.widget.kind,
            self.settings | settings if version is None else settings,
            self.widget.settings_version if version is None else version,
            [SourceRow(*(getattr(source, name) for name in ROW)) for source in self.sources],
        )
        return render_many([request], viewer or Viewer())[0][0]

    def _source(self, number: int, spec: SourceSpec, change: Change, fields: Mapping[str, Any]) -> Source:
        told = {"title": change(f"Source {number}"), "site_url": change("https://example.org/")}
        key = f"{self.widget.kind} {number}"
        return Source.objects.create(kind=spec.kind, key=key, settings=spec.settings, **{**told, **fields})


def changed(value: Any, change: Change, names: frozenset[str]) -> Any:
    """The same JSON with every text in it changed, but for dates and what is no text for people."""
    if isinstance(value, Mapping):
        return {key: each if key in names else changed(each, change, names) for key, each in value.items()}
    if isinstance(value, list):
        return [changed(each, change, names) for each in value]
    return change(value) if isinstance(value, str) and value and not value[:4].isdigit() else value
