"""A person's own HTML runs, and reaches nothing: cookies, storage, the page around it, the API, other sites."""

import json

import pytest
from playwright.sync_api import expect

from portal.pages import services
from tests.browser.conftest import visiting

pytestmark = pytest.mark.browser

PROBE = """
<p id="told">not yet</p>
<script>
const tries = {
  cookie: () => document.cookie,
  storage: () => localStorage.length,
  parent: () => parent.document.title,
  top: () => { top.location = "https://evil.example/"; },
  opened: () => { if (open("https://evil.example/")) return "a window"; throw 0; },
  origin: () => { if (origin === "null") throw 0; return origin; },
};
const found = {};
for (const [name, attempt] of Object.entries(tries)) {
  try { found[name] = String(attempt()); } catch { found[name] = "refused"; }
}
const asked = ["/api/v1/pages/", "https://evil.example/"].map((address) =>
  fetch(address, { credentials: "include" }).then(() => "answered", () => "refused"));
const picture = new Promise((done) => {
  const image = new Image();
  image.onload = () => done("loaded"); image.onerror = () => done("refused");
  image.src = "/static/icons/foyer.svg";
});
Promise.all([...asked, picture]).then((all) => {
  document.getElementById("told").textContent = JSON.stringify({ ...found, asked: all });
});
</script>
"""


@pytest.mark.parametrize("network", [False, True])
def test_own_html_runs_and_reaches_nothing(server, home, ada, browser, network):
    settings = {"markup": PROBE, "network": network}
    panel = services.add_panel(user=ada, page_id=home.pk, kind="html", settings=settings, title="Mine").panel
    with visiting(browser, server, ada) as page:
        frame = page.frame_locator(f"#panel-{panel.pk} iframe")
        page.locator(f"#panel-{panel.pk}").scroll_into_view_if_needed()
        expect(frame.locator("#told")).not_to_have_text("not yet")
        found = json.loads(frame.locator("#told").text_content())
        assert found.pop("asked")[:2] == ["refused", "refused"]
        assert set(found.values()) == {"refused"}
        assert page.url.startswith(server.url)
