"""Writes the standard catalogue into the database, and leaves alone what somebody has changed there."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from portal.catalogue.vocabulary import CATEGORIES
from widgets import offers, registry
from widgets.models import CatalogueEntry

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many entries were new, brought up to date, retired, or left as somebody had changed them."""

    added: int = 0
    updated: int = 0
    retired: int = 0
    kept: int = 0


@transaction.atomic
def load_catalogue() -> Loaded:
    """Adds what is new and updates what is still as it was loaded; what the files no longer have is retired."""
    standard = {entry.slug: entry for entry in read_entries()}
    stored = {entry.slug: entry for entry in CatalogueEntry.objects.select_for_update()}
    missing = [entry for slug, entry in standard.items() if slug not in stored]
    untouched = [entry for entry in stored.values() if entry.is_standard]
    outdated = [
        entry
        for entry in untouched
        if entry.slug in standard and standard[entry.slug].standard_hash != entry.standard_hash
    ]
    dropped = [entry for entry in untouched if entry.slug not in standard and not entry.is_retired]
    CatalogueEntry.objects.bulk_create(missing)
    _update(outdated, standard)
    CatalogueEntry.objects.filter(pk__in=[entry.pk for entry in dropped]).update(is_retired=True)
    offers.open_sources(CatalogueEntry.objects.filter(is_retired=False))
    kept = len(stored.keys() & standard.keys()) - sum(entry.slug in standard for entry in untouched)
    return Loaded(len(missing), len(outdated), len(dropped), kept)


def read_entries() -> Iterator[CatalogueEntry]:
    """All entries of the data files whose kind is installed here, unsaved."""
    feeds = list(read_feeds())
    addresses = {entry["slug"]: entry["settings"]["url"] for entry in feeds}
    bundles = (as_headlines(bundle, addresses) for bundle in read_file("bundles.toml"))
    for data in (*read_file("widgets.toml"), *bundles, *feeds):
        if registry.find(data["kind"]):
            yield as_entry(data)


def read_feeds() -> Iterator[dict[str, Any]]:
    for file in sorted(HERE.glob("feeds/*.toml")):
        for data in read_file(f"feeds/{file.name}"):
            yield {"kind": "feed", "language": file.stem, "settings": {"url": data.pop("url")}, **data}


def read_file(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads((HERE / name).read_text(encoding="utf-8"))["entry"]
    return entries


def as_headlines(bundle: dict[str, Any], addresses: dict[str, str]) -> dict[str, Any]:
    """Several of our feeds as one list; the bundle names them by their slugs."""
    urls = [addresses[slug] for slug in bundle.pop("feeds")]
    return {"kind": "headlines", "settings": {"urls": "\n".join(urls)}, **bundle}


def as_entry(data: dict[str, Any]) -> CatalogueEntry:
    entry = CatalogueEntry(
        slug=data["slug"],
        kind=data["kind"],
        settings=data.get("settings", {}),
        title=data["title"],
        description=data["description"],
        category=data["category"],
        language=data.get("language", ""),
        icon=data.get("icon") or CATEGORIES[data["category"]].icon,
        topics=data.get("topics", []),
        is_featured=data.get("featured", False),
    )
    entry.standard_hash = entry.hash()
    return entry


def _update(entries: Iterable[CatalogueEntry], standard: dict[str, CatalogueEntry]) -> None:
    changed, fields = list(entries), (*CatalogueEntry.STANDARD, "standard_hash")
    for entry in changed:
        for name in fields:
            setattr(entry, name, getattr(standard[entry.slug], name))
    CatalogueEntry.objects.bulk_update(changed, fields)
