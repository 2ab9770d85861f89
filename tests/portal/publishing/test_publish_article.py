"""From an editor's draft to what readers see, through the studio's own forms."""

import html

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.publishing import services
from portal.publishing.models import Article, Channel
from tests.portal.publishing.newsroom import Desk, feed, items
from widgets.models import CatalogueEntry, Item
from widgets.signals import source_changed

pytestmark = pytest.mark.django_db


def test_publish_through_review(channel: Channel, editor: Desk, chief: Desk, picture_file: SimpleUploadedFile) -> None:
    picture = editor.upload(picture_file)
    article = editor.write(
        channel, action="action-submit", title="A new bridge", topics="City life, Trains", picture=picture,
        picture_text="The bridge at dawn", body="<p>It opens on <b>Monday</b>.</p>", author_name="Ada",
    )  # fmt: skip
    assert items(channel) == []

    chief.approve(article)

    [item] = items(channel)
    assert (item.title, item.author, item.language) == ("A new bridge", "Ada", "en")
    assert (item.topics, item.summary) == (["city-life", "trains"], "It opens on Monday.")
    assert "<b>Monday</b>" in item.content
    assert item.extra["picture_text"] == "The bridge at dawn"
    assert item.image.endswith(".webp")
    assert item.image.startswith("/media/")


def test_publish_shows_in_feed_with_full_text(channel: Channel, chief: Desk, picture_file: SimpleUploadedFile) -> None:
    picture = chief.upload(picture_file)
    chief.write(channel, action="action-publish", title="Trams & trains", picture=picture)

    answer = feed(channel)

    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    text = answer.content.decode()
    assert "<title>Trams &amp; trains</title>" in text
    assert "<content:encoded>" in text
    assert 'type="image/webp"' in text
    assert 'url="http://testserver/media/images/' in text


def test_publish_picture_can_be_fetched(channel: Channel, chief: Desk, picture_file: SimpleUploadedFile) -> None:
    chief.write(channel, action="action-publish", title="Look", picture=chief.upload(picture_file))

    answer = Client().get(items(channel)[0].image)

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[8:12] == b"WEBP"  # type: ignore[attr-defined]


def test_publish_again_keeps_the_item(channel: Channel, chief: Desk) -> None:
    article = chief.write(channel, action="action-publish", title="First words")
    [before] = items(channel)

    chief.edit(article, action="action-publish", title="Better words", body="<p>New.</p>")

    [after] = items(channel)
    assert (after.id, after.title, after.content) == (before.id, "Better words", "<p>New.</p>")
    assert after.url == before.url


def test_save_draft_of_published_changes_nothing_for_readers(channel: Channel, chief: Desk, editor: Desk) -> None:
    article = chief.write(channel, action="action-publish", title="Public words")

    editor.edit(article, title="Half a thought")

    assert [item.title for item in items(channel)] == ["Public words"]


def test_unpublish_hides_and_publish_brings_back(channel: Channel, chief: Desk) -> None:
    article = chief.write(channel, action="action-publish", title="Now you see me")
    [before] = items(channel)

    chief.press("unpublish", article)
    assert items(channel) == []
    assert b"Now you see me" not in feed(channel).content

    chief.edit(article, action="action-publish")
    assert [item.id for item in items(channel)] == [before.id]


def test_delete_hides(channel: Channel, chief: Desk) -> None:
    article = chief.write(channel, action="action-publish", title="Short life")

    chief.press("delete", article)

    assert items(channel) == []
    assert not Article.objects.filter(pk=article.pk).exists()


def test_publish_into_another_channel_takes_the_item_along(channel: Channel, chief: Desk) -> None:
    culture = services.create_channel(slug="culture", title="Culture")
    article = chief.write(channel, action="action-publish", title="Opera on the bridge")
    [before] = items(channel)

    chief.edit(article, action="action-publish", channel=culture.pk)

    assert items(channel) == []
    assert [item.id for item in items(culture)] == [before.id]


def test_publish_counts_version_and_tells(
    channel: Channel, chief: Desk, django_capture_on_commit_callbacks: object
) -> None:
    heard: list[tuple[int, int]] = []

    def hear(source_id: int, version: int, **kwargs: object) -> None:
        heard.append((source_id, version))

    source_changed.connect(hear)
    before = channel.source.version
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        chief.write(channel, action="action-publish", title="Loud news")

    channel.source.refresh_from_db()
    assert channel.source.version > before
    assert heard[-1] == (channel.source.pk, channel.source.version)


def test_publish_hostile_text_comes_out_clean(channel: Channel) -> None:
    services.create_article(
        channel=channel, title="<script>alert(1)</script>",
        body='<p onclick="x()">Hi<script>alert(1)</script></p><a href="javascript:x()">go</a>'
        '<img src="https://tracker.example/x.gif"><iframe src="//evil.example"></iframe>',
    )  # fmt: skip

    [item] = items(channel)
    for word in ("script", "onclick", "javascript:", "tracker", "iframe"):
        assert word not in item.content
    text = feed(channel).content.decode()
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text  # a headline is text, whatever it says


def test_publish_with_lost_picture_file(channel: Channel, chief: Desk, picture_file: SimpleUploadedFile) -> None:
    article = chief.write(channel, title="Words matter", picture=chief.upload(picture_file))
    article.picture.file.storage.delete(article.picture.file.name)

    chief.edit(article, action="action-publish", picture=article.picture_id)

    assert [(item.title, item.image) for item in items(channel)] == [("Words matter", "")]


def test_publish_backdated(channel: Channel) -> None:
    from datetime import UTC, datetime

    when = datetime(2026, 3, 1, 9, tzinfo=UTC)
    services.create_article(channel=channel, title="Old news", body="<p>x</p>", published_at=when, is_demo=True)

    [item] = items(channel)
    assert (item.published_at, item.is_demo) == (when, True)


def test_channel_can_be_found_in_the_catalogue(channel: Channel) -> None:
    entry = CatalogueEntry.objects.get(slug="channel-city")
    assert (entry.kind, entry.settings, entry.title) == ("channel", {"channel": "city"}, "City")
    assert channel.source.next_fetch_at is None
    assert channel.source.state == "ok"


def test_articles_with_one_headline_have_their_own_addresses(channel: Channel) -> None:
    first, second = (services.create_article(channel=channel, title="Same", body="<p>x</p>") for _ in range(2))
    assert (first.slug, second.slug) == ("same", "same-2")
    assert Item.objects.count() == 2


def test_pick_is_marked_in_what_is_suggested_until_it_is_taken_back(channel: Channel, chief: Desk) -> None:
    article = chief.write(channel, action="action-publish", title="A new bridge", is_pick="on")
    assert "Editors' pick" in suggested()
    chief.edit(article, action="action-publish")
    assert "A new bridge" in suggested()
    assert "Editors' pick" not in suggested()


def suggested() -> str:
    """What a visitor is suggested, drawn anew."""
    cache.clear()
    return html.unescape(Client().get("/for-you/").content.decode())
