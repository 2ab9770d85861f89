"""Adding, configuring, removing and restoring panels."""

import pytest

from portal.errors import InvalidSettings, NotFound, TooMany
from portal.pages import selectors, services
from portal.pages.models import Panel
from portal.pages.services import panels
from recommender.models import Event
from tests.portal.pages import desk
from widgets.models import CatalogueEntry, Source

pytestmark = pytest.mark.django_db

FEED = {"url": "https://news.example.org/feed"}


@pytest.fixture
def entry() -> CatalogueEntry:
    return CatalogueEntry.objects.create(slug="news", kind="feed", settings=FEED, title="News", category="news")


def test_add_panel_goes_to_the_emptiest_column(ada, page, abc):
    desk.add(ada, page, "d", column=None)
    assert desk.titles(page) == [[["a", "b"], ["c"], ["d"]]]


def test_add_panel_at_a_place(ada, page, abc):
    desk.add(ada, page, "d", column=0, position=1)
    assert desk.titles(page) == [[["a", "d", "b"], ["c"], []]]


def test_add_panel_with_its_source_shared(ada, eve, page):
    theirs = services.create_page(user=eve, title="Eve").page
    panels_made = [
        services.add_panel(user=user, page_id=where.pk, kind="feed", settings=FEED).panel
        for user, where in ((ada, page), (eve, theirs))
    ]
    source = Source.objects.get()
    assert [list(panel.sources.all()) for panel in panels_made] == [[source], [source]]


def test_add_panel_with_bad_settings_is_refused_and_writes_nothing(ada, page):
    with pytest.raises(InvalidSettings) as refused:
        services.add_panel(user=ada, page_id=page.pk, kind="feed", settings={"url": "not an address"})
    assert list(refused.value.errors) == ["url"]
    assert not Panel.objects.exists()
    assert desk.version(page) == 1


def test_add_panel_of_an_unknown_kind_is_refused(ada, page):
    with pytest.raises(InvalidSettings) as refused:
        services.add_panel(user=ada, page_id=page.pk, kind="gone")
    assert list(refused.value.errors) == ["kind"]


def test_add_panel_to_a_full_page_is_refused(ada, page, monkeypatch):
    monkeypatch.setattr(panels, "MAX_PANELS", 2)
    desk.add(ada, page, "a")
    desk.add(ada, page, "b")
    with pytest.raises(TooMany):
        desk.add(ada, page, "c")
    services.remove_panel(user=ada, panel_id=desk.panel("a").pk)
    desk.add(ada, page, "d")
    with pytest.raises(TooMany):
        services.restore_panel(user=ada, panel_id=desk.panel("a").pk)


def test_add_from_catalogue_counts_and_is_told_to_the_recommender(ada, page, entry, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        change = services.add_from_catalogue(user=ada, page_id=page.pk, slug="news")
    entry.refresh_from_db()
    assert (change.panel.entry, entry.added_count) == (entry, 1)
    assert list(Event.objects.values_list("user", "kind", "entry")) == [(ada.pk, "add", entry.pk)]


def test_add_from_catalogue_carries_the_name_that_was_picked(ada, page):
    zones = {"zones": "Europe/Paris"}
    CatalogueEntry.objects.create(slug="paris", kind="clock", title="Paris time", category="tools", settings=zones)
    CatalogueEntry.objects.create(slug="clock", kind="clock", title="Any clock", category="tools")
    titles = [
        services.add_from_catalogue(user=ada, page_id=page.pk, slug=slug).panel.title for slug in ("paris", "clock")
    ]
    assert titles == ["Paris time", ""]


def test_remove_panel_from_the_catalogue_is_told_too(ada, page, entry, django_capture_on_commit_callbacks):
    panel = services.add_from_catalogue(user=ada, page_id=page.pk, slug="news").panel
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_panel(user=ada, panel_id=panel.pk)
        services.undo(user=ada, page_id=page.pk)
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == ["remove", "add"]


def test_send_panel_is_no_opinion(ada, page, entry, django_capture_on_commit_callbacks):
    other = services.create_page(user=ada, title="Other").page
    panel = services.add_from_catalogue(user=ada, page_id=page.pk, slug="news").panel
    with django_capture_on_commit_callbacks(execute=True):
        services.send_panel(user=ada, panel_id=panel.pk, page_id=other.pk)
    assert not Event.objects.exists()


def test_add_from_catalogue_a_retired_entry_is_not_found(ada, page, entry):
    CatalogueEntry.objects.update(is_retired=True)
    with pytest.raises(NotFound):
        services.add_from_catalogue(user=ada, page_id=page.pk, slug="news")


def test_update_panel_keeps_the_settings_that_were_not_named(ada, page):
    panel = services.add_panel(user=ada, page_id=page.pk, kind="feed", settings=FEED).panel
    before = panel.settings
    updated = services.update_panel(user=ada, panel_id=panel.pk, settings={}).panel
    assert updated.settings == before


def test_update_panel_follows_its_new_source(ada, page):
    panel = services.add_panel(user=ada, page_id=page.pk, kind="feed", settings=FEED).panel
    services.update_panel(user=ada, panel_id=panel.pk, settings={"url": "https://other.example.org/feed"})
    assert panel.sources.get().settings["url"] == "https://other.example.org/feed"
    services.undo(user=ada, page_id=page.pk)
    assert panel.sources.get().settings["url"] == FEED["url"]


@pytest.mark.parametrize(
    "bad", [{"colour": "red; x"}, {"colour": "c" * 21}, {"title": "t" * 121}, {"density": "tight"}]
)
def test_update_panel_refuses_a_bad_frame(ada, page, abc, bad):
    with pytest.raises(InvalidSettings) as refused:
        services.update_panel(user=ada, panel_id=desk.panel("a").pk, **bad)
    assert list(refused.value.errors) == list(bad)
    assert desk.version(page) == 4


def test_update_panel_of_an_uninstalled_kind_can_still_be_moved_and_removed(ada, page, abc):
    Panel.objects.filter(title="a").update(kind="gone")
    pk = desk.panel("a").pk
    with pytest.raises(InvalidSettings):
        services.update_panel(user=ada, panel_id=pk, settings={"text": "x"})
    services.move_panel(user=ada, panel_id=pk, column=2)
    services.remove_panel(user=ada, panel_id=pk)
    services.restore_panel(user=ada, panel_id=pk)
    assert desk.titles(page) == [[["b"], ["c"], ["a"]]]


def test_restore_panel_to_its_old_place(ada, page, abc):
    pk = desk.panel("a").pk
    services.remove_panel(user=ada, panel_id=pk)
    assert desk.titles(page) == [[["b"], ["c"], []]]
    services.restore_panel(user=ada, panel_id=pk)
    assert desk.titles(page) == [[["a", "b"], ["c"], []]]


def test_restore_panel_whose_section_is_gone(ada, page, abc):
    services.add_section(user=ada, page_id=page.pk, layout="1")
    below = page.sections.get(layout="1")
    pk = desk.add(ada, page, "z", section_id=below.pk).panel.pk
    services.remove_panel(user=ada, panel_id=pk)
    services.remove_section(user=ada, section_id=below.pk)
    services.restore_panel(user=ada, panel_id=pk)
    assert desk.titles(page) == [[["z", "a", "b"], ["c"], []]]


def test_restore_panel_that_is_there_already_leaves_it_where_it_is(ada, page, abc):
    change = services.restore_panel(user=ada, panel_id=desk.panel("a").pk, version=1)
    assert desk.titles(page) == [[["a", "b"], ["c"], []]]
    assert change.page.version == 4


def test_remove_panel_twice_removes_it_once(ada, page, abc):
    pk = desk.panel("a").pk
    for _click in range(2):
        change = services.remove_panel(user=ada, panel_id=pk, version=4)
    assert change.page.version == desk.version(page) == 5
    services.undo(user=ada, page_id=page.pk)
    assert desk.titles(page) == [[["a", "b"], ["c"], []]]


def test_update_panel_frame_and_undo(ada, page, abc):
    pk = desk.panel("a").pk
    services.update_panel(user=ada, panel_id=pk, hide_header=True, density="compact")
    shown = selectors.panel_for(ada, pk)
    assert (shown.hide_header, shown.density) == (True, "compact")
    services.undo(user=ada, page_id=page.pk)
    shown = selectors.panel_for(ada, pk)
    assert (shown.hide_header, shown.density) == (False, "")


def test_undo_to_a_revision_older_than_density_brings_the_usual_one(ada, page, abc):
    revision = page.revisions.get(version=4)
    for column in revision.layout["sections"][0]["columns"]:
        for panel in column:
            del panel["density"], panel["hide_header"]
    revision.save()
    services.update_panel(user=ada, panel_id=desk.panel("a").pk, title="z", density="roomy")
    services.undo(user=ada, page_id=page.pk)
    assert desk.panel("a").density == ""
