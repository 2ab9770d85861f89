"""A search that somebody keeps."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class SavedSearch(models.Model):
    """Words, and while its feed is open the nonce that the secret of its address is made from."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    words = models.CharField(max_length=80)
    nonce = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    #: Kept for a while, so that it can come back; its feed is silent meanwhile.
    removed_at = models.DateTimeField(null=True, blank=True)
    #: Whether this call made it; else it was there already.
    is_new = False

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.words
