"""What a browser gets and does on its very first visit: requests, bytes as they travel, paint, shifts, long tasks.

    python -m benchmarks.first_visit [visits]

A visitor's starter page and a signed-in person's page of twenty panels, in Chromium with an empty cache. The baseline
is Django's "hello" in the same browser, in turn with them. One JSON object per line.
"""

import statistics
import sys
from collections import Counter
from typing import Any

from django.test import Client
from playwright.sync_api import Browser, Request, sync_playwright

from benchmarks.page import build, report
from benchmarks.serving import serving
from tests.browsers import find_browser
from tests.chromium import FLAGS
from tests.processes import wait_for

KINDS = {"document": "HTML", "script": "JS", "stylesheet": "CSS", "font": "fonts", "image": "pictures"}
#: Begun before the page is, so that nothing is missed.
WATCH = """
window.seen = { paint: 0, shift: 0, longest: 0, long: 0 };
const watch = (type, note) =>
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
watch("largest-contentful-paint", (entry) => { seen.paint = entry.startTime; });
watch("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
watch("longtask", (entry) => { seen.long += 1; seen.longest = Math.max(seen.longest, entry.duration); });
"""


def visit(browser: Browser, address: str, cookies: list[Any]) -> dict[str, float]:
    """Measures of one visit by a browser that was never there."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, service_workers="block")
    context.add_cookies(cookies)
    context.add_init_script(WATCH)
    tab = context.new_page()
    requests: list[Request] = []
    tab.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108  (it marks what it is given)
    tab.goto(address, wait_until="load")
    wait_for(lambda: tab.evaluate("performance.getEntriesByType('paint').length > 0"))
    seen = tab.evaluate("seen")
    found = {"LCP": seen["paint"], "layout shift": seen["shift"], "longest task": seen["longest"]}
    found |= {"long tasks": seen["long"], **weigh(requests)}
    context.close()
    return found


def weigh(requests: list[Request]) -> dict[str, float]:
    """How many requests, and KB of each kind as they travelled."""
    bytes_of: Counter[str] = Counter()
    for request in requests:
        bytes_of[KINDS.get(request.resource_type, "other")] += request.sizes()["responseBodySize"]
    weights = {kind: size / 1024 for kind, size in bytes_of.items()}
    whole = sum(size for kind, size in weights.items() if kind != "pictures")
    return {"requests": len(requests), **weights, "all but pictures": whole}


def tell(name: str, visits: list[dict[str, float]], plain: list[dict[str, float]]) -> None:
    units = {"requests": "requests", "LCP": "ms", "longest task": "ms", "long tasks": "tasks", "layout shift": ""}
    beside = statistics.median(each["LCP"] for each in plain)
    for measure in sorted({measure for each in visits for measure in each}):
        value = statistics.median(each.get(measure, 0) for each in visits)
        ratio = {"compared_with": "hello", "ratio": round(value / beside, 2)} if measure == "LCP" and beside else {}
        report(f"{name}, {measure}", value, units.get(measure, "KB"), **ratio)


def main(times: int) -> None:
    person: Client = build()
    session = {"name": "foyer_session", "value": person.cookies["foyer_session"].value}
    with (
        serving("asginl", "benchmarks.hello:bridged", []) as (_hello, hello_port),
        serving("asginl", "portal.asgi:application", []) as (_group, port),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        home = f"http://127.0.0.1:{port}/"
        who: dict[str, tuple[str, list[Any]]] = {
            "hello": (f"http://127.0.0.1:{hello_port}/", []),
            "visitor": (home, []),
            "person, 20 panels": (home, [{**session, "url": home}]),
        }
        # The first round warms up the server.
        rounds = [{name: visit(browser, *where) for name, where in who.items()} for _ in range(times + 1)][1:]
        browser.close()
    for name in who:
        tell(name, [each[name] for each in rounds], [each["hello"] for each in rounds])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
