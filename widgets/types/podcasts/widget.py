"""A podcast, by its feed or by its name, with a player for each episode."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from widgets import parsing, upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, NotModified, SourceSpec, SourceView
from widgets.fields import SCHEME, RowsField, checked_address
from widgets.listing import ListingType
from widgets.registry import register
from widgets.untrusted import objects, text, within

#: What a feed answers that will hardly come back: whoever moved it told those who list it.
DEAD = {"http-404", "http-410", "not-a-feed", "refused", "unreachable"}


class PodcastsForm(forms.Form):
    podcast = forms.CharField(label=_("Podcast"), help_text=_("Its name, or the address of its feed."), max_length=2048)
    rows = RowsField(initial=5)

    def clean_podcast(self) -> str:
        typed: str = self.cleaned_data["podcast"].strip()
        is_address = SCHEME.match(typed) or ("." in typed and "/" in typed and " " not in typed)
        if is_address:
            return checked_address(typed)
        if len(typed) > 100:
            raise ValidationError(_("This name is too long."))
        return typed


@register
class PodcastsWidget(ListingType):
    """Episodes of a podcast, with a player."""

    kind, title, icon, category = "podcasts", _("Podcast"), "podcast", "podcasts"
    refresh_every = timedelta(hours=2)
    learns_between = (timedelta(hours=1), timedelta(days=1))
    SettingsForm = PodcastsForm
    upstreams: ClassVar[Mapping[str, str]] = {"podcasts": "https://itunes.apple.com"}

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {"podcast": settings["podcast"]})] if settings.get("podcast") else []

    def fetch(self, request: FetchRequest) -> FetchResult | NotModified:
        """A name is looked up once, and again where the feed that was found is no more."""
        asked, known = request.settings["podcast"], str(request.payload.get("url") or "")
        if SCHEME.match(asked):
            return _feed(request, asked)
        try:
            return _feed(request, known or _found(request, asked))
        except FetchError as error:
            found = _found(request, asked) if known and error.code in DEAD else known
            if found == known:
                raise
        return _feed(replace(request, etag="", last_modified=""), found)

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        asked = settings.get("podcast", "")
        return next((source.title for source in sources if source.title), asked if " " in asked else str(self.title))


def _feed(request: FetchRequest, address: str) -> FetchResult | NotModified:
    outcome = parsing.fetch_feed(replace(request, settings={"url": address}))
    return outcome if isinstance(outcome, NotModified) else replace(outcome, payload={"url": address}, moved_to="")


def _found(request: FetchRequest, name: str) -> str:
    query = urlencode({"media": "podcast", "term": name, "limit": 5})
    answer = request.http.get(f"{upstreams.address('podcasts')}/search?{query}").json()
    for each in objects(within(answer, "results")):
        if address := text(each.get("feedUrl"), 2000):
            return address
    raise FetchError("no-such-podcast", _("No podcast named %(name)s was found.") % {"name": name})
