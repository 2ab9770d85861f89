"""Two devices edit one page at will: each change is applied or refused as stale, and no panel is ever lost."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from portal.accounts.models import User
from portal.errors import PortalError, StaleVersion
from portal.pages import services
from portal.pages.models import PageRevision, Panel, Section
from tests.portal.pages import desk

NAMES = "abcde"
devices = st.sampled_from(["phone", "desk"])
panels = st.sampled_from(NAMES)
columns = st.integers(0, 4)
positions = st.integers(0, 6) | st.none()


class TwoDevices(RuleBasedStateMachine):
    """Each device knows the version it saw last; after a refusal it looks again."""

    @initialize()
    def arrange(self) -> None:
        self.user = User.objects.create_guest()
        self.page = services.create_page(user=self.user, title="Home").page
        self.panels = {name: desk.add(self.user, self.page, name).panel.pk for name in NAMES}
        self.placed = set(NAMES)
        self.seen = dict.fromkeys(["phone", "desk"], desk.version(self.page))
        self.version = desk.version(self.page)

    def change(self, device: str, service: Any, **what: Any) -> bool:
        """True if it was done. A refused change must leave everything as it was."""
        before = desk.titles(self.page)
        is_stale = self.seen[device] != self.version
        refused: PortalError | None = None
        try:
            done = service(user=self.user, version=self.seen[device], **what)
        except PortalError as error:
            refused = error
        if refused is not None:
            assert is_stale or not isinstance(refused, StaleVersion)
            assert desk.titles(self.page) == before
            self.seen[device] = desk.version(self.page)
            return False
        assert not is_stale or done.page.version == self.version  # removed twice: nothing was left to change
        self.seen[device] = self.version = done.page.version
        return True

    @rule(device=devices, name=panels, column=columns, position=positions, section=st.integers(0, 3))
    def move(self, device: str, name: str, column: int, position: int | None, section: int) -> None:
        live = list(self.page.sections.filter(removed_at=None))
        to = live[section % len(live)].pk
        self.change(
            device, services.move_panel, panel_id=self.panels[name], section_id=to, column=column, position=position
        )

    @rule(device=devices, name=panels, direction=st.sampled_from(["up", "down", "left", "right"]))
    def shift(self, device: str, name: str, direction: str) -> None:
        self.change(device, services.shift_panel, panel_id=self.panels[name], direction=direction)

    @rule(device=devices, name=panels)
    def remove(self, device: str, name: str) -> None:
        if self.change(device, services.remove_panel, panel_id=self.panels[name]):
            self.placed.discard(name)

    @rule(device=devices, name=panels)
    def restore(self, device: str, name: str) -> None:
        if self.change(device, services.restore_panel, panel_id=self.panels[name]):
            self.placed.add(name)

    @rule(device=devices, layout=st.sampled_from(Section.Layout.values), section=st.integers(0, 3))
    def reshape(self, device: str, layout: str, section: int) -> None:
        live = list(self.page.sections.filter(removed_at=None))
        self.change(device, services.update_section, section_id=live[section % len(live)].pk, layout=layout)

    @rule(device=devices, position=st.integers(0, 3))
    def add_section(self, device: str, position: int) -> None:
        self.change(device, services.add_section, page_id=self.page.pk, position=position)

    @rule(device=devices, section=st.integers(0, 3))
    def remove_section(self, device: str, section: int) -> None:
        live = list(self.page.sections.filter(removed_at=None))
        self.change(device, services.remove_section, section_id=live[section % len(live)].pk)

    @rule(device=devices)
    def undo(self, device: str) -> None:
        self.step(device, services.undo)

    @rule(device=devices)
    def redo(self, device: str) -> None:
        self.step(device, services.redo)

    def step(self, device: str, service: Any) -> None:
        if self.change(device, service, page_id=self.page.pk):
            layout = self.page.revisions.get(version=self.version).layout
            columns = [column for section in layout["sections"] for column in section["columns"]]
            self.placed = {panel["title"] for column in columns for panel in column}

    @invariant()
    def every_placed_panel_is_shown_once(self) -> None:
        if hasattr(self, "page"):
            shown = [title for section in desk.titles(self.page) for column in section for title in column]
            assert sorted(shown) == sorted(self.placed)
            assert Panel.objects.filter(section__page=self.page).count() == len(NAMES)

    @invariant()
    def places_are_numbered_from_zero(self) -> None:
        if not hasattr(self, "page"):
            return
        places: dict[tuple[int, int], list[int]] = {}
        for panel in Panel.objects.filter(section__page=self.page, removed_at=None):
            places.setdefault((panel.section_id, panel.column), []).append(panel.position)
        assert all(found == list(range(len(found))) for found in places.values())

    @invariant()
    def versions_only_grow_and_each_is_remembered(self) -> None:
        if hasattr(self, "page"):
            assert desk.version(self.page) == self.version
            newest = PageRevision.objects.filter(page=self.page).first()
            assert newest is not None
            assert newest.version == self.version


@pytest.mark.django_db
class TestTwoDevices(TwoDevices.TestCase, TestCase):
    settings = settings(
        max_examples=12,
        stateful_step_count=25,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes with a database behind
        suppress_health_check=list(HealthCheck),
    )
