"""Pages put in order, doubled, put aside and brought back, with the forms of the list of all pages and by a script."""

import pytest

from portal.errors import NotFound, Refused, TooMany
from portal.pages import selectors, services
from portal.pages.models import Page
from portal.pages.services import pages
from tests.portal.api.calls import call
from tests.portal.pages import desk
from widgets.models import Source

pytestmark = pytest.mark.django_db


def tabs(user) -> list[str]:
    return [page.title for page in selectors.pages_of(user)]


@pytest.fixture
def three(ada, page) -> list[Page]:
    return [page, *(services.create_page(user=ada, title=title).page for title in ("News", "Money"))]


@pytest.fixture
def signed_in(client, ada, three):
    client.force_login(ada)
    return client


def press(client, page, verb, **data):
    return client.post(f"/pages/{page.pk}/{verb}/", {"back": "pages", **data}, follow=True).content.decode()


def test_duplicate_page_with_all_that_is_on_it(ada, three, abc):
    services.add_panel(user=ada, page_id=three[0].pk, kind="feed", settings={"url": "https://a.example/feed"}, column=2)
    services.add_section(user=ada, page_id=three[0].pk, layout="wide-left", title="Below")
    services.update_page(user=ada, page_id=three[0].pk, icon="sun", colour="green")
    copy = services.duplicate_page(user=ada, page_id=three[0].pk).page
    assert tabs(ada) == ["Home", "Home, copy", "News", "Money"]
    assert (copy.icon, copy.colour, copy.is_home, copy.slug) == ("sun", "green", False, "home-copy")
    assert desk.titles(copy) == desk.titles(three[0])
    panel = list(selectors.shown_page(ada, "home-copy").panels())[-1]
    assert [row.id for row in panel.sources] == list(Source.objects.values_list("pk", flat=True))
    services.remove_panel(user=ada, panel_id=panel.id)
    assert len(list(selectors.shown_page(ada, "home").panels())) == 4


def test_duplicate_page_of_somebody_else_is_not_found(eve, three):
    with pytest.raises(NotFound):
        services.duplicate_page(user=eve, page_id=three[0].pk)


def test_archive_page_and_bring_it_back(signed_in, ada, three, abc):
    answer = press(signed_in, three[0], "archive")
    assert "“Home” is archived." in answer
    assert tabs(ada) == ["News", "Money"]
    assert selectors.pages_of(ada)[0].is_home
    assert "Bring back" in answer
    press(signed_in, three[0], "restore")
    assert tabs(ada) == ["Home", "News", "Money"]
    assert desk.titles(three[0]) == [[["a", "b"], ["c"], []]]
    assert selectors.archived_pages(ada) == []


def test_archive_page_keeps_the_last_one(signed_in, ada, three):
    for page in three[1:]:
        press(signed_in, page, "archive")
    assert "You keep at least one page" in press(signed_in, three[0], "archive")
    assert tabs(ada) == ["Home"]


def test_archive_has_a_limit(ada, three, monkeypatch):
    monkeypatch.setattr(pages, "MAX_ARCHIVED", 1)
    services.archive_page(user=ada, page_id=three[1].pk)
    with pytest.raises(TooMany):
        services.archive_page(user=ada, page_id=three[2].pk)


def test_remove_page_from_the_archive(ada, three):
    services.archive_page(user=ada, page_id=three[1].pk)
    services.remove_page(user=ada, page_id=three[1].pk)
    assert selectors.archived_pages(ada) == []
    assert tabs(ada) == ["Home", "Money"]
    services.restore_page(user=ada, page_id=three[1].pk)
    assert tabs(ada) == ["Home", "News", "Money"]


def test_shift_page_by_button(signed_in, ada, three):
    press(signed_in, three[2], "shift", direction="up")
    assert tabs(ada) == ["Home", "Money", "News"]
    press(signed_in, three[1], "shift", direction="down")
    assert tabs(ada) == ["Home", "Money", "News"]


def test_choose_home_by_button(signed_in, ada, three):
    assert "“News” opens first now." in press(signed_in, three[1], "home")
    assert selectors.shown_page(ada).title == "News"


def test_list_pages_of_a_visitor_and_change_one(client, db):
    Page.objects.create(title="Welcome", slug="home", is_home=True, language="en").sections.create()
    assert "Welcome" in client.get("/pages/").content.decode()
    template = Page.objects.get()
    press(client, template, "duplicate")
    assert [page.title for page in Page.objects.exclude(owner=None).order_by("position")] == [
        "Welcome",
        "Welcome, copy",
    ]
    assert Page.objects.filter(owner=None).count() == 1


def test_name_a_tab_with_icon_and_colour(signed_in, ada, three):
    answer = signed_in.post(f"/pages/{three[1].pk}/", {"title": "<b>Now</b>", "icon": "globe", "colour": "red"})
    assert answer.status_code == 302
    shown = signed_in.get("/p/news/").content.decode()
    assert 'data-colour="red" aria-current="page"' in shown
    assert "&lt;b&gt;Now&lt;/b&gt;" in shown
    assert f'data-tab="{three[1].pk}"' in shown


@pytest.mark.parametrize("bad", [{"icon": "<svg onload=x>"}, {"icon": "no-such-icon"}, {"colour": "red;x"}])
def test_name_a_tab_refuses_what_is_no_name(signed_in, three, bad):
    assert signed_in.post(f"/pages/{three[1].pk}/", {"title": "News", **bad}).status_code == 422
    assert call(signed_in, "PATCH", f"pages/{three[1].pk}/", status=400, **bad)["code"] == "invalid"
    three[1].refresh_from_db()
    assert (three[1].icon, three[1].colour) == ("", "")


def test_arrange_pages_by_script(signed_in, ada, three):
    ids = [page.pk for page in three]
    call(signed_in, "POST", "pages/reorder/", pages=[ids[2], ids[0]])
    assert tabs(ada) == ["Money", "Home", "News"]
    assert call(signed_in, "POST", f"pages/{ids[1]}/duplicate/", status=201)["title"] == "News, copy"
    call(signed_in, "POST", f"pages/{ids[1]}/archive/", status=204)
    assert [page["id"] for page in call(signed_in, "GET", "pages/?archived=1")] == [ids[1]]
    assert call(signed_in, "POST", f"pages/{ids[1]}/restore/")["is_archived"] is False


def test_reorder_pages_with_a_foreign_id_changes_nothing(signed_in, ada, eve, three):
    foreign = services.create_page(user=eve, title="Eve's").page
    call(signed_in, "POST", "pages/reorder/", status=404, pages=[foreign.pk, three[2].pk])
    assert tabs(ada) == ["Home", "News", "Money"]


def test_shift_page_refuses_what_is_archived(ada, three):
    services.archive_page(user=ada, page_id=three[1].pk)
    with pytest.raises(NotFound):
        services.shift_page(user=ada, page_id=three[1].pk, steps=1)
    with pytest.raises((NotFound, Refused)):
        services.archive_page(user=ada, page_id=three[1].pk)


@pytest.mark.parametrize("verb", ["archive", "remove"])
def test_page_that_goes_leads_to_the_first_and_any_other_back_to_where_one_was(signed_in, ada, three, verb):
    _first, open_page, other = three
    for gone, there in ((other, f"/p/{open_page.slug}/"), (open_page, "/")):
        answer = signed_in.post(f"/pages/{gone.pk}/{verb}/", {"page": open_page.slug})
        assert answer.headers["Location"] == there
        assert signed_in.get(there).status_code == 200
