"""Stories that were saved elsewhere and are not here: links, until a feed of their person brings them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from portal.accounts.models import User
from portal.reading import services
from portal.reading.models import SavedLink
from portal.reading.selectors import items_on_pages, live_items, placed_panels
from portal.transfer.models import ImportJob

AT_ONCE = 500


def links_of(user: User) -> QuerySet[SavedLink]:
    return SavedLink.objects.filter(user=user, removed_at=None)


def found(user: User, urls: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Address and item of those that are on the person's pages."""
    theirs = items_on_pages(user).order_by("pk").values_list("url", "pk")
    for start in range(0, len(urls), AT_ONCE):
        yield from theirs.filter(url__in=urls[start : start + AT_ONCE])


def keep_links(user: User, links: Iterable[SavedLink]) -> None:
    """Unsaved rows; what is a link already stays as it is, and what was removed is one again."""
    there = set(links_of(user).values_list("url", flat=True))
    fresh = [link for link in links if link.url not in there]
    for start in range(0, len(fresh), AT_ONCE):
        urls = [link.url for link in fresh[start : start + AT_ONCE]]
        SavedLink.objects.filter(user=user, url__in=urls).delete()
    SavedLink.objects.bulk_create(fresh, batch_size=AT_ONCE)


def settle_source(sender: object, source_id: int, **_kwargs: object) -> None:
    """Receives `source_changed`: a story may have come that somebody saved elsewhere."""
    settle_sources([source_id])


def settle_sources(source_ids: Collection[int]) -> None:
    urls = live_items().filter(source__in=source_ids).values("url")
    waiting = set(SavedLink.objects.filter(removed_at=None, url__in=urls).values_list("user", flat=True))
    if waiting:  # hardly ever: only then it matters whose pages show the sources
        owners = placed_panels().filter(sources__in=source_ids).values("section__page__owner")
        for user in User.objects.filter(pk__in=waiting).filter(pk__in=owners):
            settle(user)


@transaction.atomic
def settle(user: User) -> None:
    """The links whose stories are on the person's pages by now are saved stories from here on.

    Locked as everywhere, imports, then their person, then links: else each of two could wait for the other.
    """
    waiting = links_of(user).filter(url__in=items_on_pages(user).values("url"))
    jobs = list(ImportJob.objects.select_for_update().filter(pk__in=waiting.values("job")).order_by("pk"))
    User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()
    links = {link.url: link for link in waiting.select_for_update()}
    here = dict(found(user, list(links)))
    moments = {item_id: links[url].saved_at for url, item_id in here.items()}
    fresh = services.keep_items(user=user, moments=moments)
    for job in jobs:
        job.saved |= {url: pk if pk in fresh else 0 for url, pk in here.items() if links[url].job_id == job.pk}
        job.save(update_fields=["saved"])
    SavedLink.objects.filter(pk__in=[links[url].pk for url in here]).delete()


def set_removed(*, user: User, link_id: int, removed_at: datetime | None) -> bool:
    """Removes a link, or (None) brings it back; False where there is no such link of theirs."""
    count = SavedLink.objects.filter(user=user, pk=link_id).update(removed_at=removed_at)
    if count and removed_at is None:
        transaction.on_commit(partial(settle, user))
    return bool(count)


def hand_over(guest: User, user: User) -> None:
    SavedLink.objects.filter(user=guest).exclude(url__in=links_of(user).values("url")).update(user=user)
    transaction.on_commit(partial(settle, user))
