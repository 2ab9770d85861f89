"""A repository at GitHub: its figures, and the pull requests that wait."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import quote

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import RowsField
from widgets.registry import register
from widgets.types.releases.widget import read_repository
from widgets.untrusted import mapping, moment, objects, text, whole

KEPT = 30
SEARCHES = {"pulls": "is:pr is:open", "issues": "is:issue is:open"}


class RepositoryForm(forms.Form):
    name = forms.CharField(
        label=_("Repository"), help_text=_("At GitHub: django/django, or its address."), max_length=160,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip
    rows = RowsField(initial=5)

    def clean_name(self) -> str:
        try:
            host, name = read_repository(self.cleaned_data["name"])
        except ValueError:
            host, name = "", ""
        if host != "github":
            raise ValidationError(_now("Give a repository at GitHub, such as django/django."))
        return name


@register
class RepositoryWidget(WidgetType):
    """Stars, issues and pull requests of a repository."""

    kind, title, icon, category = "repository", _("Repository"), "git-branch", "technology"
    refresh_every = timedelta(minutes=30)
    SettingsForm = RepositoryForm
    upstreams: ClassVar[Mapping[str, str]] = {"github": "https://api.github.com"}
    is_private = False

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {"name": settings["name"]})] if settings.get("name") else []

    def site_settings(self, url: str, feeds: Sequence[str] = ()) -> Mapping[str, str] | None:
        found = re.match(r"https://github\.com/([A-Za-z0-9-]{1,39}/[A-Za-z0-9_.-]{1,100})(?:/|$)", url)
        return {"name": found[1]} if found else None

    def fetch(self, request: FetchRequest) -> FetchResult:
        """The lists are asked apart and may be refused (the search allows few questions): figures stand alone."""
        name = request.settings["name"]
        figures = _figures(request, name)
        payload = {"figures": figures} | {what: _found(request, name, words) for what, words in SEARCHES.items()}
        return FetchResult(payload=payload, title=figures["name"] or name, site_url=f"https://github.com/{name}")

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        payload = sources[0].payload if sources else {}
        if not payload:
            return {}
        lists = {what: _shown(payload[what], settings["rows"]) for what in SEARCHES}
        return {**lists, **payload["figures"], "missing": any(payload[what] is None for what in SEARCHES)}


def _figures(request: FetchRequest, name: str) -> dict[str, Any]:
    try:
        answer = mapping(request.http.get(f"{upstreams.address('github')}/repos/{name}").json())
    except FetchError as error:
        if error.code != "http-404":
            raise
        raise FetchError("no-such-repository", _("There is no repository %(name)s.") % {"name": name}) from None
    if whole(answer.get("stargazers_count")) is None:
        raise FetchError("unreadable", _("GitHub sent an answer that cannot be read."))
    return {
        "name": text(answer.get("full_name"), 160),
        "about": text(answer.get("description"), 300),
        "stars": whole(answer.get("stargazers_count")),
        "forks": whole(answer.get("forks_count")),
    }


def _found(request: FetchRequest, name: str, words: str) -> dict[str, Any] | None:
    query = quote(f"{words} repo:{name}", safe="")
    address = f"{upstreams.address('github')}/search/issues?q={query}&sort=created&per_page={KEPT}"
    try:
        answer = mapping(request.http.get(address).json())
    except FetchError:
        return None
    found = [
        {
            "number": whole(each.get("number")),
            "title": text(each.get("title"), 200),
            "url": text(each.get("html_url"), 300),
            "created": moment(each.get("created_at")),
        }
        for each in objects(answer.get("items"))
    ]
    return {"count": whole(answer.get("total_count")), "found": [each for each in found if each["title"]]}


def _shown(listed: Mapping[str, Any] | None, rows: int) -> dict[str, Any] | None:
    if listed is None:
        return None
    found = [
        {**each, "created": datetime.fromtimestamp(each["created"], UTC) if each["created"] is not None else None}
        for each in listed["found"][:rows]
    ]
    return {**listed, "found": found}
