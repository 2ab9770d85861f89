"""Puts the demo's channels, pictures and articles into the portal, by the same road that editors take."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images.models import Image
from wagtail.models import Collection

from portal.demo import pictures
from portal.demo.articles import CHANNELS, ArticleText, ChannelText, read_articles
from portal.publishing import services
from portal.publishing.models import Article, Channel
from widgets.models import CatalogueEntry

#: Marks the pictures: what lies here and was uploaded by nobody is the demo's.
COLLECTION: Final = "Demo pictures"
SPREAD: Final = timedelta(days=14)


def fill_channels(now: datetime) -> int:
    """Makes what is missing; answers how many articles are new. A real channel of the same name is left alone.

    Each article is a transaction of its own: the portal may be running, and others want to write too.
    """
    real = set(Channel.objects.filter(is_demo=False).values_list("slug", flat=True))
    channels = {text.slug: _channel(text) for text in CHANNELS if text.slug not in real}
    written = set(Article.objects.filter(is_demo=True).values_list("title", flat=True))
    texts = [text for text in read_articles() if text.channel in channels and text.title not in written]
    collection = _collection()
    for text, published_at in zip(texts, _dates(len(texts), now), strict=True):
        _write(text, channels[text.channel], published_at, collection)
    return len(texts)


def _channel(text: ChannelText) -> Channel:
    existing = Channel.objects.filter(slug=text.slug).first()
    if existing:
        return existing
    channel = services.create_channel(
        slug=text.slug, title=text.title, description=text.description, language="en", icon=text.icon, is_demo=True
    )
    CatalogueEntry.objects.filter(slug=f"channel-{text.slug}").update(topics=list(text.topics), is_featured=True)
    return channel


@transaction.atomic
def _write(text: ArticleText, channel: Channel, published_at: datetime, collection: Collection) -> None:
    services.create_article(
        channel=channel,
        title=text.title,
        body=text.body,
        summary=text.summary,
        picture=_picture(text, collection),
        picture_text=pictures.describe(text.picture),
        topics=text.topics,
        author_name=text.author,
        published_at=published_at,
        is_demo=True,
    )


def _picture(text: ArticleText, collection: Collection) -> Image:
    data = pictures.draw(text.picture, text.slug)
    image = Image(title=text.title, description=pictures.describe(text.picture), collection=collection)
    image.file = ContentFile(data, name=f"demo-{text.slug}.jpg")
    image.save()
    return image


def _collection() -> Collection:
    existing = Collection.objects.filter(name=COLLECTION).first()
    return existing or Collection.get_first_root_node().add_child(name=COLLECTION)


def _dates(count: int, now: datetime) -> Iterator[datetime]:
    """Dense lately and thinner further back; in mixed order, so that every channel has something new."""
    ages: Sequence[float] = [(step + 0.2) / max(count, 1) for step in range(count)]
    for age in Random("dates").sample(ages, count):  # noqa: S311
        yield now - SPREAD * age**1.4
