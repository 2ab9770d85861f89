"""Finding one's own things over the API."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.base import ApiViewSet, language, person
from portal.search import selectors
from portal.search.views import ASKED_AT_MOST


class HitShape(serializers.Serializer):
    title = serializers.CharField()
    address = serializers.CharField(help_text="Where it is: here, or for a bookmark elsewhere.")
    where = serializers.CharField(help_text="The page, panel or source that it belongs to.")
    excerpt = serializers.CharField()


class HitGroupShape(serializers.Serializer):
    name = serializers.CharField(help_text="pages, panels, notes, bookmarks, saved, items or catalogue.")
    title = serializers.CharField()
    hits = HitShape(many=True)


class SearchApi(ApiViewSet):
    """Looks through pages, panels, notes, bookmarks, saved stories, stories on the pages, and the catalogue."""

    @extend_schema(parameters=[OpenApiParameter("q", str, required=True)], responses=HitGroupShape(many=True))
    def list(self, request: Request) -> Response:
        """All words must be there; case and accents do not matter."""
        asked = request.query_params.get("q", "")[:ASKED_AT_MOST]
        return Response(HitGroupShape(selectors.search(person(request), language(), asked), many=True).data)
