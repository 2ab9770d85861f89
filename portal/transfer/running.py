"""The worker's side of an import: read the file, make page after page, end well or say why not.

Each page is one transaction that also writes how far the import is. So whatever happens to a worker, another one goes
on behind the last whole page, and nothing stands there twice or by half.
"""

import logging
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import NotFound, PortalError, Refused
from portal.pages.services import archive_page
from portal.pages.services.filling import APART, Filled, fill_page
from portal.reading import links
from portal.transfer import facts, folders, keeping, layouts, standing
from portal.transfer.models import ImportFile, ImportJob, ImportProblem
from portal.transfer.plans import PagePlan, Plan, Problem
from portal.transfer.services import end_job
from widgets import parsing
from widgets.base import FetchError
from widgets.egress import Client

log = logging.getLogger(__name__)

State = ImportJob.State
#: How long a worker may be silent before another one takes over.
LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 3


def run(job_id: int) -> None:
    """Does nothing when the import has ended, or is in other hands."""
    job = claim(job_id, timezone.now())
    if job is None:
        return
    with translation.override(job.language or settings.LANGUAGE_CODE):
        try:
            carry_out(job)
        except (FetchError, PortalError) as error:
            _end(job, State.FAILED, str(error))
        except Exception:
            log.exception("Import %s broke", job_id)
            _end(
                job,
                State.FAILED,
                _("Something broke here, and it is written down. What was imported until then stands."),
            )


def claim(job_id: int, now: datetime) -> ImportJob | None:
    """Takes the lease, if nobody holds it."""
    free = Q(state=State.WAITING) | Q(state=State.RUNNING, leased_until__lt=now)
    taken = ImportJob.objects.filter(free, pk=job_id).update(
        state=State.RUNNING, leased_until=now + LEASE, attempts=F("attempts") + 1
    )
    return ImportJob.objects.select_related("user").get(pk=job_id) if taken else None


def carry_out(job: ImportJob) -> None:
    plan = read(job)
    if not job.kind:
        _note_plan(job, plan)
    if not _make_all(job, plan.pages):
        return
    _keep_saved(job, plan)  # not before: their feeds stand on those pages
    _bring_facts(job, plan)
    if not plan.total and not plan.saved and not job.facts:
        raise Refused(_("There is nothing in this file that could stand on a page."))
    _end(job, State.DONE, "" if job.has_made else _why_nothing(job, plan))


def _why_nothing(job: ImportJob, plan: Plan) -> str:
    """All of it is here already; raises Refused where that is not the reason."""
    if plan.saved and not plan.total:
        return _("All saved stories of this file are here already. Nothing was added.")
    if _all_stand(job, plan):
        return _("All feeds of this file stand on your pages already. Nothing was added.")
    raise Refused(_("Nothing of this file found room here."))


def _all_stand(job: ImportJob, plan: Plan) -> bool:
    is_list = job.kind == ImportJob.Kind.FEEDS
    return is_list and not any(standing.rest_of(job.user, page, ())[0].sections for page in plan.pages)


def _make_all(job: ImportJob, pages: Sequence[PagePlan]) -> bool:
    return all(_make(job, number, page) for number, page in enumerate(pages) if number >= job.steps_done)


def read(job: ImportJob) -> Plan:
    """The same file makes the same plan, whoever reads it."""
    found = parsing.parse_exchange(_body(job))
    if found["kind"] == ImportJob.Kind.FEEDS:
        return folders.plan_feeds(found, job.manner)
    if found["kind"] == ImportJob.Kind.BOOKMARKS:
        return folders.plan_bookmarks(found)
    if broken_at := found.get("broken_at"):
        raise Refused(_("The file is no JSON: line %(line)s cannot be read.") % {"line": broken_at})
    return layouts.plan(found["document"])


def _body(job: ImportJob) -> bytes:
    """What was sent; what is fetched is kept too, because another time the address may answer something else."""
    file = ImportFile.objects.filter(job=job).first()
    if file is None:
        fetched = Client().get(job.address).body
        file = ImportFile.objects.create(job=job, packed=zlib.compress(fetched, 1))
    return zlib.decompress(file.packed)


def _note_plan(job: ImportJob, plan: Plan) -> None:
    with transaction.atomic():
        job.kind, job.total = plan.kind, plan.total
        _note_problems(job, plan.problems)
        ImportJob.objects.filter(pk=job.pk).update(kind=job.kind, total=job.total, problems_count=job.problems_count)


@transaction.atomic
def _keep_saved(job: ImportJob, plan: Plan) -> None:
    """Once. What came while they were being looked for is found afterwards."""
    row = ImportJob.objects.select_for_update().filter(pk=job.pk).first()
    is_ours = row is not None and (row.state, row.leased_until) == (State.RUNNING, job.leased_until)
    if row is None or not is_ours or row.saved or row.saved_links.exists() or not plan.saved:
        return
    job.saved = keeping.keep(row.user, plan.saved, job)
    job.save(update_fields=["saved"])
    transaction.on_commit(partial(links.settle, row.user))


@transaction.atomic
def _bring_facts(job: ImportJob, plan: Plan) -> None:
    """Once: a worker that takes over finds them there, as they were brought."""
    row = ImportJob.objects.select_for_update().filter(pk=job.pk).first()
    if not plan.facts or row is None or row.facts or (row.state, row.leased_until) != (State.RUNNING, job.leased_until):
        return
    user = User.objects.select_for_update(no_key=True).get(pk=row.user_id)
    job.facts, problems = facts.fill_in(user, plan.facts, plan.facts_line)
    _note_problems(job, problems)
    job.save(update_fields=["facts", "problems_count"])


@transaction.atomic
def _make(job: ImportJob, number: int, page: PagePlan) -> bool:
    """One page, and how far we are. False when the import was stopped, or somebody else has taken over."""
    row = ImportJob.objects.select_for_update().filter(pk=job.pk).first()
    if row is None or (row.state, row.leased_until) != (State.RUNNING, job.leased_until):
        return False
    job.user = row.user  # a guest may have signed in to an account meanwhile
    rest = _without_standing(job, page)
    try:
        if rest.sections or not page.sections:
            _fill(job, number, rest)
    except PortalError as error:
        _note_problems(job, [Problem(panel.line, panel.title, str(error)) for panel in rest.panels()])
    job.steps_done, job.done = number + 1, job.done + sum(1 for _panel in page.panels())
    job.leased_until = timezone.now() + LEASE
    job.save(update_fields=["steps_done", "done", "made", "feeds", "problems_count", "leased_until"])
    return True


def _without_standing(job: ImportJob, page: PagePlan) -> PagePlan:
    if job.kind != ImportJob.Kind.FEEDS:
        return page
    made = [panel for made in job.made for panel in made["panels"]]
    rest, left_out = standing.rest_of(job.user, page, made)
    _note_problems(job, left_out)
    return rest


def _fill(job: ImportJob, number: int, page: PagePlan) -> None:
    filled = _filled(job, number, page)
    made = {"sections": filled.sections, "panels": filled.panels}
    job.made.append({"page": filled.change.page.pk, "is_new": filled.is_new, **made})
    job.feeds += filled.sources


def _filled(job: ImportJob, number: int, page: PagePlan) -> Filled:
    """The first page of a plan goes onto the page that was chosen, if it is still there and has room for it."""
    begin = timezone.now() + job.feeds * APART
    chosen = job.page_id if number == 0 else None
    if chosen:
        try:
            with transaction.atomic():
                return fill_page(user=job.user, page_id=chosen, sections=page.sections, begin=begin)
        except (PortalError, NotFound) as error:
            _note_problems(job, [Problem(0, page.title, _("It stands on a new page: %(why)s") % {"why": error})])
    with transaction.atomic():
        filled = fill_page(
            user=job.user,
            page_id=None,
            sections=page.sections,
            title=page.title,
            icon=page.icon,
            colour=page.colour,
            look=page.look,
            begin=begin,
        )
        if page.is_archived:
            archive_page(user=job.user, page_id=filled.change.page.pk)
        return filled


def _note_problems(job: ImportJob, problems: list[Problem]) -> None:
    rows = [ImportProblem(job=job, line=row.line, title=row.title[:200], why=row.why[:500]) for row in problems]
    ImportProblem.objects.bulk_create(rows, batch_size=500)
    job.problems_count += len(rows)


@transaction.atomic
def _end(job: ImportJob, state: str, message: str = "") -> None:
    """Unless it was stopped meanwhile, or is in other hands."""
    row = ImportJob.objects.select_for_update().filter(pk=job.pk).first()
    if row is not None and (row.state, row.leased_until) == (State.RUNNING, job.leased_until):
        end_job(row, state, message)


def lost(now: datetime) -> list[int]:
    """Imports that nobody works at any more, to be handed out again; one that has cost too many workers ends."""
    waiting = Q(state=State.WAITING, created_at__lt=now - timedelta(seconds=30))
    silent = Q(state=State.RUNNING, leased_until__lt=now)
    for job in ImportJob.objects.filter(silent, attempts__gte=MAX_ATTEMPTS):
        with transaction.atomic(), translation.override(job.language or settings.LANGUAGE_CODE):
            row = ImportJob.objects.select_for_update().get(pk=job.pk)
            if row.state == State.RUNNING and row.leased_until == job.leased_until:
                end_job(row, State.FAILED, _("It broke off three times. What was imported until then stands."))
    return list(ImportJob.objects.filter(waiting | silent).values_list("pk", flat=True))
