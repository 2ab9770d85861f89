"""What attackers send, by the place it is meant for: one payload a line. One that works calls `canary` with its number."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

_numbers = count(1)


def _read(name: str) -> list[str]:
    lines = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.replace("canary(0)", f"canary({next(_numbers)})") for line in lines]


#: HTML in which something runs, loads or takes over.
MARKUP = _read("markup")
#: SVG and MathML, which parsers read otherwise when they are written out and read again.
DRAWINGS = _read("drawings")
STYLES = _read("styles")
#: Words that break out of the text or the attribute they are put into.
BREAKOUTS = _read("attributes")
ADDRESSES = _read("addresses")
MARKDOWN = _read("markdown")

HTML = [*MARKUP, *DRAWINGS, *STYLES]
WORDS = [*BREAKOUTS, *MARKUP]
ALL = [*HTML, *BREAKOUTS, *ADDRESSES, *MARKDOWN]


def linked() -> Iterator[str]:
    """Each address in the attributes that take one."""
    for address in ADDRESSES:
        quoted = address.replace('"', "&quot;")
        yield f'<a href="{quoted}">x</a><img src="{quoted}"><a href=\'{address}\'>y</a>'
