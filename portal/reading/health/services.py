"""Mending and removing feeds, many at once; each page takes one step back to be as it was."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.pages import services as pages
from portal.pages.models import Panel
from portal.pages.services.changes import Edit, open_page
from portal.pages.services.panels import reconfigure, take_off
from portal.reading.health.selectors import Finding, examine, lines_of


@dataclass(frozen=True, slots=True)
class Mended:
    """How many panels changed, and the version that each changed page had before."""

    count: int
    before: Mapping[int, int]


@transaction.atomic
def mend(*, user: User, chosen: Collection[str]) -> Mended:
    """Those of the chosen findings that can be: what moved is asked at its new address, what is there twice goes."""
    return _change(user, [one for one in _chosen(user, chosen) if one.can_be_mended])


@transaction.atomic
def remove(*, user: User, chosen: Collection[str]) -> Mended:
    """The feed goes from its panel, and a panel that has no other goes with it.

    Where it cannot be taken out of the settings, nothing is removed: what else the panel shows is well.
    """
    return _change(user, [one for one in _chosen(user, chosen) if one.can_be_removed], is_removal=True)


@transaction.atomic
def put_back(*, user: User, before: Mapping[int, int]) -> None:
    """The pages as they were at these versions."""
    for page_id, version in before.items():
        pages.restore_revision(user=user, page_id=page_id, revision=version)


def _chosen(user: User, chosen: Collection[str]) -> list[Finding]:
    """Only what still is as it was said."""
    return [one for one in examine(user, timezone.now()) if one.name in chosen]


def _change(user: User, findings: Collection[Finding], *, is_removal: bool = False) -> Mended:
    """One step of history for each page, however much is changed on it; pages are locked in one order."""
    before: dict[int, int] = {}
    for page_id in sorted({one.panel.section.page_id for one in findings}):
        edit = open_page(user, page_id, None)
        before[page_id] = edit.page.version
        for one in findings:
            panel = edit.layout.panel(one.panel.pk)
            if panel is not None:
                _readdress(edit, panel, one.addresses, one.source.moved_to if _moves(one, is_removal) else "")
        edit.record("mend_feeds")
    return Mended(len(findings), before)


def _moves(one: Finding, is_removal: bool) -> bool:
    return one.trouble == "moved" and not is_removal


def _readdress(edit: Edit, panel: Panel, old: Set[str], address: str) -> None:
    """Another address instead of the source's; without one the source leaves the panel, or the panel goes."""
    changed = settings_with(panel.settings, old, address)
    if changed is None:
        take_off(edit, panel)
    else:
        reconfigure(panel, changed)
        panel.save()


def settings_with(settings: Mapping[str, Any], old: Set[str], new: str) -> dict[str, Any] | None:
    """What differs; None where nothing would be left to ask, or the settings do not name it."""
    for name, value in settings.items():
        lines = lines_of(value)
        if not old & set(lines):
            continue
        kept = dict.fromkeys(line if line not in old else new for line in lines)
        kept.pop("", None)
        return {name: "\n".join(kept)} if kept else None
    return None
