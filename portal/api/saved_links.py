"""Stories that were saved elsewhere and wait as links, over the API."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.base import ApiViewSet, me
from portal.api.reading import LastSavedFirst
from portal.errors import NotFound
from portal.reading import links
from portal.reading.models import SavedLink


class SavedLinkShape(serializers.ModelSerializer):
    class Meta:
        model = SavedLink
        fields = ["id", "url", "title", "saved_at"]


class SavedLinkApi(mixins.ListModelMixin, ApiViewSet, viewsets.GenericViewSet):
    """Saved stories that none of the person's feeds has brought yet, the latest first."""

    permission_classes = [IsAuthenticated]
    serializer_class = SavedLinkShape
    pagination_class = LastSavedFirst
    queryset = SavedLink.objects.none()

    def get_queryset(self) -> QuerySet[SavedLink]:
        return links.links_of(me(self.request))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        if not links.set_removed(user=me(request), link_id=pk, removed_at=timezone.now()):
            raise NotFound
        return Response(status=204)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: int) -> Response:
        """Brings back what was removed; it is a saved story at once if its story is here by now."""
        if not links.set_removed(user=me(request), link_id=pk, removed_at=None):
            raise NotFound
        return Response(status=204)
