"""What the editors have to say to everybody, until it is over or one has seen it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from widgets.base import SourceSpec, SourceView, Viewer, WidgetType
from widgets.registry import register


@register
class NoticesWidget(WidgetType):
    """Notices of our editors; what you have seen goes."""

    kind, title, icon, category = "notices", _("Notices"), "bell", "news"
    is_private = False
    empty_message = _("There are no notices now.")
    #: So soon a notice that is over goes from pages.
    body_lasts = timedelta(minutes=5)

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        """One for everybody: written when an editor saves a notice, never polled."""
        return [SourceSpec(self.kind, {})]

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        notices = [item for source in sources for item in source.items]
        return {"notices": notices} if notices else {}

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return str(self.title)
