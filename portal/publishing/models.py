"""Channels and the articles that editors write for them."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin


class Channel(models.Model):
    """What readers follow: a widget, a feed and food for suggestions, all from one Source."""

    title = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    icon = models.CharField(_("icon"), max_length=40, default="newspaper")
    source = models.OneToOneField("widgets.Source", on_delete=models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Article(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model):  # type: ignore[misc]
    """An editor's article; publishing it writes one Item into its channel's source."""

    title = models.CharField(_("headline"), max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="articles", verbose_name=_("channel"))
    summary = models.TextField(_("summary"), max_length=400, blank=True)
    body = RichTextField(_("text"), blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("picture"),
    )
    picture_text = models.CharField(_("what the picture shows"), max_length=300, blank=True)
    topics = models.CharField(_("topics"), max_length=200, blank=True, help_text=_("A few words, separated by commas."))
    author_name = models.CharField(_("author"), max_length=80, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="article",
                                 content_type_field="base_content_type", object_id_field="object_id")
    workflow_states = GenericRelation("wagtailcore.WorkflowState", related_query_name="article",
                                      content_type_field="base_content_type", object_id_field="object_id")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> models.Manager:
        return self._revisions
