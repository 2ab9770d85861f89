"""Notes: Markdown that stays harmless."""

import pytest

from tests.widgets.types.conftest import draw, sample
from widgets import configuration, registry

SAMPLE = sample("notes", {"text": "# Shopping\n- bread"})
notes = registry.get("notes")


def test_draw_shows_markdown():
    html = draw("notes", {"text": "# Shopping\n- **bread**\n- [milk](https://example.org)\n\none\ntwo"})
    assert "<h3>Shopping</h3>" in html
    assert "<li><strong>bread</strong></li>" in html
    assert 'href="https://example.org"' in html
    assert "noopener" in html
    assert "one<br" in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://tracker.example/p.gif)",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,eA==)",
        "<a href='vbscript:x'>x</a>",
    ],
)
def test_draw_keeps_hostile_text_text(text):
    html = draw("notes", {"text": text}).lower()
    assert not any(bad in html for bad in ("<script", "<img", 'href="javascript', 'href="data', "<a href='vb"))


def test_draw_of_blank_text_is_a_place_to_write():
    html = draw("notes", {"text": " \n "})
    assert "data-note-write" in html
    assert "prose" not in html


def test_settings_refuse_an_over_long_note_and_say_by_how_much():
    assert configuration.validate(notes, {"text": "x" * 20_000})
    with pytest.raises(configuration.InvalidConfiguration, match="20001 signs; 20000"):
        configuration.validate(notes, {"text": "x" * 20_001})


def test_draw_takes_deep_nesting():
    assert draw("notes", {"text": "> " * 5_000 + "deep"})


def test_notes_belong_to_one_person():
    assert notes.shared is False
