"""Kept searches over the API."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.base import ApiViewSet, me, told
from portal.search.keeping import services
from portal.search.keeping.models import SavedSearch
from portal.search.keeping.views import feed_address


class WordsShape(serializers.Serializer):
    words = serializers.CharField(max_length=80)


class SavedSearchShape(serializers.ModelSerializer):
    feed = serializers.SerializerMethodField()

    class Meta:
        model = SavedSearch
        fields = ["id", "words", "feed", "created_at"]

    def get_feed(self, search: SavedSearch) -> str:
        """The secret address of its feed; empty while it is closed."""
        return feed_address(self.context["request"], search)


class SavedSearchApi(ApiViewSet):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=SavedSearchShape(many=True))
    def list(self, request: Request) -> Response:
        kept = SavedSearch.objects.filter(user=me(request), removed_at=None)
        return Response(SavedSearchShape(kept, many=True, context={"request": request._request}).data)

    @extend_schema(request=WordsShape, responses={201: SavedSearchShape})
    def create(self, request: Request) -> Response:
        """The same words sent again are the search that is there."""
        search = services.keep_search(user=me(request), **told(request, WordsShape))
        return Response(_shown(request, search), status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        services.remove_search(user=me(request), search_id=pk)
        return Response(status=204)

    @extend_schema(request=None, responses=SavedSearchShape)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: int) -> Response:
        return Response(_shown(request, services.restore_search(user=me(request), search_id=pk)))

    @extend_schema(request=None, responses=SavedSearchShape)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: int) -> Response:
        """Opens its feed at a new address."""
        return Response(_shown(request, services.open_feed(user=me(request), search_id=pk)))

    @extend_schema(request=None, responses=SavedSearchShape)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: int) -> Response:
        """Its address leads nowhere from now on."""
        return Response(_shown(request, services.close_feed(user=me(request), search_id=pk)))


def _shown(request: Request, search: SavedSearch) -> dict[str, object]:
    return dict(SavedSearchShape(search, context={"request": request._request}).data)
