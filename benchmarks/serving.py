"""Ways to serve Django's "hello" from one port, side by side: CPU of the server per request, and latency.

    python -m benchmarks.serving [requests]

CPU time tells more than requests per second on a machine that does other things as well. One JSON line per way.
"""

import asyncio
import contextlib
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

WAYS = {
    "wsgi, granian's threads": ("wsgi", "benchmarks.hello:wsgi", ["--blocking-threads", "6"]),
    "wsgi behind our bridge": ("asginl", "benchmarks.hello:bridged", []),
    "django's asgi": ("asginl", "benchmarks.hello:asgi", []),
}
CONNECTIONS = 8


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(interface: str, target: str, options: list[str]) -> Iterator[tuple[int, int]]:
    """(process group, port) of a running server."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", interface, "--port", str(port), "--no-ws", "--no-log"]
    process = subprocess.Popen([*command, *options, target], start_new_session=True)
    try:
        deadline = time.monotonic() + 20
        while socket.socket().connect_ex(("127.0.0.1", port)):
            if time.monotonic() > deadline:
                raise RuntimeError(f"{target} does not answer.")
            time.sleep(0.05)
        yield process.pid, port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def cpu_seconds(group: int) -> float:
    """User and system time of all processes of a group (Linux)."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def request_of(headers: str = "", address: str = "/") -> bytes:
    return f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n{headers}\r\n".encode()


async def ask(port: int, times: int, request: bytes) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    latencies = []
    for _ in range(times):
        start = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        await reader.readexactly(length)
        latencies.append(time.perf_counter() - start)
    writer.close()
    return latencies


async def load(port: int, requests: int, request: bytes, connections: int = CONNECTIONS) -> list[float]:
    found = await asyncio.gather(*(ask(port, requests // connections, request) for _ in range(connections)))
    return [latency for latencies in found for latency in latencies]


def measure(way: str, requests: int) -> dict[str, object]:
    with serving(*WAYS[way]) as (group, port):
        asyncio.run(load(port, 400, request_of()))
        before, start = cpu_seconds(group), time.perf_counter()
        latencies = asyncio.run(load(port, requests, request_of()))
        seconds, cpu = time.perf_counter() - start, cpu_seconds(group) - before
        return {
            "way": way,
            "cpu_ms_per_request": round(cpu / len(latencies) * 1000, 3),
            "requests_per_second": round(len(latencies) / seconds),
            "latency_ms_median": round(statistics.median(latencies) * 1000, 2),
            "latency_ms_p99": round(statistics.quantiles(latencies, n=100)[98] * 1000, 2),
        }


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    for name in WAYS:
        print(json.dumps(measure(name, count)), flush=True)
