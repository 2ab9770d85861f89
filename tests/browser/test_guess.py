"""The for-you panel in the browser: each of its controls does what it says, with and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from portal.live import publish
from recommender import pushing, tuning
from recommender.models import Event, Preference, Suggestion
from tests.browser.conftest import visiting
from tests.chromium import complaining
from tests.processes import Server, wait_for
from widgets.models import Item

pytestmark = pytest.mark.browser


@pytest.fixture
def listed(home, ada):
    """Ada has a list of her own; of the stories two are about tea."""
    for number, topics in enumerate((["tea"], ["baking"], ["tea"], ["rain"], ["rain"])):
        Item.objects.filter(title=f"Story {number}").update(topics=topics)
    pushing.push([ada.pk])
    return home


@pytest.fixture(params=[True, False], ids=["scripted", "unscripted"])
def page(request, server, listed, ada, browser):
    """Ada's list: beside her page, or, where no script fetches it into the page, on its own."""
    with visiting(browser, server, ada, java_script_enabled=request.param) as opened, complaining(opened):
        opened.is_scripted = request.param
        show_list(opened, server)
        yield opened


def show_list(page: Page, server: Server) -> None:
    page.goto(server.url if page.is_scripted else f"{server.url}/for-you/")


def row_of(page: Page, title: str):
    return page.locator("#for-you-list .suggestion", has=page.get_by_role("link", name=title, exact=True))


def press(page: Page, title: str, words: str) -> None:
    row = row_of(page, title)
    row.locator("summary").click()
    row.get_by_role("button", name=words).click()


def happened(kind: str, title: str) -> None:
    wait_for(lambda: Event.objects.filter(kind=kind, item__title=title).exists(), why=f"{kind} of {title}")


def undo(page: Page) -> None:
    page.get_by_role("button", name="Undo").last.click()


def test_seen_suggestions_are_told_once_with_how_they_came_there(listed, shown, ada):
    rows = shown.locator("#for-you-list .suggestion[data-item]")
    expect(rows.first).to_be_visible()
    wait_for(lambda: Event.objects.filter(kind="show", place="for-you").count() == rows.count())
    told = Event.objects.filter(kind="show").values_list("item_id", "list_id", "propensity")
    pushed = Suggestion.objects.filter(user=ada, entry=None).values_list("item_id", "list_id", "propensity")
    assert set(told) == set(pushed)
    assert None not in {list_id for _, list_id, _ in told}


def test_more_is_learned_and_can_be_taken_back(page):
    press(page, "Story 1", "Show more of this")
    happened("more", "Story 1")
    undo(page)
    wait_for(lambda: not Event.objects.filter(kind="more").exists())


@pytest.mark.parametrize(("words", "kind"), [("Show less of this", "less"), ("Hide", "hide")])
def test_less_and_hide_take_it_away_at_once_and_give_it_back(page, words, kind):
    press(page, "Story 1", words)
    expect(row_of(page, "Story 1")).to_be_hidden()
    happened(kind, "Story 1")
    undo(page)
    wait_for(lambda: not Event.objects.filter(kind=kind).exists() or Event.objects.filter(kind="unhide").exists())
    if page.is_scripted:
        expect(row_of(page, "Story 1")).to_be_visible()


def test_mute_a_topic_takes_all_of_it_away_and_undo_brings_it_back(page, ada):
    press(page, "Story 0", "Nothing about tea")
    expect(row_of(page, "Story 0")).to_have_count(0)
    expect(row_of(page, "Story 2")).to_have_count(0)
    expect(row_of(page, "Story 1")).to_be_visible()
    wait_for(lambda: Preference.objects.filter(user=ada, topic="tea", direction="mute").exists())
    undo(page)
    wait_for(lambda: not Preference.objects.filter(user=ada).exists())


def test_mute_a_source_takes_all_of_it_away(page, ada, server):
    press(page, "Story 0", "Nothing from The Ledger")
    expect(page.locator("#for-you-list .suggestion[data-item]")).to_have_count(0)
    undo(page)
    wait_for(lambda: not Preference.objects.filter(user=ada).exists())
    page.goto(server.url)
    expect(page.locator(".panel[data-kind=feed]").first).to_contain_text("Story 0")  # the page stays as she placed it


def test_enough_for_today_and_again(page):
    page.get_by_role("button", name="Enough for today").click()
    expect(page.locator("#for-you-list")).to_contain_text("That is all for today.")
    expect(row_of(page, "Story 0")).to_have_count(0)
    page.get_by_role("button", name="Show today's list again").click()
    expect(row_of(page, "Story 0")).to_be_visible()


@pytest.fixture
def tastes(page, server):
    page.goto(f"{server.url}/for-you/tastes/")
    return page


def test_sliders_and_newest_first_are_kept_and_obeyed(tastes, ada, server):
    for label, key, presses in (("How near to what you know", "ArrowRight", 2), ("How new", "ArrowLeft", 1)):
        slider = tastes.get_by_label(label)
        for _ in range(presses):
            slider.press(key)
    tastes.get_by_label("newest first").check()
    tastes.get_by_role("button", name="Keep", exact=True).click()
    expect(tastes.get_by_text("Kept.").last).to_be_attached()
    kept = tuning.of(ada)
    assert (kept.surprise, kept.timeless, kept.order) == (1.0, 0.25, "newest")
    pushing.push([ada.pk])
    tastes.goto(f"{server.url}/for-you/")
    expect(tastes.locator("#for-you-list .suggestion-title")).to_have_text([f"Story {number}" for number in range(5)])


def test_say_a_topic_correct_it_and_take_it_back(tastes, ada):
    tastes.get_by_label("A topic").fill("Tea")
    tastes.get_by_role("button", name="More of it").click()
    said = tastes.locator("section", has=tastes.get_by_role("heading", name="What you said"))
    expect(said).to_contain_text("more of this")
    said.get_by_role("button", name="Less of this: tea").click()
    expect(said).to_contain_text("less of this")
    said.get_by_role("button", name="Take it back: tea").click()
    expect(said).to_contain_text("Nothing yet.")
    assert not Preference.objects.filter(user=ada).exists()


def test_what_is_concluded_is_corrected(page, server, ada):
    for number in (0, 2, 3, 4):
        Event.objects.create(user=ada, kind="open", item=Item.objects.get(title=f"Story {number}"))
    page.goto(f"{server.url}/for-you/tastes/")
    concluded = page.locator("section", has=page.get_by_role("heading", name="What is concluded"))
    concluded.get_by_role("button", name="Right, keep it: tea").click()
    concluded.get_by_role("button", name="Wrong, do not conclude it: rain").click()
    expect(concluded.get_by_text("rain", exact=True)).to_have_count(0)
    assert dict(Preference.objects.values_list("topic", "direction")) == {"tea": "pin", "rain": "drop"}


def open_story(page: Page, server, number: int) -> None:
    """Opened at the portal, as one does from the list."""
    show_list(page, server)
    row_of(page, f"Story {number}").get_by_role("link", name=f"Story {number}").click()
    expect(page.get_by_role("heading", name=f"Story {number}").last).to_be_visible()
    page.goto(server.url)


def test_pause_notes_nothing_until_one_goes_on(tastes, server):
    tastes.get_by_role("button", name="Pause until I go on").click()
    expect(tastes.get_by_text("Nothing is noted until you go on.")).to_be_visible()
    open_story(tastes, server, 1)
    assert not Event.objects.exists()
    tastes.goto(f"{server.url}/for-you/tastes/")
    tastes.get_by_role("button", name="Go on learning").click()
    open_story(tastes, server, 2)
    happened("open", "Story 2")
    assert not Event.objects.filter(item__title="Story 1", kind="open").exists()


def test_do_not_learn_in_this_browser(tastes, server):
    tastes.get_by_role("button", name="Note nothing in this browser until I sign out").click()
    expect(tastes.get_by_text("In this browser nothing is noted until you sign out.")).to_be_visible()
    open_story(tastes, server, 1)
    assert not Event.objects.exists()
    tastes.goto(f"{server.url}/for-you/tastes/")
    tastes.get_by_role("button", name="Let it count again in this browser").click()
    open_story(tastes, server, 2)
    happened("open", "Story 2")


def test_off_means_no_panel_and_no_notes(tastes, server, ada):
    tastes.get_by_label("Nowhere, and learn nothing").check()
    tastes.get_by_role("button", name="Keep", exact=True).click()
    expect(tastes.get_by_text("Suggestions are switched off. Nothing is noted about you.")).to_be_visible()
    tastes.goto(server.url)
    expect(tastes.locator("#for-you")).to_have_count(0)
    tastes.locator(".item-title", has_text="Story 1").first.click()
    assert not User.objects.get(pk=ada.pk).wants_suggestions
    assert not Event.objects.exists()


def test_forget_a_thing_a_day_and_all(page, server, ada):
    for number in range(3):
        Event.objects.create(user=ada, kind="open", item=Item.objects.get(title=f"Story {number}"))
    page.goto(f"{server.url}/for-you/remembered/")
    row = page.locator("li.past-row", has_text="Story 1")
    row.locator("summary").click()
    row.get_by_role("button", name="Forget this").click()
    expect(page.locator("li.past-row", has_text="Story 1")).to_have_count(0)
    assert Event.objects.filter(kind="open").count() == 2
    page.locator("section summary").first.click()
    page.get_by_role("button", name="Forget this day").click()
    expect(page.get_by_role("heading", name="Nothing is remembered")).to_be_visible()
    assert not Event.objects.exists()
    Event.objects.create(user=ada, kind="save", item=Item.objects.get(title="Story 4"))
    page.goto(f"{server.url}/for-you/remembered/")
    page.locator("summary", has_text="Forget everything").click()
    page.get_by_role("button", name="Forget everything for good").click()
    expect(page.get_by_role("heading", name="Nothing is remembered")).to_be_visible()
    assert not Event.objects.exists()
    assert not Suggestion.objects.filter(user=ada).exists()


def test_list_waits_while_the_focus_is_in_it(listed, shown, ada):
    """What is under the hand stays there; the new list comes when one looks elsewhere."""
    expect(shown.locator("html[data-stream=open]")).to_be_attached()
    link = row_of(shown, "Story 3").get_by_role("link", name="Story 3")
    link.focus()
    shown.evaluate("document.addEventListener('htmx:after:swap', () => { window.swaps = (window.swaps ?? 0) + 1; })")
    Item.objects.filter(title="Story 0").delete()  # not even a worker that another test left behind suggests it again
    User.objects.filter(pk=ada.pk).update(for_you_version=99)
    publish.announce(f"user:{ada.pk}", "for-you", {})
    shown.wait_for_function("() => new Promise((done) => setTimeout(() => done(true), 1500))")
    assert shown.evaluate("window.swaps") is None
    expect(row_of(shown, "Story 0")).to_be_visible()
    expect(link).to_be_focused()
    shown.locator(".brand").focus()
    expect(row_of(shown, "Story 0")).to_have_count(0)
