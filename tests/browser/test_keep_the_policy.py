"""Every page of the portal, opened by everybody who may: the browser has nothing to refuse and nothing to complain about."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from portal.accounts.models import User
from tests.browser.everywhere import PEOPLE, make_everything, pages_of
from tests.chromium import give_session
from tests.processes import Server

pytestmark = pytest.mark.browser

LISTEN = """addEventListener("securitypolicyviolation", event =>
  console.error(`policy ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile} ${event.sample}`));"""
#: An editor sees the pages of the others, and the studio.
WHO = {**PEOPLE, "editor": "editor@example.org"}
#: The first rooms of the studio are found on its walls: it is made of other people's code.
ROOMS = """() => [...new Set([...document.querySelectorAll("a[href^='/studio/']")].map(link => link.getAttribute("href")))]"""


@pytest.fixture
def arrive(server: Server, browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """`arrive(email)` is a browser that listens, of that person or of nobody."""
    contexts = []

    def arrive(email: str = "") -> BrowserContext:
        context = browser.new_context(service_workers="block", base_url=server.url)
        context.add_init_script(LISTEN)
        contexts.append(context)
        if email:
            give_session(context, server, User.objects.get(email=email))
        return context

    yield arrive
    for context in contexts:
        context.close()


def open_all(page: Page, addresses: list[str]) -> list[str]:
    """What the browser said against each of them; a page that is refused (4xx) is looked at like any other."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    faults = []
    for address in addresses:
        page.goto(address, wait_until="load")
        # What the scripts of the studio say besides is Wagtail's.
        mine = [line for line in heard if line.startswith("policy ") or not address.startswith("/studio/")]
        faults += [f"{address}: {line}" for line in mine if "status of 4" not in line]
        heard.clear()
    return faults


@pytest.mark.parametrize("people", [("visitor", "editor"), ("member", "operator")], ids=" and ".join)
def test_keep_the_policy_on_every_page(arrive, people):
    """One world for two: it takes longer to make than to look at."""
    world, faults = make_everything(), []
    for person in people:
        page = arrive(WHO[person]).new_page()
        addresses = ["/nowhere/", "/", *(pages_of(person, world) if person in PEOPLE else [])]
        if person in {"editor", "operator"}:
            page.goto("/studio/")
            addresses += ["/studio/", *(each for each in page.evaluate(ROOMS) if "logout" not in each)]
        assert len(addresses) > 5
        faults += [f"{person}: {fault}" for fault in open_all(page, addresses)]
    assert faults == []


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<img src=https://elsewhere.example/x.png>", "policy img-src https://elsewhere.example"),
        ("<p style=color:red>", "policy style-src-attr inline"),
    ],
)
def test_keep_the_policy_hears_what_breaks_it(arrive, markup, line):
    """Else its silence would mean nothing."""
    page = arrive().new_page()
    page.goto("/offline/")
    with page.expect_event("console", lambda message: message.text.startswith(line)):
        page.evaluate("markup => document.body.insertAdjacentHTML('beforeend', markup)", markup)
