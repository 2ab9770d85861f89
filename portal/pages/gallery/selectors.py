"""What the gallery offers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q

from portal.pages.gallery.models import PageTemplate, TemplateEdition
from portal.pages.snapshots import Snapshot, panels_of
from widgets import registry


@dataclass(frozen=True, slots=True)
class Offer:
    """A template, and the names of what stands on it."""

    template: PageTemplate
    outline: list[str]


def offered_templates(language: str) -> list[Offer]:
    """Those of this language or of none in particular first, then the others."""
    templates = PageTemplate.objects.filter(withdrawn_at=None, version__gt=0)
    fitting = {"", language, language.partition("-")[0]}
    return _with_outlines(sorted(templates, key=lambda template: template.language not in fitting))


def edited_templates() -> list[Offer]:
    """All of them for the editors, each with `followed_by`, the number of pages that follow it."""
    followers = Count("followers", filter=Q(followers__removed_at=None))
    return _with_outlines(PageTemplate.objects.select_related("page", "author").annotate(followed_by=followers))


def outline(layout: Snapshot) -> list[str]:
    return [panel["title"] or _kind(panel["kind"]) for panel in panels_of(layout)]


def _with_outlines(templates: Iterable[PageTemplate]) -> list[Offer]:
    chosen = list(templates)
    newest = TemplateEdition.objects.filter(template__in=chosen, version=F("template__version"))
    layouts = {edition.template_id: edition.layout for edition in newest}
    return [Offer(template, outline(layouts.get(template.pk, {"sections": []}))) for template in chosen]


def _kind(kind: str) -> str:
    widget = registry.find(kind)
    return str(widget.title) if widget else kind
