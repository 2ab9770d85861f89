"""Writing into a note: by form and by script; two devices, long texts, history."""

import pytest

from portal.errors import NoteConflict, Refused
from portal.pages import services
from portal.pages.models import Page, Panel, Section
from tests.portal.pages import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(ada, page):
    return desk.add(ada, page, "list").panel


def text(note):
    return Panel.objects.get(pk=note.pk).settings["text"]


def write(ada, note, text, base=None):
    return services.write_note(user=ada, panel_id=note.pk, text=text, base=base)


def test_write_keeps_the_text_and_raises_the_version(ada, page, note):
    before = desk.version(page)
    assert write(ada, note, "bread\r\nmilk", "list").page.version == before + 1
    assert text(note) == "bread\nmilk"


def test_write_from_two_devices_keeps_both(ada, note):
    write(ada, note, "a\nb\nc", "list")
    write(ada, note, "A\nb\nc", "a\nb\nc")
    write(ada, note, "a\nb\nC", "a\nb\nc")
    assert text(note) == "A\nb\nC"


def test_write_asks_where_both_changed_one_line(ada, page, note):
    write(ada, note, "mine", "list")
    before = desk.version(page)
    with pytest.raises(NoteConflict) as caught:
        write(ada, note, "yours", "list")
    assert caught.value.text == text(note) == "mine"
    assert desk.version(page) == before


def test_write_into_another_kind_is_refused(ada, page):
    clock = services.add_panel(user=ada, page_id=page.pk, kind="clock").panel
    with pytest.raises(Refused):
        write(ada, clock, "x")


def test_typing_is_one_step_of_history(ada, page, note):
    for typed in ("b", "br", "bread"):
        write(ada, note, typed)
    assert page.revisions.filter(verb="write_note").count() == 1
    services.undo(user=ada, page_id=page.pk)
    assert text(note) == "list"
    services.redo(user=ada, page_id=page.pk)
    assert text(note) == "bread"


def test_typing_after_another_change_is_a_step_of_its_own(ada, page, note):
    write(ada, note, "bread")
    services.shift_panel(user=ada, panel_id=note.pk, direction="right")
    write(ada, note, "bread and butter")
    other = desk.add(ada, page, "other").panel
    write(ada, note, "tea")
    write(ada, other, "coffee")
    assert page.revisions.filter(verb="write_note").count() == 4
    services.undo(user=ada, page_id=page.pk)
    assert (text(note), text(other)) == ("tea", "other")


def test_the_same_text_writes_nothing(ada, page, note):
    write(ada, note, "bread")
    before = desk.version(page)
    write(ada, note, "bread")
    assert desk.version(page) == before


def test_a_form_keeps_a_note_without_a_script(client, ada, page, note):
    client.force_login(ada)
    assert "list</textarea>" in client.get(f"/panels/{note.pk}/note/").content.decode()
    answer = client.post(f"/panels/{note.pk}/note/", {"text": "bread\r\nmilk", "base": "list"}, follow=True)
    assert "Kept." in answer.content.decode()
    assert text(note) == "bread\nmilk"
    assert f'href="/panels/{note.pk}/note/"' in answer.content.decode()


def test_a_form_with_too_long_a_note_comes_back_with_all_of_it(client, ada, note):
    client.force_login(ada)
    answer = client.post(f"/panels/{note.pk}/note/", {"text": "x" * 20_001, "base": "list"})
    assert answer.status_code == 422
    assert "This note has 20001 signs" in answer.content.decode()
    assert "x" * 20_001 in answer.content.decode()
    assert text(note) == "list"


def test_a_form_shows_both_texts_and_keeps_both_if_wished(client, ada, note):
    client.force_login(ada)
    write(ada, note, "from the phone", "list")
    answer = client.post(f"/panels/{note.pk}/note/", {"text": "from the desk", "base": "list"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "from the phone</textarea>" in shown
    assert "from the desk</textarea>" in shown
    client.post(f"/panels/{note.pk}/note/", {"text": "from the desk", "base": "from the phone", "keep": "both"})
    assert text(note) == "from the phone\n\nfrom the desk"


def test_a_script_writes_a_note_and_hears_of_a_conflict(client, ada, note):
    client.force_login(ada)
    address = f"/api/v1/panels/{note.pk}/note/"
    answer = client.post(address, {"text": "one", "base": "list"}, "application/json").json()
    assert answer["panel"]["settings"]["text"] == "one"
    refused = client.post(address, {"text": "two", "base": "list"}, "application/json")
    assert (refused.status_code, refused.json()["code"], refused.json()["text"]) == (409, "note-conflict", "one")
    long = client.post(address, {"text": "x" * 20_001, "base": "one"}, "application/json")
    assert (long.status_code, list(long.json()["errors"])) == (400, ["text"])


def test_a_visitor_who_writes_becomes_a_guest_with_their_own_note(client):
    template = Page.objects.create(title="Home", slug="home", is_home=True, language="en")
    note = Panel.objects.create(section=Section.objects.create(page=template), kind="notes", settings={"text": ""})
    client.post(f"/panels/{note.pk}/note/", {"text": "mine", "base": ""})
    assert text(note) == ""
    assert Panel.objects.get(copied_from=note).settings["text"] == "mine"
