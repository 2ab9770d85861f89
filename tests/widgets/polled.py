"""A widget type for tests of refreshing: it reads lines of `uid|title` from an address."""

from contextlib import contextmanager
from datetime import timedelta

from widgets import registry
from widgets.base import FetchResult, ItemData, NotModified, WidgetType
from widgets.egress import freshness


class Lines(WidgetType):
    """Lines of text."""

    kind, title, icon = "lines", "Lines", "list"
    refresh_every = timedelta(minutes=30)

    def fetch(self, request):
        response = request.http.get(request.settings["url"], headers=request.conditional_headers())
        if response.status == 304:
            return NotModified(freshness(response.headers))
        if response.text() == "bug":
            raise ZeroDivisionError("a bug in a widget type")
        pairs = [line.partition("|") for line in response.text().splitlines()]
        return FetchResult(
            items=[ItemData(uid, title=title, url=f"https://example.org/{uid}") for uid, _bar, title in pairs],
            title="Lines",
            etag=response.headers.get("etag", ""),
            ttl=freshness(response.headers),
            moved_to=response.moved_to,
        )


@contextmanager
def installed():
    registry.register(Lines)
    try:
        yield
    finally:
        del registry._types["lines"]
