"""The catalogue: everything that can be added with one click, and how it is found."""

from django.db.models import Count, Q, QuerySet

from portal.pages.services.changes import or_not_found
from widgets.models import CatalogueEntry

#: More words than these narrow nothing.
WORDS_AT_MOST = 8


def entries() -> QuerySet[CatalogueEntry]:
    return CatalogueEntry.objects.filter(is_retired=False).order_by("category", "title", "pk")


def search(words: str = "", category: str = "", language: str = "") -> QuerySet[CatalogueEntry]:
    """Entries that have all the words, in this category and language; an entry without language suits everybody."""
    found = entries()
    for word in words.split()[:WORDS_AT_MOST]:
        found = found.filter(Q(title__icontains=word) | Q(description__icontains=word) | Q(category__icontains=word))
    if category:
        found = found.filter(category=category)
    if language:
        found = found.filter(language__in=["", language])
    return found


def categories() -> dict[str, int]:
    """Each category that has something to add, and how much."""
    return dict(
        CatalogueEntry.objects.filter(is_retired=False)
        .values_list("category")
        .annotate(Count("pk"))
        .order_by("category")
    )


def entry(slug: str) -> CatalogueEntry:
    return or_not_found(entries().filter(slug=slug).first())
