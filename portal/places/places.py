"""The cities that come with the portal: found by name, or by the time zone that is named after them."""

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).parent / "cities.tsv"
MOST = 8


class City(NamedTuple):
    name: str
    country: str
    latitude: float
    longitude: float
    timezone: str
    others: tuple[str, ...] = ()

    @property
    def place(self) -> dict[str, Any]:
        """As a person's place is stored."""
        names = ("name", "latitude", "longitude", "timezone")
        return {name: getattr(self, name) for name in names}


@cache
def cities() -> tuple[City, ...]:
    """The largest first."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return tuple(_city(line) for line in lines if not line.startswith("#"))


def find(words: str) -> list[City]:
    """Those whose name, also without its accents or in another language, begins like this: "muni", "Paris, France"."""
    name, _comma, country = (folded(part) for part in words.partition(","))
    if not name:
        return []
    found = [(place, key) for place, key in _keys() if key.startswith(name) and country in folded(place.country)]
    exact_first = sorted(found, key=lambda pair: pair[1] != name)
    return list(dict.fromkeys(place for place, _key in exact_first))[:MOST]


@cache
def of_zone(timezone: str) -> dict[str, Any] | None:
    """The town a zone is named after, else its largest; None for UTC and the like."""
    inside = [city for city in cities() if city.timezone == timezone]
    name = folded(timezone.rpartition("/")[2].replace("_", " "))
    named = (city for city in inside if folded(city.name) == name)
    city = next(named, None) or next(iter(inside), None)
    return city.place if city else None


def folded(text: str) -> str:
    """For comparing: small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@cache
def _keys() -> tuple[tuple[City, str], ...]:
    return tuple((city, folded(name)) for city in cities() for name in (city.name, *city.others))


def _city(line: str) -> City:
    name, country, latitude, longitude, timezone, others = line.split("\t")
    return City(name, country, float(latitude), float(longitude), timezone, tuple(filter(None, others.split(";"))))
