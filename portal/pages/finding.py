"""One page or one panel of a person, or of the template that a visitor sees, for its form."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from django.db.models import Model

from portal.accounts.models import User
from portal.pages.models import Page, Panel, Section
from portal.pages.services.changes import or_not_found, own
from widgets import registry


def find_panel(user: User | None, panel_id: int) -> Panel:
    panels = Panel.objects.filter(section__page__owner=user, section__page__removed_at=None, removed_at=None)
    return or_not_found(own(panels.select_related("section__page"), panel_id).first())


def name_of(panel: Panel) -> str:
    """What stands in the panel's head, as far as it is known without drawing the panel."""
    widget, source = registry.find(panel.kind), min(panel.sources.all(), key=attrgetter("pk"), default=None)
    return panel.title or (source.title if source else "") or str(widget.title if widget else panel.kind)


def find_page(user: User | None, page_id: int) -> Page:
    return or_not_found(own(Page.objects.filter(owner=user, removed_at=None), page_id).first())


def find_page_by_slug(user: User, slug: str) -> Page:
    """The person's page of this name; their home when it is empty or unknown."""
    pages = Page.objects.filter(owner=user, removed_at=None)
    return or_not_found(pages.filter(slug=slug).first() or pages.filter(is_home=True).first() or pages.first())


_owned: dict[str, tuple[type[Model], str]] = {
    "panel_id": (Panel, "section__page__owner"),
    "section_id": (Section, "page__owner"),
    "page_id": (Page, "owner"),
}


def was_mine(user: Any, ids: Mapping[str, Any]) -> bool:
    """Whether what a form was about is the person's own, removed by now: a calm word then helps more than a 404."""
    if not isinstance(user, User):
        return False
    rows = [
        own(model._default_manager.filter(**{owner: user}), ids[name])
        for name, (model, owner) in _owned.items()
        if name in ids
    ]
    return any(found.exists() for found in rows)


def in_hand(user: Any, ids: Mapping[str, Any]) -> str:
    """The element id of the panel or section that a form was about; a visitor's first change gave it another number."""
    for name, part in (("panel_id", "panel"), ("section_id", "section")):
        if name in ids and isinstance(user, User):
            model, owner = _owned[name]
            pk = own(model._default_manager.filter(**{owner: user}), ids[name]).values_list("pk", flat=True).first()
            return f"{part}-{pk}" if pk else ""
    return ""
