"""Bluesky: what one person writes, as its public interface tells everybody."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from widgets import sanitize, upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, ItemData, SourceSpec, SourceView
from widgets.fields import RowsField
from widgets.listing import ListingType, moment_of
from widgets.registry import register
from widgets.untrusted import mapping, moment, objects, text, within

ADDRESS = re.compile(r"https://bsky\.app/profile/")
HANDLE = re.compile(r"(did:[a-z]+:[A-Za-z0-9._:%-]{1,200}|[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,6})")


class BlueskyForm(forms.Form):
    handle = forms.CharField(
        label=_("Name"), help_text=_("As in bsky.app, or the address of the profile."), max_length=260
    )
    rows = RowsField()

    def clean_handle(self) -> str:
        handle = ADDRESS.sub("", self.cleaned_data["handle"].strip()).strip("@/").lower()
        if not HANDLE.fullmatch(handle):
            raise ValidationError(_now("This is not a name on Bluesky: %(name)s") % {"name": handle[:80]})
        return handle


@register
class BlueskyWidget(ListingType):
    """What a person writes on Bluesky."""

    kind, title, icon, category = "bluesky", _("Bluesky"), "at-sign", "social"
    refresh_every = timedelta(minutes=20)
    learns_between = (timedelta(minutes=10), timedelta(hours=12))
    SettingsForm = BlueskyForm
    upstreams: ClassVar[Mapping[str, str]] = {"bluesky": "https://public.api.bsky.app"}

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {"handle": settings["handle"]})] if settings.get("handle") else []

    def site_settings(self, url: str, feeds: Sequence[str] = ()) -> Mapping[str, str] | None:
        handle = ADDRESS.sub("", url).split("/")[0].lower()
        return {"handle": handle} if ADDRESS.match(url) and HANDLE.fullmatch(handle) else None

    def fetch(self, request: FetchRequest) -> FetchResult:
        handle = request.settings["handle"]
        query = urlencode({"actor": handle, "limit": 30, "filter": "posts_no_replies"})
        try:
            answer = request.http.get(f"{upstreams.address('bluesky')}/xrpc/app.bsky.feed.getAuthorFeed?{query}").json()
        except FetchError as error:
            if error.code != "http-400":
                raise
            raise FetchError("no-such-person", _("Bluesky knows nobody named %(name)s.") % {"name": handle}) from None
        if not isinstance(within(answer, "feed"), list):
            raise FetchError("unreadable", _("The list came in a form that cannot be read."))
        own = [mapping(entry.get("post")) for entry in objects(answer["feed"]) if not entry.get("reason")]
        return FetchResult(
            items=[item for post in own if (item := _item(post))],
            title=f"@{handle}",
            site_url=f"https://bsky.app/profile/{handle}",
        )

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return f"@{settings['handle']}" if settings.get("handle") else str(self.title)


def _item(post: Mapping[str, Any]) -> ItemData | None:
    uri, words = text(post.get("uri"), 400), text(within(post, "record", "text"), 3000)
    handle = text(within(post, "author", "handle"), 260)
    if not uri or not words or not HANDLE.fullmatch(handle):
        return None
    return ItemData(
        uid=uri,
        url=f"https://bsky.app/profile/{handle}/post/{quote(uri.rsplit('/', 1)[-1], safe='')}",
        title=sanitize.text(words.replace("<", "&lt;"), 140),
        summary=words,
        author=text(within(post, "author", "displayName"), 80) or handle,
        image=text(within(post, "embed", "images", 0, "thumb"), 2000),
        published_at=moment_of(moment(within(post, "record", "createdAt")) or moment(post.get("indexedAt"))),
    )
