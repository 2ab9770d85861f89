"""What a browser needs to install the portal and to show its pages without a network."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.static_files import SCREENS, SCRIPT, SHEET
from portal.themes.stylesheets import bar_colour

SOURCE = Path(__file__).parent / "worker.js"


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The same for everybody but for the language."""
    colour = bar_colour("paper", "light")
    return JsonResponse(
        {
            "name": "Foyer",
            "short_name": "Foyer",
            "description": _("Your page of panels, arranged by you."),
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": colour,
            "theme_color": colour,
            "icons": [_icon(192), _icon(512), _icon(512, "maskable")],
            "shortcuts": [
                {"name": _("Saved"), "url": reverse("saved")},
                {"name": _("Add to your page"), "url": reverse("add")},
            ],
        },
        content_type="application/manifest+json",
        headers={"Cache-Control": "public, max-age=3600", "Vary": "Accept-Language"},
    )


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """At the root, because a worker minds what lies below its own address."""
    return HttpResponse(
        _worker(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "public, no-cache"}
    )


@require_safe
def no_network(request: HttpRequest) -> HttpResponse:
    """Shown where no copy is kept; it knows nobody."""
    response = render(request, "offline.html")
    response["Cache-Control"] = "public, no-cache"
    return response


@cache
def _worker() -> str:
    source, files = SOURCE.read_text(encoding="utf-8"), shell()
    version = hashlib.sha256("".join([source, *files]).encode()).hexdigest()[:12]
    told = {"version": version, "offline": reverse("offline"), "files": files}
    return f"self.FOYER = {json.dumps(told)};\n{source}"


def shell() -> list[str]:
    """The files that pages need."""
    names = (SHEET, SCREENS, SCRIPT, "vendor/htmx@4.0.1/htmx.min.js", "icons/lucide.svg", "icons/foyer.svg")
    return [static(name) for name in names]


def _icon(size: int, purpose: str = "any") -> dict[str, Any]:
    name = f"icons/foyer-{purpose + '-' if purpose != 'any' else ''}{size}.png"
    return {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
