"""An editor gives notice; people read it until it is over, or until they say that they have seen it."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from portal.accounts.models import User
from portal.pages import services as pages
from portal.publishing.notices.models import Notice
from portal.publishing.notices.services import with_counts
from widgets.models import Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = User.objects.create_user("ada@example.org", "a-long-password", language="en")
    page = pages.create_page(user=user, title="Home").page
    pages.add_panel(user=user, page_id=page.pk, kind="notices")
    client.force_login(user)
    return user


def standing(client) -> list[str]:
    html = client.get("/").content.decode()
    found = re.findall(r'<li class="notice"([^>]*)>.*?item-title">([^<]+)<', html, re.S)
    return [title for marks, title in found if "data-is-read" not in marks]


def test_notice_is_read_at_once_and_changes_with_its_words(client, reader):
    assert "There are no notices now." in client.get("/").content.decode()
    notice = Notice.objects.create(title="Closed on Monday", text="We move.", is_urgent=True)
    assert standing(client) == ["Closed on Monday"]
    notice.title = "Closed on Tuesday"
    notice.save()
    assert standing(client) == ["Closed on Tuesday"]
    notice.delete()
    assert standing(client) == []


def test_notice_that_was_seen_is_gone_and_can_come_back(client, reader):
    Notice.objects.create(title="One")
    Notice.objects.create(title="Two")
    item = Item.objects.get(title="Two")
    said = client.post(f"/items/{item.pk}/read/", follow=True).content.decode()
    assert standing(client) == ["One"]
    assert f'formaction="/items/{item.pk}/unread/"' in said
    assert dict(with_counts().values_list("title", "seen")) == {"One": 0, "Two": 1}
    client.post(f"/items/{item.pk}/unread/")
    assert standing(client) == ["Two", "One"]


def test_notices_that_lead_to_one_address_are_two(client, reader):
    Notice.objects.create(title="One", url="https://a.example/more")
    client.post(f"/items/{Item.objects.get(title='One').pk}/read/")
    Notice.objects.create(title="Two", url="https://a.example/more")
    assert set(Item.objects.values_list("title", flat=True)) == {"One", "Two"}
    assert standing(client) == ["Two"]
    assert client.get("/").content.decode().count('<a href="https://a.example/more"') == 2


def test_notice_ends_by_itself(client, reader):
    Notice.objects.create(title="Over", ends_at=timezone.now() - timedelta(minutes=1))
    Notice.objects.create(title="Not yet", ends_at=timezone.now() + timedelta(days=1))
    assert standing(client) == ["Not yet"]


def test_notices_are_not_suggested_to_anybody(client, reader):
    Notice.objects.create(title="One")
    assert not Item.objects.get().source.is_public


def test_chief_editors_give_notice_in_the_studio_and_others_do_not(client):
    for name, may in (("Chief editors", True), ("Editors", False)):
        user = User.objects.create_user(f"{len(name)}@example.org", "a-long-password")
        user.groups.set(Group.objects.filter(name=name))
        user.refresh_from_db()
        client.force_login(user)
        sent = {"title": f"By {name}", "text": "", "url": "", "ends_at": ""}
        client.post("/studio/notices/add/", sent)
        assert Notice.objects.filter(title=f"By {name}").exists() is may
        assert (client.get("/studio/notices/").status_code == 200) is may
