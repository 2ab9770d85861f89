"""A dish for today, with what it needs, from TheMealDB."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.registry import register
from widgets.untrusted import mapping, text, within

MOST_INGREDIENTS = 20


@register
class RecipeWidget(WidgetType):
    """A dish to cook, with what it needs."""

    kind, title, icon, category = "recipe", _("Recipe of the day"), "chef-hat", "food"
    refresh_every = timedelta(days=1)
    upstreams: ClassVar[Mapping[str, str]] = {"recipe": "https://www.themealdb.com"}
    is_private = False

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {})]

    def fetch(self, request: FetchRequest) -> FetchResult:
        answer = request.http.get(f"{upstreams.address('recipe')}/api/json/v1/1/random.php").json()
        meal = mapping(within(answer, "meals", 0))
        name, number = text(meal.get("strMeal"), 150), text(meal.get("idMeal"), 20)
        if not name:
            raise FetchError("unreadable", _("There is no recipe just now."))
        payload = {
            "name": name,
            "picture": text(meal.get("strMealThumb"), 500),
            "from": " · ".join(filter(None, [text(meal.get("strArea"), 40), text(meal.get("strCategory"), 40)])),
            "ingredients": _ingredients(meal),
            "steps": [line.strip() for line in text(meal.get("strInstructions"), 6000).splitlines() if line.strip()],
            "url": text(meal.get("strSource"), 500)
            or (f"https://www.themealdb.com/meal/{number}" if number.isdecimal() else ""),
        }
        return FetchResult(payload=payload, title=name)

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        return {"recipe": sources[0].payload} if sources and sources[0].payload else {}

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return str(self.title)


def _ingredients(meal: Mapping[str, Any]) -> list[dict[str, str]]:
    pairs = [
        {
            "what": text(meal.get(f"strIngredient{number}"), 60).strip(),
            "much": text(meal.get(f"strMeasure{number}"), 40).strip(),
        }
        for number in range(1, MOST_INGREDIENTS + 1)
    ]
    return [pair for pair in pairs if pair["what"]]
