"""Chooses the language: with the person, and in a cookie for whoever uses this browser before they sign in."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from portal.accounts import services
from portal.accounts.models import User

COOKIE_AGE = 60 * 60 * 24 * 365


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """An empty language is the one that the browser asks for."""
    language = request.POST.get("language", "")
    if language and language not in dict(settings.LANGUAGES):
        raise Http404
    if isinstance(request.user, User):
        services.update_profile(user=request.user, language=language)
    response = redirect("settings")
    if language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=COOKIE_AGE,
            samesite="Lax",
            secure=settings.IS_HTTPS,
            httponly=True,
        )
    else:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return response
