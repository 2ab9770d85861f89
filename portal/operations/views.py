"""Addresses for machines: is it alive, is it ready, how is it doing."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.operations import health, heartbeat, metrics


@require_safe
@never_cache
def live(_request: HttpRequest) -> HttpResponse:
    """The web process answers; nothing else is asked, so that a sick database does not restart it."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 otherwise; the body names what is wrong and what to do."""
    findings = health.check_all()
    is_ready = all(finding.is_well for finding in findings)
    checks = {finding.name: {"ok": finding.is_well, "message": finding.message} for finding in findings}
    body = {"ready": is_ready, "heartbeat_at": heartbeat.last(), "checks": checks}
    response = JsonResponse(body, status=200 if is_ready else 503)
    # Whoever asks reads the answer: no line in the log each time, as Django would write for any 503.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


@require_safe
@never_cache
def show_metrics(request: HttpRequest) -> HttpResponse:
    if not metrics.may_read(request):
        return HttpResponse("Metrics need the token in FOYER_METRICS_TOKEN.\n", status=403, content_type="text/plain")
    body, content_type = metrics.render()
    return HttpResponse(body, content_type=content_type)
