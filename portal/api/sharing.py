"""Sharing pages over the API, and a shared page for who has its name."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.base import ApiViewSet, author, language, me, person, told
from portal.api.pages import shown as shown_page
from portal.api.shapes import Id, PageShape
from portal.pages.drawing import viewer_of
from portal.pages.sharing import links, services, shown
from portal.pages.sharing.models import Share


class ShareShape(serializers.ModelSerializer):
    name = serializers.SerializerMethodField(help_text="Its address is /shared/<name>/. Of a link it is the secret.")

    class Meta:
        model = Share
        fields = ("id", "page", "is_public", "name", "opened", "may_copy", "byline", "description", "created_at")
        read_only_fields = fields

    def get_name(self, share: Share) -> str:
        return links.name_of(share)


class ShareChangeShape(serializers.Serializer):
    opened = serializers.ListField(
        child=serializers.IntegerField(**Id),
        max_length=200,
        required=False,
        help_text="Private panels that others see.",
    )
    may_copy = serializers.BooleanField(required=False)
    byline = serializers.CharField(max_length=60, required=False, allow_blank=True)
    description = serializers.CharField(max_length=200, required=False, allow_blank=True)


class NewShareShape(ShareChangeShape):
    page = serializers.IntegerField(**Id, source="page_id")
    is_public = serializers.BooleanField(default=False)


class SharedPanelShape(serializers.Serializer):
    id = serializers.IntegerField()
    kind = serializers.CharField()
    title = serializers.CharField()
    state = serializers.CharField()
    html = serializers.CharField()


class SharedPageShape(serializers.Serializer):
    title = serializers.CharField()
    may_copy = serializers.BooleanField()
    sections = serializers.ListField(child=serializers.DictField())


class ShareApi(ApiViewSet):
    """The doors to one's own pages. A page has at most one secret link and one public address."""

    @extend_schema(responses=ShareShape(many=True))
    def list(self, request: Request) -> Response:
        user = person(request)
        shares = services.own_shares(user) if user else []
        return Response(ShareShape(shares, many=True).data)

    @extend_schema(request=NewShareShape, responses={201: ShareShape})
    def create(self, request: Request) -> Response:
        """Opens a door, or changes the one of this sort that is open."""
        values: dict[str, Any] = told(request, NewShareShape)
        return Response(ShareShape(services.share_page(user=author(request), **values)).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        services.revoke_share(user=me(request), share_id=pk)
        return Response(status=204)

    @extend_schema(request=None, responses=ShareShape)
    @action(detail=True, methods=["post"])
    def renew(self, request: Request, pk: int) -> Response:
        """Another secret; the old one opens nothing any more."""
        return Response(ShareShape(services.renew_link(user=me(request), share_id=pk)).data)


class SharedApi(ApiViewSet):
    """A page that somebody shares: what others see of it, and never its settings or addresses."""

    lookup_field = "name"
    lookup_value_converter = "str"

    @extend_schema(responses=SharedPageShape)
    def retrieve(self, request: Request, name: str) -> Response:
        share = services.find_share(name)
        page = shown.shown_share(share, name, viewer_of(person(request), language()))
        sections = [
            {
                "title": section.title,
                "layout": section.layout,
                "columns": [[_panel(panel, page.drawn[panel.id]) for panel in column] for column in section.columns],
            }
            for section in page.sections
        ]
        body = {"title": page.title, "may_copy": share.may_copy, "sections": sections}
        return Response(body, headers={"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"})

    @extend_schema(request=None, responses={201: PageShape})
    @action(detail=True, methods=["post"])
    def copy(self, request: Request, name: str) -> Response:
        return shown_page(services.copy_shared(user=author(request), name=name).page, status=201)


def _panel(panel: Any, drawn: Any) -> dict[str, Any]:
    title = panel.title or drawn.title
    told = {"id": panel.id, "kind": panel.kind, "title": title, "state": drawn.state, "html": str(drawn.html)}
    return dict(SharedPanelShape(told).data)
