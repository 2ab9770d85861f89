"""The page of what is wrong with one's feeds: choose, mend or remove, and take it back."""

from collections.abc import Mapping
from itertools import groupby

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from portal.accounts import guests
from portal.errors import NotFound, PortalError
from portal.notices import tell, warn
from portal.pages.finding import name_of
from portal.pages.views import person, private
from portal.reading.health import services
from portal.reading.health.selectors import TITLES, examine

PAGES_AT_MOST = 100


@require_safe
def show_health(request: HttpRequest) -> HttpResponse:
    user = person(request)
    found = examine(user, timezone.now()) if user else []
    prefetch_related_objects([one.panel for one in found], "sources")  # they are named by them
    groups = [
        (trouble, TITLES[trouble], [(one, name_of(one.panel)) for one in each])
        for trouble, each in groupby(found, key=lambda one: one.trouble)
    ]
    return private(render(request, "feed_health.html", {"groups": groups}))


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    user = guests.ensure_person(request)
    verb = services.remove if "remove" in request.POST else services.mend
    try:
        made = verb(user=user, chosen=request.POST.getlist("chosen"))
    except PortalError as error:
        warn(request, str(error))
        return redirect("feed_health")
    if not made.count:
        warn(request, _("Nothing was changed. Choose feeds that can be mended, or remove them."))
        return redirect("feed_health")
    words = ngettext("%(num)d panel is changed.", "%(num)d panels are changed.", made.count) % {"num": made.count}
    tell(request, words, undo=f"{reverse('feed_health_undo')}?{urlencode({'pages': written(made.before)})}")
    return redirect("feed_health")


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    user = guests.ensure_person(request)
    try:
        services.put_back(user=user, before=read(request.GET.get("pages", "")))
    except NotFound as error:
        raise Http404(str(error)) from None
    except PortalError as error:
        warn(request, str(error))
    else:
        tell(request, _("Your pages are as they were."))
    return redirect("feed_health")


def written(before: Mapping[int, int]) -> str:
    return " ".join(f"{page}:{version}" for page, version in before.items())


def read(told: str) -> dict[int, int]:
    """What `written` wrote. Raises NotFound for anything else."""
    try:
        pairs = [part.split(":") for part in told.split()[:PAGES_AT_MOST]]
        before = {int(page): int(version) for page, version in pairs}
    except ValueError:
        raise NotFound from None
    if not before or any(not 0 < number < 2**31 for pair in before.items() for number in pair):
        raise NotFound
    return before
