"""The history of a page and the trash over the API."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.base import ApiViewSet, author, me, told
from portal.api.pages import shown
from portal.api.shapes import PageShape, VersionShape
from portal.pages import services
from portal.pages.finding import find_page
from portal.pages.past import history
from portal.pages.past.trash import list_removed


class RevisionShape(serializers.Serializer):
    """One change of a page: what it did, in words, and whether the page is like this now."""

    version = serializers.IntegerField()
    verb = serializers.CharField()
    words = serializers.ListField(child=serializers.CharField())
    device = serializers.CharField()
    created_at = serializers.DateTimeField()
    is_present = serializers.BooleanField()


class LayoutShape(serializers.Serializer):
    """The page as it was after that change."""

    version = serializers.IntegerField()
    verb = serializers.CharField()
    created_at = serializers.DateTimeField()
    layout = serializers.JSONField()


class RemovedShape(serializers.Serializer):
    what = serializers.ChoiceField(["panel", "section", "page"])
    id = serializers.IntegerField()
    title = serializers.CharField()
    page = serializers.CharField(help_text="Where it was.")
    is_page_here = serializers.BooleanField()
    panels = serializers.IntegerField(help_text="How many panels a removed page has on it.")
    removed_at = serializers.DateTimeField()
    goes_at = serializers.DateTimeField(help_text="When it is deleted for good.")


class RevisionApi(ApiViewSet):
    """The history of one page, for its owner."""

    @extend_schema(responses=RevisionShape(many=True))
    def list(self, request: Request, pk: int) -> Response:
        return Response(RevisionShape(history.entries_of(find_page(me(request), pk)), many=True).data)

    @extend_schema(responses=LayoutShape)
    def retrieve(self, request: Request, pk: int, number: int) -> Response:
        return Response(LayoutShape(history.find_revision(find_page(me(request), pk), number)).data)

    @extend_schema(request=VersionShape, responses=PageShape)
    def restore(self, request: Request, pk: int, number: int) -> Response:
        """Brings the page back as it was; a change like any other, which can be undone."""
        values: dict[str, Any] = told(request, VersionShape)
        change = services.restore_revision(user=author(request), page_id=pk, revision=number, **values)
        return shown(change.page)


class TrashApi(ApiViewSet):
    """What was removed in the last weeks. `restore` of panels, sections and pages puts it back."""

    @extend_schema(responses=RemovedShape(many=True))
    def list(self, request: Request) -> Response:
        return Response(RemovedShape(list_removed(me(request)), many=True).data)

    @extend_schema(responses={204: None})
    def empty(self, request: Request) -> Response:
        """Deletes all of it for good."""
        services.empty_trash(user=me(request))
        return Response(status=204)

    @extend_schema(responses={204: None})
    def delete_panel(self, request: Request, pk: int) -> Response:
        """For good, also out of the history."""
        services.delete_panel(user=me(request), panel_id=pk)
        return Response(status=204)

    @extend_schema(responses={204: None})
    def delete_section(self, request: Request, pk: int) -> Response:
        services.delete_section(user=me(request), section_id=pk)
        return Response(status=204)

    @extend_schema(responses={204: None})
    def delete_page(self, request: Request, pk: int) -> Response:
        """For good, with everything that ever stood on it."""
        services.delete_page(user=me(request), page_id=pk)
        return Response(status=204)
