"""One good panel per kind, for the contract test; a kind that polls something has to be here."""

from tests.widgets.types import test_calendar, test_quotes, test_weather

ITEMS = [
    {"uid": "1", "url": "https://example.org/1", "title": "Bread", "summary": "How it rises.", "image": "/media/b.png"},
    {"uid": "2", "url": "https://example.org/2", "title": "Butter", "content": "<p>All of it.</p>"},
]

#: kind → settings as a person fills them in, what a source of it has as payload, and whether it has items.
SAMPLES = {
    "feed": ({"url": "https://example.org/feed", "summaries": True, "pictures": True}, {}, True),
    "headlines": ({"urls": "https://example.org/a\nhttps://example.org/b", "summaries": True}, {}, True),
    "channel": ({"channel": "garden", "summaries": True}, {}, True),
    "weather": ({"place": "Paris"}, lambda: test_weather.forecast()[0].payload, False),
    "quotes": ({"symbols": "AAPL"}, test_quotes.payload, False),
    "calendar": (
        {"url": "https://example.org/a.ics"},
        lambda: {"events": [test_calendar.event("Lunch", "2026-11-24T12:00:00+00:00", location="Kitchen")]},
        False,
    ),
    "bookmarks": ({"links": "# Work\nMail | https://mail.example"}, {}, False),
    "notes": ({"text": "# Shopping\n- bread"}, {}, False),
    "clock": ({"zones": "Asia/Tokyo", "face": True}, {}, False),
    "converter": ({"amount": 20, "unit": "°C"}, {}, False),
    "todo": ({"tasks": "[x] Bread\n[ ] Post the letter | 2026-12-01"}, {}, False),
    "sky": ({"city": "Berlin"}, {}, False),
    "month": ({"months": 2, "weeks": True}, {}, False),
    "greeting": ({"name": "Ann"}, {}, False),
    "countdown": ({"dates": "Holiday | 2026-12-24\nAnn | 1990-05-17 yearly"}, {}, False),
    "html": ({"markup": "<p>Mine</p>"}, {}, False),
    "embed": ({"url": "https://maps.example/"}, {}, False),
    "image": ({"url": "https://pictures.example/a.png", "link": "https://example.org/"}, {}, False),
    "puzzle": ({"level": "hard"}, {}, False),
    "search": ({"engine": "wikipedia"}, {}, False),
}

#: kind → for each earlier version of its settings, how they were stored then.
OLDER = {"dice": {1: {"cubes": 3}}}
