"""Where each article stands, as the people at the desk see it: one query for a whole list."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Revision, WorkflowState

from portal.publishing.models import Article

STAGES = {
    "draft": gettext_lazy("Draft"),
    "waiting": gettext_lazy("Waiting for review"),
    "changes": gettext_lazy("Changes wanted"),
    "scheduled": gettext_lazy("Scheduled"),
    "live": gettext_lazy("Published"),
    "expired": gettext_lazy("Expired"),
}


def articles() -> QuerySet[Article]:
    """All articles with `scheduled_for`, `review` (the state of a running review) and their latest revision."""
    return Article.objects.select_related("channel", "latest_revision__user").annotate(
        scheduled_for=Subquery(_of(Revision).filter(approved_go_live_at__isnull=False).values("approved_go_live_at")[:1]),
        review=Subquery(_of(WorkflowState).filter(status__in=["in_progress", "needs_changes"]).values("status")[:1]),
    )  # fmt: skip


def in_stage(queryset: QuerySet[Article], stage: str) -> QuerySet[Article]:
    return queryset.filter(
        {
            "draft": Q(live=False, expired=False, review=None, scheduled_for=None),
            "waiting": Q(review=WorkflowState.STATUS_IN_PROGRESS),
            "changes": Q(review=WorkflowState.STATUS_NEEDS_CHANGES),
            "scheduled": Q(scheduled_for__isnull=False),
            "live": Q(live=True),
            "expired": Q(live=False, expired=True),
        }[stage]
    )


def stage_words(article: Article) -> str:
    """`article` comes from `articles()`."""
    review = {WorkflowState.STATUS_IN_PROGRESS: "waiting", WorkflowState.STATUS_NEEDS_CHANGES: "changes"}
    waiting = review.get(article.review) or ("scheduled" if article.scheduled_for else None)
    if waiting:
        return str(STAGES[waiting])
    if article.live:
        return _("Published, newer draft") if article.has_unpublished_changes else str(STAGES["live"])
    return str(STAGES["expired" if article.expired else "draft"])


def latest_headline(article: Article) -> str:
    """The headline of the draft, which is not yet in the article's own row."""
    return article.latest_revision.object_str if article.latest_revision else article.title


def _of(model: type[Revision] | type[WorkflowState]) -> QuerySet:
    return model.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Article), object_id=Cast(OuterRef("pk"), CharField())
    ).order_by("-pk")
