"""Everything that is done to a page, done with plain forms and without a script."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import User
from portal.pages import selectors, services
from portal.pages.models import Page, Panel, Section
from tests.portal.pages import desk
from widgets.models import CatalogueEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, ada, page, abc):
    client.force_login(ada)
    return client


def post(client, path, **data):
    return client.post(path, data, follow=True)


def panel_address(title, verb):
    return f"/panels/{desk.panel(title).pk}/{verb}/"


def test_shift_panel_by_button(signed_in, page):
    post(signed_in, panel_address("a", "shift"), direction="down", version=desk.version(page))
    assert desk.titles(page) == [[["b", "a"], ["c"], []]]


def test_shift_panel_in_an_unknown_direction_changes_nothing(signed_in, page):
    assert post(signed_in, panel_address("a", "shift"), direction="sideways").status_code == 200
    assert desk.titles(page) == [[["a", "b"], ["c"], []]]


def test_move_panel_to_a_place(signed_in, page):
    section = page.sections.get()
    post(signed_in, panel_address("a", "move"), section=section.pk, column=2, position=0)
    assert desk.titles(page) == [[["b"], ["c"], ["a"]]]


def test_move_panel_with_an_old_version_is_refused_kindly(signed_in, page):
    old = desk.version(page)
    post(signed_in, panel_address("a", "shift"), direction="down", version=old)
    response = post(signed_in, panel_address("c", "shift"), direction="left", version=old, edit="1")
    assert response.redirect_chain == [(f"/?edit=1#panel-{desk.panel('c').pk}", 302)]
    assert "your change was not made" in response.content.decode()
    assert desk.titles(page) == [[["b", "a"], ["c"], []]]


def test_send_panel_to_another_page(signed_in, ada, page):
    other = services.create_page(user=ada, title="Work").page
    response = post(signed_in, panel_address("a", "send"), page_id=other.pk)
    assert desk.titles(other)[0][0] == ["a"]
    assert response.status_code == 200


def test_remove_panel_and_bring_it_back(signed_in, page):
    address = panel_address("a", "remove")
    body = post(signed_in, address, version=desk.version(page)).content.decode()
    assert desk.titles(page) == [[["b"], ["c"], []]]
    restore = panel_address("a", "restore")
    assert "Removed." in body
    assert f'formaction="{restore}"' in body
    post(signed_in, restore)
    assert desk.titles(page) == [[["a", "b"], ["c"], []]]


def test_collapse_panel(signed_in):
    post(signed_in, panel_address("a", "collapse"), collapsed="1")
    assert desk.panel("a").collapsed
    post(signed_in, panel_address("a", "collapse"), collapsed="")
    assert not desk.panel("a").collapsed


def test_look_for_news_makes_the_source_due(signed_in, ada, page):
    panel = services.add_panel(
        user=ada, page_id=page.pk, kind="feed", settings={"url": "https://news.example.org/"}
    ).panel
    later = timezone.now() + timedelta(hours=3)
    panel.sources.update(state="failed", fetched_at=None, next_fetch_at=later)
    body = post(signed_in, f"/panels/{panel.pk}/refresh/").content.decode()
    assert "Looking for news" in body
    assert panel.sources.get().next_fetch_at < later


def test_menu_says_when_the_panel_was_updated(signed_in, ada, page):
    settings = {"url": "https://news.example.org/"}
    panel = services.add_panel(user=ada, page_id=page.pk, kind="feed", settings=settings).panel
    at = timezone.now() - timedelta(minutes=3)
    panel.sources.update(state="ok", fetched_at=at, version=1)
    assert f'datetime="{at.isoformat(timespec="seconds")}" data-when' in signed_in.get("/").content.decode()


@pytest.mark.parametrize(("first", "again"), [("remove", "remove"), ("archive", "archive"), ("remove", "undo")])
def test_what_is_sent_again_to_a_page_that_is_gone_ends_on_a_page(signed_in, page, ada, first, again):
    money = services.create_page(user=ada, title="Money").page
    post(signed_in, f"/pages/{money.pk}/{first}/", page=money.slug)
    assert post(signed_in, f"/pages/{money.pk}/{again}/", page=money.slug).status_code == 200


def test_undo_the_last_change(signed_in, page):
    post(signed_in, panel_address("a", "shift"), direction="down")
    body = post(signed_in, f"/pages/{page.pk}/undo/", version=desk.version(page)).content.decode()
    assert desk.titles(page) == [[["a", "b"], ["c"], []]]
    assert "Undone: Moved “b” up" in body


def test_change_settings(signed_in):
    panel = desk.panel("a")
    form = signed_in.get(f"/panels/{panel.pk}/settings/").content.decode()
    assert 'name="frame-title"' in form
    post(
        signed_in,
        f"/panels/{panel.pk}/settings/",
        **{"text": "Milk", "frame-title": "Shopping", "frame-colour": "green"},
    )
    panel.refresh_from_db()
    assert (panel.settings["text"], panel.title, panel.colour) == ("Milk", "Shopping", "green")


def test_change_settings_with_bad_input_keeps_what_was_typed(signed_in):
    panel = desk.panel("a")
    long = "x" * 200_000
    response = signed_in.post(f"/panels/{panel.pk}/settings/", {"text": long, "frame-title": "Kept words"})
    body = response.content.decode()
    assert response.status_code == 422
    assert "Kept words" in body
    assert long in body
    assert 'role="alert"' in body
    panel.refresh_from_db()
    assert panel.settings["text"] == "a"


def test_change_settings_with_an_old_version_is_refused(signed_in, page):
    panel, old = desk.panel("a"), desk.version(page)
    post(signed_in, panel_address("b", "shift"), direction="up")
    body = post(signed_in, f"/panels/{panel.pk}/settings/", **{"text": "Late", "frame-version": old}).content.decode()
    assert "your change was not made" in body
    panel.refresh_from_db()
    assert panel.settings["text"] == "a"


@pytest.mark.parametrize("verb", ["shift", "move", "send", "collapse", "refresh", "remove", "restore"])
def test_change_another_persons_panel_is_not_found(client, eve, page, abc, verb):
    client.force_login(eve)
    assert client.post(panel_address("a", verb), {"direction": "up"}).status_code == 404
    assert desk.titles(page) == [[["a", "b"], ["c"], []]]


@pytest.mark.parametrize("verb", ["shift", "move", "send", "collapse", "refresh", "remove", "restore"])
def test_change_by_get_is_refused(signed_in, verb):
    assert signed_in.get(panel_address("a", verb)).status_code == 405


def test_make_rename_and_remove_a_page(signed_in, ada):
    post(signed_in, "/pages/new/", title="Trips", icon="plane")
    trips = Page.objects.get(title="Trips")
    post(signed_in, f"/pages/{trips.pk}/", title="Journeys", icon="")
    trips.refresh_from_db()
    assert trips.title == "Journeys"
    body = post(signed_in, f"/pages/{trips.pk}/remove/").content.decode()
    assert "Journeys” is removed" in body
    post(signed_in, f"/pages/{trips.pk}/restore/")
    assert "Journeys" in [tab.title for tab in selectors.shown_page(ada).tabs]


def test_make_a_page_without_a_name_says_so(signed_in):
    response = signed_in.post("/pages/new/", {"title": ""})
    assert response.status_code == 422
    assert "errorlist" in response.content.decode()


def test_remove_the_last_page_is_refused_in_words(signed_in, page):
    assert "at least one page" in post(signed_in, f"/pages/{page.pk}/remove/").content.decode()


def test_add_change_move_and_remove_a_section(signed_in, page):
    post(signed_in, f"/pages/{page.pk}/sections/", layout="2")
    first, second = page.sections.filter(removed_at=None)
    post(signed_in, f"/sections/{second.pk}/", layout="4", title="Strip")
    post(signed_in, f"/sections/{second.pk}/move/", position=0)
    shown = selectors.shown_sections(page.pk)
    assert [(section.id, section.layout, section.title) for section in shown] == [
        (second.pk, "4", "Strip"),
        (first.pk, "3", ""),
    ]
    post(signed_in, f"/sections/{second.pk}/remove/")
    assert [section.id for section in selectors.shown_sections(page.pk)] == [first.pk]


def test_give_a_section_an_unknown_layout_is_refused(signed_in, page):
    section = page.sections.get()
    assert post(signed_in, f"/sections/{section.pk}/", layout="seventeen").status_code == 200
    section.refresh_from_db()
    assert section.layout == "3"


def test_add_from_the_catalogue(signed_in, page):
    CatalogueEntry.objects.create(slug="pad", kind="notes", title="Pad", category="tools")
    body = signed_in.get("/add/", {"page": page.slug, "q": "pad"}).content.decode()
    assert 'formaction="/add/pad/"' in body
    section = page.sections.get()
    body = post(signed_in, "/add/pad/", page=page.slug, section=section.pk, column=2).content.decode()
    assert [panel.kind for panel in selectors.shown_sections(page.pk)[0].columns[2]] == ["notes"]
    assert "Added to “Home”" in body


def test_add_from_the_catalogue_by_link_only_shows_it(signed_in):
    CatalogueEntry.objects.create(slug="pad", kind="notes", title="Pad", category="tools")
    assert "Pad" in signed_in.get("/add/pad/", follow=True).content.decode()
    assert Panel.objects.count() == 3


def test_add_by_address_shows_the_panel_loading(signed_in, page):
    body = post(signed_in, "/add/", address="https://news.example.org/feed.xml", page=page.slug).content.decode()
    assert 'data-state="loading"' in body
    assert Panel.objects.filter(kind="feed").count() == 1


def test_add_by_a_bad_address_says_so_beside_the_field(signed_in):
    response = signed_in.post("/add/", {"address": "file:///etc/passwd"})
    assert response.status_code == 422
    assert "file:///etc/passwd" in response.content.decode()
    assert 'id="address-error"' in response.content.decode()


def test_the_first_change_makes_a_visitor_a_guest_with_their_own_copy(client):
    template = Page.objects.create(title="Start", slug="start", is_home=True)
    section = Section.objects.create(page=template, layout="2")
    panel = Panel.objects.create(section=section, kind="notes", settings={"text": "Good morning"}, title="Hello")
    form = client.get(f"/panels/{panel.pk}/settings/")
    assert form.status_code == 200
    body = post(client, f"/panels/{panel.pk}/remove/", version=template.version).content.decode()
    assert "Removed." in body
    guest = User.objects.get(is_guest=True)
    assert desk.titles(Page.objects.get(owner=guest)) == [[[], []]]
    panel.refresh_from_db()
    assert panel.removed_at is None


@pytest.mark.parametrize(
    ("address", "data"),
    [("collapse", {"collapsed": "1"}), ("settings", {"text": "Good evening"}), ("note", {"text": "Good evening"})],
)
def test_the_first_change_leads_a_visitor_to_the_panel_in_their_own_copy(client, address, data):
    template = Page.objects.create(title="Start", slug="start", is_home=True)
    section = Section.objects.create(page=template, layout="2")
    panel = Panel.objects.create(section=section, kind="notes", settings={"text": "Good morning"}, title="Hello")
    answer = client.post(f"/panels/{panel.pk}/{address}/", data)
    mine = Panel.objects.get(section__page__owner__is_guest=True)
    assert answer.headers["Location"] == f"/#panel-{mine.pk}"


def test_change_a_section_leads_to_it(signed_in, page):
    section = services.add_section(user=page.owner, page_id=page.pk, layout="2").page.sections.last()
    answer = signed_in.post(f"/sections/{section.pk}/", {"layout": "3", "edit": "1"})
    assert answer.headers["Location"] == f"/?edit=1#section-{section.pk}"


def test_copy_panel_to_another_page(signed_in, ada, page):
    other = services.create_page(user=ada, title="Work").page
    form = signed_in.get(f"/panels/{desk.panel('a').pk}/elsewhere/").content.decode()
    assert "Copy to “Work”" in form
    assert "Move to “Home”" not in form
    body = post(signed_in, panel_address("a", "copy"), page_id=other.pk, version=desk.version(page)).content.decode()
    assert "Copied to “Work”." in body
    assert (desk.titles(page)[0][0], desk.titles(other)[0][0]) == (["a", "b"], ["a"])


def test_remove_panel_by_a_double_click_says_removed_and_offers_it_back(signed_in, page):
    address, version = panel_address("a", "remove"), desk.version(page)
    signed_in.post(address, {"version": version})
    answer = post(signed_in, address, version=version, edit="1")
    assert answer.redirect_chain[0][0].startswith("/?edit=1#panel-")
    body = answer.content.decode()
    assert body.count("<p>Removed.</p>") == body.count("data-toast") == 1
    assert desk.titles(page) == [[["b"], ["c"], []]]


@pytest.mark.parametrize("verb", ["shift", "move", "send", "copy", "collapse", "refresh"])
def test_change_a_removed_panel_leads_back_to_the_page_with_a_word(signed_in, page, verb):
    address = panel_address("a", verb)
    services.remove_panel(user=page.owner, panel_id=desk.panel("a").pk)
    answer = post(signed_in, address, page=page.slug, direction="up")
    assert answer.status_code == 200
    assert "This is not here any more." in answer.content.decode()


def test_hide_the_heading_and_set_the_density(signed_in):
    panel = desk.panel("a")
    post(
        signed_in, f"/panels/{panel.pk}/settings/", **{"text": "x", "frame-hide_header": "on", "frame-density": "roomy"}
    )
    body = signed_in.get("/").content.decode()
    assert f'id="panel-{panel.pk}" data-panel="{panel.pk}"' in body
    assert 'data-headless data-density="roomy"' in body
