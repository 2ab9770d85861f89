"""Pages, their sections, the panels on them, and every revision."""

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: Names of icons and colours end up in class names and addresses of the sprite.
plain_name = RegexValidator(r"^[a-z0-9-]+\Z", _("Use small letters, digits and hyphens."))


class Page(models.Model):
    """One tab. `version` grows with every change and guards against two devices overwriting each other.

    A page without an owner is a template: what a new visitor sees first.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="pages"
    )
    title = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(max_length=70, allow_unicode=True)
    icon = models.CharField(max_length=40, blank=True, validators=[plain_name])
    colour = models.CharField(max_length=20, blank=True, validators=[plain_name])
    #: How this page looks where that differs from the person's other pages (portal.themes.looks).
    look = models.JSONField(default=dict, blank=True)
    position = models.PositiveIntegerField(default=0)
    is_home = models.BooleanField(default=False)
    language = models.CharField(max_length=10, blank=True, help_text=_("For templates: whom it is for."))
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    #: With `removed_at`: put aside on purpose. It is not among the tabs, and it is kept until they say otherwise.
    is_archived = models.BooleanField(default=False, db_default=False)
    #: The published template that decides what stands on this page, and the edition that does so now.
    follows = models.ForeignKey(
        "portal.PageTemplate", on_delete=models.SET_NULL, null=True, blank=True, related_name="followers"
    )
    follows_version = models.PositiveIntegerField(default=0, db_default=0)
    is_demo = models.BooleanField(default=False)
    #: Set on a person's copy of a template, so that what was sent about the template finds the copy.
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "slug"], condition=Q(removed_at=None), name="page_slug_per_owner"),
            models.UniqueConstraint(fields=["owner"], condition=Q(is_home=True, removed_at=None), name="one_home"),
        ]

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """A horizontal band of a page with its own columns."""

    class Layout(models.TextChoices):
        ONE = "1", _("one column")
        TWO = "2", _("two columns")
        THREE = "3", _("three columns")
        FOUR = "4", _("four columns")
        WIDE_LEFT = "wide-left", _("wide left column")
        WIDE_RIGHT = "wide-right", _("wide right column")
        WIDE_MIDDLE = "wide-middle", _("wide middle column")

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(max_length=60, blank=True)
    layout = models.CharField(max_length=12, choices=Layout, default=Layout.THREE)
    position = models.PositiveIntegerField(default=0)
    collapsed = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title or f"section {self.position + 1}"

    @property
    def columns(self) -> int:
        """How many columns this layout has."""
        return {"1": 1, "2": 2, "3": 3, "4": 4, "wide-left": 2, "wide-right": 2, "wide-middle": 3}[self.layout]


class Panel(models.Model):
    """A placed widget. A removed panel keeps its row and its place, so that it can come back."""

    class Density(models.TextChoices):
        USUAL = "", _("usual")
        COMPACT = "compact", _("compact")
        ROOMY = "roomy", _("roomy")

    #: What is the person's about any panel, whatever its kind.
    FRAME = ("title", "colour", "collapsed", "hide_header", "density", "in_tabs", "unread_only")

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="panels")
    column = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=40)
    settings = models.JSONField(default=dict, blank=True)
    settings_version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=120, blank=True)
    colour = models.CharField(max_length=20, blank=True, validators=[plain_name])
    collapsed = models.BooleanField(default=False)
    hide_header = models.BooleanField(default=False)
    density = models.CharField(max_length=10, blank=True, choices=Density, default=Density.USUAL)
    #: A tab of the panel above it in the column; the first of such a run is the first tab, and none itself.
    in_tabs = models.BooleanField(default=False)
    #: Only items that the person has not read.
    unread_only = models.BooleanField(default=False, db_default=False)
    entry = models.ForeignKey(
        "widgets.CatalogueEntry", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sources: Any = models.ManyToManyField("widgets.Source", blank=True, related_name="panels")
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["column", "position", "id"]
        indexes = [models.Index(fields=["section", "column", "position"], name="panel_place")]

    def __str__(self) -> str:
        return self.title or self.kind

    def twin(self, section: Section) -> "Panel":
        """One like it, not saved yet, without its sources."""
        frame = {name: getattr(self, name) for name in Panel.FRAME}
        return Panel(
            section=section,
            kind=self.kind,
            settings=self.settings,
            settings_version=self.settings_version,
            entry_id=self.entry_id,
            **frame,
        )


class PageRevision(models.Model):
    """The layout of a page after one change: what undo, redo and history read.

    The states of a page form a tree: a change makes a new state out of the one before it, undo goes back to the state
    before, redo forward to the newest one made of this. Each of these steps is a revision too, so nothing is forgotten.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    verb = models.CharField(max_length=30)
    #: The version that first had this layout: its own, or after undo and redo the one that they went to.
    state = models.PositiveIntegerField()
    #: The state that this one was made of, where undo leads; None is the beginning.
    before = models.PositiveIntegerField(null=True, blank=True)
    #: After a restore: the version whose layout was brought back.
    restored = models.PositiveIntegerField(null=True, blank=True)
    #: The whole layout as plain data: sections with columns of panel ids, titles and settings.
    layout = models.JSONField()
    #: The page that panels were sent to or came from when this state was made, so that undo can find them.
    other_page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    #: What the change was made with, in words: "Firefox on Android".
    device = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["page", "version"], name="revision_per_version")]

    def __str__(self) -> str:
        return f"{self.verb} ({self.version})"
