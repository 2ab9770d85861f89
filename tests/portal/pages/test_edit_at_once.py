"""Two devices edit two pages over HTTP: every answer is the change made, or a refusal with the page as it is now.

Whatever they do, in whatever order and with however old a version, each panel stays on a page or in the trash.
"""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from portal.accounts.models import User
from portal.pages import services
from portal.pages.models import Page, PageRevision, Panel
from portal.pages.services.trash import removed_panels
from tests.portal.pages import desk

devices = st.sampled_from(["phone", "desk"])
numbers = st.integers(0, 9)


def panels_on(page: dict[str, Any]) -> Iterator[int]:
    return (panel["id"] for section in page["sections"] for column in section["columns"] for panel in column)


class TwoBrowsers(RuleBasedStateMachine):
    """Each device goes by the pages as it saw them last; an answer, and only that, shows it the page anew."""

    @initialize()
    def arrange(self) -> None:
        self.user = User.objects.create_guest()
        self.ids = [services.create_page(user=self.user, title=title).page.pk for title in ("One", "Two")]
        self.panels = {desk.add(self.user, Page.objects.get(pk=self.ids[0]), name).panel.pk for name in "abcd"}
        self.clients = {name: Client() for name in ("phone", "desk")}
        for client in self.clients.values():
            client.force_login(self.user)
        self.now, self.trash = self.look()
        self.seen = {name: dict(self.now) for name in self.clients}
        self.versions = {pk: page["version"] for pk, page in self.now.items()}

    def look(self) -> tuple[dict[int, dict[str, Any]], list[int]]:
        """The pages and the trash as they are. Nobody else is here: so they stay until somebody asks for something."""
        pages = {pk: self.clients["desk"].get(f"/api/v1/pages/{pk}/").json() for pk in self.ids}
        return pages, sorted(removed_panels(self.user).values_list("pk", flat=True))

    def ask(self, device: str, page_id: int, method: str, path: str, **body: Any) -> None:
        """Asks by the version that this device knows, and checks what is answered."""
        before = self.now, self.trash
        data = {"version": self.seen[device][page_id]["version"], **body}
        answer = self.clients[device].generic(
            method, f"/api/v1/{path}", data=json.dumps(data), content_type="application/json"
        )
        self.now, self.trash = self.look()
        if answer.status_code < 300:
            self.panels |= {pk for page in self.now.values() for pk in panels_on(page)}
        else:
            assert answer.status_code in (404, 409), (answer.status_code, answer.content)
            assert (self.now, self.trash) == before, "a refused change changes nothing"
            if answer.json()["code"] == "stale":
                fresh = answer.json()["page"]
                assert fresh == self.now[fresh["id"]], "a stale change is answered with the page as it is now"
        self.seen[device][page_id] = self.now[page_id]

    def panel_seen(self, device: str, page: int, number: int) -> tuple[int, int | None]:
        """A panel where this device believes it to be."""
        page_id = self.ids[page % 2]
        found = list(panels_on(self.seen[device][page_id]))
        return page_id, found[number % len(found)] if found else None

    @rule(device=devices, page=numbers, number=numbers, column=st.integers(0, 3), position=numbers)
    def move(self, device: str, page: int, number: int, column: int, position: int) -> None:
        page_id, panel = self.panel_seen(device, page, number)
        if panel:
            self.ask(device, page_id, "POST", f"panels/{panel}/move/", column=column, position=position)

    @rule(device=devices, page=numbers, number=numbers)
    def send(self, device: str, page: int, number: int) -> None:
        page_id, panel = self.panel_seen(device, page, number)
        if panel:
            self.ask(device, page_id, "POST", f"panels/{panel}/send/", page=self.ids[(page + 1) % 2])

    @rule(device=devices, page=numbers, number=numbers)
    def remove(self, device: str, page: int, number: int) -> None:
        page_id, panel = self.panel_seen(device, page, number)
        if panel:
            self.ask(device, page_id, "DELETE", f"panels/{panel}/")

    @rule(device=devices, page=numbers, number=numbers)
    def put_back(self, device: str, page: int, number: int) -> None:
        gone = list(removed_panels(self.user).order_by("pk"))
        if gone:
            self.ask(device, self.ids[page % 2], "POST", f"panels/{gone[number % len(gone)].pk}/restore/")

    @rule(device=devices, page=numbers, number=numbers, title=st.sampled_from(["", "x", "y"]))
    def rename(self, device: str, page: int, number: int, title: str) -> None:
        page_id, panel = self.panel_seen(device, page, number)
        if panel:
            self.ask(device, page_id, "PATCH", f"panels/{panel}/", title=title)

    @rule(device=devices, page=numbers, position=st.integers(0, 2))
    def add_section(self, device: str, page: int, position: int) -> None:
        page_id = self.ids[page % 2]
        self.ask(device, page_id, "POST", "sections/", page=page_id, position=position)

    @rule(device=devices, page=numbers, number=numbers)
    def remove_section(self, device: str, page: int, number: int) -> None:
        page_id = self.ids[page % 2]
        sections = self.seen[device][page_id]["sections"]
        self.ask(device, page_id, "DELETE", f"sections/{sections[number % len(sections)]['id']}/")

    @rule(device=devices, page=numbers, verb=st.sampled_from(["undo", "redo"]))
    def step(self, device: str, page: int, verb: str) -> None:
        page_id = self.ids[page % 2]
        self.ask(device, page_id, "POST", f"pages/{page_id}/{verb}/")

    @rule(device=devices, page=numbers, number=numbers)
    def restore(self, device: str, page: int, number: int) -> None:
        page_id = self.ids[page % 2]
        known = list(PageRevision.objects.filter(page=page_id).values_list("version", flat=True))
        self.ask(device, page_id, "POST", f"pages/{page_id}/revisions/{known[number % len(known)]}/restore/")

    @invariant()
    def no_panel_is_lost(self) -> None:
        if hasattr(self, "versions"):
            shown = [pk for page in self.now.values() for pk in panels_on(page)]
            trash = set(self.trash)
            assert len(shown) == len(set(shown))
            assert trash.isdisjoint(shown)
            assert trash | set(shown) == self.panels | trash
            assert self.panels <= trash | set(shown)

    @invariant()
    def versions_only_grow_and_places_are_dense(self) -> None:
        if not hasattr(self, "versions"):
            return
        for page_id in self.ids:
            version = self.now[page_id]["version"]
            assert version >= self.versions[page_id]
            self.versions[page_id] = version
            assert_dense(page_id)


def assert_dense(page_id: int) -> None:
    places: dict[tuple[int, int], list[int]] = {}
    for panel in Panel.objects.filter(section__page=page_id, section__removed_at=None, removed_at=None):
        places.setdefault((panel.section_id, panel.column), []).append(panel.position)
    assert all(sorted(found) == list(range(len(found))) for found in places.values()), places


@pytest.mark.django_db
class TestTwoBrowsers(TwoBrowsers.TestCase, TestCase):
    settings = settings(
        max_examples=8,
        stateful_step_count=16,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes with a database behind
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.django_db(transaction=True)
def test_edit_at_the_very_same_time():
    """Two threads, each with the version it has just read: who is first wins, the other one hears of it."""
    user = User.objects.create_user("ada@example.org", "a-long-password")
    page, other = (services.create_page(user=user, title=title).page for title in ("One", "Two"))
    panels = [desk.add(user, page, name, column).panel.pk for name, column in (("a", 0), ("b", 0), ("c", 1), ("d", 2))]
    began, together = desk.version(page), Barrier(2)

    def edit(turn: int) -> list[int]:
        client, found = Client(), []
        client.force_login(user)
        for number in range(12):
            version = client.get(f"/api/v1/pages/{page.pk}/").json()["version"]
            panel = panels[(turn + number) % 4]
            path, body = [
                (f"panels/{panel}/move/", {"column": (turn + number) % 3, "position": 0}),
                (f"panels/{panel}/send/", {"page": other.pk}),
                (f"pages/{page.pk}/undo/", {}),
                (f"panels/{panel}/shift/", {"direction": "down"}),
            ][(turn + number) % 4]
            together.wait(timeout=60)
            answer = client.post(f"/api/v1/{path}", {"version": version, **body}, content_type="application/json")
            found.append(answer.status_code)
        connection.close()
        return found

    with ThreadPoolExecutor(2) as threads:
        statuses = [status for found in threads.map(edit, range(2)) for status in found]
    assert set(statuses) <= {200, 404, 409}
    assert {200, 409} <= set(statuses)
    shown = Panel.objects.filter(removed_at=None, section__removed_at=None)
    kept = {*shown.values_list("pk", flat=True), *removed_panels(user).values_list("pk", flat=True)}
    assert kept == set(panels), "on a page, or in the trash where undo put it"
    for found in (page, other):
        assert_dense(found.pk)
        versions = list(found.revisions.values_list("version", flat=True))
        assert versions == sorted(set(versions), reverse=True)
    assert desk.version(page) > began
