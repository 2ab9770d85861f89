"""WMO weather codes in words and icons (https://open-meteo.com/en/docs, "WMO Weather interpretation codes")."""

from django.utils.translation import gettext_lazy as _

from widgets.base import Text

#: First code of each range → words, icon by day, icon by night.
SKIES: list[tuple[int, Text, str, str]] = [
    (0, _("Clear"), "sun", "moon"),
    (1, _("Mostly clear"), "cloud-sun", "cloud-moon"),
    (3, _("Overcast"), "cloud", "cloud"),
    (45, _("Fog"), "cloud-fog", "cloud-fog"),
    (51, _("Drizzle"), "cloud-drizzle", "cloud-drizzle"),
    (61, _("Rain"), "cloud-rain", "cloud-rain"),
    (71, _("Snow"), "cloud-snow", "cloud-snow"),
    (80, _("Showers"), "cloud-rain", "cloud-rain"),
    (85, _("Snow showers"), "cloud-snow", "cloud-snow"),
    (95, _("Thunderstorm"), "cloud-lightning", "cloud-lightning"),
]


def sky(code: float | None, is_day: bool) -> tuple[str, str]:
    """Words and icon; an unknown code has no words."""
    if code is None or not 0 <= code < 100:
        return "", "cloud"
    _first, words, day, night = max((each for each in SKIES if each[0] <= code), key=lambda each: each[0])
    return str(words), day if is_day else night
