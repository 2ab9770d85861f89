"""Moving one of a hundred panels, beside one of ten and Django's "hello": the server's part, and the browser's.

    python -m benchmarks.arrange [moves]

The server's part is CPU per move over the API, served by granian behind our bridge; rounds are interleaved. The
browser's is the longest task of the main thread in Chromium while a panel is dragged and while it is moved by keyboard.
One JSON object per line.
"""

import asyncio
import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import sync_playwright

from benchmarks.page import report, story
from benchmarks.serving import cpu_seconds, load, request_of, serving
from portal.accounts.models import AccessToken, User
from portal.pages import services
from portal.pages.models import Panel
from tests.browsers import find_browser
from tests.chromium import FLAGS
from tests.processes import wait_for
from widgets import items
from widgets.models import Source

ROUNDS, ITEMS, COLUMNS = 5, 5, 4


def build(panels: int) -> User:
    """A person whose page has that many feeds in four columns."""
    user = User.objects.create_user(f"of-{panels}@example.org")
    page = services.create_page(user=user, title="Home").page
    services.update_section(user=user, section_id=page.sections.get().pk, layout="4")
    now = timezone.now()
    for number in range(panels):
        settings = {"url": f"https://example.org/{number}", "rows": ITEMS}
        panel = services.add_panel(user=user, page_id=page.pk, kind="feed", settings=settings).panel
        source = panel.sources.get()
        items.upsert(source, [story(number, row, now) for row in range(ITEMS)], now)
        Source.objects.filter(pk=source.pk).update(state="ok", title=f"Paper {number}", fetched_at=now)
    return user


def moves_of(user: User) -> list[bytes]:
    """Two requests that move a panel to the end of the first column and back to its beginning."""
    panel = Panel.objects.filter(section__page__owner=user, column=0).order_by("position").first()
    token = AccessToken.issue(user, "benchmark")[1]
    return [post(f"/api/v1/panels/{panel.pk}/move/", token, {"column": 0, "position": to}) for to in (50, 0)]


def post(path: str, token: str, body: dict[str, Any]) -> bytes:
    data = json.dumps(body)
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(data)}"
    return f"{head}\r\nAuthorization: Bearer {token}\r\n\r\n{data}".encode()


async def alternate(port: int, requests: list[bytes], times: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for number in range(times):
        writer.write(requests[number % len(requests)])
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            raise RuntimeError(head.decode())
        await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]))
    writer.close()


def cpu_ms(group: int, times: int, work: Callable[[], Any]) -> float:
    before = cpu_seconds(group)
    work()
    return (cpu_seconds(group) - before) / times * 1000


def measure_server(users: dict[int, User], times: int) -> None:
    requests = {panels: moves_of(user) for panels, user in users.items()}
    with (
        serving("asginl", "benchmarks.hello:bridged", []) as (hello, hello_port),
        serving("asginl", "portal.asgi:application", []) as (group, port),
    ):
        rounds = []
        for _ in range(ROUNDS + 1):  # the first one warms up
            found = {0: cpu_ms(hello, times * 4, lambda: asyncio.run(load(hello_port, times * 4, request_of())))}
            for panels, pair in requests.items():
                found[panels] = cpu_ms(group, times, lambda pair=pair: asyncio.run(alternate(port, pair, times)))  # type: ignore[misc]
            rounds.append(found)
    medians = {panels: statistics.median(each[panels] for each in rounds[1:]) for panels in (0, *users)}
    report("hello", medians[0], "CPU ms")
    few, many = users
    report(
        f"move one of {few}", medians[few], "CPU ms", compared_with="hello", ratio=round(medians[few] / medians[0], 1)
    )
    beside = {"compared_with": f"one of {few}", "ratio": round(medians[many] / medians[few], 2)}
    report(f"move one of {many}", medians[many], "CPU ms", **beside)


def measure_browser(user: User) -> None:
    client = Client()
    client.force_login(user)
    cookie = {"name": "foyer_session", "value": client.cookies["foyer_session"].value}
    panels = Panel.objects.filter(section__page__owner=user).count()
    with (
        serving("asginl", "portal.asgi:application", []) as (_group, port),
        sync_playwright() as playwright,
        tempfile.TemporaryDirectory() as folder,
    ):
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        context = browser.new_context(viewport={"width": 1440, "height": 1000})
        context.add_cookies([{**cookie, "url": f"http://127.0.0.1:{port}"}])
        tab = context.new_page()
        tab.goto(f"http://127.0.0.1:{port}/")
        tab.mouse.move(5, 5)
        wait_for(lambda: tab.evaluate("Boolean(window.Sortable?.get(document.querySelector('.column')))"))
        tab.wait_for_load_state("networkidle")
        for name, act in (("drag", drag), ("move by keyboard", move_by_keyboard)):
            longest = statistics.median(traced(browser, tab, act, Path(folder) / "trace.json") for _ in range(ROUNDS))
            report(f"{name} on {panels} panels, longest task", longest, "CPU ms")
        browser.close()


def traced(browser: Any, tab: Tab, act: Callable[[Tab], None], path: Path) -> float:
    """The longest task of the page's main thread meanwhile, in milliseconds of its own CPU time."""
    browser.start_tracing(page=tab, path=path, categories=["toplevel", "devtools.timeline"])
    act(tab)
    browser.stop_tracing()
    events = json.loads(path.read_text())["traceEvents"]
    mains = {
        (e["pid"], e["tid"]) for e in events if e["name"] == "thread_name" and e["args"]["name"] == "CrRendererMain"
    }
    tasks = [e for e in events if e["name"].endswith("RunTask") and (e["pid"], e["tid"]) in mains]
    return max((task.get("tdur", 0) for task in tasks), default=0) / 1000


def drag(tab: Tab) -> None:
    start: Any = tab.locator(".grip").first.bounding_box()
    goal: Any = tab.locator(".column").nth(1).locator(".panel").nth(1).bounding_box()
    tab.mouse.move(start["x"] + 8, start["y"] + 8)
    tab.mouse.down()
    tab.mouse.move(goal["x"] + 60, goal["y"] + 30, steps=30)
    tab.mouse.up()
    settle(tab)


def move_by_keyboard(tab: Tab) -> None:
    tab.locator(".grip").first.focus()
    for key in ("Space", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft", "Space"):
        tab.keyboard.press(key)
    settle(tab)


def settle(tab: Tab) -> None:
    tab.wait_for_load_state("networkidle")
    gliding = "[...document.querySelectorAll('.panel')].some((panel) => panel.getAnimations().length)"
    wait_for(lambda: not tab.evaluate(gliding))


def main(times: int) -> None:
    for command in (["migrate"], ["collectstatic", "--no-input"]):
        call_command(*command, verbosity=0)
    users = {panels: build(panels) for panels in (10, 100)}
    measure_server(users, times)
    measure_browser(users[100])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
