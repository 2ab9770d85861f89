"""The language of a request: what the person chose, else the visitor's cookie, else what the browser asks for."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware import locale
from django.utils import translation
from django.utils.translation.trans_real import get_languages

#: These say nothing in words: they cost no look at who asks, and vary with no cookie.
WORDLESS = ("/media/", "/health/", "/metrics", "/theme/", "/offline/", "/places/")
WORDLESS_ENDINGS = (".xml", ".css", ".js", ".webmanifest")


class LanguageMiddleware(locale.LocaleMiddleware):
    """Runs after authentication, and asks who it is only where there is a session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or _is_wordless(request.path):
            return
        language = getattr(request.user, "language", "")
        if language in get_languages():
            translation.activate(language)
            request.LANGUAGE_CODE = translation.get_language()


def _is_wordless(path: str) -> bool:
    return path.startswith(WORDLESS) or path.endswith(WORDLESS_ENDINGS)
