"""What the tests of widget types share: a client that plays back answers, and sources as panels see them."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from django.template import engines

from widgets import belongings, configuration, registry
from widgets.base import FetchRequest, ItemView, SourceView, Viewer
from widgets.egress import Answer
from widgets.testing import Sample

#: What a sample has as items, where its kind has some.
ITEMS = [
    {"uid": "1", "url": "https://example.org/1", "title": "Bread", "summary": "How it rises.", "image": "/media/b.png"},
    {"uid": "2", "url": "https://example.org/2", "title": "Butter", "content": "<p>All of it.</p>"},
]
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@dataclass
class Played:
    """An answer as the guarded client gives it."""

    body: bytes = b""
    headers: dict = field(default_factory=dict)
    status: int = 200
    url: str = ""
    moved_to: str = ""

    def text(self):
        return self.body.decode()

    def json(self):
        return Answer(self.status, self.url, self.headers, self.body).json()


def sample(kind, settings, payload=None, items=()):
    """One good panel of a kind: settings as a person fills them in, and what a fetch brought."""
    return Sample(registry.get(kind), settings, payload or {}, items)


@dataclass(frozen=True)
class Good:
    """What a service answers on a good day, for test_survive_bad_days.py.

    `fetched` are the settings of the source, `answers` what is served: path → JSON, or text. The path begins with the name
    of the upstream: "/weather/v1/forecast". `shown` are settings of the panel that differ from those of the sample.
    """

    fetched: dict
    answers: dict
    shown: dict = field(default_factory=dict)


@dataclass
class Playback:
    """An HTTP client with a fixed answer per address; remembers what was asked."""

    answers: dict
    asked: list = field(default_factory=list)

    def get(self, url, *, headers=None):
        self.asked.append((url, dict(headers or {})))
        answer = next(answer for start, answer in self.answers.items() if url.startswith(start))
        if isinstance(answer, Exception):
            raise answer
        if not isinstance(answer, Played):
            answer = Played(json.dumps(answer).encode(), {"content-type": "application/json"})
        answer.url = answer.url or url
        return answer


def fetch(kind, settings, answers, **request):
    http = Playback(answers)
    result = registry.get(kind).fetch(FetchRequest(settings, http, NOW, **request))
    return result, http


def item(number=1, **fields):
    given = {
        "id": number, "source_id": 1, "url": f"https://example.org/{number}", "title": f"Story {number}",
        "summary": "", "author": "", "image": "", "published_at": NOW - timedelta(hours=number), "extra": {},
    } | fields  # fmt: skip
    return ItemView(**given)


def source(*items, kind="feed", number=1, payload=None, title="A feed"):
    return SourceView(number, kind, 1, title, "https://example.org/", "ok", "", NOW, payload or {}, items)


def draw(kind, settings, *sources, viewer=None):
    """The body's HTML for settings that differ from the defaults in what is named; empty when there is nothing."""
    widget, viewer = registry.get(kind), viewer or Viewer()
    whole = configuration.defaults(widget) | settings
    context = widget.get_context(whole, sources, viewer)
    if not context:
        return ""
    return engines["jinja2"].env.get_template(widget.template).render(settings=whole, viewer=viewer, **context)


@pytest.fixture
def now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return NOW


@pytest.fixture
def told(monkeypatch):
    """What the reader of a person's own things was asked; it knows one story."""
    told = []

    def read(person, wishes):
        told.append((person, *wishes))
        return {wish: [item(4, title="Bread")] for wish in wishes}

    monkeypatch.setattr(belongings, "_readers", [read])
    return told
