"""The page on which an item is read."""

import pytest

from portal.accounts.models import User
from portal.reading.models import SavedItem
from widgets import pictures
from widgets.models import Item, Source

pytestmark = pytest.mark.django_db

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def item(client) -> Item:
    ada = User.objects.create_user("ada@example.org")
    client.force_login(ada)
    item = Item.objects.create(source=Source.objects.create(kind="feed", key="k"), uid="1", title="A story")
    SavedItem.objects.create(user=ada, item=item)
    return item


def read(client, item: Item, **values: str) -> str:
    Item.objects.filter(pk=item.pk).update(**values)
    return client.get(f"/read/{item.pk}/").content.decode()


def test_read_the_content_as_the_html_it_is(client, item):
    assert "<p>Once <em>upon</em></p>" in read(client, item, content="<p>Once <em>upon</em></p>")


def test_read_a_summary_as_the_plain_text_it_is(client, item):
    page = read(client, item, summary=HOSTILE)
    assert HOSTILE not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_read_without_a_link_where_the_address_would_run_code(client, item):
    assert "javascript:" not in read(client, item, url="javascript:alert(1)", content="<p>x</p>")
    assert "https://news.example.org/1" in read(client, item, url="https://news.example.org/1")


def test_read_shows_pictures_of_others_through_the_proxy_alone(client, item):
    far = "https://pictures.example/a.png"
    page = read(client, item, content=f'<p>x <img src="{far}" alt="A hen"></p>', image=far)
    assert f'<img src="{pictures.address_of(far, 800)}" alt="A hen"' in page
    assert page.count("/pictures/") == 1  # not once more above the text
    assert "pictures.example" not in page
    other = read(client, item, content="<p>x</p>", image=far)
    assert f'<figure><img src="{pictures.address_of(far, 800)}"' in other
