"""The search page, the way out to other services, what the palette asks for, and the list of all shortcuts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from portal.pages.views import person, private
from portal.search import selectors
from widgets.types.search.engines import lead

ASKED_AT_MOST = 80
#: Of each sort.
SHOWN_AT_MOST = 20


@require_safe
def show_search(request: HttpRequest) -> HttpResponse:
    """What the palette finds, and more of it; without words where to go. So one can jump without a script, too."""
    asked = asked_for(request)
    user, language = person(request), translation.get_language() or "en"
    groups = selectors.jump(user, language, asked, "", SHOWN_AT_MOST)
    return private(render(request, "search.html", {"asked": asked, "groups": groups}))


@require_safe
def show_jump(request: HttpRequest) -> HttpResponse:
    """The palette's list as a fragment."""
    page = request.GET.get("page", "")[:100]
    language = translation.get_language() or "en"
    groups = selectors.jump(person(request), language, asked_for(request), page)
    return private(render(request, "palette.html", {"groups": groups, "asked": asked_for(request)}))


@csrf_exempt  # It changes nothing; and bodies of search boxes are shared between people.
@require_POST
def lead_out(request: HttpRequest) -> HttpResponse:
    """For browsers without a script: on to a service of our own table, and to nothing else.

    A page that leads on, not a redirect: browsers hold the targets of redirects against the page's form-action too.
    POST, so that what people look for stands in no log.
    """
    try:
        service, address = lead(
            request.POST.get("engine", ""), request.POST.get("q", ""), translation.get_language() or "en"
        )
    except KeyError:
        raise Http404 from None
    response = private(render(request, "lead_out.html", {"service": service, "address": address}))
    response["Refresh"] = f"0; url={address}"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def show_shortcuts(request: HttpRequest) -> HttpResponse:
    return private(render(request, "shortcuts.html"))


def asked_for(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:ASKED_AT_MOST]
