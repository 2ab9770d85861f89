"""Page templates that editors publish, edition by edition."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.pages.models import plain_name


class PageTemplate(models.Model):
    """What an editor offers to everybody: people copy it, or follow it from edition to edition."""

    title = models.CharField(_("name"), max_length=60)
    description = models.CharField(_("description"), max_length=200, blank=True)
    language = models.CharField(_("language of its readers"), max_length=10, blank=True)
    icon = models.CharField(max_length=40, blank=True, validators=[plain_name])
    colour = models.CharField(max_length=20, blank=True, validators=[plain_name])
    #: The editor's own page that the next edition is made from.
    page = models.ForeignKey("portal.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="templates")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    #: The number of its newest edition.
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["title", "pk"]
        verbose_name, verbose_name_plural = _("page template"), _("page templates")

    def __str__(self) -> str:
        return self.title


class TemplateEdition(models.Model):
    """One published state of a template; never changed afterwards, so that it can be compared with a page."""

    template = models.ForeignKey(PageTemplate, on_delete=models.CASCADE, related_name="editions")
    version = models.PositiveIntegerField()
    #: As `portal.pages.snapshots.take` writes it.
    layout: Any = models.JSONField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["template", "version"], name="edition_per_version")]

    def __str__(self) -> str:
        return f"{self.template} ({self.version})"
