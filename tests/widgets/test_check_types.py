"""`manage.py check` names every fault of a widget type before a person meets it."""

from datetime import timedelta

import pytest
from django import forms
from django.core import checks

from widgets import registry
from widgets.base import WidgetType
from widgets.checks import find_faults


def form(**fields):
    return type("Form", (forms.Form,), fields)


def kind(**attributes):
    given = {
        "__doc__": "Does well.",
        "kind": "probe",
        "title": "Probe",
        "icon": "flask",
        "template": "feed/widget.html",
    }
    return type("Probe", (WidgetType,), given | attributes)


def test_check_finds_nothing_wrong_with_what_is_installed():
    assert [str(fault) for fault in checks.run_checks(tags=["widgets"])] == []


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ({"kind": "Not A Slug"}, "no kind"),
        ({"kind": ""}, "no kind"),
        ({"title": ""}, "no title"),
        ({"icon": ""}, "no icon"),
        ({"__doc__": " "}, "no docstring"),
        ({"__doc__": None}, "no docstring"),
        ({"settings_version": 0}, "settings_version"),
        ({"template": "probe/nowhere.html"}, "template probe/nowhere.html"),
        ({"template_engine": "django", "template": "probe/nowhere.html"}, "template probe/nowhere.html"),
        ({"refresh_every": timedelta(hours=1)}, "no fetch()"),
        ({"refresh_every": timedelta(seconds=1), "fetch": print}, "once a minute"),
        ({"varies_on": ("shoe_size",)}, "shoe_size"),
        ({"SettingsForm": form(title=forms.CharField(required=False))}, "setting named title"),
        ({"SettingsForm": form(rows=forms.IntegerField(max_value=5, initial=9))}, "default for rows"),
        ({"SettingsForm": form(since=forms.DateField(initial="soon"))}, "default for since"),
        ({"SettingsForm": form(tags=forms.Field(initial=lambda: {1, 2}))}, "no JSON"),
    ],
)
def test_check_names_a_fault(attributes, words):
    assert any(words in fault for fault in find_faults(kind(**attributes)()))


def test_check_reports_a_type_without_any_names():
    bare = type("Bare", (WidgetType,), {"__doc__": None})
    registry.register(bare)
    try:
        found = [fault.msg for fault in checks.run_checks(tags=["widgets"])]
    finally:
        del registry._types["Bare"]
    assert all("Bare has no" in fault for fault in found)
    assert len(found) == 4


def test_register_refuses_a_second_type_of_one_kind():
    with pytest.raises(registry.DuplicateKind, match="feed"):
        registry.register(kind(kind="feed"))
