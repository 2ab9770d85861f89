"""How often a source is asked: learned from how often it has something new, within what everybody concerned wishes."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from widgets import registry
from widgets.models import Source

DEFAULT_EVERY = timedelta(hours=1)
#: What was seen so long ago counts half.
HALF_LIFE_HOURS = 14 * 24
#: Asked so many times between two changes, we hear of one after an eighth of that time in the middle.
ASKED_PER_CHANGE = 4
#: Waits are longer by up to this share, so that sources that start together drift apart.
SPREAD = 0.1


@dataclass(frozen=True, slots=True)
class Pace:
    """News that were seen, and the hours in which they were, both fading."""

    news_seen: float = 0
    hours_watched: float = 0

    def after(self, elapsed: timedelta, *, is_news: bool) -> "Pace":
        hours = elapsed.total_seconds() / 3600
        kept = 0.5 ** (hours / HALF_LIFE_HOURS)
        return Pace(self.news_seen * kept + is_news, self.hours_watched * kept + hours)

    def wait(self, usual: timedelta) -> timedelta:
        """The usual wait as long as nothing is known: it stands for one change that we have seen."""
        usual_hours = usual.total_seconds() / 3600 * ASKED_PER_CHANGE
        hours = (self.hours_watched + usual_hours) / (self.news_seen + 1)
        return timedelta(hours=hours / ASKED_PER_CHANGE)


def wait_of(source: Source, pace: Pace, *wishes: timedelta | None) -> timedelta:
    """As the type says, or learned; never sooner than the source wishes, and never beyond what the operator set."""
    widget = registry.find(source.kind)
    usual = (widget and widget.refresh_every) or DEFAULT_EVERY
    wait = usual
    if widget and widget.learns_between:
        soonest, latest = widget.learns_between
        wait = min(max(pace.wait(usual), soonest), latest)
    wished = max((wish for wish in wishes if wish), default=timedelta(0))
    return min(max(wait, wished, settings.REFRESH_SOONEST), settings.REFRESH_LATEST)
