"""A page's doors for other people."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Share(models.Model):
    """One door to one page: a secret link, or a public address that the gallery lists.

    The token of a link is not stored: it is made from `nonce` and the portal's secret key, so that the owner can see
    the link again and a copy of the database opens nothing. `digest` finds it.
    """

    page = models.ForeignKey("portal.Page", on_delete=models.CASCADE, related_name="shares")
    is_public = models.BooleanField(default=False)
    nonce = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    #: What the owner lets others see although it is private, by the ids of the panels.
    opened: Any = models.JSONField(default=list)
    may_copy = models.BooleanField(default=True)
    #: For the gallery: who made it, as they want to be called, and what it is about.
    byline = models.CharField(max_length=60, blank=True)
    description = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "is_public"], condition=Q(revoked_at=None), name="one_door_each")
        ]

    def __str__(self) -> str:
        return f"{'public' if self.is_public else 'link'} of {self.page_id}"
