"""The settings of a widget as a form shows them: each with what it is without a choice, and whether it differs."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _

from widgets import configuration, personal
from widgets.base import WidgetType

#: The name that stands for all settings in `reset`.
ALL = "all"
SHOWN_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class Setting:
    field: forms.BoundField
    #: As a script compares it: true or false, a list, or text.
    default: str
    default_words: str
    is_changed: bool
    #: Where the default is nothing and something is needed, there is no way back to it.
    may_reset: bool


def base_of(widget: WidgetType, offered: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The defaults: of the type, or as the catalogue offers this one."""
    known = personal.form_class(widget).base_fields
    return configuration.defaults(widget) | {name: value for name, value in (offered or {}).items() if name in known}


def settings_of(form: forms.Form, base: Mapping[str, Any]) -> list[Setting]:
    return [_setting(field, base.get(field.name)) for field in form if not field.is_hidden]


def _setting(bound: forms.BoundField, default: Any) -> Setting:
    usual = plain(bound.field, default)
    return Setting(
        field=bound,
        default=json.dumps(usual),
        default_words=in_words(bound.field, usual),
        is_changed=plain(bound.field, bound.value()) != usual,
        may_reset=bool(usual) or not bound.field.required,
    )


def plain(field: forms.Field, value: Any) -> bool | list[str] | str:
    """The value as a browser's form knows it, whether it was stored or typed."""
    if isinstance(field, forms.BooleanField):
        return value not in (None, False, "", "False", "false")
    if isinstance(field, forms.MultipleChoiceField):
        return sorted(map(str, value or []))
    return "" if value is None else "\n".join(str(value).split("\r\n")).strip()


def in_words(field: forms.Field, usual: bool | list[str] | str) -> str:
    if isinstance(usual, bool):
        return _("yes") if usual else _("no")
    chosen = usual if isinstance(usual, list) else [usual]
    if isinstance(field, forms.ChoiceField):
        choices: Iterable[tuple[Any, Any]] = flatten_choices(cast(Any, field.choices))
        labels = {str(value): str(label) for value, label in choices}
        chosen = [labels.get(value, value) for value in chosen]
    words = ", ".join(line for each in chosen for line in each.splitlines() if line)
    return f"{words[:SHOWN_AT_MOST]} …" if len(words) > SHOWN_AT_MOST else words or _("empty")


def reset(widget: WidgetType, sent: QueryDict, base: Mapping[str, Any]) -> QueryDict:
    """What was sent, with the settings that `reset` names as they are without a choice."""
    wanted = sent.get("reset", "")
    data = sent.copy()
    for name, field in personal.form_class(widget).base_fields.items():
        if wanted not in (name, ALL):
            continue
        usual = plain(field, base.get(name))
        data.setlist(name, usual if isinstance(usual, list) else [str(usual)] if usual else [])
    return data
