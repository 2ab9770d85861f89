"""The forms of the studio: as little to fill in as possible."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.publishing import services
from portal.publishing.models import Channel

ICONS = {
    "newspaper": _("Newspaper"), "globe": _("Globe"), "landmark": _("Public building"), "briefcase": _("Briefcase"),
    "cpu": _("Chip"), "flask-conical": _("Flask"), "leaf": _("Leaf"), "heart-pulse": _("Health"),
    "utensils": _("Food"), "palette": _("Palette"), "music": _("Music"), "film": _("Film"), "trophy": _("Trophy"),
    "plane": _("Plane"), "house": _("House"), "book-open": _("Book"),
}  # fmt: skip


class ArticleForm(WagtailAdminModelForm):
    """Knows who writes, and where, when there is only one place to write for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            channels = list(Channel.objects.all()[:2])
            self.initial.setdefault("author_name", getattr(self.for_user, "name", ""))
            self.initial.setdefault("channel", channels[0].pk if len(channels) == 1 else None)


class ChannelForm(WagtailAdminModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial="en")
    icon = forms.ChoiceField(label=_("Icon"), choices=list(ICONS.items()), initial="newspaper")

    def save(self, commit: bool = True) -> Channel:
        return services.save_channel(channel=self.instance) if commit else super().save(commit=False)
