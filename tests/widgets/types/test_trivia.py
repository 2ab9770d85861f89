"""Trivia: the service's HTML is unwrapped, the answers are mixed, always in the same way."""

import pytest

from tests.widgets.types.conftest import Good, draw, fetch, sample, source
from widgets.base import FetchError

API = "https://opentdb.com/api.php"


def question(**changes):
    told = {
        "question": "Who baked &quot;Bread&quot;?",
        "correct_answer": "R&eacute;my",
        "incorrect_answers": ["A", "B", None, "C"],
    }
    return told | changes


def payload(*results):
    return fetch("trivia", {"level": ""}, {API: {"response_code": 0, "results": list(results)}})[0].payload


SAMPLE = sample("trivia", {}, payload(question(), question(question="What?")))
GOOD_DAYS = [Good({"level": "easy"}, {"/trivia/api.php": {"results": [question()]}})]


def test_fetch_unwraps_and_mixes():
    (told,) = payload(question(), question(correct_answer=""), None)["questions"]
    assert (told["question"], told["right"]) == ('Who baked "Bread"?', "Rémy")
    assert sorted(told["answers"]) == ["A", "B", "C", "Rémy"]
    assert payload(question())["questions"][0]["answers"] == told["answers"]


def test_draw_folds_the_answer_away():
    html = draw("trivia", {"rows": 1}, source(payload=payload(question(), question(question="What?"))))
    assert html.count("<details>") == 1
    assert "What?" not in html


def test_no_questions_is_said():
    with pytest.raises(FetchError, match="no questions"):
        payload()
