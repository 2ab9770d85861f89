"""Numbers for Prometheus, for those who may read them."""

import pytest
from django.utils import timezone

from recommender.models import ModelVersion
from widgets.models import Source

pytestmark = pytest.mark.django_db


def test_metrics_count_sources_that_are_late_or_failing(client):
    long_ago = timezone.now() - timezone.timedelta(hours=1)
    Source.objects.create(kind="feed", key="a", next_fetch_at=long_ago, failures=3)
    Source.objects.create(kind="feed", key="b", next_fetch_at=timezone.now() + timezone.timedelta(hours=1))
    body = client.get("/metrics").content.decode()
    assert 'foyer_sources{state="late"} 1.0' in body
    assert 'foyer_sources{state="failing"} 1.0' in body
    assert 'foyer_sources{state="polled"} 2.0' in body


def test_metrics_count_requests_by_method_and_status(client):
    client.get("/nowhere/")
    client.generic("BREW", "/nowhere/")
    body = client.get("/metrics").content.decode()
    assert 'foyer_requests_total{method="GET",status="4xx"}' in body
    assert "BREW" not in body


def test_metrics_are_not_for_the_public(client):
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 403
    assert client.get("/metrics", headers={"x-forwarded-for": "203.0.113.9"}).status_code == 403


def test_metrics_without_a_token_are_for_nobody_behind_a_proxy(client, settings):
    """A proxy on the same machine may forget to say for whom it asks."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert client.get("/metrics").status_code == 403


def test_metrics_with_a_token_need_it(client, settings):
    settings.METRICS_TOKEN = "open sesame"
    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"authorization": "Bearer open sesame"}).status_code == 200


def test_metrics_say_how_good_the_live_model_is_and_what_each_lane_weighs(client):
    ModelVersion.objects.create(
        state="live", file="x.npz", metrics={"lightfm": {"ndcg": 0.3}}, weights={"weights": {"fresh": 0.4}}
    )
    body = client.get("/metrics").content.decode()
    assert 'foyer_model_quality{metric="ndcg",scorer="lightfm",subject="items"} 0.3' in body
    assert 'foyer_blend_weight{lane="fresh",subject="items"} 0.4' in body
