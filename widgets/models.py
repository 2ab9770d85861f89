"""Sources (what is polled), items (what they bring) and the catalogue (what can be added)."""

import hashlib
import json

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """One thing that is polled once for all panels that show it. `next_fetch_at` is the only schedule."""

    class State(models.TextChoices):
        PENDING = "pending", _("not fetched yet")
        OK = "ok", _("in order")
        FAILED = "failed", _("failing")
        GONE = "gone", _("gone for good")

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64, unique=True, help_text=_("Hash of kind and settings."))
    settings = models.JSONField(default=dict)
    host = models.CharField(max_length=255, blank=True, db_index=True)
    title = models.CharField(max_length=300, blank=True)
    site_url = models.CharField(max_length=2048, blank=True)
    payload = models.JSONField(default=dict, blank=True)
    #: Grows whenever what a panel shows may have changed: content, state or message.
    version = models.PositiveIntegerField(default=0)

    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    error_code = models.CharField(max_length=40, blank=True)
    error = models.CharField(max_length=500, blank=True)
    failures = models.PositiveIntegerField(default=0)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    moved_to = models.CharField(max_length=2048, blank=True)
    #: It moved to where another source already was: whoever asks for this one gets that one (widgets.merging).
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    created_at = models.DateTimeField(default=timezone.now)
    fetched_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    #: None: never polled (channels), or stopped (gone).
    next_fetch_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    #: How often it had something new in the hours that it was watched, the recent ones counting most (widgets.pace).
    news_seen = models.FloatField(default=0)
    hours_watched = models.FloatField(default=0)
    #: What it last asked for in its own text; an answer that nothing changed does not repeat it.
    wished_wait = models.DurationField(null=True, blank=True)
    #: Until then a hub tells us of news (widgets.websub).
    pushed_until = models.DateTimeField(null=True, blank=True)
    #: Its items may be suggested to, and read by, people who do not follow it. An address that a person typed in may
    #: hold a secret, so this is true only for what the editors publish, the catalogue names, or a starter page shows.
    is_public = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["next_fetch_at"], name="source_due", condition=Q(next_fetch_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind} {self.key[:8]}"


class Subscription(models.Model):
    """That a hub tells us when a source has something new (widgets.websub), at an address with this token."""

    class State(models.TextChoices):
        WANTED = "wanted", _("not asked yet")
        ASKED = "asked", _("asked")
        LIVE = "live", _("told at once")
        REFUSED = "refused", _("refused")
        LEAVING = "leaving", _("given up")

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="+")
    hub = models.CharField(max_length=2048)
    topic = models.CharField(max_length=2048)
    token = models.CharField(max_length=64, unique=True)
    secret = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WANTED)
    due_at = models.DateTimeField(db_index=True)
    failures = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.source_id}: {self.state}"


class Item(models.Model):
    """One entry of a source: a story of a feed or an editor's article. The portal's common currency."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="items")
    uid = models.CharField(max_length=500)
    url = models.CharField(max_length=2048, blank=True)
    title = models.CharField(max_length=500, blank=True)
    summary = models.TextField(blank=True)
    content = models.TextField(blank=True)
    author = models.CharField(max_length=200, blank=True)
    image = models.CharField(max_length=2048, blank=True)
    language = models.CharField(max_length=10, blank=True)
    topics = models.JSONField(default=list, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    #: The same number for items of several sources that tell the same (widgets.stories); none for one that is alone.
    story = models.BigIntegerField(null=True, blank=True, db_index=True)
    #: Never later than first_seen_at, so that a feed cannot pin an entry to the top.
    published_at = models.DateTimeField(default=timezone.now)
    first_seen_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    #: Until then it is one of the editors' picks.
    featured_until = models.DateTimeField(null=True, blank=True)
    is_live = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "uid"], name="item_identity")]
        indexes = [
            models.Index(fields=["source", "-published_at", "-id"], name="item_latest"),
            models.Index(fields=["-published_at"], name="item_fresh"),
        ]

    def __str__(self) -> str:
        return self.title or self.url or self.uid


class Clue(models.Model):
    """What could tell that an item is the story of another one: a number of its address or of words of its title."""

    key = models.BigIntegerField(db_index=True)
    #: A clue to an item that is gone leads nowhere, and is soon forgotten: no item needs to look for its clues.
    item = models.ForeignKey(Item, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key} → {self.item_id}"


class ItemText(models.Model):
    """The words of an item, as widgets.fulltext cuts them; the databases index this table by themselves."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, primary_key=True, related_name="text")
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.item_id}: {self.title}"


class FullText(models.Model):
    """The whole text of an item whose feed only teases, as somebody asked for it; fetched once for everybody."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="full_text")
    #: Sanitized HTML; empty where there was none to find.
    content = models.TextField(blank=True)
    #: Why there is none, in words.
    error = models.CharField(max_length=500, blank=True)
    fetched_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.item_id}: {len(self.content)}"


class CatalogueEntry(models.Model):
    """One thing a person can add with a click: a kind with settings, described and filed."""

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=40)
    settings = models.JSONField(default=dict, blank=True)
    title = models.CharField(max_length=120)
    description = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=40, db_index=True)
    language = models.CharField(max_length=10, blank=True)
    icon = models.CharField(max_length=40, blank=True)
    topics = models.JSONField(default=list, blank=True)
    is_featured = models.BooleanField(default=False)
    is_retired = models.BooleanField(default=False)
    added_count = models.PositiveIntegerField(default=0)
    #: Hash of what the standard catalogue wrote here last. As long as it still fits, nobody has changed the entry.
    standard_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    #: What the standard catalogue decides. Counters, dates and marks belong to the running portal.
    STANDARD = ("kind", "settings", "title", "description", "category", "language", "icon", "topics", "is_featured")

    class Meta:
        verbose_name_plural = _("catalogue entries")

    def __str__(self) -> str:
        return self.title

    @property
    def is_standard(self) -> bool:
        """Whether it is as the standard catalogue wrote it: no editor's, and changed by none."""
        return bool(self.standard_hash) and self.standard_hash == self.hash()

    def hash(self) -> str:
        values = json.dumps([getattr(self, name) for name in self.STANDARD], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(values.encode()).hexdigest()

    @property
    def shown_title(self) -> str:
        return self._said(self.title)

    @property
    def shown_description(self) -> str:
        return self._said(self.description)

    def _said(self, words: str) -> str:
        """In the reader's language if the words are the portal's own; those of an editor, or of one language, stay."""
        return gettext(words) if words and not self.language and self.is_standard else words
