"""Lists that a service orders are shown in its order, however old what stands on them is, and without what left them."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.widgets.types.conftest import Played, fetch
from widgets import configuration, refresh, registry, sources
from widgets.base import SourceSpec, Viewer
from widgets.models import Source
from widgets.rendering import RenderRequest, SourceRow, render_many

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
#: Older than all that passed by later; Reddit's list of a week has such.
AGED = "aged"


def told_at(name: str) -> datetime:
    return NOW - (timedelta(days=5) if name == AGED else timedelta(minutes=int(name)))


def hacker_news(names):
    hits = [(name, told_at(name).timestamp()) for name in names]
    return {"hits": [{"objectID": name, "title": f"Story {name}", "created_at_i": at} for name, at in hits]}


def lobsters(names):
    return [
        {"short_id": name, "title": f"Story {name}", "comments_url": f"https://lobste.rs/s/{name}",
         "created_at": told_at(name).isoformat()}
        for name in names
    ]  # fmt: skip


def reddit(names):
    entries = "".join(
        f'<entry><id>{name}</id><link href="https://reddit.com/{name}"/><title>Story {name}</title>'
        f"<updated>{told_at(name).isoformat()}</updated></entry>"
        for name in names
    )
    return Played(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>r</title>{entries}</feed>'.encode())


KINDS = [
    pytest.param("hackernews", {"list": "front_page"}, hacker_news, id="hackernews"),
    pytest.param("lobsters", {"path": "hottest"}, lobsters, id="lobsters"),
    pytest.param("reddit", {"community": "python", "order": "week"}, reddit, id="reddit"),
]


def titles(source: Source, **settings) -> list[str]:
    source.refresh_from_db()
    row = SourceRow(*(getattr(source, name) for name in SourceRow.__slots__))
    whole = configuration.defaults(registry.get(source.kind)) | settings
    html = render_many([RenderRequest(source.kind, whole, 1, [row])], Viewer())[0][0].html
    return re.findall(r"Story (\w+)", html)


@pytest.mark.parametrize(("kind", "settings", "answer"), KINDS)
def test_draw_keeps_the_order_of_the_service(kind, settings, answer):
    source = sources.ensure(SourceSpec(kind, settings))
    for names in ([str(number) for number in range(60, 20, -1)], ["30", AGED, "9", "8", "50"]):
        refresh.store(source, fetch(kind, settings, {"": answer(names)})[0])
    assert titles(source, rows=3) == ["30", AGED, "9"]
    assert titles(source, rows=20) == ["30", AGED, "9", "8", "50"]


def test_draw_of_the_newest_goes_by_age():
    settings = {"community": "python", "order": "new"}
    source = sources.ensure(SourceSpec("reddit", settings))
    refresh.store(source, fetch("reddit", settings, {"": reddit(["9", "8", AGED])})[0])
    assert titles(source) == ["8", "9", AGED]
