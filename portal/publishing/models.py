"""Channels and the articles that editors write for them."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from portal.publishing.content import clean_body, picture_for_readers

SLUG_LENGTH = 70  # leaves room for a number


class Named(models.Model):
    """A thing with an address made from its title once, and kept when the title changes."""

    title: models.CharField
    slug: models.SlugField

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.ensure_slug()
        super().save(*args, **kwargs)

    def ensure_slug(self) -> None:
        self.slug = self.slug or self._free_slug()

    def _free_slug(self) -> str:
        wanted = slugify(self.title)[:SLUG_LENGTH].strip("-") or str(self._meta.model_name)
        others: models.Manager[Any] = type(self)._default_manager
        taken = set(others.filter(slug__startswith=wanted).values_list("slug", flat=True))
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return next(slug for slug in (wanted, *numbered) if slug not in taken)


class Channel(Named):
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
        verbose_name, verbose_name_plural = _("channel"), _("channels")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("channel", args=[self.slug])


class Article(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, Named):
    """An editor's article; publishing it writes one Item into its channel's source."""

    title = models.CharField(_("headline"), max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="articles", verbose_name=_("channel"))
    summary = models.TextField(_("summary"), max_length=400, blank=True)
    body = RichTextField(
        _("text"), blank=True, features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "blockquote", "hr", "image"]
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_text = models.CharField(_("what the picture shows"), max_length=300, blank=True)
    topics = models.CharField(_("topics"), max_length=200, blank=True, help_text=_("A few words, separated by commas."))
    author_name = models.CharField(_("author"), max_length=80, blank=True)
    is_pick = models.BooleanField(
        _("editors' pick"),
        default=False,
        help_text=_("Suggested to readers before other stories, and marked as a pick, for three days from publishing."),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        related_query_name="article",
        content_type_field="base_content_type",
        object_id_field="object_id",
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        related_query_name="article",
        content_type_field="base_content_type",
        object_id_field="object_id",
    )

    class Meta:
        ordering = ["-created_at"]
        verbose_name, verbose_name_plural = _("article"), _("articles")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.channel.slug, self.slug])

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """As on the site, and as clean: a draft must not run scripts in the session of whoever reviews it."""
        context = {"article": self, "content": clean_body(self.body), "picture": picture_for_readers(self.picture)}
        return render(request, "article_preview.html", context)

    @property
    def uid(self) -> str:
        """What its Item is called in the channel's source."""
        return f"article:{self.pk}"

    @property
    def revisions(self) -> models.Manager:
        return self._revisions

    # Wagtail saves first and tells afterwards; here an article is public together with its Item, or not at all.
    def publish(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().publish(*args, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().unpublish(*args, **kwargs)
