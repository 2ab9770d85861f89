"""To-do lists: read, shown, and changed by what is pressed."""

import pytest

from tests.widgets.types.conftest import draw, sample
from widgets import configuration, registry
from widgets.base import ActRefused, Viewer
from widgets.types.todo.tasks import read_tasks

SAMPLE = sample("todo", {"tasks": "[x] Bread\n[ ] Post the letter | 2026-12-01"})
todo = registry.get("todo")
LIST = "[ ] Bread\n[x] Milk\n[ ] Post the letter | 2026-12-01\n[ ] Bread"


def key(text, lines=LIST):
    return next(task.key for task in read_tasks(lines) if task.text == text)


def act(verb, lines=LIST, **data):
    return todo.act({"tasks": lines}, verb, data).settings["tasks"].splitlines()


def test_add_puts_it_at_the_end_of_what_is_open():
    assert act("add", "[ ] a\n[x] b", text=" c  d | 2026-12-24 ") == ["[ ] a", "[ ] c d | 2026-12-24", "[x] b"]


def test_tick_twice_is_ticked_once():
    once = "\n".join(act("tick", item=key("Post the letter")))
    assert "[x] Post the letter | 2026-12-01" in once
    assert "\n".join(act("tick", once, item=key("Post the letter"))) == once
    assert "\n".join(act("untick", once, item=key("Post the letter"))) == LIST


def test_tick_of_equal_words_means_the_one_that_was_pressed():
    second = read_tasks(LIST)[3].key
    assert act("tick", item=second)[0] == "[ ] Bread"
    assert act("tick", item=second)[3] == "[x] Bread"


def test_up_and_down_move_among_what_is_open():
    assert act("up", item=key("Post the letter"))[0] == "[ ] Post the letter | 2026-12-01"
    assert act("down", item=read_tasks(LIST)[3].key) == LIST.splitlines()


def test_edit_changes_words_and_date():
    assert "[ ] Rolls | 2026-11-30" in act("edit", item=key("Bread"), text="Rolls", due="2026-11-30")
    assert "[ ] Post the letter" in act("edit", item=key("Post the letter"), text="Post the letter", due="")


def test_clear_takes_what_is_done_and_says_so():
    acted = todo.act({"tasks": LIST}, "clear", {})
    assert "Milk" not in acted.settings["tasks"]
    assert acted.words == "1 thing is cleared."


@pytest.mark.parametrize(
    ("verb", "data"),
    [("tick", {"item": "gone"}), ("tick", {}), ("add", {"text": " "}), ("edit", {"item": key("Milk"), "text": ""}),
     ("explode", {"item": key("Milk")}), ("explode", {})],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_a_sentence(verb, data):
    with pytest.raises(ActRefused, match=r"\.$"):
        todo.act({"tasks": LIST}, verb, data)


def test_draw_shows_what_is_open_first_and_when_it_is_due(now):
    html = draw(
        "todo", {"tasks": "[x] Old | 2026-11-01\n[ ] Late | 2026-11-20\n[ ] Now | 2026-11-23\n[ ] Soon | 2026-11-27"}
    )
    assert sorted(["Late", "Now", "Soon", "Old"], key=html.index) == ["Late", "Now", "Soon", "Old"]
    for words in ("overdue: 20 Nov", ">today<", ">Friday<", "1 done"):
        assert words in html


def test_draw_counts_days_where_the_person_is(now):
    assert ">tomorrow<" in draw("todo", {"tasks": "x | 2026-11-24"}, viewer=Viewer(timezone="Europe/London"))
    assert ">today<" in draw("todo", {"tasks": "x | 2026-11-23"}, viewer=Viewer(timezone="Pacific/Auckland"))


def test_settings_tidy_the_lines_and_refuse_too_many():
    assert configuration.validate(todo, {"tasks": "a\n\n[X] b|2026-12-01\n[] c | soon"}) == {
        "tasks": "[ ] a\n[x] b | 2026-12-01\n[ ] c | soon"
    }
    with pytest.raises(configuration.InvalidConfiguration, match="200 are the most"):
        configuration.validate(todo, {"tasks": "a\n" * 201})
