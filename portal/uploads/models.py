"""The pictures that people put into their panels."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.themes.models import new_token


class PanelPicture(models.Model):
    """One picture, already made small; in the database, so that it comes and goes with its person and their backup.

    A panel names it by its token among its settings, so undo, copies and history need nothing of their own.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="panel_pictures")
    token = models.CharField(max_length=32, unique=True, default=new_token)
    #: WebP.
    content = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.token
