"""People follow what editors publish: it changes when they change it, until it is detached."""

import pytest

from portal.errors import NotAllowed, NotFound, Refused
from portal.pages import selectors, services
from portal.pages.gallery import services as gallery
from portal.pages.gallery.models import PageTemplate
from portal.pages.gallery.tasks import update_followers
from portal.pages.models import Page, Panel
from recommender.models import Event
from tests.portal.pages import desk
from widgets.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed(reader, template) -> Page:
    return gallery.follow_template(user=reader, template_id=template.pk).page


def next_edition(chief, draft, template):
    """b goes before a, c is new, the feed is gone."""
    first, second, feed = selectors.shown_page(chief, draft.slug).panels()
    services.move_panel(user=chief, panel_id=second.id, column=0, position=0)
    services.remove_panel(user=chief, panel_id=feed.id)
    desk.add(chief, draft, "c", 2)
    gallery.publish_edition(user=chief, template_id=template.pk)
    return first


def test_follow_shows_the_template_and_not_the_draft(chief, draft, followed, reader):
    desk.add(chief, draft, "unpublished", 0)
    assert desk.titles(followed) == [[["a"], ["b"], [""]]]
    assert (followed.title, followed.icon, followed.colour, followed.is_home) == ("The city", "globe", "blue", False)
    assert Source.objects.get().panels.filter(section__page=followed).exists()
    assert [page.title for page in selectors.pages_of(reader)] == ["Mine", "The city"]


def test_follow_gets_the_next_edition(chief, draft, template, followed, reader):
    kept = {panel.title: panel.pk for panel in Panel.objects.filter(section__page=followed)}
    version = desk.version(followed)
    next_edition(chief, draft, template)
    assert update_followers() == 1
    assert desk.titles(followed) == [[["b", "a"], [], ["c"]]]
    live = Panel.objects.filter(section__page=followed, removed_at=None)
    assert {panel.title: panel.pk for panel in live if panel.title in "ab"} == {"a": kept["a"], "b": kept["b"]}
    assert desk.version(followed) == version + 1
    assert update_followers() == 0
    assert not Event.objects.filter(user=reader).exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda reader, page, panel: desk.add(reader, page, "mine"),
        lambda reader, page, panel: services.remove_panel(user=reader, panel_id=panel),
        lambda reader, page, panel: services.move_panel(user=reader, panel_id=panel, column=2),
        lambda reader, page, panel: services.update_panel(user=reader, panel_id=panel, title="Mine"),
        lambda reader, page, panel: services.add_section(user=reader, page_id=page.pk),
        lambda reader, page, panel: services.undo(user=reader, page_id=page.pk),
    ],
    ids=["add", "remove", "move", "change", "section", "undo"],
)
def test_follow_refuses_changes_by_hand(change, reader, followed):
    panel = next(iter(selectors.shown_page(reader, followed.slug).panels()))
    with pytest.raises(Refused, match="Detach it first"):
        change(reader, followed, panel.id)
    assert desk.titles(followed) == [[["a"], ["b"], [""]]]


def test_follow_takes_no_panel_from_another_page(reader, followed):
    mine = reader.pages.get(title="Mine")
    panel = desk.add(reader, mine, "mine").panel
    with pytest.raises(Refused):
        services.send_panel(user=reader, panel_id=panel.pk, page_id=followed.pk)
    assert desk.titles(mine) == [[["mine"], [], []]]


def test_follow_leaves_the_tab_to_the_person(reader, followed):
    services.update_page(user=reader, page_id=followed.pk, title="Town", colour="red", is_home=True)
    assert selectors.shown_page(reader).title == "Town"


def test_detach_gives_the_page_to_the_hand_and_no_edition_moves_it(chief, draft, template, reader, followed):
    gallery.detach_page(user=reader, page_id=followed.pk)
    desk.add(reader, followed, "mine", 0)
    next_edition(chief, draft, template)
    update_followers()
    assert desk.titles(followed) == [[["a", "mine"], ["b"], [""]]]


def test_detach_is_undone_in_one_click(client, chief, draft, template, reader, followed):
    client.force_login(reader)
    shown = client.get(f"/p/{followed.slug}/").content.decode()
    assert "This page follows “The city”" in shown
    assert "data-follows" in shown
    answer = client.post(f"/pages/{followed.pk}/detach/", {"version": desk.version(followed)}, follow=True)
    assert "This page is yours to arrange now." in answer.content.decode()
    assert f"/pages/{followed.pk}/undo/" in answer.content.decode()
    client.post(f"/pages/{followed.pk}/undo/")
    assert "This page follows “The city”" in client.get(f"/p/{followed.slug}/").content.decode()
    next_edition(chief, draft, template)
    update_followers()
    assert desk.titles(followed) == [[["b", "a"], [], ["c"]]]


def test_detach_what_follows_nothing_is_refused(reader):
    with pytest.raises(Refused):
        gallery.detach_page(user=reader, page_id=reader.pages.get().pk)


def test_copy_is_never_touched_again(chief, draft, template, reader):
    copy = gallery.copy_template(user=reader, template_id=template.pk).page
    next_edition(chief, draft, template)
    update_followers()
    assert desk.titles(copy) == [[["a"], ["b"], [""]]]
    desk.add(reader, copy, "mine")
    assert copy.follows is None


def test_withdrawn_template_is_not_offered_and_its_followers_keep_their_page(client, chief, template, reader, followed):
    gallery.withdraw_template(user=chief, template_id=template.pk)
    client.force_login(reader)
    assert "The city" not in client.get("/pages/gallery/").content.decode().partition("<main")[2]
    with pytest.raises(NotFound):
        gallery.follow_template(user=reader, template_id=template.pk)
    assert desk.titles(followed) == [[["a"], ["b"], [""]]]
    gallery.offer_template(user=chief, template_id=template.pk)
    assert "The city" in client.get("/pages/gallery/").content.decode()


def test_publish_needs_the_right(editor, reader, template):
    for person in (editor, reader):
        page = services.create_page(user=person, title="P").page
        desk.add(person, page, "a")
        with pytest.raises(NotAllowed):
            gallery.publish_template(user=person, page_id=page.pk, title="T")
        with pytest.raises(NotAllowed):
            gallery.publish_edition(user=person, template_id=template.pk, page_id=page.pk)
    assert PageTemplate.objects.get() == template


def test_publish_refuses_an_empty_page_and_an_edition_like_the_last(chief, draft, template):
    empty = services.create_page(user=chief, title="Empty").page
    with pytest.raises(Refused, match="nothing on this page"):
        gallery.publish_template(user=chief, page_id=empty.pk, title="T")
    with pytest.raises(Refused, match="since the last edition"):
        gallery.publish_edition(user=chief, template_id=template.pk)
    assert PageTemplate.objects.get().version == 1


def test_publish_from_a_foreign_page_is_not_found(chief, reader, template):
    with pytest.raises(NotFound):
        gallery.publish_edition(user=chief, template_id=template.pk, page_id=reader.pages.get().pk)


def test_publish_by_form(client, chief, draft):
    client.force_login(chief)
    assert client.post(f"/pages/{draft.pk}/template/", {"title": ""}).status_code == 422
    client.post(f"/pages/{draft.pk}/template/", {"title": "The town", "language": "en"})
    desk.add(chief, draft, "c")
    made = PageTemplate.objects.get()
    desk_page = client.post(f"/templates/{made.pk}/publish/", {"back": "templates"}, follow=True).content.decode()
    assert "Edition 2 is published." in desk_page
    assert "a · b · Feed · c" in desk_page or "a · c · b" in desk_page
    client.post(f"/templates/{made.pk}/withdraw/", {"back": "templates"})
    made.refresh_from_db()
    assert (made.version, bool(made.withdrawn_at)) == (2, True)


def test_restore_of_a_time_when_the_page_followed_brings_the_newest_edition(chief, draft, template, reader, followed):
    then = desk.version(followed)
    next_edition(chief, draft, template)
    update_followers()
    newest = desk.titles(followed)
    gallery.detach_page(user=reader, page_id=followed.pk)
    services.restore_revision(user=reader, page_id=followed.pk, revision=then)
    update_followers()
    assert desk.titles(followed) == newest


def test_what_was_written_into_what_is_followed_comes_back_with_the_refusal(client, reader, followed):
    """From an old tab: the page itself offers no writing while it follows."""
    client.force_login(reader)
    note = Panel.objects.get(section__page=followed, title="a")
    answer = client.post(f"/panels/{note.pk}/note/", {"text": "Bread and milk", "base": "a"})
    assert answer.status_code == 422
    assert "Bread and milk" in answer.content.decode()
    assert "This page follows a template." in answer.content.decode()
    note.refresh_from_db()
    assert note.settings == {"text": "a"}
