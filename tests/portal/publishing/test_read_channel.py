"""A channel's public page, its feed, and the lasting addresses of its articles."""

import pytest
from defusedxml import ElementTree
from django.test import Client

from portal.publishing import services
from portal.publishing.models import Article, Channel
from tests.portal.publishing.newsroom import feed, items

pytestmark = pytest.mark.django_db


def test_page_lists_what_is_live(channel: Channel, article: Article) -> None:
    services.create_article(channel=channel, title="Still secret", body="<p>x</p>", publish=False)

    page = Client().get("/channels/city/").content.decode()

    assert "A new bridge" in page
    assert f"/read/{items(channel)[0].id}/" in page
    assert "Still secret" not in page


def test_page_of_an_empty_channel_says_so(channel: Channel) -> None:
    assert "Nothing here yet" in Client().get("/channels/city/").content.decode()


def test_page_of_no_channel_is_not_found(db: None) -> None:
    assert Client().get("/channels/nowhere/").status_code == 404
    assert Client().get("/channels/nowhere/feed.xml").status_code == 404


def test_feed_is_rss_with_lasting_guids(channel: Channel, article: Article) -> None:
    root = ElementTree.fromstring(feed(channel).content)
    entry = root.find("channel/item")
    assert root.get("version") == "2.0"
    assert entry.findtext("title") == "A new bridge"
    assert entry.findtext("link") == "http://testserver/channels/city/a-new-bridge/"
    guid = entry.find("guid")
    assert (guid.text, guid.get("isPermaLink")) == (f"http://testserver/#article:{article.pk}", "false")
    assert root.findtext("channel/language") == "en"


def test_feed_bears_signs_that_xml_forbids(channel: Channel) -> None:
    channel.title = "City\x0b"
    services.save_channel(channel=channel)
    services.create_article(channel=channel, title="Pasted\x0b from elsewhere", body="<p>\x01</p>", topics=["a\x02b"])
    root = ElementTree.fromstring(feed(channel).content)
    assert [root.findtext("channel/title"), root.findtext("channel/item/title")] == ["City", "Pasted from elsewhere"]


def test_feed_answers_not_modified_until_something_changes(channel: Channel, article: Article) -> None:
    first = feed(channel)
    assert feed(channel, **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert feed(channel, **{"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304

    services.create_article(channel=channel, title="More", body="<p>x</p>")

    assert feed(channel, **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_address_of_an_article_leads_to_the_reader(channel: Channel, article: Article) -> None:
    [item] = items(channel)
    assert Client().get("/channels/city/a-new-bridge/").headers["Location"] == f"/read/{item.id}/"


def test_address_of_an_article_lasts_through_a_move(channel: Channel, article: Article) -> None:
    article.channel = services.create_channel(slug="culture", title="Culture")
    article.save_revision().publish()
    answer = Client().get("/channels/city/a-new-bridge/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/channels/culture/a-new-bridge/")


def test_address_of_a_withdrawn_article_is_not_found(channel: Channel, article: Article) -> None:
    article.unpublish()
    assert Client().get("/channels/city/a-new-bridge/").status_code == 404
