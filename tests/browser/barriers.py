"""Looks for what keeps people out: what axe finds, and what has to be scrolled sideways, on screens large and small."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import BrowserContext, Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
#: WCAG 2.2 AA asks for targets of 24 px; axe looks at that only when told to.
OPTIONS: dict[str, Any] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
#: All that another height or other colours of the same page can change.
SIZES = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "target-size"]}
#: Width and height in CSS pixels, the colours, and what to look for. 320×256 is 1280×1024 at 400 %.
LOOKS: tuple[tuple[int, int, Any, dict[str, Any]], ...] = (
    (1280, 1024, "light", OPTIONS),
    (1280, 1024, "dark", CONTRAST),
    (320, 256, "dark", OPTIONS),
    (320, 640, "light", SIZES),
)
# What a widget shows in a frame is a page of somebody else's. What an open menu lies on cannot be pressed in part: the
# menu is looked at then, and the page without it by itself.
RUN = """async (options) => (await axe.run({
    include: [document.querySelector(":popover-open") ?? document], exclude: [["iframe"]]
    }, options)).violations.flatMap((fault) =>
    fault.nodes.slice(0, 3).map((node) => `${fault.id}: ${node.html.slice(0, 180)}`))"""
SIDEWAYS = """() => document.documentElement.scrollWidth <= innerWidth ? "" :
    [...document.querySelectorAll("body *")].filter((part) => part.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map((part) => part.outerHTML.slice(0, 90)).join(" | ") || "the page" """


def watch(context: BrowserContext) -> Page:
    """A page of this browser in which `find` can look."""
    context.add_init_script(AXE)
    page = context.new_page()
    page.emulate_media(reduced_motion="reduce")  # colours are not measured half-way through a change
    return page


def find(page: Page, name: str) -> list[str]:
    """All barriers of what is shown, in every look."""
    faults = []
    page.wait_for_load_state()  # without its style sheets every target is too small
    if not page.evaluate("'axe' in window"):  # where no script runs at the start
        page.evaluate(AXE)
    for width, height, scheme, options in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        at = f"{name} at {width}×{height} {scheme}"
        faults += [f"{at}: {fault}" for fault in page.evaluate(RUN, options)]
        if width == 320 and (wide := page.evaluate(SIDEWAYS)):
            faults.append(f"{at}: scrolls sideways because of {wide}")
    return faults
