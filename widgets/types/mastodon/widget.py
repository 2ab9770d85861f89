"""Mastodon: what a person writes, what is written with a tag, or what a server is talking about."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from widgets import sanitize
from widgets.base import FetchError, FetchRequest, FetchResult, ItemData, SourceSpec, SourceView
from widgets.fields import AddressField, RowsField
from widgets.listing import ListingType, moment_of
from widgets.registry import register
from widgets.untrusted import mapping, moment, objects, text, within

FOLLOWED = re.compile(r"#[^\W_][\w]{0,79}|@[A-Za-z0-9_.-]{1,60}(@[A-Za-z0-9.-]{3,100})?")
PROFILE = re.compile(r"(https?://[^/]+)/@([A-Za-z0-9_]{1,60})/?")
TITLE_LENGTH = 140


class MastodonForm(forms.Form):
    url = AddressField(
        label=_("Server"),
        initial="https://mastodon.social",
        help_text=_("Any server of the Fediverse that speaks Mastodon's language."),
    )
    follow = forms.CharField(
        label=_("Whom or what"),
        help_text=_("@name for a person, #tag for a topic. Empty: what the server is talking about."),
        max_length=160,
        required=False,
    )
    rows = RowsField()

    def clean_url(self) -> str:
        parts = urlsplit(self.cleaned_data["url"])
        return f"{parts.scheme}://{parts.netloc}"

    def clean_follow(self) -> str:
        follow: str = self.cleaned_data["follow"].strip()
        if follow and not FOLLOWED.fullmatch(follow):
            raise ValidationError(_now("Begin with @ for a person or with # for a topic, without blanks."))
        return follow


@register
class MastodonWidget(ListingType):
    """Posts of a person, about a topic, or that a server talks about."""

    kind, title, icon, category = "mastodon", _("Mastodon"), "at-sign", "social"
    refresh_every = timedelta(minutes=20)
    learns_between = (timedelta(minutes=10), timedelta(hours=12))
    SettingsForm = MastodonForm

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return (
            [SourceSpec(self.kind, {"url": settings["url"], "follow": settings["follow"]})]
            if settings.get("url")
            else []
        )

    def site_settings(self, url: str, feeds: Sequence[str] = ()) -> Mapping[str, str] | None:
        """Many servers have names that begin with @; those of Mastodon name a feed of the same name."""
        found = PROFILE.fullmatch(url)
        return {"url": found[1], "follow": f"@{found[2]}"} if found and f"{url.rstrip('/')}.rss" in feeds else None

    def fetch(self, request: FetchRequest) -> FetchResult:
        server, follow = request.settings["url"], request.settings["follow"]
        answer = request.http.get(f"{server}/api/v1/{_path(request, server, follow)}").json()
        if not isinstance(answer, list):
            raise FetchError("unreadable", _("The list came in a form that cannot be read."))
        found = [item for status in objects(answer) if (item := _item(status))]
        host = urlsplit(server).netloc
        return FetchResult(items=found, title=f"{follow} · {host}" if follow else host, site_url=_site(server, follow))

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return settings.get("follow") or super().default_title(settings, sources)


def _path(request: FetchRequest, server: str, follow: str) -> str:
    if not follow:
        return "trends/statuses?limit=30"
    if follow.startswith("#"):
        return f"timelines/tag/{quote(follow[1:])}?limit=30"
    lookup = f"{server}/api/v1/accounts/lookup?{urlencode({'acct': follow[1:]})}"
    try:
        account = text(mapping(request.http.get(lookup).json()).get("id"), 40)
    except FetchError as error:
        if error.code != "http-404":
            raise
        raise FetchError("no-such-person", _("This server knows nobody named %(name)s.") % {"name": follow}) from None
    if not account:
        raise FetchError("unreadable", _("The list came in a form that cannot be read."))
    return f"accounts/{quote(account)}/statuses?limit=30&exclude_replies=true&exclude_reblogs=true"


def _site(server: str, follow: str) -> str:
    return f"{server}/tags/{quote(follow[1:])}" if follow.startswith("#") else f"{server}/{follow or 'explore'}"


def _item(status: Mapping[str, Any]) -> ItemData | None:
    """A post has no title: its beginning stands for one, or its warning where it has one."""
    name, address = text(status.get("id"), 60), text(status.get("url"), 2000)
    words, warning = text(status.get("content"), 20_000), text(status.get("spoiler_text"), 300)
    shown = sanitize.text(words, TITLE_LENGTH)
    if not name or not address or not (shown or warning):
        return None
    is_veiled = bool(warning) or status.get("sensitive") is True
    picture = within(status, "media_attachments", 0, "preview_url")
    return ItemData(
        uid=name,
        url=address,
        title=warning or shown,
        content=sanitize.clean(words, address),
        author=text(mapping(status.get("account")).get("display_name"), 80)
        or text(mapping(status.get("account")).get("acct"), 80),
        image="" if is_veiled else text(picture, 2000),
        language=text(status.get("language"), 10),
        published_at=moment_of(moment(status.get("created_at"))),
    )
