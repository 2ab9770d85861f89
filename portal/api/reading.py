"""Sources and items over the API: what stands on a person's pages, what they kept, what they hid."""

from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle, UserRateThrottle

from portal.accounts.tokens import TokenAuthentication
from portal.api.base import ApiViewSet, me, person, told
from portal.pages import looking
from portal.pages.services.sources import refresh_source, sources_of
from portal.reading import selectors, services
from portal.reading.models import SavedItem
from widgets.models import Item, Source


class SourceShape(serializers.ModelSerializer):
    class Meta:
        model = Source
        fields = [
            "id", "kind", "title", "site_url", "version", "state", "error_code", "error", "failures", "fetched_at",
            "next_fetch_at",
        ]  # fmt: skip


class ItemShape(serializers.ModelSerializer):
    class Meta:
        model = Item
        fields = [
            "id", "source", "url", "title", "summary", "author", "image", "language", "topics", "published_at",
        ]  # fmt: skip


class WholeItemShape(ItemShape):
    """With its text, which is sanitized HTML."""

    is_saved = serializers.SerializerMethodField()

    class Meta(ItemShape.Meta):
        fields = [*ItemShape.Meta.fields, "content", "is_saved"]

    def get_is_saved(self, item: Item) -> bool:
        return selectors.is_saved(self.context["user"], item)


class SavedShape(serializers.ModelSerializer):
    item = ItemShape()

    class Meta:
        model = SavedItem
        fields = ["id", "item", "saved_at"]


class Pagination(CursorPagination):
    """A cursor that was tampered with leads nowhere; REST framework would hand its date to the database."""

    #: Rows of one moment are told apart by their number, and an import saves all its stories in one.
    offset_cutoff = 1_000_000

    def paginate_queryset(self, *args: Any, **kwargs: Any) -> list[Any] | None:
        try:
            return super().paginate_queryset(*args, **kwargs)
        except DjangoValidationError:
            raise NotFound(self.invalid_cursor_message) from None


class NewestFirst(Pagination):
    ordering = ("-published_at", "-id")


class LastSavedFirst(Pagination):
    ordering = ("-saved_at", "-id")


class AddressShape(serializers.Serializer):
    url = serializers.CharField(max_length=2048)


class OfferShape(serializers.Serializer):
    kind = serializers.CharField()
    settings = serializers.DictField()
    title = serializers.CharField()


class LookShape(serializers.Serializer):
    url = serializers.CharField(help_text="In its normal form.")
    state = serializers.CharField(help_text="under way, done or failed.")
    what = serializers.CharField(
        help_text="site, feed, feeds, calendar, opml, json, csv, xml, table, image, page or other."
    )
    title = serializers.CharField()
    entries = serializers.ListField(child=serializers.CharField(), help_text="The first titles of a feed.")
    message = serializers.CharField(help_text="The same in words.")
    offers = OfferShape(many=True, help_text="What to send to panels/, with a page.")


class SourceApi(ApiViewSet):
    """The sources of the person's own pages: how they do, and when they are looked at next."""

    permission_classes = [IsAuthenticated]
    throttle_scope = "refresh"

    def get_throttles(self) -> list[Any]:
        return [UserRateThrottle(), *([ScopedRateThrottle()] if self.action == "refresh" else [])]

    @extend_schema(responses=SourceShape(many=True))
    def list(self, request: Request) -> Response:
        return Response(SourceShape(sources_of(me(request)), many=True).data)

    @extend_schema(request=AddressShape, responses={200: LookShape, 202: LookShape})
    @action(detail=False, methods=["post"], authentication_classes=[TokenAuthentication, SessionAuthentication])
    def preview(self, request: Request) -> Response:
        """What an address leads to and which panels can be made of it; 202 while somebody looks: ask again."""
        look = looking.look_at(request._request, told(request, AddressShape)["url"])
        return Response(looking.as_data(look), status=202 if look.state == "under way" else 200)

    @extend_schema(request=None, responses={202: SourceShape})
    @action(detail=True, methods=["post"])
    def refresh(self, request: Request, pk: int) -> Response:
        """Has it looked at soon; at most once a minute."""
        return Response(SourceShape(refresh_source(user=me(request), source_id=pk)).data, status=202)


class ItemApi(mixins.ListModelMixin, ApiViewSet, viewsets.GenericViewSet):
    """Items of the person's own pages, the newest first; one by one also what else they may read."""

    serializer_class = ItemShape
    pagination_class = NewestFirst
    queryset = Item.objects.none()

    def get_queryset(self) -> QuerySet[Item]:
        user = person(self.request)
        items = selectors.items_on_pages(user) if user else Item.objects.none()
        source = self.request.query_params.get("source", "")
        if not source:
            return items
        if not (source.isascii() and source.isdigit() and len(source) < 19):
            raise ValidationError({"source": ["Send the id of a source."]})
        return items.filter(source=int(source))

    @extend_schema(parameters=[OpenApiParameter("source", int)])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(responses=WholeItemShape)
    def retrieve(self, request: Request, pk: int) -> Response:
        user = person(request)
        return Response(WholeItemShape(selectors.item_for(user, pk), context={"user": user}).data)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def save(self, request: Request, pk: int) -> Response:
        services.save_item(user=me(request), item_id=pk, place="api")
        return Response(status=204)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def unsave(self, request: Request, pk: int) -> Response:
        services.unsave_item(user=me(request), item_id=pk, place="api")
        return Response(status=204)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def hide(self, request: Request, pk: int) -> Response:
        services.hide_item(user=me(request), item_id=pk)
        return Response(status=204)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def unhide(self, request: Request, pk: int) -> Response:
        services.unhide_item(user=me(request), item_id=pk, place="api")
        return Response(status=204)


class SavedApi(mixins.ListModelMixin, ApiViewSet, viewsets.GenericViewSet):
    """What the person kept, the latest first."""

    permission_classes = [IsAuthenticated]
    serializer_class = SavedShape
    pagination_class = LastSavedFirst
    queryset = SavedItem.objects.none()

    def get_queryset(self) -> QuerySet[SavedItem]:
        return selectors.saved_items(me(self.request))
