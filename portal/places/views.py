"""Answers which cities begin like what somebody types."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from portal.places.places import find


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """From the cities that come with the portal: nothing that is typed leaves it."""
    found = [{"name": city.name, "country": city.country} for city in find(request.GET.get("q", "")[:80])]
    return JsonResponse({"places": found}, headers={"Cache-Control": "public, max-age=86400"})
