"""The one road of publishing: what an editor makes public becomes one Item in its channel's source."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images.models import AbstractImage

from portal.publishing.content import clean_body, opening, picture_for_readers, topic_slugs
from portal.publishing.models import Article, Channel
from recommender.asking import push_news_soon
from widgets import items, sources
from widgets.base import ItemData, SourceSpec
from widgets.models import CatalogueEntry, Item, Source
from widgets.signals import source_changed

#: A pick is one for so long; publishing it again begins anew.
PICKED_FOR: Final = timedelta(days=3)


def publish_article(*, article: Article) -> int:
    """Write the article into its channel: a new Item the first time, the same one ever after. Answers the Item's id."""
    source = article.channel.source
    with transaction.atomic():
        _move_item(article)
        now = timezone.now()
        stored = items.upsert(source, [_as_item(article)], now)
        Item.objects.filter(pk=stored.ids[article.uid]).update(
            is_demo=article.is_demo, featured_until=now + PICKED_FOR if article.is_pick else None
        )
        announce(source.pk)
    return stored.ids[article.uid]


def withdraw_article(*, article: Article) -> None:
    """Take the article from readers. The Item stays, so that coming back keeps its address, saves and history."""
    with transaction.atomic():
        if Item.objects.filter(source=article.channel.source, uid=article.uid, is_live=True).update(is_live=False):
            announce(article.channel.source_id)


def save_channel(*, channel: Channel) -> Channel:
    """Save a new or changed channel together with its source and its entry in the catalogue."""
    with transaction.atomic():
        channel.ensure_slug()
        settings = {"channel": channel.slug}
        if not channel.source_id:
            channel.source = sources.ensure(SourceSpec("channel", settings))
        channel.save()
        # Nobody fetches a channel: editors push into it.
        Source.objects.filter(pk=channel.source_id).update(
            title=channel.title, site_url=channel.get_absolute_url(), state=Source.State.OK, error="", error_code="",
            next_fetch_at=None, is_public=True, is_demo=channel.is_demo,
        )  # fmt: skip
        CatalogueEntry.objects.update_or_create(
            slug=f"channel-{channel.slug}",
            defaults={
                "kind": "channel", "settings": settings, "title": channel.title, "description": channel.description,
                "category": "channels", "language": channel.language, "icon": channel.icon, "is_retired": False,
                "is_demo": channel.is_demo,
            },
        )  # fmt: skip
        announce(channel.source_id)
    channel.source.refresh_from_db()
    return channel


def close_channel(*, channel: Channel) -> None:
    """A removed channel: no longer offered; panels that show it say so."""
    CatalogueEntry.objects.filter(slug=f"channel-{channel.slug}").update(is_retired=True)
    Source.objects.filter(pk=channel.source_id).update(
        state=Source.State.GONE, is_public=False, error_code="closed", error=_("The editors have closed this channel.")
    )  # fmt: skip
    announce(channel.source_id)


def create_channel(
    *,
    slug: str,
    title: str,
    description: str = "",
    language: str = "en",
    icon: str = "newspaper",
    is_demo: bool = False,
) -> Channel:
    return save_channel(
        channel=Channel(slug=slug, title=title, description=description, language=language, icon=icon, is_demo=is_demo)
    )


def create_article(
    *,
    channel: Channel,
    title: str,
    body: str,
    summary: str = "",
    picture: AbstractImage | None = None,
    picture_text: str = "",
    topics: Sequence[str] = (),
    author_name: str = "",
    published_at: datetime | None = None,
    expire_at: datetime | None = None,
    publish: bool = True,
    is_demo: bool = False,
) -> Article:
    """Write an article as an editor would: a draft with a revision, published unless told otherwise.

    `body` is rich text as Wagtail stores it (plain HTML will do); `published_at` backdates it.
    """
    with transaction.atomic():
        article = Article.objects.create(
            channel=channel, title=title, body=body, summary=summary, picture=picture, picture_text=picture_text,
            topics=", ".join(topics), author_name=author_name, first_published_at=published_at, expire_at=expire_at,
            is_demo=is_demo, live=False, has_unpublished_changes=True,
        )  # fmt: skip
        revision = article.save_revision()
        if publish:
            revision.publish()
            article.refresh_from_db()
    return article


def _as_item(article: Article) -> ItemData:
    content = clean_body(article.body)
    rendition = picture_for_readers(article.picture)
    return ItemData(
        uid=article.uid,
        url=article.get_absolute_url(),
        title=article.title,
        summary=article.summary or opening(content),
        content=content,
        author=article.author_name,
        image=rendition.url if rendition else "",
        language=article.channel.language,
        published_at=article.first_published_at,
        expires_at=article.expire_at,
        topics=topic_slugs(article.topics),
        extra={"picture_text": article.picture_text, "picture_bytes": rendition.file.size} if rendition else {},
    )


def _move_item(article: Article) -> None:
    """An article that changed its channel takes its Item along."""
    old = Item.objects.filter(source__kind="channel", uid=article.uid).exclude(source=article.channel.source).first()
    if old:
        Item.objects.filter(pk=old.pk).update(source=article.channel.source)
        announce(old.source_id)


def announce(source_id: int) -> None:
    """Count the version up now, tell the open pages and the recommender after the commit."""
    now = timezone.now()
    Source.objects.filter(pk=source_id).update(version=F("version") + 1, changed_at=now, fetched_at=now)
    version = Source.objects.values_list("version", flat=True).get(pk=source_id)
    # Robust: the article is public by then, and an editor need not hear that a listener stumbled.
    transaction.on_commit(partial(source_changed.send_robust, sender=Source, source_id=source_id, version=version))
    transaction.on_commit(push_news_soon, robust=True)
