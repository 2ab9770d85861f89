"""A channel for readers, for feed readers, and the lasting addresses of its articles."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.publishing.feeds import ChannelFeed
from portal.publishing.models import Article, Channel
from portal.publishing.selectors import fingerprint, live_items

PER_PAGE = 20


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
