"""Settings of a panel: from defaults through a form or the API to JSON and back."""

import datetime
import json

import pytest
from django import forms
from django.http import QueryDict

from widgets import configuration
from widgets.base import WidgetType


class TeaForm(forms.Form):
    leaf = forms.CharField(max_length=20, label="Leaf")
    minutes = forms.IntegerField(min_value=1, max_value=10, initial=3, help_text="How long it draws.")
    milk = forms.BooleanField(required=False, initial=True)
    cups = forms.MultipleChoiceField(choices=[("s", "Small"), ("l", "Large")], required=False)
    since = forms.DateField(required=False)


class Tea(WidgetType):
    """A kettle."""

    kind, title, icon = "tea", "Tea", "coffee"
    settings_version = 2
    SettingsForm = TeaForm

    def upgrade(self, settings, version):
        return {**settings, "leaf": settings.get("sort", "")}


tea = Tea()


def test_defaults_come_from_the_form():
    assert configuration.defaults(tea) == {"leaf": "", "minutes": 3, "milk": True, "cups": [], "since": None}


def test_validate_fills_in_what_a_script_leaves_out_and_stores_json():
    stored = configuration.validate(tea, {"leaf": "Assam", "since": "2026-11-23", "owner": "someone else"})
    assert stored == {"leaf": "Assam", "minutes": 3, "milk": True, "cups": [], "since": "2026-11-23"}
    assert json.loads(json.dumps(stored)) == stored
    assert configuration.validate(tea, stored) == stored


def test_validate_keeps_the_settings_that_a_script_does_not_name():
    stored = configuration.validate(tea, {"leaf": "Assam", "minutes": 5})
    assert configuration.validate(tea, {"milk": False}, initial=stored) == stored | {"milk": False}


def test_validate_takes_a_browsers_silence_as_not_ticked():
    assert configuration.validate(tea, QueryDict("leaf=Assam&minutes=4&cups=s&cups=l"))["milk"] is False


@pytest.mark.parametrize(
    "bad",
    [
        {"leaf": "x" * 21},
        {"leaf": ["Assam"]},
        {"leaf": {"name": "Assam"}},
        {"leaf": "half \ud800 a character"},
        {"leaf": "nul \x00"},
        {"leaf": "Assam", "minutes": 0},
        {"leaf": "Assam", "minutes": float("inf")},
        {"leaf": "Assam", "minutes": 10**400},
        {"leaf": "Assam", "cups": "s"},
        {"leaf": "Assam", "cups": [{"deep": []}]},
        {},
    ],
)
def test_validate_names_the_field_at_fault(bad):
    with pytest.raises(configuration.InvalidConfiguration) as caught:
        configuration.validate(tea, bad)
    [(field, sentences)] = caught.value.errors.items()
    assert field in TeaForm.base_fields
    assert all(sentence.endswith(".") for sentence in sentences)


def test_form_shows_what_is_stored():
    shown = configuration.form(tea, initial={"leaf": "Assam", "milk": False})
    assert 'value="Assam"' in str(shown["leaf"])
    assert "checked" not in str(shown["milk"])
    assert 'value="3"' in str(shown["minutes"])


def test_upgrade_brings_old_settings_up_to_date():
    assert configuration.upgrade(tea, {"sort": "Assam"}, 1)["leaf"] == "Assam"
    assert configuration.upgrade(tea, {"leaf": "Darjeeling"}, 2)["minutes"] == 3


def test_describe_tells_a_script_all_it_needs():
    fields = {field["name"]: field for field in configuration.describe(tea)}
    assert fields["minutes"] == {
        "name": "minutes", "type": "integer", "label": "minutes", "help": "How long it draws.",
        "required": True, "default": 3, "min_value": 1, "max_value": 10,
    }  # fmt: skip
    assert fields["cups"]["choices"][0] == {"value": "s", "label": "Small"}
    assert [field["type"] for field in fields.values()] == ["text", "integer", "boolean", "choices", "date"]
    assert datetime.date.fromisoformat(configuration.validate(tea, {"leaf": "a", "since": "2026-01-02"})["since"])
