"""Events (what people did), what they stated, what was pushed to them, and the models that were trained."""

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
    #: Of what was shown in the for-you panel: with what else, and what each lane said of it. The blend learns from it.
    list_id = models.UUIDField(null=True, blank=True)
    signals = models.JSONField(null=True, blank=True)
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


class Preference(models.Model):
    """What a person said about one topic, source, item or entry. What is inferred is worked out when asked for."""

    class Direction(models.TextChoices):
        MORE = "more", _("more of this")
        LESS = "less", _("less of this")
        MUTE = "mute", _("none of this")
        PIN = "pin", _("keep this")
        DROP = "drop", _("do not conclude this")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(max_length=80, blank=True)
    source = models.ForeignKey("widgets.Source", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    item = models.ForeignKey("widgets.Item", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(
        "widgets.CatalogueEntry", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    direction = models.CharField(max_length=5, choices=Direction)
    #: How strongly, from 0 to 1.
    weight = models.FloatField(default=1.0)
    #: Holds until then; without it for good.
    until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "topic"], condition=~Q(topic=""), name="stated_once_of_topic"),
            models.UniqueConstraint(fields=["user", "source"], name="stated_once_of_source"),
            models.UniqueConstraint(fields=["user", "item"], name="stated_once_of_item"),
            models.UniqueConstraint(fields=["user", "entry"], name="stated_once_of_entry"),
            models.CheckConstraint(condition=Q(weight__gte=0, weight__lte=1), name="stated_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.topic or self.source_id or self.item_id or self.entry_id}"


class Tuning(models.Model):
    """How one person wants their list made, and whether anything is learned now."""

    class Order(models.TextChoices):
        BEST = "best", _("best first")
        NEWEST = "newest", _("newest first")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    #: 0: familiar, 1: surprising.
    surprise = models.FloatField(default=0.5)
    #: 0: fresh, 1: timeless.
    timeless = models.FloatField(default=0.5)
    order = models.CharField(max_length=6, choices=Order, default=Order.BEST)
    #: Nothing is recorded; lists are made from what was known before.
    is_paused = models.BooleanField(default=False)
    #: Until then; without it until they go on.
    paused_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.order}"


class ItemStat(models.Model):
    """How an item does among all: people who liked it, fading at several speeds, and people it was suggested to.

    Kept by the worker; follows from the events alone and can be worked out again at any time.
    """

    item = models.OneToOneField("widgets.Item", on_delete=models.CASCADE, primary_key=True, related_name="+")
    #: People who liked it, each once, each fading with this half-life: as it was at `at`.
    hours_6 = models.FloatField(default=0)
    hours_12 = models.FloatField(default=0)
    day_1 = models.FloatField(default=0)
    days_3 = models.FloatField(default=0)
    #: People who liked it within the window; those it was suggested to; those of them who opened it there.
    people = models.PositiveIntegerField(default=0)
    shown = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.item_id}: {self.people} people"


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
    #: The same for all rows that were pushed together, and what each lane said: both go into the event "was shown".
    list_id = models.UUIDField(null=True, blank=True)
    signals = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["user", "rank"], name="suggestion_list")]

    def __str__(self) -> str:
        return f"{self.rank}. {self.item_id or self.entry_id}"


class ModelVersion(models.Model):
    """One trained model: what it was trained on, how good it is, where its file lies."""

    class State(models.TextChoices):
        CANDIDATE = "candidate", _("candidate")
        SHADOW = "shadow", _("shadow")
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
    #: What each lane weighs in the blend, and how it was found: "prior" or "learned".
    weights = models.JSONField(default=dict)
    #: An operator holds on to it: no newer model replaces it.
    is_pinned = models.BooleanField(default=False)
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
