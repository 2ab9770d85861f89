"""The pages for taking things along: bring a file, see how far it is, take it back; and download what is here."""

import csv
from collections.abc import Callable, Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import guests
from portal.errors import InvalidSettings, NotFound, PortalError
from portal.notices import tell, warn
from portal.pages.models import Page
from portal.pages.views import person, private
from portal.transfer import downloads, selectors, services
from portal.transfer.forms import ImportForm
from portal.transfer.models import ImportJob

JOBS_SHOWN = 10
PROBLEMS_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """The form; a link may come with the address filled in (`?url=`). A POST begins the import and shows it."""
    user = person(request)
    initial = {"address": request.GET.get("url", "")[:2048]}
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*sent, user=user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            job = services.start_import(user=guests.ensure_person(request), **form.wishes())
        except InvalidSettings as error:
            for name, lines in error.errors.items():
                form.add_error(name if name in form.fields else None, lines)
        except PortalError as error:
            form.add_error(None, str(error))
        else:
            return redirect("import_job", job_id=job.pk)
    jobs = selectors.jobs_of(user)[:JOBS_SHOWN] if user else []
    context = {"form": form, "jobs": jobs}
    return private(render(request, "import.html", context, status=422 if form.errors else 200))


@require_safe
def show_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """How far an import is; the open page asks for it anew each second until it has ended."""
    try:
        job = selectors.job_for(person(request), job_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    context = {
        "job": job,
        "made": sum(len(made["panels"]) for made in job.made),
        "links": job.saved_links.filter(removed_at=None).count(),
        "waits_long": selectors.waits_long(job),
        "problems": job.problems.all()[:PROBLEMS_SHOWN],
        "pages": Page.objects.filter(pk__in=[made["page"] for made in job.made], removed_at=None),
    }
    return private(render(request, "import_job.html", context))


@require_safe
def report(request: HttpRequest, job_id: int) -> HttpResponseBase:
    """All that was left out, as a table for a spreadsheet."""
    try:
        job = selectors.job_for(person(request), job_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    return downloads.answer(report_lines(job), "text/csv; charset=utf-8", _("Import report"), "csv")


def report_lines(job: ImportJob) -> Iterator[str]:
    class Echo:
        def write(self, line: str) -> str:
            return line

    rows = csv.writer(Echo())
    yield "\ufeff" + rows.writerow([_("Line"), _("Title"), _("What happened")])
    for problem in job.problems.iterator():
        yield rows.writerow([problem.line or "", harmless(problem.title), harmless(problem.why)])


def harmless(text: str) -> str:
    """A spreadsheet takes what begins like this for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


@require_POST
def cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    return changed(request, job_id, services.cancel_import, _("Stopped. What is there already can be taken back."))


@require_POST
def undo(request: HttpRequest, job_id: int) -> HttpResponse:
    return changed(request, job_id, services.undo_import, _("Taken back. Your pages are as they were."))


def changed(request: HttpRequest, job_id: int, change: Callable[..., Any], words: str) -> HttpResponse:
    user = person(request)
    if user is None:
        raise Http404
    try:
        change(user=user, job_id=job_id)
        tell(request, words)
    except NotFound as error:
        raise Http404(str(error)) from None
    except PortalError as error:
        warn(request, str(error))
    return redirect("import_job", job_id=job_id)


@require_safe
def take(request: HttpRequest) -> HttpResponse:
    """What can be downloaded."""
    user = person(request)
    pages = downloads.pages_for(user, language())
    return private(render(request, "export.html", {"pages": pages, "is_known": user is not None}))


@require_safe
def download(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """All pages, or the one that `?page=` names by its id."""
    try:
        return downloads.download(person(request), language(), form, request.GET.get("page", ""))
    except NotFound as error:
        raise Http404(str(error)) from None


def language() -> str:
    return translation.get_language() or "en"
