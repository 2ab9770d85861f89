"""The whole story where a feed only teases: fetched by a worker when somebody asks, once for everybody."""

import re

from django.utils import timezone

from widgets import errands, parsing
from widgets.base import FetchError
from widgets.egress import Client
from widgets.models import FullText, Item
from widgets.untrusted import storable

_CHARSET = re.compile(r"charset=[\"']?([\w-]{1,40})", re.IGNORECASE)


def name_of(item_id: int) -> str:
    return errands.name_of("whole", str(item_id))


def ask(item: Item) -> errands.Errand:
    """Sends a worker; whoever asks again meanwhile finds it under way."""
    return errands.send(name_of(item.pk), "widgets.tasks.fetch_whole", item.pk)


def fetch(item_id: int) -> FullText | None:
    """Worker only. What cannot be had is remembered with its reason."""
    item = Item.objects.filter(pk=item_id).first()
    if item is None or not item.url.startswith(("http://", "https://")):
        return None
    try:
        response = Client().get(item.url)
        charset = _CHARSET.search(response.headers.get("content-type", ""))
        story = parsing.parse("article", response.body, url=response.url, charset=charset[1] if charset else "")
        values = {"content": storable(str(story["content"])), "error": ""}
    except FetchError as error:
        values = {"content": "", "error": str(error)[:500]}
    return FullText.objects.update_or_create(item=item, defaults=values | {"fetched_at": timezone.now()})[0]
