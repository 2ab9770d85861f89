"""The starter pages: what a visitor sees before anybody has arranged anything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import translation

from portal.pages.models import Page, Panel, Section
from portal.pages.services.panels import title_of
from portal.pages.services.sources import connect_sources
from widgets import configuration, offers, registry
from widgets.models import CatalogueEntry, Source


@dataclass(frozen=True, slots=True)
class PanelPlan:
    """A panel to be: an entry of the catalogue, or a kind with settings; settings may also adapt an entry."""

    entry: str = ""
    kind: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    title: str = ""


@dataclass(frozen=True, slots=True)
class SectionPlan:
    layout: str
    columns: Sequence[Sequence[PanelPlan]]
    title: str = ""


WELCOME = """\
This page is yours to arrange. **Add** what you like from the catalogue, drag panels to where you want them, remove \
what you do not need; every step can be undone.

Beside it stands *For you*: suggestions that learn from what you read. They never move what you have placed.
"""
WILLKOMMEN = """\
Diese Seite gehört dir. **Füge hinzu**, was dir gefällt, zieh alles dorthin, wo du es haben möchtest, und entferne, \
was du nicht brauchst; jeder Schritt lässt sich rückgängig machen.

Daneben steht *Für dich*: Vorschläge, die aus dem lernen, was du liest. Was du angeordnet hast, bleibt, wo es ist.
"""
AHLAN = """\
هذه الصفحة لك، رتّبها كما تشاء. **أضف** ما يعجبك من الدليل، واسحب اللوحات إلى حيث تريد، واحذف ما لا تحتاج إليه؛ \
ويمكن التراجع عن كل خطوة.

وإلى جانبها *لك*: اقتراحات تتعلّم مما تقرأ، ولا تحرّك أبدًا ما وضعته بيدك.
"""

#: Title and plan of the starter page of each language. What needs no network stands in every column, so that the page
#: is good to look at before the first answer, too.
STARTERS: dict[str, tuple[str, list[SectionPlan]]] = {
    "en": (
        "Home",
        [
            SectionPlan(
                "3",
                [
                    [
                        PanelPlan(kind="notes", settings={"text": WELCOME}, title="Welcome"),
                        PanelPlan("headlines-world"),
                        PanelPlan("bbc-business"),
                    ],
                    [PanelPlan("world-clock"), PanelPlan("headlines-technology"), PanelPlan("quanta-magazine")],
                    [
                        PanelPlan("search"),
                        PanelPlan("weather-london"),
                        PanelPlan("sky"),
                        PanelPlan("quotes-indices"),
                        PanelPlan("bookmarks-reference"),
                        PanelPlan("xkcd"),
                    ],
                ],
            ),
        ],
    ),
    "de": (
        "Start",
        [
            SectionPlan(
                "3",
                [
                    [
                        PanelPlan(kind="notes", settings={"text": WILLKOMMEN}, title="Willkommen"),
                        PanelPlan("schlagzeilen"),
                        PanelPlan("sportschau"),
                    ],
                    [PanelPlan("clock-europe"), PanelPlan("technik-auf-deutsch"), PanelPlan("spektrum")],
                    [
                        PanelPlan("search"),
                        PanelPlan("weather-berlin"),
                        PanelPlan("sky"),
                        PanelPlan("quotes-europe"),
                        PanelPlan("feiertage-deutschland"),
                    ],
                ],
            ),
        ],
    ),
    "ar": (
        "البداية",
        [
            SectionPlan(
                "3",
                [
                    [
                        PanelPlan(kind="notes", settings={"text": AHLAN}, title="أهلًا بك"),
                        PanelPlan("bbc-arabic"),
                    ],
                    [PanelPlan("world-clock"), PanelPlan("france-24-arabic"), PanelPlan("un-news-arabic")],
                    [
                        PanelPlan("search"),
                        PanelPlan("weather-cairo"),
                        PanelPlan("sky"),
                        PanelPlan("quotes-currencies"),
                        PanelPlan("dw-arabic"),
                    ],
                ],
            ),
        ],
    ),
}


@transaction.atomic
def ensure_template_pages() -> list[Page]:
    """Makes the starter page of each language that never had one; answers the new pages.

    One that an operator changed or removed stays as it is; what the pages show is public. The catalogue must be loaded
    first.
    """
    known = set(Page.objects.filter(owner=None).values_list("language", flat=True))
    made = [make_template(language) for language in STARTERS if language not in known]
    shown = Panel.objects.filter(section__page__owner=None, section__page__removed_at=None, removed_at=None)
    Source.objects.filter(panels__in=shown, is_public=False).update(is_public=True)
    return made


def make_template(language: str) -> Page:
    title, plans = STARTERS[language]
    page = Page.objects.create(title=title, slug="home", icon="house", is_home=True, language=language)
    lay_out(page, plans, language)
    return page


def lay_out(page: Page, plans: Sequence[SectionPlan], language: str) -> None:
    """Fills an empty page, with titles in this language. What is not installed or not in the catalogue is left out."""
    sections = Section.objects.bulk_create(
        Section(page=page, layout=plan.layout, title=plan.title, position=position)
        for position, plan in enumerate(plans)
    )
    entries = entries_of(plans)
    with translation.override(language):
        planned = [
            panel
            for section, plan in zip(sections, plans, strict=True)
            for number, column in enumerate(plan.columns)
            for panel in planned_column(section, number, column, entries)
        ]
    connect_sources(Panel.objects.bulk_create(planned))
    offers.open_sources(entries.values())


def entries_of(plans: Iterable[SectionPlan]) -> dict[str, CatalogueEntry]:
    """Those that are offered, by slug."""
    slugs = {panel.entry for plan in plans for column in plan.columns for panel in column}
    return {entry.slug: entry for entry in CatalogueEntry.objects.filter(slug__in=slugs, is_retired=False)}


def planned_column(
    section: Section, number: int, column: Iterable[PanelPlan], entries: dict[str, CatalogueEntry]
) -> Iterable[Panel]:
    """Not stored yet."""
    for position, plan in enumerate(column):
        entry = entries.get(plan.entry)
        widget = registry.find(entry.kind if entry else plan.kind)
        if widget is not None:
            yield Panel(
                section=section,
                column=number,
                position=position,
                kind=widget.kind,
                settings=configuration.validate(widget, {**(entry.settings if entry else {}), **plan.settings}),
                settings_version=widget.settings_version,
                title=plan.title or (title_of(entry) if entry else ""),
                entry=entry,
            )
