"""The callback of WebSub. Who knows its token is the hub that it was given to; pushes are signed besides."""

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from widgets import websub


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def callback(request: HttpRequest, token: str) -> HttpResponse:
    return _hear(request, token) if request.method == "POST" else _answer(request, token)


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    """Says the challenge back where we asked for this; 404 tells the hub that it was somebody else."""
    mode, topic = request.GET.get("hub.mode", ""), request.GET.get("hub.topic", "")
    if mode == "denied":
        websub.deny(token, topic, timezone.now())
        return HttpResponse(status=204)
    seconds = request.GET.get("hub.lease_seconds", "")
    lease = int(seconds[:9]) if seconds.isdecimal() else int(websub.LEASE.total_seconds())
    if not websub.confirm(token, mode, topic, lease, timezone.now()):
        raise Http404
    return HttpResponse(request.GET.get("hub.challenge", ""), content_type="text/plain")


def _hear(request: HttpRequest, token: str) -> HttpResponse:
    try:
        body = request.body
    except RequestDataTooBig:
        body = b""  # nobody can have signed nothing: the source is asked in its usual time
    if not websub.hear(token, request.headers.get("X-Hub-Signature", ""), body, timezone.now()):
        return HttpResponse(status=410)
    return HttpResponse(status=204)
