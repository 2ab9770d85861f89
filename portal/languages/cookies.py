"""The cookie in which a browser keeps its language, for as long as nobody is signed in."""

from django.conf import settings
from django.http import HttpResponse

COOKIE_AGE = 60 * 60 * 24 * 365


def keep_language(response: HttpResponse, language: str) -> None:
    """An empty language is the one that the browser asks for."""
    if not language:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=COOKIE_AGE,
        samesite="Lax",
        secure=settings.IS_HTTPS,
        httponly=True,
    )
