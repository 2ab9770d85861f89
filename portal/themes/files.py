"""Sends the style sheets that are made for a look, and people's own pictures to their owners."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.accounts.models import User
from portal.themes import stylesheets
from portal.themes.models import Backdrop

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def accent(request: HttpRequest, name: str, digest: str = "") -> HttpResponse:
    """Kept for ever under the address that names what is in it; under any other it is only shown."""
    try:
        sheet = stylesheets.accent_sheet(name)
    except ValueError:
        raise Http404 from None
    is_exact = digest == stylesheets.digest(sheet)
    return _css(sheet, FOR_EVER if is_exact else "public, no-cache")


@require_safe
def sun(request: HttpRequest, latitude: str, longitude: str) -> HttpResponse:
    """Kept until the light changes."""
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        raise Http404 from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise Http404
    sheet, seconds = stylesheets.sun_sheet(north, east, timezone.now())
    return _css(sheet, f"public, max-age={seconds}")


@require_safe
def picture(request: HttpRequest, token: str) -> HttpResponse:
    """Only to its owner; a picture never changes."""
    owner = request.user if isinstance(request.user, User) else None
    content = Backdrop.objects.filter(owner=owner, token=token).values_list("content", flat=True).first()
    if owner is None or content is None:
        raise Http404
    return HttpResponse(
        bytes(content),
        content_type="image/webp",
        headers={"Cache-Control": "private, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"},
    )


def _css(sheet: str, cache: str) -> HttpResponse:
    return HttpResponse(sheet, content_type="text/css; charset=utf-8", headers={"Cache-Control": cache})
