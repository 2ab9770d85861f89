"""The same story from several sources: found when items are stored, shown once with its sources."""

from widgets.stories.joining import forget, join
from widgets.stories.showing import Told, once

__all__ = ["Told", "forget", "join", "once"]
