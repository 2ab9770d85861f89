"""The catalogue over the API: which kinds there are, how they are configured, and what is ready to add."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from portal.errors import NotFound
from portal.pages import catalogue
from widgets import configuration, registry
from widgets.base import WidgetType
from widgets.models import CatalogueEntry


class KindShape(serializers.Serializer):
    kind = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    icon = serializers.CharField()
    category = serializers.CharField()
    settings_version = serializers.IntegerField()
    settings = serializers.ListField(
        child=serializers.DictField(),
        help_text="One per setting: name, type, label, help, required, default; choices and limits where it has any.",
    )


class EntryShape(serializers.ModelSerializer):
    title = serializers.CharField(source="shown_title")
    description = serializers.CharField(source="shown_description")

    class Meta:
        model = CatalogueEntry
        fields = [
            "id", "slug", "kind", "settings", "title", "description", "category", "language", "icon", "topics",
            "is_featured",
        ]  # fmt: skip


class KindApi(viewsets.ViewSet):
    """Kinds of panels that are installed."""

    permission_classes = [AllowAny]
    lookup_field = "kind"

    @extend_schema(responses=KindShape(many=True))
    def list(self, request: Request) -> Response:
        return Response([described(widget) for widget in registry.all_types()])

    @extend_schema(responses=KindShape)
    def retrieve(self, request: Request, kind: str) -> Response:
        widget = registry.find(kind)
        if widget is None:
            raise NotFound
        return Response(described(widget))


class EntryPagination(PageNumberPagination):
    page_size = 50


class EntryApi(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """What is ready to add, by words (`q`), category and language; `order=popular` or `featured=1`."""

    permission_classes = [AllowAny]
    serializer_class = EntryShape
    pagination_class = EntryPagination
    queryset = CatalogueEntry.objects.none()
    lookup_field = "slug"

    def filter_queryset(self, _queryset: QuerySet[CatalogueEntry]) -> list[CatalogueEntry]:  # type: ignore[override]
        """Best first where there are words to look for; else by category and title, or by how many people have it."""
        asked = self.request.query_params
        found = catalogue.search(asked.get("q", "")[:200], asked.get("category", ""), asked.get("language", ""))
        if asked.get("featured"):
            found = [entry for entry in found if entry.is_featured]
        if asked.get("order") == "popular":
            people = catalogue.popular()
            found.sort(key=lambda entry: -people.get(entry.pk, 0))
        return found

    @extend_schema(
        parameters=[OpenApiParameter(name, str) for name in ("q", "category", "language", "featured", "order")]
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(responses=EntryShape)
    def retrieve(self, request: Request, slug: str) -> Response:
        return Response(EntryShape(catalogue.entry(slug)).data)


def described(widget: WidgetType) -> dict[str, Any]:
    return {
        "kind": widget.kind,
        "title": str(widget.title),
        "description": widget.description,
        "icon": widget.icon,
        "category": widget.category,
        "settings_version": widget.settings_version,
        "settings": configuration.describe(widget),
    }
