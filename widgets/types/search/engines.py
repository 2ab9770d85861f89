"""Search services: where their form goes. Plain data, because the settings read it too (CSP's form-action)."""

from typing import NamedTuple


class Engine(NamedTuple):
    """`origins` are all hosts that an answer may redirect to: a browser checks each of them."""

    name: str
    action: str
    parameter: str
    origins: str


ENGINES = {
    "duckduckgo": Engine("DuckDuckGo", "https://duckduckgo.com/", "q", "https://duckduckgo.com"),
    "startpage": Engine("Startpage", "https://www.startpage.com/do/search", "query", "https://*.startpage.com"),
    "ecosia": Engine("Ecosia", "https://www.ecosia.org/search", "q", "https://www.ecosia.org"),
    "qwant": Engine("Qwant", "https://www.qwant.com/", "q", "https://www.qwant.com"),
    "brave": Engine("Brave Search", "https://search.brave.com/search", "q", "https://search.brave.com"),
    "google": Engine("Google", "https://www.google.com/search", "q", "https://*.google.com"),
    "bing": Engine("Bing", "https://www.bing.com/search", "q", "https://*.bing.com"),
    "wikipedia": Engine(
        "Wikipedia", "https://www.wikipedia.org/search-redirect.php", "search", "https://*.wikipedia.org"
    ),
    "openstreetmap": Engine(
        "OpenStreetMap", "https://www.openstreetmap.org/search", "query", "https://www.openstreetmap.org"
    ),
}
ORIGINS = sorted({engine.origins for engine in ENGINES.values()})
