"""A kind whose settings grow: old panels go on, a fault stays in its panel, and a package may be rolled back."""

import pytest
from django import forms

from portal.pages import services
from portal.pages.models import Panel
from tests.portal.pages import desk
from widgets import registry
from widgets.base import WidgetType

pytestmark = pytest.mark.django_db


class First(forms.Form):
    leaf = forms.CharField(max_length=20)


class Second(forms.Form):
    tea = forms.CharField(max_length=20)
    minutes = forms.IntegerField(initial=3)


class TeaAtFirst(WidgetType):
    """Tea."""

    kind, title, icon = "tea", "Tea", "leaf"
    SettingsForm = First
    template_engine, template = "django", "probe/widget.html"

    def get_context(self, settings, sources, viewer):
        return {"settings": settings}

    def default_title(self, settings, sources):
        return ", ".join(f"{name} {value}" for name, value in sorted(settings.items()))


class TeaNow(TeaAtFirst):
    settings_version = 2
    SettingsForm = Second

    def upgrade(self, settings, version):
        return {"tea": settings["leaf"]}


@pytest.fixture
def install(monkeypatch):
    """Another release of the package; what is drawn stands for it in a template that says nothing."""
    monkeypatch.setattr("widgets.rendering.find_template", lambda _widget: Plain())
    return lambda release: monkeypatch.setitem(registry._types, "tea", release())


class Plain:
    def render(self, context):
        return "<p>drawn</p>"


@pytest.fixture
def panel(ada, page, install):
    install(TeaAtFirst)
    desk.add(ada, page, "neighbour")
    return services.add_panel(user=ada, page_id=page.pk, kind="tea", settings={"leaf": "Assam"}).panel


def shown(client, ada, panel):
    client.force_login(ada)
    return client.get(f"/panels/{panel.pk}/").content.decode()


def stored(panel):
    return Panel.objects.values_list("settings", "settings_version").get(pk=panel.pk)


def test_an_old_panel_is_drawn_with_its_settings_brought_up_to_date(client, ada, panel, install):
    install(TeaNow)
    assert "minutes 3, tea Assam" in shown(client, ada, panel)
    assert stored(panel) == ({"leaf": "Assam"}, 1)  # drawing writes nothing


def test_an_old_panel_is_edited_from_where_it_is_now(client, ada, panel, install):
    install(TeaNow)
    services.update_panel(user=ada, panel_id=panel.pk, settings={"minutes": 5})
    assert stored(panel) == ({"tea": "Assam", "minutes": 5}, 2)


def test_an_upgrade_that_fails_stays_in_its_panel_and_keeps_the_settings(client, ada, panel, install, monkeypatch):
    install(TeaNow)
    monkeypatch.setattr(TeaNow, "upgrade", lambda _self, settings, version: settings["gone"])
    assert 'data-state="failed"' in shown(client, ada, panel)
    assert "Your settings are kept" in shown(client, ada, panel)
    page = client.get("/").content.decode()
    assert page.count('data-state="fresh"') == 1  # the neighbour
    assert stored(panel) == ({"leaf": "Assam"}, 1)


def test_a_package_that_is_rolled_back_leaves_newer_settings_alone(client, ada, panel, install):
    install(TeaNow)
    services.update_panel(user=ada, panel_id=panel.pk, settings={"minutes": 5})
    install(TeaAtFirst)
    assert 'data-state="f' in shown(client, ada, panel)  # drawn, or failed in words; never a broken page
    assert client.get("/").status_code == 200
    assert stored(panel) == ({"tea": "Assam", "minutes": 5}, 2)
    install(TeaNow)
    assert "minutes 5, tea Assam" in shown(client, ada, panel)
