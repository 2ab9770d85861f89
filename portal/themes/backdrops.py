"""Pictures behind pages: those that come with the portal, and a person's own."""

from django.templatetags.static import static
from django.urls import reverse

from portal.themes.looks import OWN, PICTURES, Look

#: Wide enough for a large screen, and small enough to come in a second.
WIDTH = 1920
MAX_BYTES = 8 * 1024 * 1024
MAX_PICTURES = 6


def address(look: Look) -> str:
    """Of the picture; empty where the look has none."""
    if look.background in PICTURES:
        return static(f"backgrounds/{look.background}.svg")
    if look.background.startswith(OWN):
        return reverse("theme_picture", args=[look.background.removeprefix(OWN)])
    return ""
