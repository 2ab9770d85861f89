"""A picture of one's own in a panel: put in by a form, drawn anew, seen by nobody else, taken out and brought back."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from portal.accounts.models import User
from portal.operations import pruning
from portal.pages import services as pages
from portal.pages.models import Page, PageRevision, Panel
from portal.pages.sharing import links
from portal.pages.sharing import services as sharing
from portal.uploads import services
from portal.uploads.models import PanelPicture
from tests.portal.themes.test_keep_looks import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@example.org")


@pytest.fixture
def page(ada) -> Page:
    return pages.create_page(user=ada, title="Home").page


@pytest.fixture
def panel(ada, page) -> Panel:
    return pages.add_panel(user=ada, page_id=page.pk, kind="image", settings={"description": "The sea"}).panel


@pytest.fixture
def tab(client, ada) -> Client:
    client.force_login(ada)
    return client


def put(client: Client, panel: Panel, content: bytes):
    return client.post(f"/panels/{panel.pk}/picture/", {"picture": SimpleUploadedFile("p.jpg", content)}, follow=True)


def address() -> str:
    return f"/panels/pictures/{PanelPicture.objects.latest('pk').token}.webp"


def shown(client: Client) -> bool:
    return address() in client.get("/").content.decode()


def test_put_a_picture_draws_it_anew_and_shows_it(tab, panel):
    assert "Kept." in put(tab, panel, photo()).content.decode()
    assert shown(tab)
    answer = tab.get(address())
    drawn = Image.open(io.BytesIO(answer.content))
    assert (drawn.format, drawn.width, dict(drawn.getexif())) == ("WEBP", 1200, {})
    assert answer["Cache-Control"].startswith("private")


def test_put_a_picture_keeps_no_other_tab_from_writing_its_change(ada, panel):
    """A revision refers to its author: PostgreSQL lets it be written beside this lock, but not beside a whole one."""
    with CaptureQueriesContext(connection) as asked:
        services.put_picture(user=ada, panel_id=panel.pk, content=photo())
    assert PanelPicture.objects.filter(owner=ada).exists()
    locks = [each["sql"] for each in asked if "FOR UPDATE" in each["sql"]]
    assert locks == []


def test_keep_other_settings_leaves_the_picture(tab, panel):
    put(tab, panel, photo())
    form = tab.get(f"/panels/{panel.pk}/settings/").content.decode()
    token = PanelPicture.objects.get().token
    assert f'name="uploaded" value="{token}"' in form
    tab.post(f"/panels/{panel.pk}/settings/", {"description": "The lake", "uploaded": token})
    assert shown(tab)


def test_take_it_out_and_undo(tab, panel, page):
    put(tab, panel, photo())
    said = tab.post(f"/panels/{panel.pk}/picture/remove/", follow=True).content.decode()
    assert not shown(tab)
    assert f'formaction="/pages/{page.pk}/undo/"' in said
    tab.post(f"/pages/{page.pk}/undo/")
    assert shown(tab)
    assert tab.get(address()).status_code == 200


@pytest.mark.parametrize(
    "content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"\xff\xd8nothing"]
)
def test_put_what_is_no_picture_says_so(tab, panel, content):
    said = put(tab, panel, content).content.decode()
    assert "not a picture" in said or "Choose a picture" in said
    assert not PanelPicture.objects.exists()


def test_put_what_is_too_large_says_so(tab, panel):
    assert "larger than 8 MB" in put(tab, panel, b"x" * (8 * 1024 * 1024 + 1)).content.decode()


def test_put_more_than_there_is_room_for(tab, panel, ada):
    PanelPicture.objects.bulk_create(PanelPicture(owner=ada, content=b"") for _ in range(services.MAX_PICTURES))
    assert "You have 60 pictures" in put(tab, panel, photo((9, 9))).content.decode()


def test_put_a_picture_into_a_panel_that_takes_none(tab, ada, page):
    note = pages.add_panel(user=ada, page_id=page.pk, kind="notes", settings={"text": "x"}).panel
    put(tab, note, photo((9, 9)))
    note.refresh_from_db()
    assert (note.settings, PanelPicture.objects.count()) == ({"text": "x"}, 0)


def test_others_see_it_only_on_a_shared_page_that_shows_it(tab, panel, ada, page):
    put(tab, panel, photo())
    stranger, eve = Client(), Client()
    eve.force_login(User.objects.create_user("eve@example.org"))
    assert {stranger.get(address()).status_code, eve.get(address()).status_code} == {404}
    share = sharing.share_page(user=ada, page_id=page.pk)
    there = f"/shared/{links.name_of(share)}/"
    picture = f"{there}pictures/{PanelPicture.objects.get().token}.webp"
    assert stranger.get(picture).status_code == 404
    sharing.share_page(user=ada, page_id=page.pk, opened=[panel.pk])
    assert picture in stranger.get(there).content.decode()
    assert stranger.get(picture).status_code == 200
    assert stranger.get(address()).status_code == 404
    sharing.revoke_share(user=ada, share_id=share.pk)
    assert stranger.get(picture).status_code == 404


def test_a_copy_of_a_shared_page_leaves_the_picture_with_its_owner(tab, panel, ada, page):
    put(tab, panel, photo())
    share = sharing.share_page(user=ada, page_id=page.pk, opened=[panel.pk])
    eve = User.objects.create_user("eve@example.org")
    copy = sharing.copy_shared(user=eve, name=links.name_of(share)).page
    assert not Panel.objects.filter(section__page=copy).exists()


def test_a_guest_takes_it_into_the_account(client, ada):
    template = Page.objects.create(title="Start", slug="start", is_home=True)
    section = template.sections.create(layout="2")
    there = section.panels.create(kind="image", settings={})
    put(client, there, photo((9, 9)))
    assert shown(client)


def test_pictures_that_nothing_names_any_more_go(tab, panel, ada):
    put(tab, panel, photo((9, 9)))
    put(tab, panel, photo((8, 8)))
    old = PanelPicture.objects.earliest("pk")
    PanelPicture.objects.update(created_at=timezone.now() - timedelta(days=60))
    pruning.prune()
    assert PanelPicture.objects.count() == 2  # the history knows the older one
    PageRevision.objects.exclude(pk=PageRevision.objects.earliest("version").pk).delete()
    pruning.prune()
    assert list(PanelPicture.objects.exclude(pk=old.pk)) == list(PanelPicture.objects.all())
