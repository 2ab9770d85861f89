"""What a person does with an import: begin it, stop it, take it back."""

import zlib
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import InvalidSettings, NotFound, Refused, TooMany
from portal.pages import services as pages
from portal.pages import templates
from portal.pages.finding import find_page
from portal.pages.models import Page
from portal.pages.services.changes import after_commit
from portal.pages.services.filling import clear_away
from portal.pages.services.pages import lock_pages
from portal.transfer import facts, keeping
from portal.transfer.models import ImportFile, ImportJob
from portal.transfer.selectors import job_for
from widgets.base import FetchError
from widgets.egress import check_url

MB = 1024 * 1024
MAX_FILE = 50 * MB
#: Of somebody without an account; anybody can be that any number of times.
MAX_FILE_OF_GUEST = 2 * MB


@transaction.atomic
def start_import(
    *,
    user: User,
    body: bytes = b"",
    name: str = "",
    address: str = "",
    manner: str = ImportJob.Manner.HEADLINES,
    page_id: int | None = None,
) -> ImportJob:
    """From the contents of a file, or from an address that a worker fetches. One at a time."""
    lock_pages(user)
    _check(user, body, address, manner)
    if user.imports.filter(state__in=[ImportJob.State.WAITING, ImportJob.State.RUNNING]).exists():
        raise TooMany(_("One import is still at work. Wait until it is done, or stop it."))
    job = ImportJob.objects.create(
        user=user,
        name=(name or address)[:200],
        address=check_url(address) if not body else "",
        manner=manner,
        page=find_page(user, page_id) if page_id else None,
        language=get_language() or "",
    )
    if body:
        ImportFile.objects.create(job=job, packed=zlib.compress(body, 1))
    after_commit(hand_out, job.pk)
    return job


def _check(user: User, body: bytes, address: str, manner: str) -> None:
    most = MAX_FILE_OF_GUEST if user.is_guest else MAX_FILE
    if manner not in ImportJob.Manner:
        raise InvalidSettings({"manner": [_("This is not one of the choices.")]})
    if len(body) > most:
        words = _("The file is larger than %(count)d MB.") % {"count": most // MB}
        more = _("With an account it may have %(count)d MB.") % {"count": MAX_FILE // MB}
        raise InvalidSettings({"file": [f"{words} {more}" if user.is_guest else words]})
    if body:
        return
    if not address:
        raise InvalidSettings({"file": [_("Choose a file, or give an address.")]})
    try:
        check_url(address)
    except FetchError as error:
        raise InvalidSettings({"address": [str(error.message)]}) from None


@transaction.atomic
def cancel_import(*, user: User, job_id: int) -> ImportJob:
    """Its worker stops before the next page. What is there already stays, and can be taken back."""
    job = lock_job(user, job_id)
    if not job.is_open:
        raise Refused(_("This import has ended already."))
    end_job(job, ImportJob.State.CANCELLED)
    return job


@transaction.atomic
def undo_import(*, user: User, job_id: int) -> ImportJob:
    """All that it made is removed at once: new pages into the trash, panels from the pages they were added to.

    Someone who has no other page gets the one that everybody sees first.
    """
    job = lock_job(user, job_id)
    if job.is_open:
        raise Refused(_("This import is still at work. Stop it first."))
    if not job.has_made:
        raise Refused(_("There is nothing of this import to take back."))
    lock_pages(user)
    for made in job.made:
        _take_back(user, made)
    facts.take_back(user, job.facts)
    keeping.take_back(user, job)
    job.state, job.made, job.facts, job.saved = ImportJob.State.UNDONE, [], {}, {}
    job.finished_at = timezone.now()
    job.save(update_fields=["state", "made", "facts", "saved", "finished_at"])
    return job


def _take_back(user: User, made: dict[str, Any]) -> None:
    """A page that the person has removed meanwhile is where they put it; so is one of theirs in the archive."""
    there = Q(removed_at=None) | Q(is_archived=True)
    page = Page.objects.filter(there, pk=made["page"], owner=user).first()
    if page is None or (page.is_archived and not made["is_new"]):
        return
    if made["is_new"] and lock_pages(user) == [page]:
        templates.begin_again(user, get_language() or "en")
    elif made["is_new"]:
        pages.remove_page(user=user, page_id=page.pk)
    else:
        clear_away(user=user, page_id=page.pk, section_ids=made["sections"], panel_ids=made["panels"])


def lock_job(user: User, job_id: int) -> ImportJob:
    job_for(user, job_id)
    found = ImportJob.objects.select_for_update().filter(user=user, pk=job_id).first()
    if found is None:
        raise NotFound
    return found


def end_job(job: ImportJob, state: str, message: str = "") -> None:
    """The file has done its work; a locked job."""
    job.state, job.message, job.leased_until, job.finished_at = state, message[:500], None, timezone.now()
    job.save(update_fields=["state", "message", "leased_until", "finished_at"])
    ImportFile.objects.filter(job=job).delete()


def hand_out(job_id: int) -> None:
    """To a worker; when the broker is away, beat finds the job in the database."""
    current_app.send_task("portal.transfer.tasks.run_import", args=[job_id], retry=False)
