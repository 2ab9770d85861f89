"""The saved stories of a file: saved again where they are on the person's pages; of the others a link remains."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from portal.accounts.models import User
from portal.reading import services
from portal.reading.selectors import items_on_pages

Row = Mapping[str, Any]
AT_ONCE = 500


def keep(user: User, rows: Sequence[Row]) -> dict[str, int]:
    """Address → item, or 0 where it was saved already; what is not there is not named."""
    by_url = {row["url"]: row for row in rows if row["url"]}
    found = dict(_found(user, list(by_url)))
    fresh = services.keep_items(user=user, moments={pk: _moment(by_url[url]) for url, pk in found.items()})
    return {url: pk if pk in fresh else 0 for url, pk in found.items()}


def _found(user: User, urls: Sequence[str]) -> Iterator[tuple[str, int]]:
    theirs = items_on_pages(user).order_by("pk").values_list("url", "pk")
    for start in range(0, len(urls), AT_ONCE):
        yield from theirs.filter(url__in=urls[start : start + AT_ONCE])


def _moment(row: Row) -> datetime:
    """As the file says; never later than now."""
    now = timezone.now()
    try:
        said = parse_datetime(row["saved_at"])
    except ValueError:
        return now
    return min(said, now) if said and timezone.is_aware(said) else now


def take_back(user: User, saved: Mapping[str, int]) -> None:
    services.let_go(user=user, item_ids=[pk for pk in saved.values() if pk])
