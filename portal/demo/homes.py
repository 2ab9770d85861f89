"""The demo's pages: what a visitor sees, the demo reader's own two tabs, and a few readers' pages."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.db import transaction
from django.utils.timezone import now

from portal.accounts.models import User
from portal.demo.behaviour import chosen, read_offers
from portal.demo.people import Person
from portal.pages.models import Page
from portal.pages.starter import WELCOME, PanelPlan, SectionPlan, lay_out
from widgets.models import CatalogueEntry, Source


def channel(slug: str, rows: int = 4, *, pictures: bool = True, summaries: bool = False) -> PanelPlan:
    return PanelPlan(f"channel-{slug}", settings={"rows": rows, "pictures": pictures, "summaries": summaries})


#: Pictures lead, what changes all day stands at the side; without a network every column still has something to show.
VISITORS: Final = [
    SectionPlan(
        "3",
        [
            [channel("sky-space"), channel("machines-code"), PanelPlan("headlines-world")],
            [channel("kitchen"), channel("city-design"), PanelPlan("headlines-technology")],
            [
                PanelPlan("search"),
                PanelPlan("weather-london"),
                PanelPlan("sky"),
                PanelPlan("world-clock"),
                PanelPlan(kind="notes", settings={"text": WELCOME}, title="Welcome"),
                PanelPlan("quotes-indices"),
                PanelPlan("bookmarks-reference"),
            ],
        ],
    ),
    SectionPlan("2", [[channel("books-ideas", summaries=True)], [channel("outdoors-gardens", summaries=True)]]),
]
TONIGHT = """\
**Tonight**, if it is clear

- Jupiter before supper, with the binoculars
- show Mila the Pleiades
- starter out of the fridge for Sunday's bread
"""
READERS_HOME: Final = [
    SectionPlan(
        "3",
        [
            [channel("sky-space", 5), channel("outdoors-gardens"), PanelPlan("headlines-space")],
            [
                channel("kitchen", 5),
                PanelPlan("shopping-list"),
                channel("machines-code", 3),
                PanelPlan("smitten-kitchen"),
                PanelPlan("moon-phases"),
            ],
            [
                PanelPlan("search-wikipedia"),
                PanelPlan("weather-london"),
                PanelPlan("sky"),
                PanelPlan("world-clock"),
                PanelPlan(kind="notes", settings={"text": TONIGHT}, title="Notes"),
                PanelPlan("quotes-indices"),
                PanelPlan("bookmarks-reference"),
            ],
        ],
    ),
]
READERS_SECOND: Final = [
    SectionPlan(
        "wide-left",
        [
            [channel("books-ideas", 6, summaries=True), PanelPlan("headlines-books")],
            [channel("city-design", 5), PanelPlan("aeon"), PanelPlan("a-word-a-day")],
        ],
    ),
]


@transaction.atomic
def ensure_visitors_page() -> None:
    """The demo's own starter page instead of the standard one, unless somebody has changed that."""
    templates = Page.objects.filter(owner=None, language="en")
    if templates.filter(is_demo=True).exists() or templates.filter(version__gt=1).exists():
        return
    templates.delete()
    make_page(None, "Home", "home", "house", VISITORS)


@transaction.atomic
def ensure_reader_pages(user: User) -> None:
    if not Page.objects.filter(owner=user).exists():
        make_page(user, "Home", "home", "house", READERS_HOME)
        make_page(user, "Reading", "reading", "book-open", READERS_SECOND)


@transaction.atomic
def ensure_some_pages(people: Iterable[Person], count: int) -> None:
    """Every so many-th reader has arranged a page after their taste: food for suggesting widgets."""
    everybody = list(people)
    few = everybody[:: max(len(everybody) // count, 1)][:count]
    owners = set(Page.objects.filter(owner__in=[person.user for person in few]).values_list("owner_id", flat=True))
    offers = read_offers(now())
    slugs = dict(CatalogueEntry.objects.values_list("pk", "slug"))
    for person in few:
        if person.user.pk not in owners:
            liked = chosen(offers, person.taste, 6, person.chance())
            panels = [PanelPlan(slugs[offer.id]) for offer in liked]
            make_page(
                person.user, "Home", "home", "house", [SectionPlan("3", [panels[0::3], panels[1::3], panels[2::3]])]
            )


def make_page(owner: User | None, title: str, slug: str, icon: str, plans: Sequence[SectionPlan]) -> Page:
    """A page marked as the demo's, and so are the sources that nobody had before."""
    known = set(Source.objects.values_list("pk", flat=True))
    page = Page.objects.create(
        owner=owner, title=title, slug=slug, icon=icon, is_demo=True, language="" if owner else "en",
        is_home=slug == "home", position=0 if slug == "home" else 1,
    )  # fmt: skip
    lay_out(page, plans, "en")
    Source.objects.filter(panels__section__page=page).exclude(pk__in=known).update(is_demo=True)
    return page
