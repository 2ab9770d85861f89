"""The search page, what the palette asks for while one types, and the list of all shortcuts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from portal.pages.views import person, private
from portal.search import selectors

ASKED_AT_MOST = 80


@require_safe
def show_search(request: HttpRequest) -> HttpResponse:
    """Without words: how to look for something, and where to go."""
    asked = asked_for(request)
    user, language = person(request), translation.get_language() or "en"
    groups = selectors.search(user, language, asked) if asked else selectors.jump(user, language, "", "")
    return private(render(request, "search.html", {"asked": asked, "groups": groups}))


@require_safe
def show_jump(request: HttpRequest) -> HttpResponse:
    """The palette's list as a fragment."""
    page = request.GET.get("page", "")[:100]
    language = translation.get_language() or "en"
    groups = selectors.jump(person(request), language, asked_for(request), page)
    return private(render(request, "palette.html", {"groups": groups, "asked": asked_for(request)}))


@require_safe
def show_shortcuts(request: HttpRequest) -> HttpResponse:
    return private(render(request, "shortcuts.html"))


def asked_for(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:ASKED_AT_MOST]
