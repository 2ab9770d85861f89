"""The newest releases of one repository, at GitHub, Codeberg or GitLab."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, HttpClient, ItemData
from widgets.untrusted import mapping, moment, objects, text, within

KEPT = 10
PATHS = {
    "github": f"/repos/{{name}}/releases?per_page={KEPT}",
    "codeberg": f"/api/v1/repos/{{name}}/releases?limit={KEPT}",
    "gitlab": f"/api/v4/projects/{{name}}/releases?per_page={KEPT}",
}


def releases(http: HttpClient, host: str, name: str) -> list[ItemData]:
    path = PATHS[host].format(name=quote(name, safe="" if host == "gitlab" else "/"))
    try:
        answer = http.get(f"{upstreams.address(host)}{path}").json()
    except FetchError as error:
        if error.code != "http-404":
            raise
        raise FetchError("no-such-repository", _("There is no repository %(name)s.") % {"name": name}) from None
    if not isinstance(answer, list):
        raise FetchError("unreadable", _("The list of releases came in a form that cannot be read."))
    return [item for each in objects(answer) if (item := _item(each, host, name))]


def _item(release: Mapping[str, Any], host: str, name: str) -> ItemData | None:
    tag = text(release.get("tag_name"), 100)
    if not tag or release.get("draft") is True:
        return None
    title = text(release.get("name"), 200) or tag
    published = moment(release.get("published_at")) or moment(release.get("released_at"))
    return ItemData(
        uid=f"{host}:{name}:{tag}",
        url=text(release.get("html_url"), 500) or text(within(release, "_links", "self"), 500),
        title=title if tag.lstrip("v") in title else f"{title} ({tag})",
        summary=text(release.get("body") or release.get("description"), 500),
        author=text(mapping(release.get("author")).get("login") or mapping(release.get("author")).get("username"), 60),
        published_at=datetime.fromtimestamp(published, UTC) if published is not None else None,
    )
