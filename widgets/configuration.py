"""A panel's settings: made from defaults, edited as a form, checked, described for the API and stored as JSON."""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.http import QueryDict
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _

from widgets import personal
from widgets.base import Place, SourceSpec, WidgetError, WidgetType

logger = logging.getLogger(__name__)

#: What describe() says of a field, besides its name and words.
LIMITS = ("min_value", "max_value", "min_length", "max_length")


class InvalidConfiguration(WidgetError):
    """Settings that the type refuses. `errors` has a list of plain sentences per field; `__all__` for the whole."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__("; ".join(f"{name}: {' '.join(lines)}" for name, lines in errors.items()))
        self.errors = errors


def faulty(widget: WidgetType, error: Exception) -> InvalidConfiguration:
    """What is said where the code of a type breaks over settings; its log line is for the operator."""
    logger.error("Widget type %s broke over its settings", widget.kind, exc_info=error)
    words = _("This widget has a fault of its own and could not read these settings. Nothing was changed.")
    return InvalidConfiguration({"__all__": [words]})


def defaults(widget: WidgetType) -> dict[str, Any]:
    """What a new panel of this type starts with; a field without an initial value starts empty."""
    return {name: _default(field) for name, field in widget.SettingsForm.base_fields.items()}


def upgrade(widget: WidgetType, settings: Mapping[str, Any], version: int) -> dict[str, Any]:
    """Stored settings in today's form: of an older version by the type itself, new fields by their defaults."""
    if version < widget.settings_version:
        settings = widget.upgrade(settings, version)
    return {**defaults(widget), **settings}


def upgraded(widget: WidgetType, settings: Mapping[str, Any], version: int) -> dict[str, Any]:
    """As `upgrade`, for forms and services; a type that breaks over it is an InvalidConfiguration."""
    try:
        return upgrade(widget, settings, version)
    except Exception as error:
        raise faulty(widget, error) from error


def sources_of(widget: WidgetType, settings: Mapping[str, Any], place: Place | None = None) -> Sequence[SourceSpec]:
    """What a panel of somebody who lives there reads; a type that breaks over it is an InvalidConfiguration."""
    try:
        return list(widget.sources(personal.placed(widget, settings, place)))
    except Exception as error:
        raise faulty(widget, error) from error


def form(
    widget: WidgetType, data: Mapping[str, Any] | None = None, initial: Mapping[str, Any] | None = None
) -> forms.Form:
    """For editing: `initial` are the stored settings, `data` is what was sent.

    A browser's form leaves out what is not ticked, so a QueryDict is taken as it is. JSON may name only what differs
    from `initial`, or else from the defaults.
    """
    start = {**defaults(widget), **(initial or {})}
    if data is not None and not isinstance(data, QueryDict):
        data = {**start, **data}
    bound = personal.form_class(widget)(data=data, initial=start)
    if bound.is_bound:
        _check(widget, bound)
    return bound


def _check(widget: WidgetType, bound: forms.Form) -> None:
    """Cleans it behind the wall: rendering a form cleans it too, and must not break the page around it."""
    if _misshapen(bound):
        return
    try:
        bound.full_clean()
    except Exception as error:
        for line in faulty(widget, error).errors["__all__"]:
            bound.add_error(None, line)


def validate(widget: WidgetType, data: Mapping[str, Any], initial: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Settings as they are stored, or InvalidConfiguration. Names that the type does not know are dropped."""
    bound = form(widget, data, initial)
    if errors := _misshapen(bound):
        raise InvalidConfiguration(errors)
    if not bound.is_valid():
        raise InvalidConfiguration({name: [str(line) for line in lines] for name, lines in bound.errors.items()})
    try:
        return as_json(personal.without_empty(bound.cleaned_data))
    except (TypeError, ValueError) as error:
        raise faulty(widget, error) from error


def as_json(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Cleaned form data in the shape that comes back from the database."""
    return json.loads(json.dumps(cleaned, cls=DjangoJSONEncoder))


def describe(widget: WidgetType) -> list[dict[str, Any]]:
    """The fields for scripts: name, type, label, help, required, default; choices and limits where they have any."""
    return [_described(name, field) for name, field in personal.form_class(widget).base_fields.items()]


def _described(name: str, field: forms.Field) -> dict[str, Any]:
    about = {
        "name": name,
        "type": _type(field),
        "label": str(field.label or name),
        "help": str(field.help_text),
        "required": field.required,
        "default": _default(field),
    }
    if isinstance(field, forms.ChoiceField):
        choices: Iterable[tuple[Any, Any]] = flatten_choices(cast(Any, field.choices))
        about["choices"] = [{"value": value, "label": str(label)} for value, label in choices]
    return about | {limit: value for limit in LIMITS if (value := getattr(field, limit, None)) is not None}


def _type(field: forms.Field) -> str:
    if isinstance(field, forms.MultipleChoiceField):
        return "choices"
    named = {
        forms.BooleanField: "boolean",
        forms.FloatField: "number",
        forms.DecimalField: "number",
        forms.IntegerField: "integer",
        forms.ChoiceField: "choice",
        forms.URLField: "url",
        forms.DateTimeField: "datetime",
        forms.DateField: "date",
    }
    found = next((word for cls, word in named.items() if isinstance(field, cls)), "text")
    return "lines" if found == "text" and isinstance(field.widget, forms.Textarea) else found


def _default(field: forms.Field) -> Any:
    value = field.initial() if callable(field.initial) else field.initial
    if value is not None:
        return value
    if isinstance(field, forms.BooleanField):
        return False
    if isinstance(field, forms.MultipleChoiceField):
        return []
    return "" if isinstance(field, forms.CharField | forms.ChoiceField) else None


def _misshapen(bound: forms.Form) -> dict[str, list[str]]:
    """What JSON can carry and a form or a database cannot: lists and objects for one value, half characters."""
    if isinstance(bound.data, QueryDict):
        return {}
    faults = {}
    for name, field in bound.fields.items():
        value = bound.data.get(name)
        many = isinstance(field, forms.MultipleChoiceField)
        if isinstance(value, dict) or (value is not None and isinstance(value, list) != many):
            faults[name] = [_("Send a list here.") if many else _("Send one plain value here.")]
        elif not _storable(value):
            faults[name] = [_("This has characters that cannot be stored.")]
    return faults


def _storable(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except (TypeError, ValueError):
        return False
    return True
