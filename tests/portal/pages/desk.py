"""Placing panels and reading back where everything lies, as the tests tell it."""

from typing import Any

from portal.accounts.models import User
from portal.pages import selectors, services
from portal.pages.models import Page, Panel
from portal.pages.services import Change


def add(user: User, page: Page, title: str, column: int = 0, **more: Any) -> Change:
    return services.add_panel(
        user=user, page_id=page.pk, kind="notes", settings={"text": title}, title=title, column=column, **more
    )


def titles(page: Page) -> list[list[list[str]]]:
    """Section by section, column by column, the titles of the panels."""
    return [
        [[panel.title for panel in column] for column in section.columns]
        for section in selectors.shown_sections(page.pk)
    ]


def version(page: Page) -> int:
    return Page.objects.values_list("version", flat=True).get(pk=page.pk)


def panel(title: str) -> Panel:
    return Panel.objects.get(title=title)
