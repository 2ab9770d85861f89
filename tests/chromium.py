"""Fixtures for tests in a real Chromium: how it is started, and how a person is signed in without typing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from portal.accounts.models import User
from tests.browsers import find_browser
from tests.processes import Server

DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 1000}, "service_workers": "block"}
#: Only fingers touch it.
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
#: As `DESK`, but no script runs.
PLAIN: dict[str, Any] = {"java_script_enabled": False}
# Without a limit Chromium keeps one more renderer ready for a page that a test will not open.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--renderer-process-limit=1"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {**browser_type_launch_args, "executable_path": find_browser(), "args": FLAGS}


def give_session(context: BrowserContext, server: Server, user: User) -> None:
    client = Client()
    client.force_login(user)
    cookie = client.cookies["foyer_session"].value
    context.add_cookies([{"name": "foyer_session", "value": cookie, "url": server.url}])


@contextmanager
def complaining(page: Page) -> Iterator[Page]:
    """Whatever the browser complains about meanwhile fails the test; refusals by the server (4xx) are no complaint."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    assert [line for line in complaints if "status of 4" not in line] == []


@pytest.fixture
def visit(server: Server, browser: Browser) -> Iterator[Callable[..., Page]]:
    """`visit(user)` is one more device: a browser of its own at the home page, signed in as that person or as nobody.

    It is a desk, unless told otherwise: `visit(user, **PHONE)`.
    """
    contexts = []

    def visit(user: User | None = None, **device: Any) -> Page:
        context = browser.new_context(**{**DESK, **device})
        context.set_default_timeout(6_000)
        contexts.append(context)
        if user:
            give_session(context, server, user)
        page = context.new_page()
        page.goto(server.url)
        if device.get("java_script_enabled", True):
            expect(page.locator("html[data-stream=open]")).to_be_attached()  # from now on it hears what happens
        return page

    yield visit
    for context in contexts:
        context.close()
