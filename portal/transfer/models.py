"""An import on its way: what was sent, how far it is, what it made, and what of it could not be taken over."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportJob(models.Model):
    """One import of one person. Its worker holds a lease, so that another one can go on where that worker died."""

    class Kind(models.TextChoices):
        UNKNOWN = "", _("not looked at yet")
        PAGES = "pages", _("pages")
        FEEDS = "feeds", _("feeds")
        BOOKMARKS = "bookmarks", _("bookmarks")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("at work")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")
        UNDONE = "undone", _("undone")

    class Manner(models.TextChoices):
        HEADLINES = "headlines", _("one panel per folder, with the headlines of all its feeds")
        FEEDS = "feeds", _("one panel per feed")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="imports")
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    #: The name of the file, or the address it came from.
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=2048, blank=True)
    manner = models.CharField(max_length=20, choices=Manner, default=Manner.HEADLINES)
    #: The page to put it on; none makes new ones.
    page = models.ForeignKey("portal.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=10, blank=True)

    total = models.PositiveIntegerField(default=0, help_text=_("Panels to make."))
    done = models.PositiveIntegerField(default=0, help_text=_("Panels made or given up."))
    steps_done = models.PositiveIntegerField(default=0, help_text=_("Pages that are finished."))
    feeds = models.PositiveIntegerField(default=0)
    problems_count = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=500, blank=True)
    #: Of each page that was made or added to: its id, whether it is new, and the new sections and panels.
    made = models.JSONField(default=list, blank=True)
    #: What it filled in of the person's settings.
    facts = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))
    #: The saved stories of the file that are saved here: address → item, or 0 where it was saved already.
    saved = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))

    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state__in=["waiting", "running"]), name="one_import_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.name or f"import {self.pk}"

    @property
    def has_made(self) -> bool:
        """Whether there is anything that could be taken back."""
        return bool(self.made or self.facts or self.saved) or self.saved_links.exists()

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it."""
        return self.state in {self.State.WAITING, self.State.RUNNING}


class ImportFile(models.Model):
    """What was sent, compressed, until the import has ended; in the database, because workers may run elsewhere."""

    job = models.OneToOneField(ImportJob, on_delete=models.CASCADE, related_name="file")
    packed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.job_id)


class ImportProblem(models.Model):
    """One thing of the file that was left out or changed, and why."""

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="problems")
    #: Where in the file; 0 when it is about the whole.
    line = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=500)

    class Meta:
        ordering = ["line", "id"]

    def __str__(self) -> str:
        return f"{self.line}: {self.why}"
