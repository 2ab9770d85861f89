"""The saved stories of a file: saved again where they are on the person's pages; the others wait as links."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from portal.accounts.models import User
from portal.reading import links, services
from portal.reading.models import SavedLink
from portal.transfer.models import ImportJob

Row = Mapping[str, Any]


def keep(user: User, rows: Sequence[Row], job: ImportJob) -> dict[str, int]:
    """Address → item, or 0 where it was saved already; what is a link now is not named."""
    by_url = {row["url"]: row for row in rows}
    here = dict(links.found(user, list(by_url)))
    fresh = services.keep_items(user=user, moments={pk: _moment(by_url[url]) for url, pk in here.items()})
    rest = (row for url, row in by_url.items() if url not in here)
    links.keep_links(user, (_link(user, row, job) for row in rest))
    return {url: pk if pk in fresh else 0 for url, pk in here.items()}


def _link(user: User, row: Row, job: ImportJob) -> SavedLink:
    return SavedLink(user=user, url=row["url"], title=row["title"], saved_at=_moment(row), job=job)


def _moment(row: Row) -> datetime:
    """As the file says; never later than now."""
    now = timezone.now()
    try:
        said = parse_datetime(row["saved_at"])
    except ValueError:
        return now
    return min(said, now) if said and timezone.is_aware(said) else now


def take_back(user: User, job: ImportJob) -> None:
    services.let_go(user=user, item_ids=[pk for pk in job.saved.values() if pk])
    job.saved_links.all().delete()
