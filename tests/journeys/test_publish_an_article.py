"""An editor writes, a chief editor approves, and readers see it: in the panel, in the feed, among the suggestions."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.portal.publishing.newsroom import Desk

pytestmark = pytest.mark.browser


def test_publish_reaches_the_open_page(server, worker, visit, reader, channels, place, staff):
    place("channel", {"channel": "stars"})
    page = visit(reader)
    panel = page.locator(".panel[data-kind=channel]")
    expect(panel).to_have_attribute("data-state", "fresh")

    article = Desk(staff["editor"]).write(
        channels["stars"], action="action-submit", title="A new comet is here", topics="stars", body="<p>Look up.</p>"
    )
    expect(panel).not_to_contain_text("A new comet is here")
    Desk(staff["chief"]).approve(article)

    expect(panel).to_contain_text("A new comet is here", timeout=15_000)
    assert "A new comet is here" in Client().get("/channels/stars/feed.xml").content.decode()
