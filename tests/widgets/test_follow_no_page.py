"""A page can ask a browser to go on somewhere else: the portal is no browser, and goes only where links are checked."""

import pytest

from tests.upstream import Upstream, samples
from widgets import looking, refresh, whole
from widgets.base import FetchError
from widgets.models import Item, Source

INSIDE = "http://169.254.169.254/latest/meta-data/"
#: Ways in which a page with status 200 sends a browser on.
SENT_ON = [
    ({}, '<meta http-equiv="refresh" content="0; url={to}">'),
    ({}, "<META HTTP-EQUIV='Refresh' CONTENT='0;URL=\"{to}\"'>"),
    ({}, '<noscript><meta http-equiv="refresh" content="0,{to}"></noscript>'),
    ({"Refresh": "0; url={to}"}, "<p>One moment"),
    ({}, "<script>location.replace('{to}')</script>"),
    ({}, '<base href="{to}"><meta http-equiv="refresh" content="0; url=.">'),
]


def serve(upstream, headers, markup, to):
    body = f"<!doctype html><html><head><title>Moved</title>{markup.format(to=to)}</head><body></body></html>"
    return upstream.serve(
        "/", body, type="text/html", headers={name: value.format(to=to) for name, value in headers.items()}
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("headers", "markup"), SENT_ON)
def test_a_page_that_sends_a_browser_on_is_where_we_stop(upstream, headers, markup):
    with Upstream() as elsewhere:
        to = elsewhere.serve("/feed.xml", samples.rss("Secret"), type="application/rss+xml")
        url = serve(upstream, headers, markup, to)
        assert looking.look(url).what == "page"
        outcome = refresh.fetch(Source(kind="feed", key="k", settings={"url": url}))
        assert (isinstance(outcome, FetchError), outcome.code) == (True, "not-a-feed")
        item = Item.objects.create(source=Source.objects.create(kind="feed", key="k"), uid="1", url=url)
        assert whole.fetch(item.pk).content == ""
        assert elsewhere.asked() == []


@pytest.mark.parametrize(
    "to", [INSIDE, "http://2852039166/feed", "//10.0.0.1:6379/", "file:///etc/passwd", "data:text/xml,<rss/>"]
)
def test_a_feed_that_a_page_names_is_checked_like_any_address(upstream, to):
    """The one kind of link that is followed by itself."""
    outcome = refresh.fetch(Source(kind="feed", key="k", settings={"url": upstream.serve("/", samples.page(to))}))
    assert isinstance(outcome, FetchError)
    assert outcome.code in {"refused", "bad-address"}


def test_a_feed_that_a_page_names_may_not_lead_on_into_private_space(upstream):
    upstream.redirect("/feed.xml", INSIDE)
    outcome = refresh.fetch(
        Source(kind="feed", key="k", settings={"url": upstream.serve("/", samples.page("/feed.xml"))})
    )
    assert (isinstance(outcome, FetchError), outcome.code) == (True, "refused")
