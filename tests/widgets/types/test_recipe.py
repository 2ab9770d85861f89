"""The recipe of the day: a dish, what it needs and how it is made."""

import pytest

from tests.widgets.types.conftest import Good, draw, fetch, sample, source
from widgets.base import FetchError

MEAL = {"idMeal": "52", "strMeal": "Soup", "strMealThumb": "https://www.themealdb.com/soup.jpg", "strArea": "French",
        "strCategory": "Starter", "strInstructions": "Cut.\r\n\r\nCook.", "strIngredient1": "Onion", "strMeasure1": "2",
        "strIngredient2": "Water", "strMeasure2": None, "strIngredient3": "", "strSource": None}  # fmt: skip


def payload(answer):
    return fetch("recipe", {}, {"https://www.themealdb.com/api/json/v1/1/random.php": answer})[0].payload


SAMPLE = sample("recipe", {}, payload({"meals": [MEAL]}))
GOOD_DAYS = [Good({}, {"/recipe/api/json/v1/1/random.php": {"meals": [MEAL]}})]


def test_fetch_reads_ingredients_and_steps():
    told = payload({"meals": [MEAL]})
    assert told["ingredients"] == [{"what": "Onion", "much": "2"}, {"what": "Water", "much": ""}]
    assert (told["steps"], told["from"]) == (["Cut.", "Cook."], "French · Starter")
    assert told["url"] == "https://www.themealdb.com/meal/52"


def test_draw_folds_what_is_long():
    html = draw("recipe", {}, source(payload=payload({"meals": [MEAL]})))
    assert html.count("<details>") == 2


@pytest.mark.parametrize("answer", [{"meals": None}, {"meals": [{"strMeal": ""}]}, []])
def test_no_recipe_is_said(answer):
    with pytest.raises(FetchError, match="no recipe"):
        payload(answer)
