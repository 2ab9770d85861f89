"""A person makes a token by hand; from then on a script does it all, over plain HTTP."""

import http.client
import json
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.portal.pages import desk

pytestmark = pytest.mark.browser


class Script:
    """What anybody could write with nothing but Python: a token, and no cookies."""

    def __init__(self, port: int, token: str) -> None:
        self.port, self.token = port, token

    def __call__(self, method: str, path: str, expected: int = 200, **body: Any) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection.request(method, f"/api/v1/{path}", json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        assert answer.status == expected, text[:300]
        return json.loads(text) if text else None


def test_make_a_token_and_arrange_a_page_by_script(server, visit, reader, home):
    page = visit(reader)
    page.goto(f"{server.url}/settings/")
    page.get_by_label("What is it for?").fill("cron")
    page.get_by_role("button", name="Make a token").click()
    script = Script(server.port, page.locator(".secret").inner_text())
    page.goto(server.url)

    section = script("POST", "sections/", 201, page=home.pk, layout="2", title="Below")["sections"][1]["id"]
    added = script("POST", "panels/", 201, page=home.pk, kind="notes", settings={"text": "hello"}, title="a")
    panel, version = added["panel"]["id"], added["page"]["version"]
    script("POST", f"panels/{panel}/move/", section=section, column=1, version=version)
    assert desk.titles(home)[1] == [[], ["a"]]
    expect(page.locator(".section").nth(1).get_by_role("heading", name="a", exact=True)).to_be_visible(timeout=15_000)

    assert script("PATCH", f"panels/{panel}/", 409, title="late", version=version)["code"] == "stale"
    script("DELETE", f"panels/{panel}/")
    expect(page.get_by_role("heading", name="a", exact=True)).to_have_count(0)
    script("POST", f"pages/{home.pk}/undo/")
    assert desk.titles(home)[1] == [[], ["a"]]
    other = script("POST", "pages/", 201, title="Other")
    script("POST", f"panels/{panel}/send/", page=other["id"])
    script("PATCH", "profile/", theme="dark", wants_suggestions=False)

    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("link", name="Other")).to_be_visible()
    expect(page.locator("#for-you")).to_have_count(0)
    assert script("GET", "suggestions/")["items"] == []
    page.goto(f"{server.url}/settings/")
    page.get_by_role("button", name="Revoke").click()
    expect(page.locator(".toast", has_text="revoked")).to_be_visible()
    script("GET", "pages/", 401)
