"""Where a feed only teases, its whole story is fetched when somebody asks, or always for a feed."""

import pytest

from portal.reading.state.models import Following
from tests.portal.reading.conftest import tell
from widgets import tasks, whole
from widgets.models import FullText, Item, Source

pytestmark = pytest.mark.django_db(transaction=True)

SENTENCE = "Rye is slow, and a loaf of it is worth the wait of a whole day. "
PAGE = f"""<!doctype html><html><head><title>Bread</title></head><body><nav><a href="/">Home of everything</a></nav>
<div class="teasers"><p><a href="/1">{"Other stories " * 60}</a></p></div>
<article><h1>Bread</h1><p>{SENTENCE * 4}</p><script>alert(1)</script><p onclick="alert(1)">{SENTENCE * 3}</p>
<img src="/loaf.png" alt="A loaf"><form><input></form></article><footer>Imprint</footer></body></html>"""


@pytest.fixture
def story(panel, feed, upstream) -> Item:
    item = tell(feed, "Bread", summary="Rye is slow …")
    Item.objects.filter(pk=item.pk).update(url=upstream.serve("/bread", PAGE.encode(), type="text/html; charset=utf-8"))
    item.refresh_from_db()
    return item


def test_fetch_the_story_without_what_stands_around_it(tab, story):
    assert "Fetch the whole story" in tab.get(f"/read/{story.pk}/").content.decode()
    text = whole.fetch(story.pk)
    assert SENTENCE.strip() in text.content
    for other in ("Other stories", "Imprint", "Home of everything", "<h1", "<script", "onclick", "<form"):
        assert other not in text.content
    page = tab.get(f"/read/{story.pk}/").content.decode()
    assert SENTENCE.strip() in page
    assert "/pictures/" in page
    assert "Fetch the whole story" not in page
    assert FullText.objects.get().error == ""


def test_fetch_the_story_of_a_page_that_is_one_form(story, upstream):
    controls = (
        "<label>Search</label><input value=Seek><select><option>Choose</option></select><textarea>Write</textarea>"
    )
    body = f"<html><body><form action=/all>{controls}<div><p>{SENTENCE * 4}</p><p>{SENTENCE}</p></div></form></body></html>"
    upstream.serve("/bread", body.encode(), type="text/html; charset=utf-8")
    text = whole.fetch(story.pk)
    assert text.content.count(SENTENCE.strip()) == 5
    for other in ("<form", "Search", "Seek", "Choose", "Write"):
        assert other not in text.content


def test_fetch_the_story_with_headings_that_are_not_its_title(story, upstream):
    body = f"<article><span>Baking</span><h1>Bread</h1><p>{SENTENCE * 4}</p><h1>Second thoughts</h1><p>{SENTENCE}</p></article>"
    upstream.serve("/bread", body.encode(), type="text/html; charset=utf-8")
    assert "<h1>Bread</h1>" not in (text := whole.fetch(story.pk).content)
    assert "Second thoughts" in text
    upstream.serve("/bread", body.replace("<h1>Bread</h1>", "").encode(), type="text/html; charset=utf-8")
    assert "Second thoughts" in whole.fetch(story.pk).content


def test_ask_by_a_press_and_wait(tab, story, sent):
    page = tab.get(f"/read/{story.pk}/?whole=1").content.decode()
    assert "The whole story is being fetched." in page
    assert f'data-hx-get="/read/{story.pk}/?whole=1"' in page  # the open page looks again by itself
    for _second in range(80):
        assert "is being fetched" in tab.get(f"/read/{story.pk}/?whole=1").content.decode()
    assert sent == [("widgets.tasks.fetch_whole", story.pk)]
    again = tab.get(f"/read/{story.pk}/?whole=1", headers={"HX-Request": "true"})
    assert (again.status_code, again.content) == (204, b"")
    whole.fetch(story.pk)
    assert SENTENCE.strip() in tab.get(f"/read/{story.pk}/?whole=1", headers={"HX-Request": "true"}).content.decode()
    assert (
        "data-hx-get" not in tab.get(f"/read/{story.pk}/?whole=1").content.decode().split('<article class="reader"')[1]
    )


def test_ask_always_of_a_feed(ada, tab, story, feed, sent):
    tab.post(f"/sources/{feed.pk}/whole/", {"on": "1"})
    assert Following.objects.get(user=ada, source=feed).wants_full_text
    tab.get(f"/read/{story.pk}/", headers={"Sec-Purpose": "prefetch"})
    assert sent == []
    tab.get(f"/read/{story.pk}/")
    assert sent == [("widgets.tasks.fetch_whole", story.pk)]
    tab.post(f"/sources/{feed.pk}/whole/", {"on": ""})
    assert not Following.objects.get(user=ada, source=feed).wants_full_text


@pytest.mark.parametrize(
    ("body", "type"),
    [
        (b"", "text/html"),
        (b"<p>Short.</p>", "text/html"),
        (b"\x89PNG\r\n\x1a\n\x00", "image/png"),
        (b"<" * 9999, "x/y"),
    ],
)
def test_what_has_no_story_is_said(tab, story, upstream, body, type):
    Item.objects.filter(pk=story.pk).update(url=upstream.serve("/other", body, type=type))
    tasks.fetch_whole("errand:x", story.pk)
    assert FullText.objects.get().content == ""
    page = tab.get(f"/read/{story.pk}/").content.decode()
    assert "The whole story could not be fetched:" in page
    assert "Rye is slow …" in page


def test_feeds_of_others_are_nobodys_to_choose_for(tab, eve, client, feed):
    client.force_login(eve)
    assert client.post(f"/sources/{feed.pk}/whole/", {"on": "1"}).status_code == 404


def test_always_is_offered_only_of_what_stands_on_ones_pages(tab, eve, client, story, feed):
    assert f'formaction="/sources/{feed.pk}/whole/"' in tab.get(f"/read/{story.pk}/").content.decode()
    Source.objects.filter(pk=feed.pk).update(is_public=True)
    client.force_login(eve)
    read = client.get(f"/read/{story.pk}/").content.decode()
    assert "Fetch the whole story" in read
    assert f'formaction="/sources/{feed.pk}/whole/"' not in read


def test_page_of_another_network_is_never_fetched(story):
    Item.objects.filter(pk=story.pk).update(url="http://169.254.169.254/latest/")
    assert whole.fetch(story.pk).error
    Item.objects.filter(pk=story.pk).update(url="javascript:alert(1)")
    assert whole.fetch(story.pk) is None


@pytest.fixture
def sent(monkeypatch):
    """What was sent to workers."""
    told = []

    def send(task, args=(), **_more):
        if task == "widgets.tasks.fetch_whole":
            told.append((task, args[1]))

    monkeypatch.setattr("widgets.errands.current_app.send_task", send)
    return told
