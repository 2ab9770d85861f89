"""A search box leads out of the page: by the browser alone, and without a script through the portal."""

import pytest
from playwright.sync_api import Page, expect

from portal.pages import services
from portal.pages.models import Panel

pytestmark = pytest.mark.browser


@pytest.fixture
def search(home, ada):
    page_id = Panel.objects.get(title="a").section.page_id
    return services.add_panel(user=ada, page_id=page_id, kind="search", settings={"engine": "ecosia"}).panel


def asked(page: Page, panel: Panel, words: str) -> str:
    """Where the browser went for these words; other hosts answer an empty page."""
    page.context.route(
        lambda url: "127.0.0.1" not in url and "localhost" not in url, lambda route: route.fulfill(body="")
    )
    with page.context.expect_page() as opened:
        page.locator(f"#panel-{panel.pk}").get_by_role("searchbox").fill(words)
        page.locator(f"#panel-{panel.pk}").get_by_role("searchbox").press("Enter")
    opened.value.wait_for_url(lambda url: url.startswith("https://"))
    return opened.value.url


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("green tea & cake", "https://www.ecosia.org/search?q=green%20tea%20%26%20cake"),
        ("!GH django", "https://github.com/search?q=django"),
        ("django !gh", "https://github.com/search?q=django"),
        ("!yt", "https://www.youtube.com/"),
        ("!nowhere tea", "https://www.ecosia.org/search?q=!nowhere%20tea"),
    ],
)
def test_search_goes_straight_out(search, shown, words, address):
    sent = []
    shown.on("request", lambda request: sent.append(request.url) if "/search/out/" in request.url else None)
    assert asked(shown, search, words) == address
    assert sent == []


def test_search_without_a_script_is_led_on(search, unscripted):
    assert asked(unscripted, search, "!gh django & co") == "https://github.com/search?q=django+%26+co"


def test_help_shows_the_bangs(search, shown):
    panel = shown.locator(f"#panel-{search.pk}")
    panel.get_by_text("Elsewhere with a bang").click()
    expect(panel.get_by_text("OpenStreetMap")).to_be_visible()
