"""What of a list of feeds stands on the person's pages already: brought another time, it adds only what is new."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from django.db.models.functions import Coalesce
from django.utils.translation import ngettext

from portal.accounts.models import User
from portal.pages.models import Panel
from portal.pages.services.filling import PanelPlan, SectionPlan
from portal.reading.selectors import placed_panels
from portal.transfer.plans import PagePlan, Problem, dealt
from widgets.base import SourceSpec
from widgets.models import Source
from widgets.sources import key_of

#: Where the panels that are made of lists of feeds have their addresses. Someone who has a feed among others may want a
#: panel of it alone, and the other way round: what stands there already is a feed in a panel of the same kind.
SETTING = {"feed": "url", "headlines": "urls"}


def rest_of(user: User, page: PagePlan, made: Collection[int]) -> tuple[PagePlan, list[Problem]]:
    """The page without such feeds, and what is left out. Panels in `made` do not count: they are this import's own."""
    theirs = _standing(user, list(page.panels()), made)
    left_out = [
        Problem(panel.line, panel.title, _words(count)) for panel in page.panels() if (count := len(_in(panel, theirs)))
    ]
    sections = [_without(section, theirs) for section in page.sections]
    return replace(page, sections=[section for section in sections if any(section.columns)]), left_out


Standing = set[tuple[str, str]]


def _standing(user: User, panels: Sequence[PanelPlan], made: Collection[int]) -> Standing:
    """Kind and address of what has its source in a panel of that kind; an address that was left is where it leads."""
    keys = {key_of(SourceSpec("feed", {"url": url})): url for panel in panels for url in _addresses(panel)}
    known = Source.objects.filter(key__in=keys).annotate(now=Coalesce("merged_into_id", "id"))
    urls = [(keys[key], source) for key, source in known.values_list("key", "now")]
    links = Panel.sources.through.objects.filter(source__in=[source for _url, source in urls])
    placed = placed_panels().filter(section__page__owner=user, kind__in=SETTING).exclude(pk__in=made)
    there = set(links.filter(panel__in=placed).values_list("panel__kind", "source"))
    return {(kind, url) for kind in SETTING for url, source in urls if (kind, source) in there}


def _addresses(panel: PanelPlan) -> list[str]:
    return str(panel.settings[SETTING[panel.kind]]).splitlines()


def _in(panel: PanelPlan, theirs: Standing) -> list[str]:
    return [url for url in _addresses(panel) if (panel.kind, url) in theirs]


def _without(section: SectionPlan, theirs: Standing) -> SectionPlan:
    panels = filter(None, chain.from_iterable(zip_longest(*section.columns)))  # as one reads
    return replace(section, columns=dealt(list(_rest(panels, theirs)), len(section.columns)))


def _rest(panels: Iterator[PanelPlan], theirs: Standing) -> Iterator[PanelPlan]:
    for panel in panels:
        known = set(_in(panel, theirs))
        if left := [url for url in _addresses(panel) if url not in known]:
            yield replace(panel, settings=panel.settings | {SETTING[panel.kind]: "\n".join(left)})


def _words(count: int) -> str:
    return ngettext(
        "%(num)s feed stands on your pages already.", "%(num)s feeds stand on your pages already.", count
    ) % {"num": count}
