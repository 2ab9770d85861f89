"""What a person keeps for later."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone


class SavedItem(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_items")
    item = models.ForeignKey("widgets.Item", on_delete=models.CASCADE, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["user", "item"], name="saved_once")]

    def __str__(self) -> str:
        return str(self.item_id)


class SavedLink(models.Model):
    """A story that was saved elsewhere and is not here: a link, until a feed of its person brings it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_links")
    url = models.CharField(max_length=2048)
    title = models.CharField(max_length=500, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    #: The import that brought it, and takes it back.
    job = models.ForeignKey(
        "portal.ImportJob", on_delete=models.SET_NULL, null=True, blank=True, related_name="saved_links"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-saved_at", "-pk"]

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""
