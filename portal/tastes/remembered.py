"""What is remembered of a person: to look at, to take along, and to forget for good."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.models import User
from portal.errors import NotFound
from portal.notices import tell
from portal.pages.views import person, private
from portal.tastes import services
from portal.tastes.about import LARGEST, read_about
from recommender import history
from recommender.history import Told
from recommender.models import Event
from widgets.models import CatalogueEntry


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    user = person(request)
    told = in_words(history.of(user, before=number_in(request.GET.get("before", "")))) if user else []
    context = {
        "days": days_of(user, told) if user else [],
        "older": told[-1].id if len(told) == history.PAGE else None,
        "deeds_of": dict(Event.Kind.choices),
    }
    return private(render(request, "remembered.html", context))


def in_words(told: list[Told]) -> list[Told]:
    """With the catalogue's own words in the reader's language."""
    entries = CatalogueEntry.objects.in_bulk({one.entry_id for one in told if one.entry_id})
    return [replace(one, title=entries[one.entry_id].shown_title) if one.entry_id in entries else one for one in told]


def days_of(user: User, told: list[Told]) -> list[tuple[date, str, list[Told]]]:
    """Newest day first, by the clocks at the person's place; each also in words."""
    days = groupby(told, lambda one: one.at.astimezone(user.zone).date())
    return [(day, formats.date_format(day, "l, j F Y"), list(deeds)) for day, deeds in days]


def number_in(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and int(text) <= LARGEST else None


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """One thing (`about`), or one day (`day`, like 2026-11-28)."""
    user = somebody(request)
    try:
        if day := request.GET.get("day"):
            count = services.forget_day(user=user, day=date.fromisoformat(day))
        else:
            count = services.forget_thing(user=user, about=read_about(request.GET.get("about", "")))
    except (NotFound, ValueError, OverflowError) as error:
        raise Http404(str(error)) from None
    tell(
        request, ngettext("%(count)d entry is forgotten.", "%(count)d entries are forgotten.", count) % {"count": count}
    )
    return redirect("remembered")


@require_POST
def forget_everything(request: HttpRequest) -> HttpResponse:
    services.forget_everything(user=somebody(request), with_statements="statements" in request.POST)
    tell(request, _("All of it is forgotten."))
    return redirect("remembered")


@require_safe
def download(request: HttpRequest) -> StreamingHttpResponse:
    """As JSON, written while it is read: there may be many years of it."""
    response = StreamingHttpResponse(pieces_of(history.download(somebody(request))), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="foyer-remembered.json"'
    response["Cache-Control"] = "private, no-store"
    return response


def pieces_of(told: dict[str, Any]) -> Iterator[str]:
    as_json = DjangoJSONEncoder(ensure_ascii=False).encode
    events = told.pop("events")
    yield "{" + "".join(f"{json.dumps(name)}: {as_json(value)},\n" for name, value in told.items())
    yield '"events": ['
    for place, event in enumerate(events):
        yield ("," if place else "") + "\n" + as_json(event)
    yield "\n]}\n"


def somebody(request: HttpRequest) -> User:
    """Of a visitor nothing is remembered."""
    user = person(request)
    if user is None:
        raise Http404
    return user
