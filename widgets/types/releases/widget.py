"""New releases of the programs that one uses, from several repositories in one list."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from widgets.base import FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.fields import NamesField, RowsField
from widgets.registry import register
from widgets.types.releases import client

MOST = 30
SITES = {"github": "https://github.com", "codeberg": "https://codeberg.org", "gitlab": "https://gitlab.com"}
ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(github\.com|codeberg\.org|gitlab\.com)/")
#: GitLab has groups in groups.
NAME = re.compile(r"[A-Za-z0-9_.-]{1,60}(/[A-Za-z0-9_.-]{1,100}){1,4}")


def read_repository(line: str) -> tuple[str, str]:
    """Host and name of "owner/name", "gitlab:group/name" or an address; ValueError for anything else."""
    line = line.strip().removesuffix("/").removesuffix(".git")
    if found := ADDRESS.match(line):
        host, name = found[1].partition(".")[0], line[found.end() :]
        name = name.partition("/-/")[0] if host == "gitlab" else "/".join(name.split("/")[:2])
    else:
        before, colon, after = line.partition(":")
        host, name = (before.lower(), after.strip()) if colon else ("github", line)
    is_one = NAME.fullmatch(name) and ".." not in name and (host == "gitlab" or name.count("/") == 1)
    if host not in SITES or not is_one:
        raise ValueError(line)
    return host, name


class ReleasesForm(forms.Form):
    repositories = NamesField(
        lambda line: ":".join(read_repository(line)),
        most=MOST,
        unknown=_("This is not the name of a repository: %(name)s"),
        too_many=_("These are more than %(most)d repositories."),
        is_one_a_line=True,
        label=_("Repositories"),
        help_text=_("One a line: django/django, codeberg:forgejo/forgejo, gitlab:group/name, or its address."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "ltr"}),
    )
    rows = RowsField(initial=10)


@register
class ReleasesWidget(WidgetType):
    """New versions of the programs that you use."""

    kind, title, icon, category = "releases", _("Releases"), "tag", "technology"
    refresh_every = timedelta(hours=2)
    SettingsForm = ReleasesForm
    upstreams: ClassVar[Mapping[str, str]] = {
        "github": "https://api.github.com",
        "codeberg": "https://codeberg.org",
        "gitlab": "https://gitlab.com",
    }
    is_private = False
    lists_items = True
    empty_message = _("Nothing has been released yet.")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        """One for each repository, so that everybody who follows it shares it."""
        pairs = [line.partition(":")[::2] for line in settings.get("repositories", "").splitlines()]
        return [SourceSpec(self.kind, {"host": host, "name": name}) for host, name in pairs]

    def site_settings(self, url: str, feeds: Sequence[str] = ()) -> Mapping[str, str] | None:
        try:
            return {"repositories": ":".join(read_repository(url))} if ADDRESS.match(url) else None
        except ValueError:
            return None

    def fetch(self, request: FetchRequest) -> FetchResult:
        host, name = request.settings["host"], request.settings["name"]
        items = client.releases(request.http, host, name)
        return FetchResult(items=items, title=name, site_url=f"{SITES[host]}/{name}")

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        everything = [item for source in sources for item in source.items]
        newest = sorted(everything, key=lambda item: item.published_at, reverse=True)[: settings["rows"]]
        names = {source.id: source.title for source in sources}
        return {"items": newest, "names": names} if newest else {}

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return str(self.title)
