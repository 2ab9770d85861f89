"""Lobsters: links about computing that people recommend, all or by tag."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, ItemData, SourceSpec
from widgets.fields import RowsField
from widgets.listing import ListingType, moment_of, order_of
from widgets.registry import register
from widgets.untrusted import mapping, moment, objects, sequence, text, whole

LISTS = {"hottest": _("What is discussed most"), "newest": _("The newest")}
ADDRESS = re.compile(r"https?://lobste\.rs/?(?:t/([a-z0-9_+,-]{1,200})|(newest))?")
TAGS = re.compile(r"[a-z0-9_+-]{1,30}(,[a-z0-9_+-]{1,30}){0,9}")


class LobstersForm(forms.Form):
    list = forms.ChoiceField(label=_("List"), choices=list(LISTS.items()), initial="hottest")
    tags = forms.CharField(
        label=_("Tags"),
        help_text=_("Only stories with one of these: python, web. Empty: all of the list."),
        max_length=200,
        required=False,
    )
    rows = RowsField(initial=10)

    def clean_tags(self) -> str:
        tags = ",".join(re.split(r"[\s,]+", self.cleaned_data["tags"].lower().strip(" ,\n\t")))
        if tags and not TAGS.fullmatch(tags):
            raise ValidationError(_now("Give tags as Lobsters has them, at most ten: python, web."))
        return tags


@register
class LobstersWidget(ListingType):
    """Links about computing that people discuss on Lobsters."""

    kind, title, icon, category = "lobsters", _("Lobsters"), "message-circle", "technology"
    refresh_every = timedelta(minutes=15)
    SettingsForm = LobstersForm
    upstreams: ClassVar[Mapping[str, str]] = {"lobsters": "https://lobste.rs"}
    is_ranked = True

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        """Tags have one list of their own, whatever list was chosen."""
        path = f"t/{settings['tags']}" if settings["tags"] else settings["list"]
        return [SourceSpec(self.kind, {"path": path})]

    def site_settings(self, url: str, feeds: Sequence[str] = ()) -> Mapping[str, str] | None:
        found = ADDRESS.fullmatch(url)
        return {"tags": found[1] or "", "list": found[2] or "hottest"} if found else None

    def fetch(self, request: FetchRequest) -> FetchResult:
        try:
            answer = request.http.get(f"{upstreams.address('lobsters')}/{request.settings['path']}.json").json()
        except FetchError as error:
            if error.code != "http-404":
                raise
            raise FetchError("no-such-tag", _("Lobsters does not know one of these tags.")) from None
        if not isinstance(answer, list):
            raise FetchError("unreadable", _("The list came in a form that cannot be read."))
        found = [item for story in objects(answer) if (item := _item(story))]
        site_url = f"https://lobste.rs/{request.settings['path']}"
        return FetchResult(items=found, payload=order_of(found), site_url=site_url)


def _item(story: Mapping[str, Any]) -> ItemData | None:
    discussion, title = text(story.get("comments_url"), 300), text(story.get("title"), 300)
    if not discussion or not title:
        return None
    told = {"points": whole(story.get("score")), "comments": whole(story.get("comment_count"))}
    submitter = story.get("submitter_user")
    return ItemData(
        uid=text(story.get("short_id"), 20) or discussion,
        url=text(story.get("url"), 2000) or discussion,
        title=title,
        author=text(submitter, 60) or text(mapping(submitter).get("username"), 60),
        published_at=moment_of(moment(story.get("created_at"))),
        topics=[text(tag, 30) for tag in sequence(story.get("tags")) if text(tag, 30)],
        extra={**told, "discussion": discussion},
    )
