"""Events (what people did), suggestions (what was pushed) and the models that were trained."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One thing a person did with an item or a catalogue entry. Append only."""

    class Kind(models.TextChoices):
        SHOW = "show", _("was shown")
        OPEN = "open", _("opened")
        SAVE = "save", _("saved")
        UNSAVE = "unsave", _("no longer saved")
        HIDE = "hide", _("hid")
        UNHIDE = "unhide", _("no longer hidden")
        MORE = "more", _("more like this")
        LESS = "less", _("less like this")
        ADD = "add", _("added the panel")
        REMOVE = "remove", _("removed the panel")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    item = models.ForeignKey("widgets.Item", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(
        "widgets.CatalogueEntry", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    #: Where it happened: "panel", "for-you", "reader", "catalogue", "api".
    place = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    policy = models.CharField(max_length=40, blank=True)
    propensity = models.FloatField(null=True, blank=True)
    #: Made by the sender: the same id twice is one event.
    request_id = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, entry__isnull=True) | Q(item__isnull=True, entry__isnull=False),
                name="event_about_one_thing",
            ),
            models.UniqueConstraint(fields=["user", "request_id"], name="event_once"),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="event_by_user"),
            models.Index(fields=["created_at"], name="event_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item_id or self.entry_id}"


class Suggestion(models.Model):
    """One row of a person's for-you panel as it was last pushed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey("widgets.Item", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(
        "widgets.CatalogueEntry", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    rank = models.PositiveSmallIntegerField()
    score = models.FloatField()
    lane = models.CharField(max_length=20)
    propensity = models.FloatField(default=1.0)
    #: {"code": "topic" | "source" | "read" | "popular" | "fresh" | "page" | ..., plus the names it mentions}
    reason = models.JSONField(default=dict)
    policy = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["user", "rank"], name="suggestion_list")]

    def __str__(self) -> str:
        return f"{self.rank}. {self.item_id or self.entry_id}"


class ModelVersion(models.Model):
    """One trained model: what it was trained on, how good it is, where its file lies."""

    class State(models.TextChoices):
        CANDIDATE = "candidate", _("candidate")
        LIVE = "live", _("live")
        RETIRED = "retired", _("retired")
        REFUSED = "refused", _("refused")

    state = models.CharField(max_length=10, choices=State, default=State.CANDIDATE)
    subject = models.CharField(max_length=10, default="items", help_text=_("items or widgets"))
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    seed = models.PositiveIntegerField(default=0)
    parameters = models.JSONField(default=dict)
    metrics = models.JSONField(default=dict)
    #: Why it was promoted or refused, in words for the operator.
    verdict = models.CharField(max_length=500, blank=True)
    events = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    promoted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject"], condition=Q(state="live"), name="one_live_model")]

    def __str__(self) -> str:
        return f"{self.subject} {self.pk} ({self.state})"
