"""Hacker News, as its search at Algolia tells it: the front page, questions, and what people made."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, ItemData, SourceSpec, SourceView
from widgets.fields import RowsField
from widgets.listing import ListingType, moment_of, order_of
from widgets.registry import register
from widgets.untrusted import objects, seconds, text, whole, within

LISTS = {"front_page": _("Front page"), "ask_hn": _("Questions (Ask HN)"), "show_hn": _("Made by people (Show HN)")}
ADDRESS = re.compile(r"https?://news\.ycombinator\.com/?(news|ask|show)?")
PLACE = "https://news.ycombinator.com/item?id="


class HackerNewsForm(forms.Form):
    list = forms.ChoiceField(label=_("List"), choices=list(LISTS.items()), initial="front_page")
    rows = RowsField(initial=10)


@register
class HackerNewsWidget(ListingType):
    """What people discuss on Hacker News."""

    kind, title, icon, category = "hackernews", _("Hacker News"), "message-circle", "technology"
    refresh_every = timedelta(minutes=15)
    SettingsForm = HackerNewsForm
    upstreams: ClassVar[Mapping[str, str]] = {"hackernews": "https://hn.algolia.com"}
    is_ranked = True

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {"list": settings["list"]})]

    def site_settings(self, url: str, feeds: Sequence[str] = ()) -> Mapping[str, str] | None:
        found = ADDRESS.fullmatch(url)
        return {"list": {"ask": "ask_hn", "show": "show_hn"}.get(found[1], "front_page")} if found else None

    def fetch(self, request: FetchRequest) -> FetchResult:
        """The front page is ordered by the service; the other lists come newest first."""
        chosen = request.settings["list"]
        verb = "search" if chosen == "front_page" else "search_by_date"
        answer = request.http.get(
            f"{upstreams.address('hackernews')}/api/v1/{verb}?tags={chosen}&hitsPerPage=30"
        ).json()
        if not isinstance(within(answer, "hits"), list):
            raise FetchError("unreadable", _("The list came in a form that cannot be read."))
        found = [item for hit in objects(answer["hits"]) if (item := _item(hit))]
        return FetchResult(items=found, payload=order_of(found), site_url="https://news.ycombinator.com/")

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        chosen = settings.get("list", "front_page")
        return str(self.title if chosen == "front_page" else LISTS.get(chosen, self.title))


def _item(hit: Mapping[str, Any]) -> ItemData | None:
    name, title = text(hit.get("objectID"), 20), text(hit.get("title"), 300)
    if not name or not title:
        return None
    told = {"points": whole(hit.get("points")), "comments": whole(hit.get("num_comments"))}
    return ItemData(
        uid=name,
        url=text(hit.get("url"), 2000) or f"{PLACE}{name}",
        title=title,
        author=text(hit.get("author"), 60),
        published_at=moment_of(seconds(hit.get("created_at_i"))),
        extra={**told, "discussion": f"{PLACE}{name}"},
    )
