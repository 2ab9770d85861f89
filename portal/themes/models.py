"""The pictures that people put behind their pages."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone


def new_token() -> str:
    return secrets.token_hex(16)


class Backdrop(models.Model):
    """One picture, already made small; in the database, so that it comes and goes with its person and their backup."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="backdrops")
    token = models.CharField(max_length=32, unique=True, default=new_token)
    #: WebP.
    content = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.token
