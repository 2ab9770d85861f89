"""Operators are told what is wrong and what to do."""

import socket

import pytest

from portal.operations import health, heartbeat
from portal.operations.tasks import beat_heart

pytestmark = pytest.mark.django_db


def test_live_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/health/live").content == b"ok\n"


def test_ready_when_all_is_well(client):
    beat_heart()
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json()["ready"] is True
    assert all(check["ok"] for check in answer.json()["checks"].values())


def test_ready_names_a_missing_worker(client):
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    checks = answer.json()["checks"]
    assert [name for name, check in checks.items() if not check["ok"]] == ["worker"]
    assert "Start a worker" in checks["worker"]["message"]


def test_ready_names_a_late_worker(client, monkeypatch):
    beat_heart()
    monkeypatch.setattr(heartbeat, "LATE_SECONDS", -1)
    assert "The last heartbeat was 0 s ago" in client.get("/health/ready").json()["checks"]["worker"]["message"]


def test_ready_names_a_dead_broker_and_cache(client, settings, monkeypatch):
    beat_heart()
    monkeypatch.setattr(health.queues.app.conf, "broker_read_url", "redis+socket:///nowhere/valkey.sock?virtual_host=0")
    checks = client.get("/health/ready").json()["checks"]
    assert not checks["broker"]["ok"]
    assert checks["database"]["ok"]


def test_ready_names_a_broker_that_takes_connections_and_says_nothing(client, monkeypatch, tmp_path):
    monkeypatch.setitem(health.queues.QUICK, "socket_timeout", 0.1)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "silent.sock"))
        silent.listen()
        address = f"redis+socket://{tmp_path}/silent.sock?virtual_host=0"
        monkeypatch.setattr(health.queues.app.conf, "broker_read_url", address)
        checks = client.get("/health/ready").json()["checks"]
    assert not checks["broker"]["ok"]
    assert "silent.sock" not in checks["broker"]["message"], "what lies where is for the log"
    assert checks["cache"]["ok"]


def test_ready_is_true_with_a_real_worker(server, worker, client):
    from tests.processes import wait_for

    health.queues.app.send_task("portal.operations.tasks.beat_heart")
    wait_for(heartbeat.last, why="the heartbeat")
    assert client.get("/health/ready").status_code == 200
