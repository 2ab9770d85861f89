"""Copying a panel: the same again, here or on another page, and the original stays as it is."""

import pytest

from portal.errors import NotFound, StaleVersion, TooMany
from portal.pages import services
from portal.pages.models import Panel
from portal.pages.services import panels
from tests.portal.pages import desk

pytestmark = pytest.mark.django_db


def copy(user, title, page, **more):
    return services.copy_panel(user=user, panel_id=desk.panel(title).pk, page_id=page.pk, **more)


def test_copy_panel_to_another_page(ada, page, abc):
    other = services.create_page(user=ada, title="Other").page
    services.update_panel(user=ada, panel_id=desk.panel("c").pk, colour="green", density="compact", hide_header=True)
    change = copy(ada, "c", other, version=5)
    assert change.page == other
    assert (desk.titles(page), desk.titles(other)) == ([[["a", "b"], ["c"], []]], [[["c"], [], []]])
    assert (desk.version(page), desk.version(other)) == (5, 2)
    kept = ("kind", "settings", "settings_version", *Panel.FRAME)
    original = Panel.objects.get(title="c", section__page=page)
    assert all(getattr(change.panel, name) == getattr(original, name) for name in kept)
    assert change.panel.settings == {**original.settings}


def test_copy_panel_on_its_own_page_stands_below_it(ada, page, abc):
    change = copy(ada, "a", page, version=4)
    assert desk.titles(page) == [[["a", "a", "b"], ["c"], []]]
    assert change.page.version == 5
    services.undo(user=ada, page_id=page.pk)
    assert desk.titles(page) == [[["a", "b"], ["c"], []]]


def test_copy_panel_shares_its_sources(ada, page):
    settings = {"url": "https://news.example.org/feed"}
    panel = services.add_panel(user=ada, page_id=page.pk, kind="feed", settings=settings).panel
    twin = services.copy_panel(user=ada, panel_id=panel.pk, page_id=page.pk).panel
    assert list(twin.sources.all()) == list(panel.sources.all()) != []


def test_copy_panel_from_an_old_page_is_refused(ada, page, abc):
    with pytest.raises(StaleVersion):
        copy(ada, "a", page, version=2)
    assert desk.titles(page) == [[["a", "b"], ["c"], []]]


def test_copy_panel_between_strangers_is_not_found(ada, eve, page, abc):
    foreign = services.create_page(user=eve, title="Eve").page
    with pytest.raises(NotFound):
        copy(ada, "a", foreign)
    with pytest.raises(NotFound):
        copy(eve, "a", foreign)
    assert desk.titles(foreign) == [[[], [], []]]


def test_copy_panel_to_a_full_page_is_refused(ada, page, abc, monkeypatch):
    monkeypatch.setattr(panels, "MAX_PANELS", 3)
    with pytest.raises(TooMany):
        copy(ada, "a", page)
    assert Panel.objects.count() == 3
