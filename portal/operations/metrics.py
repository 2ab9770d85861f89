"""Numbers for Prometheus: requests of this process, and the state of sources, events and models from the database."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from hmac import compare_digest
from time import perf_counter

from django.conf import settings
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from kombu.exceptions import OperationalError
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from portal.operations import heartbeat, queues
from recommender import holdout, training_notes
from recommender.models import Event, ModelVersion, Suggestion
from widgets.models import Source

Gauge = GaugeMetricFamily
SECONDS = Histogram("foyer_request_seconds", "Time to answer a request.", buckets=(0.005, 0.02, 0.05, 0.1, 0.3, 1, 3))
ANSWERS = Counter("foyer_requests", "Requests by method and status class.", ["method", "status"])
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def measure(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware that counts. Labels are few and fixed: no address can make new ones."""

    def middleware(request: HttpRequest) -> HttpResponse:
        start = perf_counter()
        response = get_response(request)
        SECONDS.observe(perf_counter() - start)
        method = request.method if request.method in METHODS else "OTHER"
        ANSWERS.labels(method, f"{response.status_code // 100}xx").inc()
        return response

    return middleware


def may_read(request: HttpRequest) -> bool:
    """With the token, or without one configured from this machine and not through a proxy, whatever that says."""
    if token := settings.METRICS_TOKEN:
        return compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {token}".encode())
    is_local = request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}
    return is_local and not settings.SECURE_PROXY_SSL_HEADER and "x-forwarded-for" not in request.headers


def render() -> tuple[bytes, str]:
    registry = CollectorRegistry()
    registry.register(PortalState())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
        return generate_latest(registry), CONTENT_TYPE_LATEST
    return generate_latest(REGISTRY) + generate_latest(registry), CONTENT_TYPE_LATEST


class PortalState(Collector):
    """Read when asked: a handful of cheap queries."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from sources()
        yield from recommendations()
        yield from background()


def sources() -> Iterator[GaugeMetricFamily]:
    now = timezone.now()
    polled = Source.objects.filter(next_fetch_at__isnull=False)
    found = polled.aggregate(
        due=Count("pk", filter=Q(next_fetch_at__lte=now)),
        late=Count("pk", filter=Q(next_fetch_at__lte=now - timedelta(minutes=15))),
        failing=Count("pk", filter=Q(failures__gt=0)),
        polled=Count("pk"),
    )
    gauge = Gauge("foyer_sources", "Polled sources: all, due, more than 15 minutes late, failing.", labels=["state"])
    for state, count in found.items():
        gauge.add_metric([state], count)
    yield gauge


def recommendations() -> Iterator[GaugeMetricFamily]:
    yield Gauge("foyer_events", "Events recorded.", Event.objects.count())
    age = Gauge("foyer_model_age_seconds", "Age of the model in use.", labels=["subject"])
    quality = Gauge("foyer_model_quality", "The live model's own evaluation.", labels=["subject", "scorer", "metric"])
    blend = Gauge("foyer_blend_weight", "What each lane weighs in the live model's lists.", labels=["subject", "lane"])
    for model in ModelVersion.objects.filter(state=ModelVersion.State.LIVE):
        age.add_metric([model.subject], (timezone.now() - (model.promoted_at or model.created_at)).total_seconds())
        for scorer, measured in model.metrics.items():
            for name, value in measured.items():
                quality.add_metric([model.subject, scorer, name], value)
        for lane, weight in model.weights.get("weights", {}).items():
            blend.add_metric([model.subject, lane], weight)
    yield from (age, quality, blend, failed_trainings())
    yield from panel_worth()
    if newest := Suggestion.objects.aggregate(newest=Max("created_at"))["newest"]:
        seconds = (timezone.now() - newest).total_seconds()
        yield Gauge("foyer_suggestions_age_seconds", "Since suggestions were last pushed to anybody.", seconds)


def failed_trainings() -> GaugeMetricFamily:
    gauge = Gauge("foyer_training_failed", "1 where the last training left no model.", labels=["subject"])
    for subject, failure in training_notes.failures().items():
        gauge.add_metric([subject], bool(failure))
    return gauge


def panel_worth() -> Iterator[GaugeMetricFamily]:
    share = Gauge("foyer_panel_opened_share", "Opened of what the panel showed in 30 days.", labels=["group", "bound"])
    people = Gauge("foyer_panel_people", "Who was shown that: with suggestions, or held back.", labels=["group"])
    for group, told in holdout.compare().items():
        people.add_metric([group], told.people)
        for bound in ("share", "low", "high"):
            share.add_metric([group, bound], getattr(told, bound))
    yield from (share, people)


def background() -> Iterator[GaugeMetricFamily]:
    if (age := heartbeat.age()) is not None:
        yield Gauge("foyer_heartbeat_age_seconds", "Since beat, broker and worker last worked together.", age)
    gauge = Gauge("foyer_queue_length", "Tasks waiting.", labels=["queue"])
    try:
        for queue, length in queues.lengths().items():
            gauge.add_metric([queue], length)
    except OperationalError:
        return
    yield gauge
