"""The words that file things: categories of the catalogue, and topics that entries, articles and tastes share."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Category:
    title: str | Promise
    icon: str


#: In the order in which the catalogue shows them. Their slugs stand in `CatalogueEntry.category`.
CATEGORIES: dict[str, Category] = {
    "daily": Category(_("Every day"), "sun"),
    "channels": Category(_("Our channels"), "megaphone"),
    "news": Category(_("News"), "newspaper"),
    "world": Category(_("World"), "globe"),
    "business": Category(_("Business and markets"), "chart-line"),
    "technology": Category(_("Technology"), "cpu"),
    "science": Category(_("Science"), "flask-conical"),
    "culture": Category(_("Culture and books"), "book-open"),
    "food": Category(_("Food"), "utensils"),
    "design": Category(_("Design and cities"), "palette"),
    "travel": Category(_("Travel and outdoors"), "compass"),
    "sport": Category(_("Sport"), "trophy"),
    "games": Category(_("Games"), "gamepad-2"),
    "podcasts": Category(_("Podcasts"), "podcast"),
    "fun": Category(_("For fun"), "smile"),
    "tools": Category(_("Tools"), "wrench"),
}

#: What a taste can be about. Few and broad enough that one person's clicks say something about another's.
TOPICS: frozenset[str] = frozenset(
    """
    astronomy spaceflight physics weather maths science climate health
    cooking baking fermentation drinks
    programming hardware software security technology web ai
    gardening hiking birds nature travel
    books philosophy history language culture art music film education humour
    architecture design cities transport photography
    news world politics europe business economy markets sport football games podcasts
    """.split()  # noqa: SIM905  fifty words are easier to read than a list of fifty
)
