"""Who was erased stays erased: a list beside the database, which a restored backup of that is measured against."""

import logging
import os
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.db import transaction

from portal.accounts.models import User

log = logging.getLogger(__name__)


def file() -> Path:
    """One line for each erased person; only ever appended to."""
    return Path(settings.DATA_DIR) / "erased"


def name_of(user_id: int, joined: datetime) -> str:
    """Tells nobody who it was, unless a backup has them still. A second one with this id joined at another moment.

    In milliseconds: a backup by `dumpdata` keeps no more of a time.
    """
    return sha256(f"{user_id} {joined.astimezone(UTC).isoformat(timespec='milliseconds')}".encode()).hexdigest()


def remember(sender: type, instance: User, **_kwargs: Any) -> None:
    """Receives `pre_delete` of people. Guests have no account that somebody could ask to be erased."""
    if not instance.is_guest:
        transaction.on_commit(partial(append, name_of(instance.pk, instance.date_joined)))


def append(name: str) -> None:
    """What cannot be noted is told: the person is gone by now, but would come back with an old backup."""
    try:
        file().parent.mkdir(parents=True, exist_ok=True)
        opened = os.open(file(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(opened, "w", encoding="ascii") as lines:
            lines.write(f"{name}\n")
            lines.flush()
            os.fsync(lines.fileno())
    except OSError as error:
        log.error("An erasure cannot be noted in %s (%s): do not restore backups from before it.", file(), error)


def erase_again() -> int:
    """Erases whom the list names and the database has, as after a backup was restored; answers how many."""
    if not file().exists():
        return 0
    erased = set(file().read_text(encoding="ascii", errors="replace").split())
    known = User.objects.filter(is_guest=False).values_list("pk", "date_joined")
    back = [user_id for user_id, joined in known.iterator() if name_of(user_id, joined) in erased]
    for user in User.objects.filter(pk__in=back):
        user.delete()
    return len(back)


def erase_after_migrate(apps: Apps, **_kwargs: Any) -> None:
    """Listens to post_migrate: every start and every upgrade migrates, so nobody is served before this was done."""
    if "user" not in apps.all_models["portal"]:
        return
    if count := erase_again():
        log.warning("%d people had been erased since this backup was made, and are erased again.", count)
