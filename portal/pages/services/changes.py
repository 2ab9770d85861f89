"""One change to one page, from the lock to the announcement."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, Q, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts import devices
from portal.accounts.models import User
from portal.errors import InvalidSettings, NotFound, Refused, StaleVersion
from portal.live.publish import announce
from portal.pages.layout import PAGE_DATA, Layout
from portal.pages.models import Page, PageRevision, Panel, Section
from portal.reading import fragment
from recommender import events
from recommender.events import EventData

Row = TypeVar("Row", bound=models.Model)
Found = TypeVar("Found")
#: How many changes of a page history remembers.
REVISIONS_KEPT = 100
#: Typing that goes on for so long is one step of history.
TYPING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Change:
    """What a service answers: the page as it is now, the panel it was about, the revision that says so."""

    page: Page
    panel: Panel | None
    revision: PageRevision


class Edit:
    """An open change of a locked page. Change `layout` and the page's fields, then `record`."""

    def __init__(self, user: User, page: Page) -> None:
        self.user, self.page, self.layout = user, page, Layout(page)
        self.base = page.revisions.filter(version=page.version).first() or self._begin()

    def record(
        self,
        verb: str,
        panel: Panel | None = None,
        other_page: Page | None = None,
        restored: int | None = None,
        *,
        is_by_hand: bool = True,
    ) -> Change:
        """Writes it all down as a new state of the page; a change that changed nothing writes nothing.

        Suggestions learn from the person's hand alone, not from what a template brings.
        """
        self.layout.save()
        if self.layout.as_data() == self.base.layout:
            return self.unchanged(panel)
        version = self._raise_version()
        revision = self._write(verb, state=version, before=self.base.state, other_page=other_page, restored=restored)
        return self._tell(Change(self.page, panel, revision), is_by_hand)

    def record_step(self, verb: str, target: PageRevision, panel: Panel | None = None) -> Change:
        """Writes down that the page went to a state which it had before; also where that changes nothing to see."""
        self.layout.save()
        self._raise_version()
        revision = self._write(verb, state=target.state, before=target.before, other_page=target.other_page)
        return self._tell(Change(self.page, panel, revision))

    def _begin(self) -> PageRevision:
        """The first revision of a page that came without history."""
        earlier = self.page.revisions.first()
        return self._write("begin", state=self.page.version, before=earlier.state if earlier else None)

    def pass_version_of(self, other: Page) -> None:
        """Before a panel comes from there: its new page gets a version that nobody can have seen on the old one.

        Else a device that still shows the panel on the old page might change it here, by a version that fits by chance.
        """
        self.page.version = max(self.page.version, other.version)

    def _raise_version(self) -> int:
        self.page.version += 1
        self.page.changed_at = timezone.now()
        self.page.save()
        return self.page.version

    def record_typing(self, verb: str, panel: Panel) -> Change:
        """As `record`, but what is typed into one panel in one go is one step of history, however often it is saved."""
        self.layout.save()
        now, layout = timezone.now(), self.layout.as_data()
        if self.base.verb != verb or now - self.base.created_at > TYPING or not self._only_typed_in(panel, layout):
            return self.record(verb, panel)
        if layout == self.base.layout:
            return self.unchanged(panel)
        self.base.version = self.base.state = self._raise_version()
        self.base.layout = layout
        self.base.save(update_fields=["version", "state", "layout"])
        announce_page(self.page)
        return self.unchanged(panel)

    def _only_typed_in(self, panel: Panel, layout: dict[str, Any]) -> bool:
        """Whether this change and the one before were about what is written in this panel, and nothing else."""
        before = self.page.revisions.filter(version__lt=self.base.version).first()
        layouts = [layout, self.base.layout, *([before.layout] if before else [])]
        return all(_without(each, panel) == _without(layout, panel) for each in layouts)

    def unchanged(self, panel: Panel | None = None) -> Change:
        return Change(self.page, panel, self.base)

    def _write(self, verb: str, **where: Any) -> PageRevision:
        return self.page.revisions.create(
            version=self.page.version,
            verb=verb,
            layout=self.layout.as_data(),
            author=self.user,
            device=devices.present(),
            **where,
        )

    def _tell(self, change: Change, is_by_hand: bool = True) -> Change:
        forget_old_revisions(self.page)
        if change.revision.other_page_id is None and is_by_hand:
            learn(self.user, self.base.layout, change.revision.layout)
        announce_page(self.page)
        if any(self.base.layout.get(name) != change.revision.layout[name] for name in PAGE_DATA):
            announce_tabs(self.user.pk)
        return change


def forget_old_revisions(page: Page) -> None:
    """Keeps the newest; those of the last weeks only (see portal.operations.pruning). Versions have gaps: it counts."""
    if page.version <= REVISIONS_KEPT:
        return
    first_too_many = page.revisions.order_by("-version").values("version")[REVISIONS_KEPT : REVISIONS_KEPT + 1]
    page.revisions.filter(version__lte=Subquery(first_too_many)).delete()


def open_page(user: User, page_id: int, version: int | None, *, for_tab: bool = False) -> Edit:
    """The person's own page, locked, at the version they saw; inside a transaction.

    What stands on a page that follows a template is not theirs to change; its tab is (`for_tab`).
    """
    found = own(Page.objects.filter(owner=user, removed_at=None), page_id).select_for_update(no_key=True).first()
    if found is None:
        raise NotFound
    if version is not None and version != found.version:
        raise StaleVersion(found)
    if found.follows_id and not for_tab:
        raise Refused(_("This page follows a template. Detach it first: then it is yours to arrange."))
    return Edit(user, found)


def open_section(user: User, section_id: int, version: int | None) -> tuple[Edit, Section]:
    sections = Section.objects.filter(page__owner=user, page__removed_at=None)
    page_id = own(sections, section_id).values_list("page_id", flat=True).first()
    edit = open_page(user, or_not_found(page_id), version)
    return edit, or_not_found(edit.layout.section(section_id))


def open_panel(user: User, panel_id: int, version: int | None) -> tuple[Edit, Panel]:
    """A panel that another device has just removed is a stale page to this one, not a panel that never was."""
    pk, page_id = locate_panel(user, panel_id)
    edit = open_page(user, page_id, version)
    return edit, or_not_found(edit.layout.panel(pk))


def locate_panel(user: User, panel_id: int, *, is_removed: bool | None = None) -> tuple[int, int]:
    """Ids of the person's own panel and of its page, before anything is locked; None is removed or not."""
    panels = Panel.objects.filter(section__page__owner=user, section__page__removed_at=None)
    if is_removed is not None:
        panels = panels.filter(removed_at__isnull=not is_removed)
    return or_not_found(own(panels, panel_id).values_list("pk", "section__page_id").first())


def own(rows: models.QuerySet[Row], pk: int) -> models.QuerySet[Row]:
    """The row of this id, else the copy of the template's row of this id: what a visitor saw before they had a copy.

    `copied_from__pk` and not `copied_from`: ids too large for the database are then not found instead of an error.
    """
    exact_first = Case(When(pk=pk, then=0), default=1)
    return rows.filter(Q(pk=pk) | Q(copied_from__pk=pk)).order_by(exact_first, "-pk")


def or_not_found(found: Found | None) -> Found:
    if found is None:
        raise NotFound
    return found


def assign(row: models.Model, **changes: Any) -> None:
    """Sets what is not None and checks it by the rules of the model; raises InvalidSettings."""
    given = {name: value for name, value in changes.items() if value is not None}
    for name, value in given.items():
        setattr(row, name, value)
    others = [field.name for field in row._meta.fields if field.name not in given]
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        raise InvalidSettings(error.message_dict) from error


def announce_page(page: Page) -> None:
    """Other devices of the person hear of it, once it is true."""
    after_commit(announce, f"user:{page.owner_id}", "page", {"id": page.pk, "version": page.version})


def announce_tabs(user_id: int) -> None:
    """The tabs that stand on every page: made, named, ordered, removed. A page that is not among them is gone."""
    after_commit(_announce_tabs, user_id)


def _announce_tabs(user_id: int) -> None:
    ids = Page.objects.filter(owner=user_id, removed_at=None).values_list("pk", flat=True)
    announce(f"user:{user_id}", "tabs", {"pages": list(ids)})


def after_commit(call: Callable[..., object], *args: Any) -> None:
    """For what follows from a change and may fail without taking the change with it; Django logs the failure."""
    transaction.on_commit(partial(call, *args), robust=True)


def learn(user: User, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Tells the recommender which things from the catalogue came and went; what is there is not offered any more."""
    old, new = _entries(before), _entries(after)
    added = [EventData(kind="add", entry_id=new[pk], place="page") for pk in new.keys() - old.keys()]
    removed = [EventData(kind="remove", entry_id=old[pk], place="page") for pk in old.keys() - new.keys()]
    if added or removed:
        after_commit(fragment.forget, user.pk)
        after_commit(events.record, user, added + removed)


def _without(layout: dict[str, Any], panel: Panel) -> dict[str, Any]:
    """The layout without what is written in one panel."""
    sections = [
        {**section, "columns": [[_blanked(each, panel) for each in column] for column in section["columns"]]}
        for section in layout["sections"]
    ]
    return {**layout, "sections": sections}


def _blanked(data: dict[str, Any], panel: Panel) -> dict[str, Any]:
    return {**data, "settings": None} if data["id"] == panel.pk else data


def _entries(layout: dict[str, Any]) -> dict[int, int]:
    """Panel id → entry id, of the panels that came from the catalogue."""
    columns = (column for section in layout["sections"] for column in section["columns"])
    return {panel["id"]: panel["entry"] for column in columns for panel in column if panel["entry"]}
