"""The doctor looks at everything and says what to do."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.operations import health
from portal.operations.tasks import beat_heart

pytestmark = pytest.mark.django_db


def consult():
    out = StringIO()
    try:
        call_command("doctor", stdout=out, no_color=True)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_doctor_is_content_with_a_good_installation(settings):
    settings.DEBUG, settings.PUBLIC_URL, settings.IS_HTTPS = False, "https://portal.example", True
    settings.STORAGES = {**settings.STORAGES}
    beat_heart()
    said, wrong = consult()
    assert "✓ database" in said
    assert "✓ lightfm" in said
    assert "✓ address       https://portal.example" in said
    assert wrong in {"", "Needs your attention: static files."}


def test_doctor_says_that_private_networks_are_open(settings):
    settings.EGRESS_ALLOW = ["192.168.1.0/24"]
    assert "! egress        FOYER_EGRESS_ALLOW lets widgets fetch from 192.168.1.0/24" in consult()[0]


def test_doctor_names_a_missing_worker_and_debug(settings):
    settings.DEBUG = True
    said, wrong = consult()
    assert "✗ worker        No heartbeat yet." in said
    assert "worker" in wrong
    assert "address" in wrong


def test_doctor_reports_a_dead_redis_and_goes_on(settings):
    settings.LIVE_REDIS_URL = "unix:///nowhere/valkey.sock"
    said, wrong = consult()
    assert "✗ redis" in said
    assert "✓ disk" in said
    assert "redis" in wrong


def test_doctor_without_a_model_names_the_command():
    assert "Run: manage.py train" in consult()[0]
    assert set(health.CHECKS) <= {line.split()[1] for line in consult()[0].splitlines()}
