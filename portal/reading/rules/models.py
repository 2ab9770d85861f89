"""A person's rules."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Rule(models.Model):
    """Mutes or highlights what fits, everywhere, on one page or in one panel, for good or until a day."""

    class Verb(models.TextChoices):
        MUTE = "mute", _("Mute")
        HIGHLIGHT = "highlight", _("Highlight")

    class What(models.TextChoices):
        WORD = "word", _("word")
        AUTHOR = "author", _("author")
        TOPIC = "topic", _("topic")
        SITE = "site", _("site")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rules")
    verb = models.CharField(_("what to do"), max_length=10, choices=Verb, default=Verb.MUTE)
    what = models.CharField(_("with which"), max_length=10, choices=What, default=What.WORD)
    value = models.CharField(_("words"), max_length=200)
    page = models.ForeignKey("portal.Page", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    panel = models.ForeignKey("portal.Panel", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    #: The last day on which it holds.
    until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    #: Kept for a while, so that it can come back.
    removed_at = models.DateTimeField(null=True, blank=True)
    #: Whether this call made it; else it was there already.
    is_new = False

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["user"], name="rule_by_user")]

    def __str__(self) -> str:
        return f"{self.verb} {self.what} {self.value}"
