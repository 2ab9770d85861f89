"""A channel as RSS 2.0, with full text and pictures."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

from portal.publishing.models import Channel
from portal.publishing.selectors import live_items
from widgets.models import Item

LENGTH = 30
#: Signs that XML does not allow; one of them, pasted by an editor, would break the whole feed.
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def plain(value: Any) -> Any:
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.translate(_FORBIDDEN) if isinstance(value, str) else value


class FullTextFeed(Rss201rev2Feed):
    """RSS 2.0 whose entries carry their whole text in `content:encoded`."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        item = {name: plain(value) for name, value in item.items()}
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])


class ChannelFeed(Feed):
    """Made anew for each request: it remembers under which host it was asked, so that all addresses are whole."""

    feed_type = FullTextFeed
    item_guid_is_permalink = False

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.language = channel.language

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Channel:
        self.root = request.build_absolute_uri("/")
        return self.channel

    def title(self, obj: Channel) -> str:
        return plain(obj.title)

    def description(self, obj: Channel) -> str:
        return plain(obj.description or obj.title)

    def link(self, obj: Channel) -> str:
        return obj.get_absolute_url()

    def items(self, obj: Channel) -> Iterable[Item]:
        return live_items(obj)[:LENGTH]

    def item_title(self, item: Item) -> str:
        return item.title

    def item_description(self, item: Item) -> str:
        return item.summary

    def item_link(self, item: Item) -> str:
        return item.url

    def item_guid(self, item: Item) -> str:
        """Lasts as long as the article, whatever becomes of its headline or channel."""
        return f"{self.root}#{item.uid}"

    def item_pubdate(self, item: Item) -> datetime:
        return item.published_at

    def item_author_name(self, item: Item) -> str:
        return item.author

    def item_categories(self, item: Item) -> list[str]:
        return list(item.topics)

    def item_enclosures(self, item: Item) -> list[Enclosure]:
        if not item.image:
            return []
        return [Enclosure(urljoin(self.root, item.image), str(item.extra.get("picture_bytes", 0)), "image/webp")]

    def item_extra_kwargs(self, item: Item) -> dict[str, Any]:
        return {"content": re.sub(r'(src|href)="/(?!/)', rf'\1="{self.root}', item.content)}
