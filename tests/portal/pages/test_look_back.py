"""The history of a page says in words what changed, shows the page as it was, and brings it back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.errors import NotFound, StaleVersion
from portal.pages import services
from portal.pages.models import Page, Panel, Section
from portal.pages.past import history
from tests.portal.pages import desk
from widgets import items
from widgets.base import ItemData

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0"


@pytest.fixture
def signed_in(client, ada, page, abc):
    client.force_login(ada)
    return client


def told(page):
    """The newest entry's words."""
    page.refresh_from_db()
    return history.entries_of(page)[0].words


CHANGES = {
    "Added “new”": lambda ada, page: desk.add(ada, page, "new"),
    "Moved “a” to column 3": lambda ada, page: services.move_panel(user=ada, panel_id=desk.panel("a").pk, column=2),
    "Moved “b” up": lambda ada, page: services.shift_panel(user=ada, panel_id=desk.panel("b").pk, direction="up"),
    "Removed “a”": lambda ada, page: services.remove_panel(user=ada, panel_id=desk.panel("a").pk),
    "Changed the settings of “a”": lambda ada, page: services.update_panel(
        user=ada, panel_id=desk.panel("a").pk, settings={"text": "new"}
    ),
    "Renamed “a” to “Alpha”": lambda ada, page: services.update_panel(
        user=ada, panel_id=desk.panel("a").pk, title="Alpha"
    ),
    "Changed the looks of “a”": lambda ada, page: services.update_panel(
        user=ada, panel_id=desk.panel("a").pk, density="compact"
    ),
    "Folded up “a”": lambda ada, page: services.update_panel(user=ada, panel_id=desk.panel("a").pk, collapsed=True),
    "Renamed the page to “Start”": lambda ada, page: services.update_page(user=ada, page_id=page.pk, title="Start"),
    "Changed the page's icon or colour": lambda ada, page: services.update_page(user=ada, page_id=page.pk, icon="sun"),
    "Added the section “More”": lambda ada, page: services.add_section(user=ada, page_id=page.pk, title="More"),
    "Changed the columns of the section 1": lambda ada, page: services.update_section(
        user=ada, section_id=page.sections.get().pk, layout="1"
    ),
}


@pytest.mark.parametrize("words", CHANGES)
def test_history_says_what_changed_and_what_was_undone(ada, page, abc, words):
    CHANGES[words](ada, page)
    assert told(page) == [words]
    services.undo(user=ada, page_id=page.pk)
    assert told(page) == [f"Undone: {words}"]
    services.redo(user=ada, page_id=page.pk)
    assert told(page) == [f"Done again: {words}"]


def test_history_names_the_other_page(ada, page, abc):
    other = services.create_page(user=ada, title="Work").page
    services.send_panel(user=ada, panel_id=desk.panel("a").pk, page_id=other.pk)
    assert told(page) == ["Sent “a” to “Work”"]
    assert told(other) == ["“a” came from “Home”"]


def test_history_calls_a_panel_without_heading_by_what_it_shows(ada, page):
    feed = services.add_panel(user=ada, page_id=page.pk, kind="feed", settings={"url": "https://news.example.org/"})
    assert told(page) == ["Added “Feed”"]
    feed.panel.sources.update(title="The Ledger")
    assert told(page) == ["Added “The Ledger”"]


def test_history_says_which_device(signed_in, page):
    post = {"direction": "down", "version": desk.version(page)}
    signed_in.post(f"/panels/{desk.panel('a').pk}/shift/", post, headers={"user-agent": FIREFOX})
    body = signed_in.get(f"/pages/{page.pk}/history/").content.decode()
    assert "Moved “b” up" in body
    assert "Firefox on Android" in body
    assert "Added “c”" in body


def test_history_is_as_long_as_promised(ada, page, monkeypatch):
    monkeypatch.setattr("portal.pages.services.changes.REVISIONS_KEPT", 5)
    for number in range(12):
        services.update_page(user=ada, page_id=page.pk, title=f"Title {number}")
    assert [revision.version for revision in page.revisions.all()] == [13, 12, 11, 10, 9]


def test_preview_shows_the_page_as_it_was_with_real_content(signed_in, ada, page):
    source = desk_feed(ada, page)
    then = desk.version(page)
    services.remove_panel(user=ada, panel_id=desk.panel("a").pk)
    services.remove_panel(user=ada, panel_id=Panel.objects.get(kind="feed").pk)
    items.upsert(source, [ItemData(uid="1", title="The harbour freezes over")], timezone.now())
    source.refresh_from_db()
    body = signed_in.get(f"/pages/{page.pk}/history/{then}/").content.decode()
    assert "The harbour freezes over" in body
    assert 'aria-label="a"' in body
    assert "data-grip" not in body
    assert "/remove/" not in body
    assert desk.titles(page) == [[["b"], ["c"], []]], "looking changes nothing"


def desk_feed(ada, page):
    change = services.add_panel(
        user=ada, page_id=page.pk, kind="feed", settings={"url": "https://news.example.org/"}, column=2
    )
    source = change.panel.sources.get()
    type(source).objects.filter(pk=source.pk).update(state="ok", version=1, fetched_at=timezone.now())
    source.refresh_from_db()
    return source


def test_restore_brings_the_page_back_and_can_be_undone(signed_in, ada, page):
    then = desk.version(page)
    services.remove_panel(user=ada, panel_id=desk.panel("a").pk)
    services.update_page(user=ada, page_id=page.pk, title="Other")
    services.add_section(user=ada, page_id=page.pk)
    address = f"/pages/{page.pk}/history/{then}/restore/"
    body = signed_in.post(address, {"version": desk.version(page)}, follow=True).content.decode()
    page.refresh_from_db()
    assert (page.title, desk.titles(page)) == ("Home", [[["a", "b"], ["c"], []]])
    assert "as it was then" in body
    assert told(page)[0].startswith("Restored how it was on 2")
    services.undo(user=ada, page_id=page.pk)
    page.refresh_from_db()
    assert (page.title, desk.titles(page)) == ("Other", [[["b"], ["c"], []], [[], [], []]])


def test_restore_takes_nothing_from_other_pages(ada, page, abc):
    then = desk.version(page)
    other = services.create_page(user=ada, title="Work").page
    services.send_panel(user=ada, panel_id=desk.panel("a").pk, page_id=other.pk)
    services.restore_revision(user=ada, page_id=page.pk, revision=then)
    assert desk.titles(page) == [[["a", "b"], ["c"], []]]
    assert desk.titles(other) == [[["a"], [], []]]
    services.undo(user=ada, page_id=page.pk)
    assert desk.titles(page) == [[["b"], ["c"], []]]
    assert desk.titles(other) == [[["a"], [], []]]


def test_restore_after_a_section_was_deleted_for_good(ada, page, abc):
    below = services.add_section(user=ada, page_id=page.pk, title="Below").page.sections.last()
    desk.add(ada, page, "z", section_id=below.pk)
    then = desk.version(page)
    services.remove_section(user=ada, section_id=below.pk)
    services.delete_section(user=ada, section_id=below.pk)
    services.restore_revision(user=ada, page_id=page.pk, revision=then)
    assert desk.titles(page) == [[["a", "b", "z"], ["c"], []]]
    assert Section.objects.filter(page=page).count() == 1


def test_restore_refuses_what_is_stale_unknown_or_not_ones_own(ada, eve, page, abc):
    with pytest.raises(StaleVersion):
        services.restore_revision(user=ada, page_id=page.pk, revision=1, version=1)
    with pytest.raises(NotFound):
        services.restore_revision(user=ada, page_id=page.pk, revision=99)
    with pytest.raises(NotFound):
        services.restore_revision(user=eve, page_id=page.pk, revision=1)


def test_look_back_by_script(signed_in, ada, page):
    then = desk.version(page)
    services.remove_panel(user=ada, panel_id=desk.panel("a").pk)
    base = f"/api/v1/pages/{page.pk}/revisions/"
    entries = signed_in.get(base).json()
    assert (entries[0]["words"], entries[0]["is_present"], entries[-1]["words"]) == (
        ["Removed “a”"],
        True,
        ["How it was before"],
    )
    assert signed_in.get(f"{base}{then}/").json()["layout"]["title"] == "Home"
    answer = signed_in.post(f"{base}{then}/restore/", {"version": then + 1}, content_type="application/json").json()
    assert (answer["version"], desk.titles(page)) == (then + 2, [[["a", "b"], ["c"], []]])
    assert (
        signed_in.post(f"{base}{then}/restore/", {"version": then}, content_type="application/json").status_code == 409
    )


def test_history_of_a_template_is_not_for_visitors(client):
    template = Page.objects.create(title="Start", slug="start", is_home=True)
    assert client.get(f"/pages/{template.pk}/history/").status_code == 404


def test_times_are_kept(ada, page, abc):
    """Old revisions stay in order even when the clock of the machine was set back."""
    page.revisions.filter(version=4).update(created_at=timezone.now() - timedelta(days=3))
    assert [entry.version for entry in history.entries_of(page)] == [1, 2, 3, 4][::-1]


def test_preview_of_a_list_cannot_be_ticked(signed_in, ada, page):
    todo = services.add_panel(user=ada, page_id=page.pk, kind="todo").panel
    services.act_on_panel(user=ada, panel_id=todo.pk, verb="add", data={"text": "Water the beans"})
    body = signed_in.get(f"/pages/{page.pk}/history/{desk.version(page)}/").content.decode()
    assert "Water the beans" in body.partition('class="look-only" disabled>')[2].partition("</fieldset>")[0]
