"""What a kept search finds, as Atom."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from portal.publishing.feeds import plain
from portal.search.keeping.models import SavedSearch
from widgets.base import ItemView
from widgets.filters import outward


class SearchFeed(Feed):
    """Made anew for each request: it remembers under which host it was asked."""

    feed_type = Atom1Feed

    def __init__(self, search: SavedSearch, found: Sequence[ItemView]) -> None:
        self.search, self.found = search, found

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> SavedSearch:
        self.root = request.build_absolute_uri("/")
        return self.search

    def title(self, obj: SavedSearch) -> str:
        return plain(obj.words)

    def link(self, obj: SavedSearch) -> str:
        return f"{reverse('search')}?{urlencode({'q': obj.words})}"

    def feed_guid(self, obj: SavedSearch) -> str:
        return f"{self.root}#search-{obj.pk}"

    def items(self, obj: SavedSearch) -> Iterable[ItemView]:
        return self.found

    def item_title(self, item: ItemView) -> str:
        return plain(item.title)

    def item_description(self, item: ItemView) -> str:
        return plain(item.summary)

    def item_link(self, item: ItemView) -> str:
        """Where it comes from; to be read here, where it is nowhere else."""
        address = outward(item.url)
        return plain(address) if address.startswith("http") else reverse("read", args=[item.id])

    def item_guid(self, item: ItemView) -> str:
        return f"{self.root}#item-{item.id}"

    def item_author_name(self, item: ItemView) -> str:
        return plain(item.author)

    def item_pubdate(self, item: ItemView) -> datetime:
        return item.published_at
