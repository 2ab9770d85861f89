"""What a person keeps for later."""

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
