"""What a worker had in hand when it was killed is not lost: it waits in its queue again."""

import json
import subprocess
import sys
import uuid

import pytest
from django.conf import settings
from kombu import Connection

from portal.operations.unfinished import give_back

TAKE_AND_DIE = """
import os, sys
from kombu import Connection
queue = Connection(sys.argv[1]).SimpleQueue(sys.argv[2])
print(queue.get(timeout=10).payload["task"], flush=True)
os.kill(os.getpid(), 9)
"""


#: Apart from where the worker of other tests has something in hand.
BROKER = settings.CELERY_BROKER_URL.replace("virtual_host=0", "virtual_host=9")


@pytest.fixture
def broker() -> Connection:
    with Connection(BROKER) as connection:
        yield connection


def test_task_of_a_killed_worker_is_given_back(broker):
    name = f"test-{uuid.uuid4()}"
    queue = broker.SimpleQueue(name)
    queue.put({"task": "refresh"})
    take = [sys.executable, "-c", TAKE_AND_DIE, BROKER, name]
    taken = subprocess.run(take, capture_output=True, text=True, timeout=60, check=False)
    assert (taken.stdout, taken.returncode) == ("refresh\n", -9)
    assert broker.default_channel.client.llen(name) == 0

    assert give_back(BROKER) == 1

    message = queue.get(timeout=10)
    assert json.loads(message.body) == {"task": "refresh"}
    message.ack()
    assert give_back(BROKER) == 0
