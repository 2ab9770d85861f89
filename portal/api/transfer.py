"""Taking things along over the API: imports with their progress and report, and exports as files."""

from typing import Any

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.base import ApiViewSet, author, language, me, person, told
from portal.api.parsing import BodyParser
from portal.api.shapes import Id
from portal.transfer import downloads, selectors, services
from portal.transfer.models import ImportJob, ImportProblem

LISTED = 50


class ImportShape(serializers.ModelSerializer):
    made = serializers.ListField(
        child=serializers.DictField(),
        help_text="Of each page: its id as `page`, `is_new`, and the ids of its new `sections` and `panels`.",
    )

    class Meta:
        model = ImportJob
        fields = [
            "id", "name", "kind", "state", "total", "done", "feeds", "problems_count", "message", "made", "created_at",
            "finished_at",
        ]  # fmt: skip


class ProblemShape(serializers.ModelSerializer):
    class Meta:
        model = ImportProblem
        fields = ["line", "title", "why"]


class NewImportShape(serializers.Serializer):
    """The contents of a file, as a file (multipart) or, up to some 2 MB, as text; or the address of one."""

    file = serializers.FileField(required=False)
    content = serializers.CharField(required=False, trim_whitespace=False)
    name = serializers.CharField(required=False, max_length=200)
    address = serializers.CharField(required=False, max_length=2048)
    manner = serializers.ChoiceField(ImportJob.Manner.choices, required=False)
    page = serializers.IntegerField(**Id, required=False, help_text="The page to put it on; none makes new ones.")


class ImportApi(ApiViewSet):
    """Imports of feeds (OPML), bookmarks (HTML) and pages (JSON); they run in the background, one at a time."""

    parser_classes = [BodyParser, MultiPartParser]

    @extend_schema(responses=ImportShape(many=True))
    def list(self, request: Request) -> Response:
        user = person(request)
        return Response(ImportShape(selectors.jobs_of(user)[:LISTED] if user else [], many=True).data)

    @extend_schema(request=NewImportShape, responses={202: ImportShape})
    def create(self, request: Request) -> Response:
        given = told(request, NewImportShape)
        job = services.start_import(user=author(request), **wishes(given))
        return Response(ImportShape(job).data, status=202)

    @extend_schema(responses=ImportShape)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(ImportShape(selectors.job_for(person(request), pk)).data)

    @extend_schema(responses=ProblemShape(many=True), filters=False)
    @action(detail=True)
    def report(self, request: Request, pk: int) -> Response:
        """All that was left out or changed, by line."""
        return Response(ProblemShape(selectors.job_for(person(request), pk).problems.all(), many=True).data)

    @extend_schema(request=None, responses=ImportShape)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: int) -> Response:
        """Stops it; what is there already stays until `undo`."""
        return Response(ImportShape(services.cancel_import(user=me(request), job_id=pk)).data)

    @extend_schema(request=None, responses=ImportShape)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: int) -> Response:
        """Removes all that it made, in one step."""
        return Response(ImportShape(services.undo_import(user=me(request), job_id=pk)).data)


def wishes(given: dict[str, Any]) -> dict[str, Any]:
    """As the service takes them."""
    file = given.get("file")
    found = {name: given[name] for name in ("address", "manner") if name in given}
    return found | {
        "body": file.read() if file else given.get("content", "").encode(),
        "name": given.get("name") or (file.name if file else ""),
        "page_id": given.get("page"),
    }


class ExportApi(ApiViewSet):
    """Downloads: `everything` or only `pages` (JSON, format foyer-page/1), `feeds` (OPML), `bookmarks` (HTML)."""

    permission_classes = [AllowAny]
    lookup_field = "form"
    lookup_value_converter = "slug"

    @extend_schema(
        parameters=[OpenApiParameter("page", int, description="Only this page, by its id.")],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def retrieve(self, request: Request, form: str) -> StreamingHttpResponse:
        return downloads.download(person(request), language(), form, request.query_params.get("page", ""))
