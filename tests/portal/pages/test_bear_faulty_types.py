"""A widget type of another package that breaks over settings: said in place, and nothing is lost."""

from collections.abc import Iterator

import pytest
from django import forms

from portal.errors import InvalidSettings
from portal.pages import services
from portal.pages.models import Panel
from tests.portal.pages import desk
from widgets import offers, registry
from widgets.base import SourceSpec, WidgetType
from widgets.models import CatalogueEntry

pytestmark = pytest.mark.django_db


class FaultyForm(forms.Form):
    word = forms.CharField(required=False)

    def clean(self):
        if self.cleaned_data.get("word") == "clean":
            raise ZeroDivisionError("a bug in clean")


class Faulty(WidgetType):
    """Breaks where its settings say."""

    kind, title, icon = "faulty", "Faulty", "puzzle"
    SettingsForm = FaultyForm
    settings_version = 2

    def sources(self, settings):
        if settings["word"] == "sources":
            raise ZeroDivisionError("a bug in sources")
        return [SourceSpec("faulty", {"word": settings["word"]})] if settings["word"] else []

    def upgrade(self, settings, version):
        raise ZeroDivisionError("a bug in upgrade")


@pytest.fixture(autouse=True)
def installed() -> Iterator[None]:
    registry.register(Faulty)
    yield
    del registry._types["faulty"]


@pytest.fixture
def panel(ada, page) -> Panel:
    return services.add_panel(user=ada, page_id=page.pk, kind="faulty", settings={"word": "fine"}).panel


def entry(word: str) -> CatalogueEntry:
    return CatalogueEntry.objects.create(slug="odd", kind="faulty", settings={"word": word}, title="Odd")


@pytest.mark.parametrize("word", ["clean", "sources"])
def test_add_a_faulty_entry_says_so_and_changes_nothing(client, ada, page, word):
    client.force_login(ada)
    entry(word)
    body = client.post("/add/odd/", {"page": page.slug}, follow=True).content.decode()
    assert "fault of its own" in body
    assert not Panel.objects.exists()
    assert desk.version(page) == page.version


@pytest.mark.parametrize("word", ["clean", "sources"])
def test_keep_faulty_settings_says_so_in_the_form(client, ada, panel, word):
    client.force_login(ada)
    response = client.post(f"/panels/{panel.pk}/settings/", {"word": word, "frame-title": "Mine"})
    assert response.status_code == 422
    assert 'role="alert">This widget has a fault of its own' in response.content.decode()
    panel.refresh_from_db()
    assert (panel.settings, panel.title) == ({"word": "fine"}, "")


def test_settings_that_cannot_be_upgraded_still_open_and_the_heading_can_change(client, ada, panel):
    Panel.objects.update(settings_version=1)
    client.force_login(ada)
    response = client.get(f"/panels/{panel.pk}/settings/")
    assert response.status_code == 200
    assert "fault of its own" in response.content.decode()
    client.post(f"/panels/{panel.pk}/settings/", {"frame-title": "Mine"})
    panel.refresh_from_db()
    assert (panel.title, panel.settings) == ("Mine", {"word": "fine"})


def test_bring_back_a_panel_whose_type_has_become_faulty_with_the_sources_it_had(ada, panel):
    had = list(panel.sources.values_list("pk", flat=True))
    services.remove_panel(user=ada, panel_id=panel.pk)
    Panel.objects.update(settings={"word": "sources"})
    services.restore_panel(user=ada, panel_id=panel.pk)
    panel.refresh_from_db()
    assert panel.removed_at is None
    assert list(panel.sources.values_list("pk", flat=True)) == had


def test_a_faulty_entry_names_no_sources():
    assert offers.specs_of(entry("sources")) == []


def test_add_over_the_api_says_what_is_wrong(ada, page):
    with pytest.raises(InvalidSettings) as refused:
        services.add_panel(user=ada, page_id=page.pk, kind="faulty", settings={"word": "clean"})
    assert "fault of its own" in refused.value.errors["__all__"][0]


def test_double_a_page_with_a_panel_whose_type_has_become_faulty(ada, page, panel):
    Panel.objects.update(settings={"word": "sources"})
    desk.add(ada, page, "mine", 1)
    copy = services.duplicate_page(user=ada, page_id=page.pk).page
    assert desk.titles(copy) == [[[""], ["mine"], []]]
