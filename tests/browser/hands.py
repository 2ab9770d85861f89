"""What hands do to a page in the browser: lifting by mouse or finger, keys, and knowing when the page is ready for it."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.processes import wait_for

Point = tuple[float, float]
#: Further than this nobody presses Tab.
PATIENCE = 150

#: The ways of using a screen, and the browsers for them.
WAYS: dict[str, dict[str, Any]] = {
    "mouse": {},
    "touch": {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 844}},
    "keyboard": {},
    "unscripted": {"java_script_enabled": False},
}


@dataclass
class Hand:
    """A person in front of the page who uses nothing but this way."""

    page: Page
    way: str

    def press(self, control: Locator) -> None:
        """A button, a link, or the head of a menu."""
        if self.way == "touch":
            control.tap()
        elif self.way == "keyboard":
            control.press("Enter")
        else:
            control.click()

    def check(self, choice: Locator) -> None:
        choice.press("Space") if self.way == "keyboard" else choice.check()

    def fill(self, field: Locator, text: str) -> None:
        """By keys as one types, in place of what was there."""
        if self.way != "keyboard":
            return field.fill(text)
        field.press("Control+a")
        return self.page.keyboard.type(text)

    @property
    def is_scripted(self) -> bool:
        return self.way != "unscripted"

    @property
    def form(self) -> Locator:
        """What a link opens: a window over the page, or without a script a page of its own."""
        return self.page.locator("#dialog" if self.is_scripted else "main")

    def open_menu(self, panel: Locator) -> Locator:
        if self.way == "mouse":
            panel.hover()
        self.press(panel.locator("[data-menu]"))
        return self.page.locator("#panel-menu:popover-open" if self.is_scripted else ".menu-page")


def grip(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=f"Move “{title}”", exact=True)


def panel(page: Page, title: str) -> Locator:
    return page.locator(".panel", has=page.get_by_role("heading", name=title, exact=True))


def open_menu(page: Page, panel: Locator) -> Locator:
    """The menu of all panels, opened for this one."""
    panel.hover()
    panel.locator("[data-menu]").click()
    menu = page.locator("#panel-menu")
    expect(menu).to_be_visible()
    return menu


def middle(of: Locator) -> Point:
    box: Any = of.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def await_sortable(page: Page) -> None:
    """SortableJS comes with the first move of a pointer."""
    page.mouse.move(5, 5)
    await_columns(page)


def await_columns(page: Page) -> None:
    wait_for(lambda: page.evaluate("Boolean(window.Sortable?.get(document.querySelector('.column')))"))


def await_rest(page: Page) -> None:
    """What is still gliding or in hand is not where it seems to be."""
    wait_for(
        lambda: page.evaluate(
            "![...document.querySelectorAll('.panel')].some((one) => one.getAnimations().length)"
            " && !document.querySelector('.sortable-fallback, .sortable-ghost')"
        )
    )


def lift(page: Page, handle: Locator) -> Point:
    """Presses the mouse on it and moves a little, until it is in hand."""
    await_sortable(page)
    await_rest(page)
    x, y = middle(handle)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y + 12, steps=3)
    page.locator(".sortable-fallback").wait_for()
    return x, y


def finger(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


def touch(session: CDPSession, kind: str, *points: Point) -> None:
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})


def swipe(session: CDPSession, start: Point, goal: Point, steps: int = 8) -> None:
    """The finger is down already."""
    for step in range(1, steps + 1):
        share = step / steps
        touch(session, "touchMove", tuple(a + (b - a) * share for a, b in zip(start, goal, strict=True)))  # type: ignore[arg-type]


def press(page: Page, selector: str, *keys: str) -> None:
    """Goes there with nothing but Tab, from where the focus is, and presses these keys, or else Enter."""
    page.locator(selector).first.wait_for(state="attached")
    reach(page, selector)
    for key in keys or ("Enter",):
        page.keyboard.press(key)


#: A ring around what has the focus, or around what stands for it (the label of a box).
RING = """() => [document.activeElement, document.activeElement.closest("label")].some((one) =>
    one && parseFloat(getComputedStyle(one).outlineWidth) > 0 && getComputedStyle(one).outlineStyle !== "none")"""


def reach(page: Page, selector: str) -> None:
    """And sees there where one is."""
    for _press in range(PATIENCE):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert page.evaluate(RING), f"{selector} has the focus, and one does not see it."
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Nobody gets to {selector} by Tab.")


def hold(page: Page, session: CDPSession, control: Locator) -> Point:
    """A finger comes down there and rests, longer than it takes to lift."""
    for kind, where in (("touchStart", [(3, 160)]), ("touchCancel", [])):  # the first sign of a hand, and no tap
        touch(session, kind, *where)
    wait_for(
        lambda: page.evaluate("Boolean(window.Sortable?.get(document.querySelector('.column, [data-page-rows]')))")
    )
    await_rest(page)
    x, y = middle(control)
    touch(session, "touchStart", (x, y))
    page.evaluate("new Promise((done) => setTimeout(done, 260))")
    return x, y
