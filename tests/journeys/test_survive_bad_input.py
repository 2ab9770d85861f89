"""Whatever goes wrong says so in its place; the rest of the page stands, and nothing is lost."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from portal.pages import models, services
from tests.browser import hands
from tests.portal.api import calls
from tests.portal.pages import desk
from tests.processes import free_port, wait_for
from tests.upstream import samples
from tests.widgets import probes
from widgets import tasks
from widgets.models import Source

pytestmark = pytest.mark.browser

PRIVATE = "http://10.0.0.1/feed"


@pytest.fixture
def mine(place):
    """What must still be there after everything that went wrong."""
    return place("notes", {"text": "Milk and bread"}, title="mine")


@pytest.fixture
def script(reader: User) -> Client:
    client = Client()
    client.force_login(reader)
    return client


def stands(page: Page) -> None:
    expect(page.locator(".panel[data-kind=notes]", has_text="Milk and bread")).to_be_visible()


def send_settings(page: Page, panel: models.Panel, **fields: str) -> None:
    """Without a shortcut: the settings as a page of their own, filled in and sent."""
    page.goto(f"{page.url.split('/panels/')[0].rstrip('/')}/panels/{panel.pk}/settings/")
    for name, value in fields.items():
        page.locator(f"main [name={name}]").fill(value)
    page.locator("main").get_by_role("button", name="Keep").click()


def all_were_asked() -> bool:
    """What waited for its host's limit is taken up by beat, which does not run here."""
    waiting = Source.objects.filter(state="pending")
    if waiting.exists() and not waiting.filter(leased_until__isnull=False).exists():
        tasks.refresh_due.delay()
    return not waiting.exists()


def test_every_bad_answer_says_so_in_its_own_panel(server, worker, upstream, visit, reader, home, place, mine):
    upstream.redirect("/inside", PRIVATE)
    good = upstream.serve("/good", samples.rss("Soup"), type=samples.RSS_TYPE)
    bad = {
        "page": (upstream.serve("/page", samples.page(), type="text/html"), "web page"),
        "gone": (upstream.url("/gone"), "nothing at this address"),
        "dead": (f"http://127.0.0.1:{free_port()}/feed", "no answer"),
        "inside": (upstream.url("/inside"), "no answer"),
    }
    for name, (address, _words) in bad.items():
        place("feed", {"url": address}, title=name)
    place("calendar", {"url": upstream.serve("/x.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nnonsense")}, title="ics")
    place("headlines", {"urls": f"{good}\n{bad['gone'][0]}"}, title="half")

    page = visit(reader)
    wait_for(all_were_asked, why="every source to be asked")
    for name, (_address, words) in (bad | {"ics": ("", "calendar")}).items():
        panel = page.locator(".panel", has=page.get_by_role("heading", name=name, exact=True))
        expect(panel).to_have_attribute("data-state", "failed", timeout=20_000)
        expect(panel.locator(".panel-note")).to_contain_text(re.compile(words, re.IGNORECASE))
    half = page.locator(".panel[data-kind=headlines]")
    expect(half).to_have_attribute("data-state", "partial", timeout=20_000)
    expect(half).to_contain_text("Soup")
    stands(page)

    # It was mended there: one presses once, and it comes by itself.
    upstream.serve("/gone", samples.rss("Bread"), type=samples.RSS_TYPE)
    gone = page.locator(".panel[data-kind=feed]", has=page.get_by_role("heading", name="gone", exact=True))
    gone.get_by_role("button", name="Try again").press("Enter")
    expect(page.locator(".toast", has_text="Looking for news.")).to_be_visible()
    page.locator(".brand").focus()
    expect(gone).to_contain_text("Bread", timeout=20_000)
    expect(gone).to_have_attribute("data-state", "fresh")


@pytest.mark.parametrize(
    ("kind", "field", "good"),
    [
        ("feed", "url", "https://news.example.org/feed"),
        ("headlines", "urls", "https://news.example.org/feed"),
        ("calendar", "url", "https://news.example.org/x.ics"),
    ],
)
@pytest.mark.parametrize("address", [PRIVATE, "http://169.254.169.254/latest", "http://[::1]/", "no address at all"])
def test_a_bad_address_is_refused_wherever_it_is_typed(
    server, visit, reader, place, script, kind, field, good, address
):
    panel = place(kind, {field: good})
    page = visit(reader)
    send_settings(page, panel, **{field: address})
    expect(page.locator("main [role=alert]").first).to_be_visible()
    expect(page.locator(f"main [name={field}]")).to_have_value(address)

    page_id = panel.section.page_id
    for refused in (
        calls.patch(script, f"panels/{panel.pk}/", 400, settings={field: address}),
        calls.post(script, "panels/", 400, page=page_id, kind=kind, settings={field: address}),
    ):
        assert list(refused["errors"]) == [field]
    assert calls.get(script, f"panels/{panel.pk}/")["settings"][field] in (good, [good])
    assert Source.objects.count() == 1


def test_an_over_long_note_is_refused_and_what_was_typed_is_kept(server, visit, reader, mine, script):
    page = visit(reader)
    page.goto(f"{server.url}/panels/{mine.pk}/settings/")
    area = page.locator("main [name=text]")
    area.evaluate("area => { area.removeAttribute('maxlength'); area.value = 'x'.repeat(30000) }")
    page.locator("main").get_by_role("button", name="Keep").click()
    expect(page.locator("main [role=alert]").first).to_be_visible()
    assert len(area.input_value()) == 30_000
    page.goto(server.url)
    stands(page)
    assert "text" in calls.patch(script, f"panels/{mine.pk}/", 400, settings={"text": "x" * 30_000})["errors"]


def test_another_persons_panel_is_not_there(server, visit, reader, mine, script):
    eve = User.objects.create_user("eve@example.org", "a-long-password")
    hers = desk.add(eve, services.create_page(user=eve, title="Eve").page, "secret").panel
    page = visit(reader)
    answer = page.goto(f"{server.url}/panels/{hers.pk}/settings/")
    assert answer.status == 404
    expect(page.locator("body")).not_to_contain_text("secret")
    for refused in (
        calls.get(script, f"panels/{hers.pk}/", 404),
        calls.patch(script, f"panels/{hers.pk}/", 404, title="mine now"),
        calls.delete(script, f"panels/{hers.pk}/", 404),
    ):
        assert refused["code"] == "not-found"
    page.goto(server.url)
    stands(page)
    assert desk.panel("secret").removed_at is None


def test_a_form_of_yesterday_changes_nothing_and_shows_today(server, visit, reader, home, mine):
    page = visit(reader)
    page.goto(f"{server.url}/?edit=1")
    page.evaluate("document.querySelector('#page').removeAttribute('data-live')")
    button = page.locator(".panel-moves").get_by_role("button", name="Remove").element_handle()
    old = page.locator("#edit [name=version]").input_value()
    desk.add(reader, home, "elsewhere")
    page.evaluate("old => document.querySelector('#edit [name=version]').value = old", old)
    button.evaluate("button => document.querySelector('#edit').requestSubmit(button)")
    expect(page.get_by_text("changed on another device")).to_be_visible()
    stands(page)
    expect(page.get_by_role("heading", name="elsewhere")).to_be_visible()


def test_a_panel_that_is_gone_already_leaves_the_page_standing(server, visit, reader, home, mine):
    gone = desk.add(reader, home, "gone").panel
    page = visit(reader)
    page.context.route("**/live?**", lambda route: route.abort())
    page.reload()
    services.remove_panel(user=reader, panel_id=gone.pk)
    panel = page.locator(f"#panel-{gone.pk}")
    hands.open_menu(page, panel).get_by_role("button", name="Remove").click()
    expect(page.locator(".toast", has_text="Removed.")).to_be_visible()  # as if it were pressed twice
    expect(panel).to_have_count(0)
    stands(page)


def test_a_server_that_is_away_leaves_the_page_standing(server, visit, reader, mine):
    page = visit(reader)
    page.context.route("**/panels/**", lambda route: route.abort())
    panel = page.locator(f"#panel-{mine.pk}")
    hands.open_menu(page, panel).get_by_role("button", name="Remove").click()
    expect(page.locator(".toast", has_text="did not work")).to_be_visible()
    stands(page)


def test_a_kind_that_was_uninstalled_says_so_and_can_be_removed(server, visit, reader, home, mine):
    with probes.installed():  # here, not in the server
        gone = services.add_panel(user=reader, page_id=home.pk, kind="probe", settings={"word": "kept"}).panel
    page = visit(reader)
    panel = page.locator(".panel[data-kind=probe]")
    expect(panel.locator(".panel-note")).to_contain_text("installed")
    stands(page)
    answer = page.goto(f"{server.url}/panels/{gone.pk}/settings/")
    assert answer.status < 500
    page.goto(server.url)
    hands.open_menu(page, panel).get_by_role("button", name="Remove").click()
    expect(panel).to_have_count(0)
    assert models.Panel.objects.get(pk=gone.pk).settings == {"word": "kept"}, "kept for when the package comes back"
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(panel).to_be_visible()
