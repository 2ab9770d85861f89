"""The browser has nothing to refuse in the studio, nor where there is nothing; all other pages: test_bar_nobody.py."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from portal.accounts.models import User
from tests.browser import policy
from tests.chromium import give_session
from tests.portal.everything import make_world
from tests.processes import Server

pytestmark = pytest.mark.browser

#: The first rooms of the studio are found on its walls: it is made of other people's code.
ROOMS = """() => [...new Set([...document.querySelectorAll("a[href^='/studio/']")].map(link => link.getAttribute("href")))]"""


@pytest.fixture
def arrive(server: Server, browser: Browser) -> Iterator[Callable[..., Page]]:
    """`arrive(email)` is a browser that listens, of that person or of nobody."""
    contexts = []

    def arrive(email: str = "") -> Page:
        context = browser.new_context(service_workers="block", base_url=server.url)
        policy.watch(context)
        contexts.append(context)
        if email:
            give_session(context, server, User.objects.get(email=email))
        return context.new_page()

    yield arrive
    for context in contexts:
        context.close()


def test_keep_the_policy_in_the_studio(arrive):
    make_world()
    for person in ("editor@example.org", "admin@example.org"):
        page = arrive(person)
        heard = policy.listen(page)
        page.goto("/studio/")
        rooms = [room for room in page.evaluate(ROOMS) if "logout" not in room]
        assert len(rooms) > 3
        for room in rooms:
            page.goto(room)
        # What the scripts of the studio say besides is Wagtail's.
        assert [line for line in heard if line.startswith("policy ")] == []


def test_keep_the_policy_where_nothing_is(arrive):
    page = arrive()
    heard = policy.listen(page)
    page.goto("/nowhere/")
    assert heard == []


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<img src=https://elsewhere.example/x.png>", "policy img-src https://elsewhere.example"),
        ("<p style=color:red>", "policy style-src-attr inline"),
    ],
)
def test_keep_the_policy_hears_what_breaks_it(arrive, markup, line):
    """Else its silence would mean nothing."""
    page = arrive()
    page.goto("/offline/")
    with page.expect_event("console", lambda message: message.text.startswith(line)):
        page.evaluate("markup => document.body.insertAdjacentHTML('beforeend', markup)", markup)
