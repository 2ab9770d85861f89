"""What people published for everybody."""

from django.db.models import QuerySet

from portal.pages.sharing.models import Share


def published() -> QuerySet[Share]:
    """The newest first; those of archived and removed pages not."""
    return (
        Share.objects.filter(is_public=True, revoked_at=None, page__removed_at=None)
        .select_related("page")
        .order_by("-pk")
    )
