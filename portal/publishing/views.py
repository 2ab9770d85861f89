"""A channel for readers, for feed readers, the lasting addresses of its articles, and their pictures."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

from portal.publishing.feeds import ChannelFeed
from portal.publishing.models import Article, Channel
from portal.publishing.selectors import fingerprint, live_items

PER_PAGE = 20
A_MONTH = 30 * 24 * 3600


@require_safe
def show_channel(request: HttpRequest, slug: str) -> HttpResponse:
    channel = get_object_or_404(Channel, slug=slug)
    page = Paginator(live_items(channel), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "channel.html", {"channel": channel, "page": page})


@require_safe
def open_article(request: HttpRequest, slug: str, article: str) -> HttpResponse:
    """The address that is printed and shared: leads to the reader, also after the article changed its channel."""
    found = get_object_or_404(Article.objects.select_related("channel"), slug=article)
    if found.channel.slug != slug:
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    return redirect("read", get_object_or_404(live_items(found.channel), uid=found.uid).pk)


@require_safe
@cache_control(public=True, max_age=60)
def show_feed(request: HttpRequest, slug: str) -> HttpResponse:
    channel = get_object_or_404(Channel.objects.select_related("source"), slug=slug)
    etag, changed = fingerprint(channel), int((channel.source.changed_at or channel.created_at).timestamp())
    response = get_conditional_response(request, etag, changed) or ChannelFeed(channel)(request)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(changed)
    return response


@require_safe
@cache_control(public=True, max_age=A_MONTH)
def show_picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """What editors uploaded. A changed picture has a new name, so browsers may keep what they have."""
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError:  # a name that no file can have
        raise Http404 from None
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
