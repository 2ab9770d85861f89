"""A notice; to readers it is an Item of the one source of notices."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    title = models.CharField(_("headline"), max_length=200)
    text = models.TextField(_("text"), max_length=600, blank=True)
    url = models.URLField(_("more about it"), max_length=500, blank=True, help_text=_("An address, if there is one."))
    is_urgent = models.BooleanField(_("urgent"), default=False)
    ends_at = models.DateTimeField(
        _("ends"), null=True, blank=True, help_text=_("Leave it empty for as long as it stands here.")
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-created_at"]
        verbose_name, verbose_name_plural = _("notice"), _("notices")

    def __str__(self) -> str:
        return self.title

    @property
    def uid(self) -> str:
        return f"notice:{self.pk}"
