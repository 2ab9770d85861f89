"""Where searches go: the services that a box may ask, and the bangs that choose another one for once."""

from typing import NamedTuple
from urllib.parse import quote_plus, urlsplit

LONGEST = 500


class Service(NamedTuple):
    """`address` holds %s for the words, and %l where it takes a language."""

    name: str
    address: str

    def lead(self, words: str, language: str) -> str:
        """Where these words are looked for; without words, the service's own door."""
        if not words:
            return self.home
        return self.spoken(language).replace("%s", quote_plus(words))

    def spoken(self, language: str) -> str:
        return self.address.replace("%l", quote_plus(language.partition("-")[0]))

    @property
    def home(self) -> str:
        parts = urlsplit(self.address.replace("%l", "www"))
        return f"{parts.scheme}://{parts.netloc}/"


WIKIPEDIA = Service("Wikipedia", "https://www.wikipedia.org/search-redirect.php?language=%l&search=%s")

ENGINES = {
    "duckduckgo": Service("DuckDuckGo", "https://duckduckgo.com/?q=%s"),
    "startpage": Service("Startpage", "https://www.startpage.com/do/search?query=%s"),
    "ecosia": Service("Ecosia", "https://www.ecosia.org/search?q=%s"),
    "qwant": Service("Qwant", "https://www.qwant.com/?q=%s"),
    "brave": Service("Brave Search", "https://search.brave.com/search?q=%s"),
    "google": Service("Google", "https://www.google.com/search?q=%s"),
    "bing": Service("Bing", "https://www.bing.com/search?q=%s"),
    "wikipedia": WIKIPEDIA,
    "openstreetmap": Service("OpenStreetMap", "https://www.openstreetmap.org/search?query=%s"),
}

#: In the order in which the help shows them. A browser goes nowhere else: what is not here is looked for as written.
BANGS = {
    "w": WIKIPEDIA,
    "d": ENGINES["duckduckgo"],
    "g": ENGINES["google"],
    "b": ENGINES["bing"],
    "s": ENGINES["startpage"],
    "ec": ENGINES["ecosia"],
    "qw": ENGINES["qwant"],
    "br": ENGINES["brave"],
    "maps": ENGINES["openstreetmap"],
    "gm": Service("Google Maps", "https://www.google.com/maps/search/?api=1&query=%s"),
    "yt": Service("YouTube", "https://www.youtube.com/results?search_query=%s"),
    "i": Service("DuckDuckGo Images", "https://duckduckgo.com/?iax=images&ia=images&q=%s"),
    "gi": Service("Google Images", "https://www.google.com/search?udm=2&q=%s"),
    "n": Service("Google News", "https://news.google.com/search?q=%s"),
    "dict": Service("Wiktionary", "https://%l.wiktionary.org/wiki/Special:Search?search=%s"),
    "tr": Service("Google Translate", "https://translate.google.com/?sl=auto&tl=%l&text=%s"),
    "wa": Service("Wolfram Alpha", "https://www.wolframalpha.com/input?i=%s"),
    "wd": Service("Wikidata", "https://www.wikidata.org/w/index.php?search=%s"),
    "wc": Service("Wikimedia Commons", "https://commons.wikimedia.org/w/index.php?search=%s"),
    "ia": Service("Internet Archive", "https://archive.org/search?query=%s"),
    "gut": Service("Project Gutenberg", "https://www.gutenberg.org/ebooks/search/?query=%s"),
    "ol": Service("Open Library", "https://openlibrary.org/search?q=%s"),
    "gs": Service("Google Scholar", "https://scholar.google.com/scholar?q=%s"),
    "arxiv": Service("arXiv", "https://arxiv.org/search/?searchtype=all&query=%s"),
    "pm": Service("PubMed", "https://pubmed.ncbi.nlm.nih.gov/?term=%s"),
    "gh": Service("GitHub", "https://github.com/search?q=%s"),
    "gl": Service("GitLab", "https://gitlab.com/search?search=%s"),
    "so": Service("Stack Overflow", "https://stackoverflow.com/search?q=%s"),
    "mdn": Service("MDN", "https://developer.mozilla.org/search?q=%s"),
    "py": Service("Python", "https://docs.python.org/3/search.html?q=%s"),
    "dj": Service("Django", "https://docs.djangoproject.com/en/stable/search/?q=%s"),
    "pypi": Service("PyPI", "https://pypi.org/search/?q=%s"),
    "npm": Service("npm", "https://www.npmjs.com/search?q=%s"),
    "deb": Service("Debian packages", "https://packages.debian.org/search?keywords=%s"),
    "aw": Service("ArchWiki", "https://wiki.archlinux.org/index.php?search=%s"),
    "hn": Service("Hacker News", "https://hn.algolia.com/?q=%s"),
    "r": Service("Reddit", "https://www.reddit.com/search/?q=%s"),
    "imdb": Service("IMDb", "https://www.imdb.com/find/?q=%s"),
    "sp": Service("Spotify", "https://open.spotify.com/search?q=%s"),
    "bc": Service("Bandcamp", "https://bandcamp.com/search?q=%s"),
    "a": Service("Amazon", "https://www.amazon.com/s?k=%s"),
    "e": Service("eBay", "https://www.ebay.com/sch/i.html?_nkw=%s"),
}


def lead(engine: str, asked: str, language: str) -> tuple[Service, str]:
    """Who is asked, and the address: a bang that begins or ends the words chooses. KeyError for an unknown engine.

    widget.js does the same in the browser, so that we need not hear what people look for.
    """
    words = asked[:LONGEST].split()
    for place in (0, -1):
        bang = words[place].lower() if words else ""
        if bang.startswith("!") and bang[1:] in BANGS:
            del words[place]
            chosen = BANGS[bang[1:]]
            return chosen, chosen.lead(" ".join(words), language)
    chosen = ENGINES[engine]
    return chosen, chosen.lead(" ".join(words), language)
