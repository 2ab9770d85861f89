"""Panels over the API; every change answers the page's new version and the panel."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.base import ApiViewSet, author, person, told
from portal.api.shapes import (
    ChangeShape,
    NewPanelShape,
    NoteShape,
    PanelActShape,
    PanelChangeShape,
    PanelPlaceShape,
    PanelSendShape,
    PanelShape,
    PanelShiftShape,
    PanelTabShape,
    VersionShape,
)
from portal.pages import selectors, services
from portal.pages.services import Change


class PanelApi(ApiViewSet):
    @extend_schema(request=NewPanelShape, responses={201: ChangeShape})
    def create(self, request: Request) -> Response:
        values = told(request, NewPanelShape)
        user, page_id = author(request), values.pop("page")
        if slug := values.pop("entry", None):
            change = services.add_from_catalogue(user=user, page_id=page_id, slug=slug, **values)
        else:
            change = services.add_panel(user=user, page_id=page_id, **values)
        return changed(request, change, status=201)

    @extend_schema(responses=PanelShape)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(PanelShape(selectors.panel_for(person(request), pk)).data)

    @extend_schema(request=PanelChangeShape, responses=ChangeShape)
    def partial_update(self, request: Request, pk: int) -> Response:
        values = told(request, PanelChangeShape)
        return changed(request, services.update_panel(user=author(request), panel_id=pk, **values))

    @extend_schema(responses=ChangeShape)
    def destroy(self, request: Request, pk: int) -> Response:
        values = told(request, VersionShape)
        return changed(request, services.remove_panel(user=author(request), panel_id=pk, **values))

    @extend_schema(request=VersionShape, responses=ChangeShape)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: int) -> Response:
        values = told(request, VersionShape)
        return changed(request, services.restore_panel(user=author(request), panel_id=pk, **values))

    @extend_schema(request=PanelPlaceShape, responses=ChangeShape)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: int) -> Response:
        """To a section, column and position; what is not named stays, the position is then the end."""
        values = told(request, PanelPlaceShape)
        return changed(request, services.move_panel(user=author(request), panel_id=pk, **values))

    @extend_schema(request=PanelShiftShape, responses=ChangeShape)
    @action(detail=True, methods=["post"])
    def shift(self, request: Request, pk: int) -> Response:
        """One step up, down, left or right."""
        values = told(request, PanelShiftShape)
        return changed(request, services.shift_panel(user=author(request), panel_id=pk, **values))

    @extend_schema(request=PanelTabShape, responses=ChangeShape)
    @action(detail=True, methods=["post"])
    def tab(self, request: Request, pk: int) -> Response:
        """To the panel `into`, as its last tab."""
        values = told(request, PanelTabShape)
        return changed(request, services.tab_panel(user=author(request), panel_id=pk, **values))

    @extend_schema(request=VersionShape, responses=ChangeShape)
    @action(detail=True, methods=["post"])
    def untab(self, request: Request, pk: int) -> Response:
        """Out of its tabs, to stand by itself below them."""
        values = told(request, VersionShape)
        return changed(request, services.untab_panel(user=author(request), panel_id=pk, **values))

    @extend_schema(request=PanelActShape, responses=ChangeShape)
    @action(detail=True, methods=["post"], url_path="acts/<slug:verb>")
    def act(self, request: Request, pk: int, verb: str) -> Response:
        """Presses something in the panel: a to-do list knows add, edit, tick, untick, up, down, remove, clear."""
        data = told(request, PanelActShape).get("values", {})
        change, _words = services.act_on_panel(user=author(request), panel_id=pk, verb=verb, data=data)
        return changed(request, change)

    @extend_schema(request=NoteShape, responses=ChangeShape)
    @action(detail=True, methods=["post"])
    def note(self, request: Request, pk: int) -> Response:
        """Writes a note. `base` is the text you started from; what other devices wrote meanwhile is kept beside yours.

        Where both changed the same lines, the answer is 409 “note-conflict” with the other `text`; nothing is written.
        """
        values = told(request, NoteShape)
        return changed(request, services.write_note(user=author(request), panel_id=pk, **values))

    @extend_schema(request=PanelSendShape, responses=ChangeShape)
    @action(detail=True, methods=["post"])
    def send(self, request: Request, pk: int) -> Response:
        """To another page; answers the page that it left."""
        values = told(request, PanelSendShape)
        target = values.pop("page")
        return changed(request, services.send_panel(user=author(request), panel_id=pk, page_id=target, **values))

    @extend_schema(request=PanelSendShape, responses=ChangeShape)
    @action(detail=True, methods=["post"])
    def copy(self, request: Request, pk: int) -> Response:
        """To a page, its own included; answers the page that has the copy, and the copy."""
        values = told(request, PanelSendShape)
        target = values.pop("page")
        return changed(request, services.copy_panel(user=author(request), panel_id=pk, page_id=target, **values), 201)


def changed(request: Request, change: Change, status: int = 200) -> Response:
    is_there = change.panel is not None and change.panel.removed_at is None
    panel = selectors.panel_for(person(request), change.panel.pk) if change.panel and is_there else None
    body = ChangeShape({"page": change.page, "panel": panel}).data
    return Response(body, status=status, headers={"ETag": f'"{change.page.version}"'})
