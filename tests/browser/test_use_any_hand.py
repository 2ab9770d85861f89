"""Whatever is done to pages and panels is done as well by mouse, by finger, by keys, and where no script runs."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, expect

from portal.accounts.models import User
from portal.pages import catalogue, models, selectors, services
from portal.pages.models import Panel
from tests.browser.conftest import visiting
from tests.browser.hands import WAYS, Hand, panel
from tests.portal.pages import desk
from tests.processes import Server, wait_for
from widgets.models import CatalogueEntry

pytestmark = pytest.mark.browser

LAYOUTS = {words: value for value, words in models.Section.Layout.choices}
#: The buttons of the others are made alike.
SOME_LAYOUTS = {words: value for words, value in LAYOUTS.items() if value in ("1", "wide-right", "wide-middle")}


@pytest.fixture(params=WAYS)
def hand(request: pytest.FixtureRequest, server: Server, home: models.Page, ada: User, browser: Browser) -> Iterator:
    """In front of Ada's home page, four times."""
    with visiting(browser, server, ada, **WAYS[request.param]) as page:
        yield Hand(page, request.param)


def titles(user: User) -> list[str]:
    return [page.title for page in selectors.pages_of(user)]


def kept(page: models.Page) -> list[str]:
    """The titles of all panels of the page, wherever they stand."""
    return sorted(title for section in desk.titles(page) for column in section for title in column)


def link(hand: Hand, words: str) -> Locator:
    """In the header, or at the bottom of a phone."""
    hand.page.wait_for_load_state()  # before its style is there, everything is to be seen
    bars = hand.page.locator(".header, .bottom-bar")
    return bars.get_by_role("link", name=re.compile(f"^({words})$")).locator("visible=true")


def test_arrange_and_keep_pages(hand, home, ada):
    divide_a_page_and_move_its_panels_by_buttons(hand, home)
    keep_pages(hand, ada)


def divide_a_page_and_move_its_panels_by_buttons(hand: Hand, home: models.Page) -> None:
    page, all_of_them = hand.page, kept(home)
    hand.press(link(hand, "Arrange this page"))
    for words, layout in (LAYOUTS if hand.way == "mouse" else SOME_LAYOUTS).items():
        button = page.get_by_role("button", name=words)
        hand.press(button)
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(page.locator(".columns")).to_have_attribute("data-layout", layout)
        assert kept(home) == all_of_them, words
        if layout == "1":
            assert desk.titles(home) == [[["a", "b", "c", ""]]]
    for way, order in {"up": "bac", "down": "abc", "right": "ac"}.items():  # by keys as fast as one can press
        hand.press(panel(page, "b").get_by_role("button", name=f"Move {way}"))
        if hand.way in ("mouse", "touch"):  # a pointer has to follow the button
            expect(page.locator(".column").first.locator(".panel-title")).to_have_text([*order, "The Ledger"])
    wait_for(lambda: desk.titles(home) == [[["a", "c", ""], ["b"], []]], why="all moves to be kept")
    expect(page.locator(".toast")).to_have_count(0)
    hand.press(page.get_by_role("button", name="Add a full-width row on top"))
    expect(page.locator(".columns").first).to_have_attribute("data-layout", "1")
    assert kept(home) == all_of_them
    hand.press(page.get_by_role("link", name="Done"))
    expect(page.locator(".panel")).to_have_count(4)


def keep_pages(hand: Hand, ada: User) -> None:
    page = hand.page
    hand.press(link(hand, "New page"))
    hand.fill(hand.form.get_by_label("Name", exact=True), "Garden")
    for label in ("coins", "green"):
        hand.check(hand.form.get_by_label(label))
    hand.press(hand.form.get_by_role("button", name="Make the page"))
    expect(page.locator(".tab[aria-current]")).to_have_text("Garden")
    expect(page.locator(".tab[aria-current]")).to_have_attribute("data-colour", "green")

    hand.press(link(hand, "All pages|Pages"))
    act(hand, "Garden", "Name, icon and colour")
    hand.fill(hand.form.get_by_label("Name", exact=True), "Orchard")
    hand.check(hand.form.get_by_label("blue"))
    hand.press(hand.form.get_by_role("button", name="Keep"))
    expect(page.locator(".page-name")).to_have_text(["Home", "Orchard"])
    act(hand, "Orchard", "Duplicate")
    expect(page.locator(".page-name")).to_have_text(["Home", "Orchard", "Orchard, copy"])
    act(hand, "Orchard, copy", "Open this page first")
    expect(row(hand, "Orchard, copy")).to_contain_text("opens first")
    hand.press(page.get_by_role("button", name="Move up: Orchard, copy"))
    expect(page.locator(".page-name")).to_have_text(["Home", "Orchard, copy", "Orchard"])
    for way_back in (
        page.locator(".toast").get_by_role("button", name="Undo"),
        page.get_by_role("button", name="Bring back"),
    ):
        act(hand, "Home", "Archive")
        expect(page.locator(".toast").last).to_contain_text("“Home” is archived.")
        expect(page.locator("[data-row]")).to_have_count(2)
        hand.press(way_back)
        expect(page.locator("[data-row]")).to_have_count(3)
    assert titles(ada) == ["Home", "Orchard, copy", "Orchard"]
    assert set(ada.pages.filter(title__startswith="Orchard").values_list("icon", "colour")) == {("coins", "blue")}


def row(hand: Hand, title: str) -> Locator:
    return hand.page.locator(f"[data-row][data-title='{title}']")


def act(hand: Hand, title: str, verb: str) -> None:
    hand.press(row(hand, title).get_by_label(f"More for “{title}”"))
    hand.press(row(hand, title).locator("a, button").get_by_text(verb, exact=True))


def test_find_a_panel_and_have_it_ones_own_way(hand, home, ada):
    find_a_panel_and_make_it_ones_own(hand, home)
    have_news_set_back_and_sent_elsewhere(hand, services.create_page(user=ada, title="Work").page)


def find_a_panel_and_make_it_ones_own(hand: Hand, home: models.Page) -> None:
    page = hand.page
    make_pad_popular_and_tides_new()
    find_and_add(hand)
    mine = page.locator(f"#panel-{Panel.objects.get(entry__slug='tide', section__page=home).pk}")
    verb(hand, mine, "Settings")
    hand.fill(hand.form.get_by_label("Heading", exact=True), "Sea")
    for label in ("green", "roomy", "Hide the title bar"):
        hand.check(hand.form.get_by_label(label))
    hand.press(hand.form.get_by_role("button", name="Keep", exact=True).last)
    expect(page.locator("#dialog")).to_be_hidden()
    expect(mine).to_have_attribute("data-headless", "")
    expect(mine).to_have_attribute("data-colour", "green")
    expect(mine).to_have_attribute("data-density", "roomy")
    if hand.way == "touch":  # a finger cannot point
        expect(mine.locator("[data-menu]")).to_have_css("opacity", "1")
        expect(mine.locator(".panel-head")).to_have_css("opacity", "1")
    verb(hand, mine, "Fold up")
    expect(mine).to_have_attribute("data-collapsed", "")
    verb(hand, mine, "Unfold")
    expect(mine.get_by_text("Low at six")).to_be_visible()


def make_pad_popular_and_tides_new() -> None:
    CatalogueEntry.objects.update(created_at=timezone.now() - timedelta(days=90))
    CatalogueEntry.objects.create(slug="tide", kind="notes", title="Tide table", category="tools", description="Sea.")
    for number in range(catalogue.PEOPLE_AT_LEAST):
        user = User.objects.create_user(f"{number}@example.org", "a-long-password")
        services.add_from_catalogue(
            user=user, page_id=services.create_page(user=user, title="Mine").page.pk, slug="pad"
        )


def find_and_add(hand: Hand) -> None:
    """By a misspelled word; looked at with settings of one's own before it is there."""
    page = hand.page
    hand.press(link(hand, "Add to this page|Add"))
    for chip, found in (("Tools", ["Pad", "Tide table"]), ("Popular", ["Pad"]), ("New", ["Tide table"])):
        hand.press(page.get_by_role("link", name=chip, exact=True))
        expect(page.locator(".card h3 a")).to_have_text(found)
    page.wait_for_load_state()  # from now on a script looks while one types
    hand.fill(page.get_by_label("Search the catalogue"), "tdie tabel")
    if not hand.is_scripted:
        hand.press(page.get_by_role("button", name="Search", exact=True))
    expect(page.locator("#found")).to_contain_text("1 thing found for “tdie tabel”")
    hand.press(page.get_by_role("link", name="Tide table"))
    hand.fill(hand.form.locator("[name=text]"), "Low at six")
    if not hand.is_scripted:
        hand.press(page.get_by_role("button", name="Draw it again"))
    expect(page.locator("#preview-body")).to_contain_text("Low at six")
    hand.press(hand.form.get_by_role("button", name="Add to your page").last)
    expect(page.locator(".toast")).to_contain_text("Added to “Home”.")


def verb(hand: Hand, of: Locator, words: str) -> None:
    hand.press(hand.open_menu(of).locator("a, button").get_by_text(words, exact=True))


def have_news_set_back_and_sent_elsewhere(hand: Hand, work: models.Page) -> None:
    page = hand.page
    feed = panel(page, "The Ledger")
    expect(hand.open_menu(feed)).to_contain_text("updated this minute" if hand.is_scripted else "updated")
    hand.press(page.get_by_role("button", name="Look for news"))
    expect(page.locator(".toast")).to_contain_text("Looking for news.")
    verb(hand, feed, "Settings")
    rows = hand.form.locator("[data-setting=rows]")
    hand.fill(rows.get_by_role("spinbutton"), "2")
    if not hand.is_scripted:
        hand.press(page.get_by_role("button", name="Draw it again"))
    expect(rows).to_have_attribute("data-changed", "")
    expect(page.locator("#preview-body .item")).to_have_count(2)
    hand.press(rows.get_by_role("button", name="Set back"))
    expect(rows.get_by_role("spinbutton")).to_have_value("7")
    assert Panel.objects.get(kind="feed").settings["rows"] == 7, "looking keeps nothing"
    hand.fill(rows.get_by_role("spinbutton"), "3")
    hand.press(hand.form.get_by_role("button", name="Keep", exact=True).last)
    expect(feed.locator(".item")).to_have_count(3)
    for words in ("Copy", "Move"):
        verb(hand, feed, "To another page")
        hand.press(hand.form.get_by_role("button", name=f"{words} to “Work”"))
        expect(page.locator(".toast").last).to_contain_text("to “Work”.")
    expect(feed).to_have_count(0)
    wait_for(lambda: len(kept(work)) == 2)
