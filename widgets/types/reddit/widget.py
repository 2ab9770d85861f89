"""Communities of Reddit, by the feeds that each of them has."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets import parsing, upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, NotModified, SourceSpec, SourceView
from widgets.egress import freshness
from widgets.fields import NamesField, RowsField
from widgets.listing import ListingType, order_of
from widgets.registry import register

MOST = 10
PATHS = {"hot": ".rss", "new": "new/.rss", "day": "top/.rss?t=day", "week": "top/.rss?t=week"}
ORDERS = {
    "hot": _("What is discussed now"),
    "new": _("The newest"),
    "day": _("Best of the day"),
    "week": _("Best of the week"),
}
COMMUNITY = re.compile(r"https?://(?:www\.|old\.)?reddit\.com/r/([A-Za-z0-9_]{2,30})(?:/|$)")
NAME = re.compile(r"(?:https?://(?:www\.|old\.)?reddit\.com)?/?(?:r/)?([A-Za-z0-9_]{2,30})/?")


def read_community(typed: str) -> str:
    """The name of a community, also out of "r/name" or its address; ValueError for anything else."""
    if not (found := NAME.fullmatch(typed)):
        raise ValueError(typed)
    return found[1].lower()


class RedditForm(forms.Form):
    communities = NamesField(
        read_community,
        most=MOST,
        unknown=_("This is not the name of a community: %(name)s"),
        too_many=_("These are more than %(most)d communities."),
        label=_("Communities"),
        help_text=_("Their names, with blanks between: python askscience."),
        max_length=400,
    )
    order = forms.ChoiceField(label=_("Order"), choices=list(ORDERS.items()), initial="day")
    rows = RowsField(initial=10)


@register
class RedditWidget(ListingType):
    """What people post in communities of Reddit."""

    kind, title, icon, category = "reddit", _("Reddit"), "message-circle", "social"
    refresh_every = timedelta(minutes=30)
    learns_between = (timedelta(minutes=15), timedelta(hours=12))
    SettingsForm = RedditForm
    is_ranked = True
    upstreams: ClassVar[Mapping[str, str]] = {"reddit": "https://www.reddit.com"}

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        names = settings.get("communities", "").split()
        return [SourceSpec(self.kind, {"community": name, "order": settings["order"]}) for name in names]

    def site_settings(self, url: str, feeds: Sequence[str] = ()) -> Mapping[str, str] | None:
        found = COMMUNITY.match(url)
        return {"communities": found[1].lower()} if found else None

    def fetch(self, request: FetchRequest) -> FetchResult | NotModified:
        name = request.settings["community"]
        address = f"{upstreams.address('reddit')}/r/{name}/{PATHS[request.settings['order']]}"
        try:
            response = request.http.get(address, headers=request.conditional_headers())
        except FetchError as error:
            if error.code not in {"http-404", "http-403"}:
                raise
            raise FetchError(error.code, _("There is no open community named %(name)s.") % {"name": name}) from None
        if response.status == 304:
            return NotModified(freshness(response.headers))
        feed = parsing.parse_feed(response)
        payload = {} if request.settings["order"] == "new" else order_of(feed.items)
        return FetchResult(
            items=feed.items, payload=payload, title=f"r/{name}", site_url=f"https://www.reddit.com/r/{name}/",
            etag=feed.etag, last_modified=feed.last_modified, ttl=feed.ttl,
        )  # fmt: skip

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        names = settings.get("communities", "").split()
        return f"r/{names[0]}" if len(names) == 1 else str(self.title)
