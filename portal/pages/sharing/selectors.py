"""What people published for everybody."""

from django.db.models import QuerySet

from portal.pages.sharing.models import Share


def published() -> QuerySet[Share]:
    """The newest first; those of archived and removed pages not, nor those of people who were shut out."""
    return (
        Share.objects.filter(is_public=True, revoked_at=None, page__removed_at=None, page__owner__is_active=True)
        .select_related("page")
        .order_by("-pk")
    )
