"""Read and unread: a mark for an item, a line for a source, and what a sweep changed, so that it can be undone."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Following(models.Model):
    """What one person knows of one source. Items up to `read_until` are read, unless a mark says otherwise.

    A line in ids, not in time: ids of a source grow in the order in which its items came, whatever date they claim.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey("widgets.Source", on_delete=models.CASCADE, related_name="+")
    read_until = models.BigIntegerField(default=0)
    #: Its backlog has not come yet, and shall not count as unread when it does.
    is_new = models.BooleanField(default=False)
    #: The whole story is fetched when one of its items is opened.
    wants_full_text = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "source"], name="followed_once")]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.source_id}"


class ItemMark(models.Model):
    """What one person did with one item: whether they call it read, and when they last opened it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey("widgets.Item", on_delete=models.CASCADE, related_name="marks")
    source = models.ForeignKey("widgets.Source", on_delete=models.CASCADE, related_name="+")
    is_read = models.BooleanField(default=True)
    #: Kept only where the person lets the portal remember it.
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "item"], name="marked_once")]
        indexes = [
            models.Index(fields=["user", "source"], name="mark_by_source"),
            models.Index(fields=["user", "-opened_at"], name="mark_opened", condition=Q(opened_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {'read' if self.is_read else 'unread'}"


class Sweep(models.Model):
    """Many items called read at once, and how things were before."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    #: {"lines": {source: read_until}, "unread": [items with a mark], "new": [items that had no mark]}
    before = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{len(self.before.get('lines', {}))} sources"
