"""Pages and sections over the API."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.base import ApiViewSet, author, language, person, told
from portal.api.shapes import (
    NewPageShape,
    NewSectionShape,
    PageChangeShape,
    PageOrderShape,
    PageShape,
    PageSummaryShape,
    SectionChangeShape,
    SectionMoveShape,
    VersionShape,
)
from portal.pages import selectors, services
from portal.pages.gallery import services as templates
from portal.pages.models import Page


def shown(page: Page, status: int = 200) -> Response:
    """The whole page, with its version as the ETag."""
    return Response(PageShape(page).data, status=status, headers={"ETag": f'"{page.version}"'})


class PageApi(ApiViewSet):
    """Pages (tabs). A visitor sees the templates, and owns a copy from the first change on."""

    @extend_schema(
        parameters=[OpenApiParameter("archived", bool, description="Those put aside, instead of the tabs.")],
        responses=PageSummaryShape(many=True),
    )
    def list(self, request: Request) -> Response:
        user = person(request)
        archived = request.query_params.get("archived", "") not in ("", "0", "false")
        pages = selectors.archived_pages(user) if archived else selectors.pages_of(user, language())
        return Response(PageSummaryShape(pages, many=True).data)

    @extend_schema(request=NewPageShape, responses={201: PageShape})
    def create(self, request: Request) -> Response:
        change = services.create_page(user=author(request), **told(request, NewPageShape))
        return shown(change.page, status=201)

    @extend_schema(responses=PageShape)
    def retrieve(self, request: Request, pk: int) -> Response:
        return shown(selectors.page_for(person(request), pk))

    @extend_schema(request=PageChangeShape, responses=PageShape)
    def partial_update(self, request: Request, pk: int) -> Response:
        change = services.update_page(user=author(request), page_id=pk, **told(request, PageChangeShape))
        return shown(change.page)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        services.remove_page(user=author(request), page_id=pk, **told(request, VersionShape))
        return Response(status=204)

    @extend_schema(request=None, responses={201: PageShape})
    @action(detail=True, methods=["post"])
    def duplicate(self, request: Request, pk: int) -> Response:
        return shown(services.duplicate_page(user=author(request), page_id=pk).page, status=201)

    @extend_schema(request=VersionShape, responses=PageShape)
    @action(detail=True, methods=["post"])
    def detach(self, request: Request, pk: int) -> Response:
        """From the template that it follows; undo follows again."""
        return shown(templates.detach_page(user=author(request), page_id=pk, **told(request, VersionShape)).page)

    @extend_schema(request=VersionShape, responses={204: None})
    @action(detail=True, methods=["post"])
    def archive(self, request: Request, pk: int) -> Response:
        """Puts the page aside; restore makes it a tab again."""
        services.archive_page(user=author(request), page_id=pk, **told(request, VersionShape))
        return Response(status=204)

    @extend_schema(request=None, responses=PageShape)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: int) -> Response:
        return shown(services.restore_page(user=author(request), page_id=pk).page)

    @extend_schema(request=VersionShape, responses=PageShape)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: int) -> Response:
        """Takes back the last change; called again, the one before it."""
        return shown(services.undo(user=author(request), page_id=pk, **told(request, VersionShape)).page)

    @extend_schema(request=VersionShape, responses=PageShape)
    @action(detail=True, methods=["post"])
    def redo(self, request: Request, pk: int) -> Response:
        """Makes again what was undone last; after a new change there is nothing to redo."""
        return shown(services.redo(user=author(request), page_id=pk, **told(request, VersionShape)).page)

    @extend_schema(request=PageOrderShape, responses=PageSummaryShape(many=True), filters=False)
    @action(detail=False, methods=["post"])
    def reorder(self, request: Request) -> Response:
        order = told(request, PageOrderShape)["pages"]
        pages = services.reorder_pages(user=author(request), page_ids=order)
        return Response(PageSummaryShape(pages, many=True).data)


class SectionApi(ApiViewSet):
    """Sections of pages; each change answers the whole page."""

    @extend_schema(request=NewSectionShape, responses={201: PageShape})
    def create(self, request: Request) -> Response:
        values: dict[str, Any] = told(request, NewSectionShape)
        change = services.add_section(user=author(request), page_id=values.pop("page"), **values)
        return shown(change.page, status=201)

    @extend_schema(request=SectionChangeShape, responses=PageShape)
    def partial_update(self, request: Request, pk: int) -> Response:
        values = told(request, SectionChangeShape)
        return shown(services.update_section(user=author(request), section_id=pk, **values).page)

    @extend_schema(responses=PageShape)
    def destroy(self, request: Request, pk: int) -> Response:
        """The panels stay: they move to the section above."""
        values = told(request, VersionShape)
        return shown(services.remove_section(user=author(request), section_id=pk, **values).page)

    @extend_schema(request=SectionMoveShape, responses=PageShape)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: int) -> Response:
        values = told(request, SectionMoveShape)
        return shown(services.move_section(user=author(request), section_id=pk, **values).page)

    @extend_schema(request=VersionShape, responses=PageShape)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: int) -> Response:
        """Out of the trash, with those of its panels that are still where its removal put them."""
        values = told(request, VersionShape)
        return shown(services.restore_section(user=author(request), section_id=pk, **values).page)
