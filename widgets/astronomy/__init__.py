"""Sun and moon for a day and a place, computed from published series: pure functions, no network, no Django."""

from widgets.astronomy.moon import Phase, moon_light, moon_phases, moon_times
from widgets.astronomy.sun import SunTimes, sun_altitude, sun_times

__all__ = ["Phase", "SunTimes", "moon_light", "moon_phases", "moon_times", "sun_altitude", "sun_times"]
