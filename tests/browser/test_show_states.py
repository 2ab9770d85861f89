"""How a panel does can be seen on it: loading, fresh, stale, partly failed, failed; with what came last, and a retry."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.live import publish
from portal.pages import services
from tests.browser.hands import panel, press
from widgets.models import Source

pytestmark = pytest.mark.browser

DOWN = {"state": "failed", "failures": 2, "error": "The server there has trouble.", "error_code": "upstream"}


@pytest.fixture
@transaction.atomic
def troubled(home, ada):
    """The feed of the page failed after it had brought stories; others are silent, awaited, or half there."""
    now = timezone.now()

    def add(kind: str, title: str, **settings: str) -> list[Source]:
        made = services.add_panel(user=ada, page_id=home.pk, kind=kind, settings=settings, title=title).panel
        return list(made.sources.order_by("pk"))

    ledger = Source.objects.get(kind="feed")
    twin = ledger.items.first()
    add("feed", "awaited", url="https://awaited.example/")
    [silent] = add("feed", "silent", url="https://silent.example/")
    good, bad = add("headlines", "half", urls="https://good.example/\nhttps://bad.example/")
    for source in (silent, good):
        source.items.create(uid="1", title=f"From {source.settings['url']}", published_at=twin.published_at)
    Source.objects.filter(pk=silent.pk).update(state="ok", version=1, fetched_at=now - timedelta(days=40))
    Source.objects.filter(pk=good.pk).update(state="ok", version=1, fetched_at=now)
    Source.objects.filter(pk=bad.pk).update(**DOWN)
    Source.objects.filter(pk=ledger.pk).update(
        **DOWN, version=2, fetched_at=now - timedelta(hours=3), next_fetch_at=now + timedelta(hours=9)
    )
    Source.objects.update(leased_until=now + timedelta(hours=9))  # no worker of another test takes them
    return ledger


def look_around(page: Page) -> None:
    states = {"The Ledger": "failed", "awaited": "loading", "silent": "stale", "half": "partial", "a": "fresh"}
    for title, state in states.items():
        expect(panel(page, title)).to_have_attribute("data-state", state)
    expect(panel(page, "awaited").get_by_role("img", name="Fetching this for the first time.")).to_be_visible()
    expect(panel(page, "silent")).to_contain_text("From https://silent.example/")
    expect(panel(page, "silent")).to_contain_text("There has been no news of this for a while.")
    expect(panel(page, "half")).to_contain_text("From https://good.example/")
    expect(panel(page, "half")).to_contain_text("Not everything is here: The server there has trouble.")
    expect(panel(page, "The Ledger")).to_contain_text("Story 0")
    expect(panel(page, "The Ledger")).to_contain_text("The server there has trouble.")


def test_states_are_seen_and_a_retry_brings_the_news(troubled, shown):
    look_around(shown)
    expect(shown.get_by_role("link", name="Look again")).to_be_hidden()  # it comes by itself
    press(shown, f"#panel-{troubled.panels.get().pk} .panel-note button")
    expect(shown.locator(".toast")).to_contain_text("Looking for news.")
    troubled.refresh_from_db()
    assert troubled.next_fetch_at <= timezone.now(), "a worker looks now"
    Source.objects.filter(pk=troubled.pk).update(state="ok", error="", version=3, fetched_at=timezone.now())
    publish.announce(f"source:{troubled.pk}", "source", {"id": troubled.pk, "version": 3})
    shown.locator(".brand").focus()
    expect(panel(shown, "The Ledger")).to_have_attribute("data-state", "fresh")


def test_states_are_seen_and_retried_without_a_script(troubled, unscripted):
    look_around(unscripted)
    awaited = panel(unscripted, "awaited")
    expect(awaited.get_by_text("Fetching this for the first time.")).to_be_visible()
    Source.objects.filter(settings__url="https://awaited.example/").update(state="ok", version=1)
    awaited.get_by_role("link", name="Look again").click()
    expect(awaited).to_have_attribute("data-state", "empty")
    panel(unscripted, "The Ledger").get_by_role("button", name="Try again").click()
    expect(unscripted.get_by_text("Looking for news.")).to_be_visible()
    expect(panel(unscripted, "The Ledger")).to_be_in_viewport()
    troubled.refresh_from_db()
    assert troubled.next_fetch_at <= timezone.now()
