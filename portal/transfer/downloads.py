"""A person's pages as a download, for the pages and the API alike: which pages, which form, under which name."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import NotFound
from portal.pages import selectors
from portal.pages.models import Page
from portal.transfer import exporting


class Form(NamedTuple):
    content_type: str
    ending: str
    write: Callable[[Sequence[Page], str], Iterator[str]]


FORMS = {
    "pages": Form("application/json", "json", lambda pages, _title: exporting.layouts(pages)),
    "feeds": Form("text/x-opml; charset=utf-8", "opml", exporting.feeds),
    "bookmarks": Form("text/html; charset=utf-8", "html", exporting.bookmarks),
}


#: Of a person: a visitor has nothing but the pages.
EVERYTHING = "everything"


def pages_for(user: User | None, language: str) -> list[Page]:
    return selectors.pages_of(user, language)


def download(user: User | None, language: str, form: str, page: str = "") -> StreamingHttpResponse:
    """NotFound for a form or a page that there is not."""
    if form == EVERYTHING and user is not None and not page:
        pages = [*pages_for(user, language), *selectors.archived_pages(user)]
        return answer(exporting.everything(pages, user), "application/json", _("everything"), "json")
    chosen = _chosen(pages_for(user, language), page)
    if form not in FORMS:
        raise NotFound
    content_type, ending, write = FORMS[form]
    title = chosen[0].title if page else _("My pages")
    return answer(write(chosen, title), content_type, title, ending)


def _chosen(pages: Sequence[Page], page: str) -> Sequence[Page]:
    if not page:
        return pages
    found = [each for each in pages if str(each.pk) == page]
    if not found:
        raise NotFound
    return found


def answer(lines: Iterable[str], content_type: str, title: str, ending: str) -> StreamingHttpResponse:
    """Always a download, never shown: what is in it was written by anybody."""
    name = f"foyer-{slugify(title, allow_unicode=True)[:80] or 'page'}-{timezone.localdate()}.{ending}"
    response = StreamingHttpResponse(lines, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response
