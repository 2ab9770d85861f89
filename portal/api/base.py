"""What all parts of the API share: how a request is read, how an error is answered."""

import re
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from rest_framework import serializers, viewsets
from rest_framework.exceptions import APIException, NotAuthenticated, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from portal.accounts.models import User
from portal.accounts.tokens import TokenAuthentication
from portal.api.access import IsPersonOrReads, VisitorAuthentication
from portal.api.shapes import PageShape
from portal.errors import InvalidSettings, NoteConflict, PortalError, StaleVersion
from portal.pages import templates


class ApiViewSet(viewsets.ViewSet):
    """For what a visitor may look at and a person may change. No answer is kept by any cache on the way."""

    authentication_classes = [TokenAuthentication, VisitorAuthentication]
    permission_classes = [IsPersonOrReads]
    lookup_value_converter = "int"

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer["Cache-Control"] = "private, no-store"
        return answer


def person(request: Request) -> User | None:
    return request.user if isinstance(request.user, User) else None


def me(request: Request) -> User:
    """The person, where a view is for nobody else."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user


def author(request: Request) -> User:
    """Who changes a page; from now on they have pages of their own."""
    user = me(request)
    templates.give_pages(user, language())
    return user


def language() -> str:
    return get_language() or "en"


def told(request: Request, shape: type[serializers.Serializer]) -> dict[str, Any]:
    """What the body says, checked. A page's version may also come as `If-Match`."""
    body = shape(data=request.data)
    body.is_valid(raise_exception=True)
    values = dict(body.validated_data)
    if "version" in body.fields:
        values["version"] = values.get("version") or _matched(request.headers.get("If-Match", ""))
    return values


def _matched(header: str) -> int | None:
    if header in ("", "*"):
        return None
    found = re.fullmatch(r'(?:W/)?"(\d{1,9})"', header)
    if not found:
        raise ValidationError({"If-Match": [_("Send the page's version in quotes, as its ETag has it.")]})
    return int(found[1])


class TooLarge(APIException):
    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_detail = gettext_lazy("This is more than a call may have. Send what is large as a file.")
    default_code = "too_large"


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal has `code` and `detail`; `errors` per field, and the page as it is now, where they help."""
    if isinstance(error, RequestDataTooBig):
        error = TooLarge()
    if isinstance(error, PortalError):
        body: dict[str, Any] = {"code": error.code, "detail": str(error)}
        if isinstance(error, InvalidSettings):
            body["errors"] = error.errors
        if isinstance(error, NoteConflict):
            body["text"] = error.text
        if isinstance(error, StaleVersion):
            body["page"] = PageShape(error.page).data
        return Response(body, status=error.status)
    response = exception_handler(error, context)
    if response is not None and isinstance(error, ValidationError):
        response.data = {"code": "invalid", "detail": _("Something here needs another look."), "errors": response.data}
    elif response is not None:
        response.data = {
            "code": getattr(error, "default_code", "error"),
            "detail": str(response.data.get("detail", "")),
        }
    return response
