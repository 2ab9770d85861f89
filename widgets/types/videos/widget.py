"""The newest videos of channels and playlists of YouTube, by the feeds that they have."""

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
from widgets.listing import ListingType
from widgets.registry import register

MOST = 20
ADDRESS = re.compile(r"(?:https?://)?(?:www\.|m\.)?youtube\.com/(?:channel/|playlist\?(?:.*&)?list=)?")
CHANNEL, PLAYLIST, HANDLE = (
    re.compile(r"UC[\w-]{22}"),
    re.compile(r"(PL|UU|OL|FL)[\w-]{10,60}"),
    re.compile(r"@[\w.·-]{3,60}"),
)
#: Where the page of a channel says which one it is.
NAMED = re.compile(r'"(?:channelId|externalId|browseId)":"(UC[\w-]{22})"|channel_id=(UC[\w-]{22})')


def read_channel(line: str) -> str:
    """The id of a channel or playlist, or @name; ValueError for anything else."""
    found = re.split(r"[/?&]", ADDRESS.sub("", line.strip()))[0]
    if not any(pattern.fullmatch(found) for pattern in (CHANNEL, PLAYLIST, HANDLE)):
        raise ValueError(line)
    return found


class VideosForm(forms.Form):
    channels = NamesField(
        read_channel,
        most=MOST,
        unknown=_("This is not a channel or a playlist: %(name)s"),
        too_many=_("These are more than %(most)d channels."),
        is_one_a_line=True,
        label=_("Channels"),
        help_text=_("One a line: @name, the address of a channel or a playlist, or its id."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
    )
    rows = RowsField(initial=6)


@register
class VideosWidget(ListingType):
    """The newest videos of channels and playlists."""

    kind, title, icon, category = "videos", _("Videos"), "video", "media"
    refresh_every = timedelta(hours=1)
    learns_between = (timedelta(minutes=30), timedelta(days=1))
    SettingsForm = VideosForm
    upstreams: ClassVar[Mapping[str, str]] = {"youtube": "https://www.youtube.com"}

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {"channel": name}) for name in settings.get("channels", "").splitlines()]

    def site_settings(self, url: str, feeds: Sequence[str] = ()) -> Mapping[str, str] | None:
        try:
            return {"channels": read_channel(url)} if ADDRESS.match(url) else None
        except ValueError:
            return None

    def fetch(self, request: FetchRequest) -> FetchResult | NotModified:
        channel = request.settings["channel"]
        number = str(request.payload.get("id") or "") if channel.startswith("@") else channel
        number = number or _number_of(request, channel)
        name = "channel_id" if number.startswith("UC") else "playlist_id"
        address = f"{upstreams.address('youtube')}/feeds/videos.xml?{name}={number}"
        response = request.http.get(address, headers=request.conditional_headers())
        if response.status == 304:
            return NotModified(freshness(response.headers))
        feed = parsing.parse_feed(response)
        return FetchResult(
            items=feed.items, payload={"id": number}, title=feed.title, site_url=feed.site_url, etag=feed.etag,
            last_modified=feed.last_modified, ttl=feed.ttl,
        )  # fmt: skip

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return super().default_title(settings, sources) if len(sources) == 1 else str(self.title)


def _number_of(request: FetchRequest, handle: str) -> str:
    """What stands behind @name; the page of the channel says it, and it is kept."""
    try:
        found = NAMED.search(request.http.get(f"{upstreams.address('youtube')}/{handle}").text())
    except FetchError as error:
        if error.code != "http-404":
            raise
        found = None
    if not found:
        raise FetchError("no-such-channel", _("There is no channel %(name)s.") % {"name": handle})
    return found[1] or found[2]
