"""What Wikipedia tells of a day, in many languages: asked by several types, so it is asked in one way."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from widgets import sanitize, upstreams
from widgets.base import FetchError, FetchRequest
from widgets.untrusted import mapping, text, within

#: For `upstreams` of a type; the language stands in the host.
UPSTREAM: Mapping[str, str] = {"wikipedia": "https://LANGUAGE.wikipedia.org"}
LANGUAGES = {
    "en": "English", "ar": "العربية", "bn": "বাংলা", "ca": "Català", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά",
    "es": "Español", "fa": "فارسی", "fr": "Français", "he": "עברית", "hi": "हिन्दी", "it": "Italiano", "ja": "日本語",
    "ko": "한국어", "nl": "Nederlands", "no": "Norsk", "pl": "Polski", "pt": "Português",
    "ru": "Русский", "sv": "Svenska", "tr": "Türkçe", "uk": "Українська", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip


def ask(request: FetchRequest, path: str) -> Mapping[str, Any]:
    """Of the Wikipedia in the language of the settings. FetchError "not-in-language" where it does not tell this."""
    base = upstreams.address("wikipedia").replace("LANGUAGE", request.settings["language"])
    try:
        answer = request.http.get(f"{base}/api/rest_v1/feed/{path}").json()
    except FetchError as error:
        if error.code != "http-404":
            raise
        raise FetchError("not-in-language", _("Wikipedia does not tell this in this language.")) from None
    if not isinstance(answer, dict):
        raise FetchError("unreadable", _("Wikipedia answered in a form that cannot be read."))
    return answer


def page_of(page: Any) -> dict[str, str] | None:
    """Title, address, opening and picture of an article; nothing where it has no title."""
    told = mapping(page)
    title = text(within(told, "titles", "normalized"), 200) or text(told.get("normalizedtitle"), 200)
    title = title or text(told.get("title"), 200).replace("_", " ")
    if not title:
        return None
    return {
        "title": title,
        "url": text(within(told, "content_urls", "desktop", "page"), 1000),
        "extract": text(told.get("extract"), 600),
        "picture": text(within(told, "thumbnail", "source"), 1000),
    }


def words_of(markup: Any, limit: int = 600) -> str:
    return sanitize.text(text(markup, limit * 5), limit)
