"""A template is looked at before it is taken: what stands in its newest edition, and nothing is made by it."""

import pytest

from portal.accounts.models import User
from portal.pages import services
from portal.pages.gallery import services as gallery
from portal.pages.models import Page, Panel
from tests.portal.pages import desk
from widgets.models import Source

pytestmark = pytest.mark.django_db


def rows() -> tuple[int, int, int, int]:
    return User.objects.count(), Page.objects.count(), Panel.objects.count(), Source.objects.count()


def test_look_shows_the_edition_and_makes_nothing(client, chief, draft, template):
    services.update_panel(user=chief, panel_id=desk.panel("a").pk, title="not published yet")
    before = rows()
    there = f"/templates/{template.pk}/look/"
    assert f'href="{there}"' in client.get("/pages/gallery/").content.decode()
    body = client.get(there).content.decode()
    assert "not published yet" not in body
    for title in ("a", "b"):
        assert f'<h2 class="panel-title">{title}</h2>' in body
    assert rows() == before
    client.post(f"/templates/{template.pk}/copy/")
    assert Page.objects.filter(owner__is_guest=True, title="The city").exists()


def test_a_picture_that_an_editor_uploaded_is_not_published(client, chief, draft):
    services.add_panel(user=chief, page_id=draft.pk, kind="image", settings={"uploaded": "0" * 32})
    published = gallery.publish_template(user=chief, page_id=draft.pk, title="With a picture")
    assert "/panels/pictures/" not in client.get(f"/templates/{published.pk}/look/").content.decode()
    assert "image" not in str(published.editions.get().layout)


def test_look_at_what_is_withdrawn_or_was_never_there(client, chief, template):
    gallery.withdraw_template(user=chief, template_id=template.pk)
    assert client.get(f"/templates/{template.pk}/look/").status_code == 404
    assert client.get("/templates/999999/look/").status_code == 404
