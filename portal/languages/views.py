"""Chooses the language: with the person, and in a cookie for whoever uses this browser before they sign in."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from portal.accounts import services
from portal.accounts.models import User
from portal.languages.cookies import keep_language


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    language = request.POST.get("language", "")
    if language and language not in dict(settings.LANGUAGES):
        raise Http404
    if isinstance(request.user, User):
        services.update_profile(user=request.user, language=language)
    response = redirect("settings")
    keep_language(response, language)
    return response
