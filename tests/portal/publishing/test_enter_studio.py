"""Who gets in, who may do what, and how the studio is kept apart from the site."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Workflow

from portal.accounts.models import User
from portal.publishing import roles
from portal.publishing.models import Article, Channel
from tests.portal.publishing.newsroom import Desk, address, form, items

pytestmark = pytest.mark.django_db


def test_enter_without_signing_in_leads_to_the_one_sign_in() -> None:
    for place in ("/studio/", "/studio/articles/"):
        answer = Client().get(place)
        assert answer.headers["Location"] == f"/accounts/login/?next={place}"
    assert Client().get("/studio/login/?next=/studio/").headers["Location"] == "/accounts/login/?next=/studio/"


def test_enter_with_email_and_password(editor: Desk) -> None:
    client = Client()
    answer = client.post(
        "/accounts/login/?next=/studio/", {"login": "editor@example.org", "password": "correct horse battery"}
    )
    assert answer.headers["Location"] == "/studio/"
    assert client.get("/studio/").status_code == 200


def test_studio_asks_nobody_about_an_address_to_embed(editor: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("wagtail.embeds.finders.oembed.requests.get", lambda *args, **_kwargs: asked.append(args))
    video = {"embed-chooser-url": "https://www.youtube.com/watch?v=1"}
    answer = editor.client.post("/studio/embeds/chooser/upload/", video)
    assert (answer.status_code, asked) == (200, [])


def test_enter_as_reader_is_refused(reader: Client, article: Article) -> None:
    for place in ("/studio/", "/studio/articles/", address("edit", article.pk), "/studio/images/", "/studio/users/"):
        assert reader.get(place).status_code == 403, place


def test_enter_as_guest_leads_to_the_sign_in() -> None:
    client = Client()
    client.force_login(User.objects.create_guest(), "django.contrib.auth.backends.ModelBackend")
    assert client.get("/studio/").headers["Location"].startswith("/accounts/login/")


def test_editor_cannot_publish(channel: Channel, editor: Desk) -> None:
    article = editor.write(channel, action="action-publish", title="Not so fast")
    assert items(channel) == []
    assert not article.live
    editor.client.post(address("unpublish", article.pk))
    assert b"action-publish" not in editor.client.get(address("edit", article.pk)).content


def test_editor_cannot_approve_own_article(channel: Channel, editor: Desk) -> None:
    article = editor.write(channel, action="action-submit", title="Trust me")
    editor.client.post(address("workflow_action", article.pk, "approve", article.current_workflow_task_state.pk))
    assert items(channel) == []


def test_editor_cannot_unpublish_or_remove(channel: Channel, editor: Desk, chief: Desk) -> None:
    article = chief.write(channel, action="action-publish", title="Here to stay")
    for verb in ("unpublish", "delete"):
        editor.client.post(address(verb, article.pk))
    assert [item.title for item in items(channel)] == ["Here to stay"]


def test_editor_cannot_open_channels_or_people(channel: Channel, editor: Desk) -> None:
    answer = editor.client.post(reverse("wagtailsnippets_portal_channel:add"), {"title": "Mine"})
    assert answer.status_code == 302
    assert Channel.objects.count() == 1
    assert editor.client.get(reverse("wagtailusers_users:index")).status_code == 302


def test_chief_opens_and_closes_a_channel(chief: Desk) -> None:
    chief.client.post(
        reverse("wagtailsnippets_portal_channel:add"),
        {"title": "Out of doors", "description": "Walks.", "icon": "leaf", "language": "en"},
    )
    channel = Channel.objects.get()
    assert (channel.slug, channel.source.title, channel.source.state) == ("out-of-doors", "Out of doors", "ok")
    assert Client().get("/channels/out-of-doors/feed.xml").status_code == 200

    chief.client.post(reverse("wagtailsnippets_portal_channel:delete", args=[channel.pk]))
    channel.source.refresh_from_db()
    assert not Channel.objects.exists()
    assert channel.source.state == "gone"


def test_review_can_ask_for_changes(channel: Channel, editor: Desk, chief: Desk) -> None:
    article = editor.write(channel, action="action-submit", title="Almost")
    state = article.current_workflow_task_state
    answer = chief.client.post(
        address("workflow_action", article.pk, "reject", state.pk), {"comment": "A source, please."}
    )
    assert answer.status_code in (200, 302)
    assert "Changes wanted" in editor.client.get("/studio/").content.decode()
    assert "Changes wanted" in editor.client.get("/studio/articles/?stage=changes").content.decode()


def test_desk_shows_stages(channel: Channel, editor: Desk, chief: Desk) -> None:
    editor.write(channel, title="Only begun")
    editor.write(channel, action="action-submit", title="Read me")

    page = chief.client.get("/studio/articles/?stage=waiting").content.decode()
    assert "Read me" in page
    assert "Only begun" not in page
    assert "Read me" in chief.client.get("/studio/").content.decode()


def test_list_of_articles_costs_the_same_for_many(
    channel: Channel, editor: Desk, django_assert_max_num_queries: object
) -> None:
    for number in range(3):
        editor.write(channel, action="action-submit", title=f"Number {number}")
    editor.client.get("/studio/articles/")
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        editor.client.get("/studio/articles/")


def test_menu_has_what_an_editor_needs(editor: Desk) -> None:
    page = editor.client.get("/studio/").content.decode()
    for word in ("Articles", "Waiting for review", "Pictures", "Foyer Studio"):
        assert word in page
    for word in ('"Pages"', '"Snippets"', '"Settings"', '"Help"', '"Reports"'):
        assert word not in page


def test_page_tree_leads_back_to_the_desk(editor: Desk) -> None:
    for place in ("/studio/pages/", "/studio/pages/1/edit/"):
        assert editor.client.get(place).headers["Location"] == "/studio/"


def test_studio_has_its_own_policy_and_the_site_keeps_its_own(editor: Desk) -> None:
    studio = editor.client.get("/studio/").headers
    assert "'unsafe-inline'" in studio["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in studio["Content-Security-Policy"]
    assert studio["X-Frame-Options"] == "SAMEORIGIN"
    site = Client().get("/accounts/login/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in site
    assert "frame-ancestors 'none'" in site


def test_picture_that_is_no_picture_is_refused(editor: Desk) -> None:
    file = SimpleUploadedFile("evil.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "image/svg+xml")
    answer = editor.client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "x", "files[]": file, "collection": 1},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.json()["success"] is False


def test_preview_shows_the_draft_as_on_the_site(channel: Channel, editor: Desk) -> None:
    article = editor.write(channel, title="A draft")
    place = address("preview_on_edit", article.pk)
    fields = form(channel, "", "<p>Not yet <b>public</b>.</p>", {"title": "A better draft"})

    assert editor.client.post(place, fields).json()["is_valid"]
    answer = editor.client.get(place)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "A better draft" in page
    assert "<b>public</b>" in page
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]


def test_roles_are_made_once_and_keep_what_operators_add() -> None:
    more = Permission.objects.get(codename="delete_article")
    editors = Group.objects.get(name=roles.EDITORS)
    editors.permissions.add(more)

    call_command("migrate", verbosity=0)

    assert editors.permissions.contains(more)
    assert Workflow.objects.filter(active=True).count() == 1
    assert set(Group.objects.values_list("name", flat=True)) == {roles.EDITORS, roles.CHIEF_EDITORS}


def test_editors_are_marked_as_staff_while_they_are_editors(editor: Desk) -> None:
    editor.user.refresh_from_db()
    assert editor.user.is_staff

    Group.objects.get(name=roles.EDITORS).user_set.remove(editor.user)

    editor.user.refresh_from_db()
    assert not editor.user.is_staff


def test_operator_makes_an_editor(db: None) -> None:
    operator = Desk(User.objects.create_superuser("operator@example.org", "correct horse battery"))
    guest = User.objects.create_guest(name="Passing by")
    address_of_new = reverse("wagtailusers_users:add")
    assert 'name="first_name"' not in operator.client.get(address_of_new).content.decode()

    person = {"email": "new@example.org", "name": "Lin", "password1": "correct horse", "password2": "correct horse"}
    editors = Group.objects.get(name=roles.EDITORS)
    operator.client.post(address_of_new, {**person, "groups": [editors.pk]})

    made = User.objects.get(email="new@example.org")
    assert (made.name, made.is_staff, made.check_password("correct horse")) == ("Lin", True, True)
    listed = operator.client.get(reverse("wagtailusers_users:index")).content.decode()
    assert "Lin" in listed
    assert guest.name not in listed
    assert operator.client.get(reverse("wagtailusers_users:edit", args=[made.pk])).status_code == 200
