"""Checks of `manage.py check`: a widget type with a fault in it stops the start."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from typing import Any

from django.core import checks
from django.core.exceptions import ValidationError

from widgets import configuration, registry, rendering
from widgets.base import OWN, Viewer, WidgetType

KIND = re.compile(r"[a-z][a-z0-9_-]{0,39}")
#: Names that the forms around the settings use for the panel itself.
RESERVED = {
    *("title", "colour", "version", "kind", "next", "csrfmiddlewaretoken"),
    *("page", "section", "column", "position", "edit", "configured", "reset", "preview"),
}
SHORTEST = timedelta(minutes=1)
SERVICE = re.compile(r"[a-z][a-z0-9_]{0,39}")


@checks.register("widgets")
def check_widget_types(**_options: Any) -> list[checks.CheckMessage]:
    return [
        checks.Error(f"{type(widget).__module__}.{type(widget).__qualname__} {fault}", id="widgets.E001")
        for widget in registry.all_types()
        for fault in find_faults(widget)
    ]


def find_faults(widget: WidgetType) -> Iterator[str]:
    """What is wrong with a type, each as the end of a sentence that begins with its name."""
    yield from _faults_of_names(widget)
    yield from _faults_of_behaviour(widget)
    yield from _faults_of_settings(widget)
    if KIND.fullmatch(getattr(widget, "kind", "")):
        yield from _faults_of_template(widget)


def _faults_of_names(widget: WidgetType) -> Iterator[str]:
    if not KIND.fullmatch(getattr(widget, "kind", "")):
        yield "has no kind of small letters, digits, - and _, at most 40."
    for name in ("title", "icon"):
        if not str(getattr(widget, name, "")):
            yield f"has no {name}."
    if not (type(widget).__doc__ or "").strip():
        yield "has no docstring: it is the description that people read."


def _faults_of_behaviour(widget: WidgetType) -> Iterator[str]:
    if widget.refresh_every is not None and widget.refresh_every < SHORTEST:
        yield "wants to be refreshed more often than once a minute."
    if widget.learns_between and not SHORTEST <= widget.learns_between[0] <= widget.learns_between[1]:
        yield "learns how often to refresh between limits that are too short or in the wrong order."
    if widget.refresh_every is not None and type(widget).fetch is WidgetType.fetch:
        yield "wants to be refreshed and has no fetch()."
    for name, base in widget.upstreams.items():
        if not SERVICE.fullmatch(name) or not base.startswith(("https://", "http://")) or base.endswith("/"):
            yield f"has a bad upstream {name!r}: {base!r}. Use small letters, and no slash at the end."
    if unknown := set(widget.varies_on) - {field.name for field in fields(Viewer)}:
        yield f"varies on {', '.join(sorted(unknown))}, which a viewer does not have."


def _faults_of_settings(widget: WidgetType) -> Iterator[str]:
    if widget.settings_version < 1:
        yield "has a settings_version below 1."
    for name, field in widget.SettingsForm.base_fields.items():
        if name in RESERVED:
            yield f"has a setting named {name}, which is a panel's own."
        if name.startswith(OWN):
            yield f"has a setting named {name}: such names are for what a panel takes otherwise than its person."
        if field.initial is not None:
            try:
                field.clean(field.initial() if callable(field.initial) else field.initial)
            except ValidationError as error:
                yield f"has a default for {name} that its own form refuses: {' '.join(error.messages)}"
    try:
        json.dumps(configuration.defaults(widget))
    except (TypeError, ValueError) as error:
        yield f"has defaults that are no JSON: {error}."


def _faults_of_template(widget: WidgetType) -> Iterator[str]:
    try:
        rendering.find_template(widget)
    except Exception as error:
        yield f"has no usable template {widget.template}: {error}"
