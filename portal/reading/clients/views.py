"""What reading apps ask. They sign in with an access token instead of the password, and have no session."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from rest_framework.decorators import (
    api_view,
    authentication_classes,
    content_negotiation_class,
    parser_classes,
    permission_classes,
)
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import FormParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from portal.accounts.models import User
from portal.accounts.tokens import TokenAuthentication, find_token
from portal.errors import NotFound
from portal.reading import services
from portal.reading.clients import shapes, streams
from portal.reading.clients.streams import ALL, LABEL, MOST, MOST_CONTENTS, READ, STARRED, UNREAD, Part
from portal.reading.state.services import mark_items, sweep


class ClientAuthentication(TokenAuthentication):
    scheme, mark = "GoogleLogin", "auth="


class FirstRenderer(DefaultContentNegotiation):
    """Apps ask for formats that are not told here, and read what they get."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> tuple[Any, str]:
        return renderers[0], renderers[0].media_type


def for_apps(method: str) -> Callable[[Any], Any]:
    """Only this method, only with a token, and kept by no cache."""
    is_allowed = require_GET if method == "GET" else require_POST

    def decorate(view: Any) -> Any:
        view = authentication_classes([ClientAuthentication])(parser_classes([FormParser])(view))
        view = content_negotiation_class(FirstRenderer)(view)
        return csrf_exempt(is_allowed(never_cache(api_view([method])(view))))

    return decorate


@csrf_exempt
@require_POST
@never_cache
@api_view(["POST"])
@authentication_classes([])
@permission_classes([AllowAny])
@parser_classes([FormParser])
@content_negotiation_class(FirstRenderer)
def sign_in(request: Request) -> HttpResponse:
    """Says the token back: from then on it comes in a header."""
    token = find_token(request.POST.get("Passwd", ""))
    if token is None or (token.user.email or "").lower() != request.POST.get("Email", "").strip().lower():
        return text("Error=BadAuthentication\n", status=401)
    secret = request.POST["Passwd"]
    return text(f"SID={secret}\nLSID=null\nAuth={secret}\n")


@for_apps("GET")
def give_token(request: Request) -> HttpResponse:
    """Apps send it along with changes. It protects nothing here, where no browser signs in by itself."""
    return text(f"{request.user.pk}".rjust(57, "0"))


@for_apps("GET")
def show_person(request: Request) -> Response:
    user = known(request)
    told = {"userId": str(user.pk), "userProfileId": str(user.pk), "userName": user.name or user.email}
    return Response({**told, "userEmail": user.email})


@for_apps("GET")
def list_tags(request: Request) -> Response:
    labels = {label for each in streams.labels_of(known(request)).values() for label in each}
    folders = [{"id": f"{LABEL}{label}", "type": "folder"} for label in sorted(labels)]
    return Response({"tags": [{"id": STARRED}, *folders]})


@for_apps("GET")
def list_subscriptions(request: Request) -> Response:
    user = known(request)
    labels = streams.labels_of(user)
    sources = streams.sources_of(user)
    return Response({"subscriptions": [shapes.subscription(source, labels[source.pk]) for source in sources]})


@for_apps("GET")
def count_unread(request: Request) -> Response:
    rows = list(streams.counts(known(request)))
    sums = [shapes.unread(f"{streams.FEED}{source}", count, newest) for source, count, newest in rows]
    if rows:
        sums.append(shapes.unread(ALL, sum(row[1] for row in rows), max(row[2] for row in rows)))
    return Response({"max": MOST, "unreadcounts": sums})


@for_apps("GET")
def list_ids(request: Request) -> Response:
    part = streams.part(known(request), request.GET.get("s", ALL), request.GET, MOST, is_whole=False)
    return Response({"itemRefs": [{"id": str(item.pk)} for item in part.items], **goes_on(part)})


@for_apps("GET")
def show_stream(request: Request, stream: str = ALL) -> Response:
    part = streams.part(known(request), stream, request.GET, MOST_CONTENTS)
    return Response({"id": stream, "items": stories(request, part.items), **goes_on(part)})


@for_apps("POST")
def show_chosen(request: Request) -> Response:
    return Response({"id": ALL, "items": stories(request, streams.chosen(known(request), ids_in(request)))})


@for_apps("POST")
def change_states(request: Request) -> HttpResponse:
    """Read, unread, starred and not starred; other tags are nobody's, and stories that are gone are passed over."""
    user, ids = known(request), ids_in(request)
    added, removed = ({streams.normal(each) for each in request.POST.getlist(name)} for name in ("a", "r"))
    if READ in added or UNREAD in removed:
        mark_items(user=user, item_ids=ids, is_read=True)
    if READ in removed or UNREAD in added:
        mark_items(user=user, item_ids=ids, is_read=False)
    for item_id in ids if STARRED in added | removed else ():
        try:
            (services.save_item if STARRED in added else services.unsave_item)(user=user, item_id=item_id)
        except NotFound:
            continue
    return text("OK")


@for_apps("POST")
def read_all(request: Request) -> HttpResponse:
    """Of a stream, up to and with a moment of arrival if one is told, in microseconds."""
    user, told = known(request), streams.number(request.POST.get("ts", ""))
    before = streams.EPOCH + timedelta(microseconds=min(told, 10**17) + 1) if told else None
    sources = streams.sources_in(user, request.POST.get("s", ""))
    sweep(user=user, source_ids=sources, before=before, moment="first_seen_at")
    return text("OK")


def known(request: Request) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (nobody else comes past the authentication)
    return request.user


def stories(request: Request, items: Any) -> list[dict[str, Any]]:
    labels = streams.labels_of(known(request))
    return [shapes.story(item, labels.get(item.source_id, [])) for item in items]


def ids_in(request: Request) -> list[int]:
    return [pk for told in request.POST.getlist("i") if (pk := streams.item_id(told)) is not None]


def goes_on(part: Part) -> dict[str, str]:
    return {"continuation": part.goes_on} if part.goes_on else {}


def text(words: str, status: int = 200) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
