"""Gives back the tasks that a worker had in hand when it was killed: `python -m portal.operations.unfinished URL`.

The broker does so by itself, but only after its visibility timeout, an hour, because it cannot know whether the worker
is still at it. Before the first worker starts we know. Loads no Django.
"""

import sys

from kombu import Connection


def give_back(broker_url: str) -> int:
    """Puts them at the head of their queues; answers how many. Only for a broker that no worker uses yet."""
    # What was taken more than no time ago counts as lost.
    with Connection(broker_url, transport_options={"visibility_timeout": 0}) as connection:
        channel = connection.default_channel
        key = channel.unacked_key  # type: ignore[attr-defined]
        lost = int(channel.client.hlen(key))  # type: ignore[attr-defined]
        if lost:
            channel.qos.restore_visible(num=lost)  # type: ignore[attr-defined]
        return lost


if __name__ == "__main__":
    if count := give_back(sys.argv[1]):
        sys.stdout.write(f"{count} unfinished tasks will be done again.\n")
