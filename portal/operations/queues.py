"""How many tasks wait in the broker."""

from portal.celery import QUEUES, app


def lengths() -> dict[str, int]:
    """Waiting tasks by queue; raises kombu's OperationalError at once when the broker is away."""
    with app.connection_for_read() as connection:
        connection.ensure_connection(max_retries=1, interval_start=0, timeout=2)
        client = connection.default_channel.client  # type: ignore[attr-defined]
        return {queue: client.llen(queue) for queue in QUEUES}
