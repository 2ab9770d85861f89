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
    "social": Category(_("People and networks"), "users"),
    "media": Category(_("To watch and to hear"), "play"),
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

#: Other words, in several languages, for kinds of widgets, categories and topics: what people type to find them.
SYNONYMS: dict[str, str] = {
    "weather": "forecast temperature rain sun wind snow wetter vorhersage regen météo pluie tiempo lluvia 天气 طقس",
    "clock": "time hour zone timezone uhr uhrzeit zeit horloge heure reloj hora 时钟 ساعة",
    "calendar": "agenda appointments events schedule ics ical outlook kalender termine calendrier 日历 تقويم",
    "feed": "rss atom blog site subscribe abonnement flux",
    "headlines": "rss overview river mix schlagzeilen nachrichten titres une titulares noticias",
    "quotes": "stocks shares prices exchange rates currency bitcoin kurse aktien börse bourse actions bolsa acciones",
    "bookmarks": "links favourites favorites shortcuts start lesezeichen favoriten signets favoris marcadores enlaces",
    "notes": "text memo todo list sticky paper notizen zettel notas apuntes 笔记",
    "search": "google duckduckgo bing find suche suchen recherche buscar",
    "channel": "editors articles magazine kanal redaktion chaîne canal",
    "image": "picture photo webcam bild foto photo imagen",
    "todo": "tasks list checklist aufgaben tâches tareas",
    "countdown": "timer days until event",
    "puzzle": "sudoku riddle brain game rätsel puzzle énigme jeu acertijo juego 数独 سودوكو",
    "moon": "lunar phase sun sunrise sunset mond lune luna",
    "news": "newspaper headlines press nachrichten zeitung presse actualités journal noticias periódico 新闻 أخبار",
    "world": "international global welt monde mundo",
    "politics": "government elections politik politique política",
    "business": "economy money finance companies wirtschaft geld économie argent economía dinero",
    "markets": "stocks shares börse bourse bolsa",
    "technology": "tech it computers gadgets technik technologie tecnología",
    "programming": "code coding developer software python javascript entwickler développeur",
    "science": "research wissenschaft forschung recherche ciencia",
    "spaceflight": "nasa esa rockets raumfahrt espace espacio",
    "astronomy": "space stars planets sterne weltraum étoiles estrellas",
    "health": "medicine doctor gesundheit medizin santé salud",
    "culture": "arts kultur kunst culture cultura",
    "books": "reading literature bücher literatur livres libros",
    "film": "movies cinema kino filme películas",
    "music": "songs albums musik musique música",
    "food": "recipes kitchen essen rezepte küche cuisine recettes cocina recetas",
    "cooking": "recipes kitchen kochen rezepte recettes recetas",
    "design": "architecture typography gestaltung diseño",
    "travel": "holiday trips reisen urlaub voyage viajes",
    "gardening": "garden plants garten pflanzen jardin jardín",
    "sport": "sports football soccer tennis fussball fußball deporte fútbol",
    "football": "soccer fussball fußball fútbol",
    "games": "gaming videogames spiele jeux juegos",
    "podcasts": "audio listen radio hören écouter escuchar",
    "fun": "comics humour jokes cartoons spaß witze blagues chistes",
    "humour": "comics jokes funny witze blagues humor",
    "climate": "environment warming klima umwelt climat clima",
    "tools": "utilities werkzeuge outils herramientas",
}
