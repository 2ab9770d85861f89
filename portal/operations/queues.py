"""How many tasks wait in the broker."""

from portal.celery import app
from portal.jobs import QUEUES

#: Whoever asks how it is must hear even from a broker that takes connections and says nothing; kombu waits for ever.
QUICK = {"socket_timeout": 2, "socket_connect_timeout": 2}


def lengths() -> dict[str, int]:
    """Waiting tasks by queue; raises kombu's OperationalError soon when the broker is away or hangs."""
    with app.connection_for_read(transport_options=QUICK) as connection:
        connection.ensure_connection(max_retries=1, interval_start=0, timeout=2)
        client = connection.default_channel.client  # type: ignore[attr-defined]
        return {queue: client.llen(queue) for queue in QUEUES}
