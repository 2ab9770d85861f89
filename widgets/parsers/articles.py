"""The story of a web page, without what stands around it."""

from itertools import takewhile
from typing import Any

from lxml import etree

from widgets import sanitize
from widgets.parsers.errors import Unreadable

MAX_BYTES = 2_000_000
#: Less text than this is no story.
LENGTH_AT_LEAST = 250
AROUND = (
    "script", "style", "noscript", "template", "nav", "aside", "footer", "iframe", "svg",
    "button", "input", "label", "select", "textarea",
)  # fmt: skip
#: Where running text stands.
RUNNING = ("p", "blockquote", "pre", "li")
#: Where pages say themselves that their story is.
NAMED = ("//*[@itemprop='articleBody']", "//article", "//main", "//*[@role='main']")


def parse(body: bytes, url: str, charset: str = "") -> dict[str, Any]:
    """Sanitized HTML. Raises Unreadable("no-story")."""
    parser = etree.HTMLParser(no_network=True, recover=True, huge_tree=False, encoding=charset or None)
    root = etree.fromstring(body[:MAX_BYTES], parser) if body.strip() else None
    if root is None:
        raise Unreadable("no-story")
    etree.strip_elements(root, *AROUND, etree.Comment, with_tail=False)
    etree.strip_tags(root, "form")  # some pages are one form from top to bottom
    best = max(_candidates(root), key=_weight, default=None)
    if best is None or _weight(best) < LENGTH_AT_LEAST:
        raise Unreadable("no-story")
    _leave_title_out(best)
    return {"content": sanitize.clean(etree.tostring(best, encoding="unicode", method="html"), url)}


def _leave_title_out(story: Any) -> None:
    """Whoever shows the story has said it. A heading behind running text is a part of the story."""
    heading = story.find(".//h1")
    before = takewhile(lambda element: element is not heading, story.iter("h1", *RUNNING))
    if heading is not None and not any(_length(element) for element in before):
        heading.tag = "title"
        etree.strip_elements(story, "title", with_tail=False)


def _candidates(root: Any) -> list[Any]:
    """What is named a story; on pages that name none, whatever holds paragraphs."""
    named = [element for path in NAMED for element in root.xpath(path)]
    told = [element for element in named if _weight(element) >= LENGTH_AT_LEAST]
    return told or list({paragraph.getparent() for paragraph in root.iter("p") if paragraph.getparent() is not None})


def _weight(element: Any) -> int:
    """Signs of running text; text of links is none."""
    paragraphs = element.iter(*RUNNING)
    return sum(_length(each) - sum(_length(link) for link in each.iter("a")) for each in paragraphs)


def _length(element: Any) -> int:
    return len(" ".join("".join(element.itertext()).split()))
