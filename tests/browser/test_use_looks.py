"""Looks in a real browser: shown while they are chosen, kept when told, and following the sun without a reload."""

import pytest
from playwright.sync_api import expect

from portal.accounts.models import User
from portal.pages import services
from portal.themes.palettes import MODES, PALETTES, rgb
from tests.browser.conftest import visiting
from tests.browser.hands import press
from tests.processes import wait_for

pytestmark = pytest.mark.browser

SCHEME = "getComputedStyle(document.documentElement).colorScheme"


def choose(page, name, value):
    page.locator(f'[data-looks] [name="{name}"][value="{value}"]').check()


def test_a_look_is_shown_while_it_is_chosen_and_gone_when_discarded(shown, server):
    shown.goto(f"{server.url}/settings/looks/")
    root = shown.locator("html")
    press(shown, "[name=theme]:checked", "ArrowRight", "ArrowRight")
    press(shown, "[name=palette]:checked", "ArrowRight", "ArrowRight")
    choose(shown, "size", "large")
    choose(shown, "density", "compact")
    choose(shown, "contrast", "high")
    choose(shown, "background", "hills")
    expect(root).to_have_attribute("data-density", "compact")
    expect(root).to_have_attribute("data-contrast", "high")
    expect(root).to_have_attribute("data-palette", "sea")
    expect(root).to_have_attribute("data-size", "large")
    expect(shown.locator("img.backdrop")).to_be_visible()
    assert shown.evaluate(SCHEME) == "dark"
    shown.get_by_role("button", name="Discard").click()
    expect(root).to_have_attribute("data-palette", "paper")
    expect(shown.locator("img.backdrop")).to_have_count(0)


def test_an_accent_that_cannot_be_read_is_mended_before_ones_eyes(shown, server):
    shown.goto(f"{server.url}/settings/looks/")
    shown.locator('[name="accent"]').fill("#ffee00")
    expect(shown.get_by_text("By day your colour is used a little darker")).to_be_visible()
    shown.get_by_role("button", name="Keep", exact=True).click()
    expect(shown.locator("link[data-look-sheet]")).to_have_count(1)
    assert User.objects.get(email="ada@example.org").look == {"accent": "#ffee00"}


def test_one_page_looks_otherwise_and_like_the_others_again(shown, server, ada):
    page = services.create_page(user=ada, title="Work").page
    shown.goto(f"{server.url}/pages/{page.pk}/")
    shown.get_by_role("link", name="Looks of this page").click()
    choose(shown, "palette", "moss")
    shown.get_by_role("button", name="Keep", exact=True).click()
    root = shown.locator("html")
    for path, palette in (("p/work/", "moss"), ("", "paper")):
        shown.goto(f"{server.url}/{path}")
        expect(root).to_have_attribute("data-palette", palette)
    shown.goto(f"{server.url}/pages/{page.pk}/look/")
    shown.get_by_role("button", name="Look like my other pages").press("Enter")
    shown.goto(f"{server.url}/p/work/")
    expect(root).to_have_attribute("data-palette", "paper")


def test_preview_and_keep_without_javascript(unscripted, server):
    unscripted.goto(f"{server.url}/settings/looks/")
    choose(unscripted, "palette", "clay")
    unscripted.get_by_role("button", name="Preview on the page").click()
    expect(unscripted.get_by_text("Nothing is kept yet")).to_be_visible()
    expect(unscripted.get_by_role("link", name="Story 0").first).to_be_visible()
    expect(unscripted.locator("html")).to_have_attribute("data-palette", "clay")
    unscripted.get_by_role("link", name="Discard").click()
    expect(unscripted.locator("html")).to_have_attribute("data-palette", "paper")
    choose(unscripted, "palette", "clay")
    unscripted.get_by_role("button", name="Preview on the page").click()
    unscripted.get_by_role("button", name="Keep").click()
    unscripted.goto(server.url)
    expect(unscripted.locator("html")).to_have_attribute("data-palette", "clay")


def test_it_gets_dark_at_sunset_without_a_reload(server, home, ada, browser):
    User.objects.filter(pk=ada.pk).update(theme="sunset", timezone="Africa/Nairobi", is_introduced=True)
    with visiting(browser, server, ada) as page:
        page.clock.install()
        page.reload()
        wait_for(lambda: page.evaluate("document.documentElement.dataset.sun"))
        before = page.evaluate("document.documentElement.dataset.sun")
        page.evaluate("window.isTheSame = true")
        after = "dark" if before == "light" else "light"

        def is_changed_an_hour_later() -> bool:
            page.clock.fast_forward("01:00:00")
            return page.evaluate("document.documentElement.dataset.sun") == after

        wait_for(is_changed_an_hour_later, why="the sun to set or rise")
        assert page.evaluate(SCHEME) == after
        assert page.evaluate("window.isTheSame")


def test_the_sun_is_followed_without_javascript(server, home, ada, browser):
    User.objects.filter(pk=ada.pk).update(theme="sunset", timezone="Africa/Nairobi", is_introduced=True)
    with visiting(browser, server, ada, java_script_enabled=False) as page:
        sheet = page.request.get(f"{server.url}/theme/sun/-1.3/36.8.css").text()
        mode = sheet.partition("color-scheme: ")[2].partition(";")[0]
        assert mode in MODES
        background = "getComputedStyle(document.documentElement).colorScheme"
        assert page.evaluate(background) == mode


@pytest.mark.parametrize("mode", MODES)
def test_colours_are_those_that_were_checked(shown, server, mode):
    """What Chromium makes of the style sheet is what the numbers say, or the checks of contrast were about other colours."""
    shown.emulate_media(color_scheme=mode)
    draw = """([palette, token]) => {
        const box = document.createElement("i");
        box.dataset.palette = palette;
        box.style.color = `var(--${token})`;
        document.body.append(box);
        const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
        canvas.fillStyle = getComputedStyle(box).color;
        canvas.fillRect(0, 0, 1, 1);
        box.remove();
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    }"""
    for palette in PALETTES:
        for token in ("surface-1", "surface-3", "text-1", "text-3", "line-strong", "accent", "bad"):
            wanted = [round(255 * part) for part in rgb(palette, token, mode)]
            found = shown.evaluate(draw, [palette, token])
            assert max(abs(a - b) for a, b in zip(wanted, found, strict=True)) <= 3, (palette, token, wanted, found)


def test_a_phone_of_320_pixels_shows_everything_without_scrolling_sideways(shown, server):
    shown.set_viewport_size({"width": 320, "height": 640})
    for screen in ("", "?edit=1", "settings/", "settings/looks/", "settings/start/", "saved/", "add/", "offline/"):
        shown.goto(f"{server.url}/{screen}")
        wide = shown.eval_on_selector_all(
            "main *",
            "all => all.filter(one => one.getBoundingClientRect().right > 321).map(one => one.outerHTML.slice(0, 120))",
        )
        assert shown.evaluate("document.documentElement.scrollWidth") <= 320, (screen, wide)


@pytest.mark.parametrize(("width", "columns"), [(390, 1), (820, 2), (1440, 3)])
def test_columns_follow_the_width(shown, server, width, columns):
    shown.set_viewport_size({"width": width, "height": 900})
    shown.goto(server.url)
    starts = shown.eval_on_selector_all(".column", "all => all.map(one => Math.round(one.getBoundingClientRect().x))")
    assert len(set(starts)) == columns
