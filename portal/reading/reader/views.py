"""The reader of one page: its list, the story that is open, and calling all of it read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_POST, require_safe

from portal.accounts import guests
from portal.errors import NotFound
from portal.live import tokens
from portal.pages.finding import find_page_by_slug
from portal.pages.selectors import chosen, pages_of
from portal.pages.views import person, private
from portal.reading.articles import article_context, ask_for_whole, note_opened
from portal.reading.reader.selectors import ORDERS, SHOWS, choice_of, listed, sources_of
from portal.reading.selectors import source_ids_of
from portal.reading.state.views import sweep


@require_safe
def show_reader(request: HttpRequest, slug: str) -> HttpResponse:
    user, language = person(request), translation.get_language() or "en"
    pages = pages_of(user, language)
    try:
        page = chosen(pages, slug)
    except NotFound as error:
        raise Http404(str(error)) from None
    if page is None:
        raise Http404
    choice = choice_of(request.GET, user)
    article = open_article(request, choice.item) if choice.item else None
    sources = list(sources_of(page))
    context = {
        "page": page,
        "choice": choice,
        "list": listed(user, page, choice),
        "article": article,
        "sources": sources,
        "names": {source.pk: source.title for source in sources},
        "shows": SHOWS,
        "orders": ORDERS,
        "live_token": tokens.sign(user.pk if user else None, [source.pk for source in sources]),
    }
    return private(render(request, "reader.html", context))


def open_article(request: HttpRequest, item_id: int) -> dict[str, object]:
    try:
        article = article_context(person(request), item_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    ask_for_whole(request, article)
    note_opened(request, item_id)
    return article


@require_POST
def read_all(request: HttpRequest, slug: str) -> HttpResponse:
    """The page's stories, or those of one source; back to the list."""
    user = guests.ensure_person(request)
    try:
        page = find_page_by_slug(user, slug)
    except NotFound as error:
        raise Http404(str(error)) from None
    choice = choice_of(request.POST, user)
    among = set(source_ids_of(page))
    sweep(request, user, among & {choice.source} if choice.source else among)
    return redirect(reverse("reader", args=[page.slug]) + choice.address(item=None, after=""))
