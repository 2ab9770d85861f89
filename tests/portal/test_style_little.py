"""What changes in one place must not make the browser work out the style of the whole page."""

import gzip
import re

import pytest
from django.conf import settings

from portal.static_files import SCREENS, SHEET, join_sheets
from portal.static_files import SHEETS as JOINED

SHEETS = sorted(settings.BASE_DIR.glob("static/css/*.css")) + sorted(
    settings.BASE_DIR.glob("widgets/types/*/static/**/*.css")
)


def selectors(css: str) -> list[str]:
    """Each selector of the sheet by itself."""
    blocks = re.findall(r"([^{};]+)\{", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    return [each.strip() for block in blocks for each in split(block, ",") if "@" not in block]


def split(selector: str, at: str) -> list[str]:
    """Its parts between these signs, but for those in brackets."""
    parts, depth = [""], 0
    for sign in selector:
        depth += (sign in "([") - (sign in ")]")
        if sign in at and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part for part in parts if part.strip()]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_what_depends_on_something_inside_names_what_it_is_for(sheet):
    """Chromium keeps one list of what any `:has()` may change: with `*` on it, each move of a panel is all its page."""
    found = [each for each in selectors(sheet.read_text()) if ":has(" in each and split(each, " >+~")[-1][0] in ":*"]
    assert not found


def test_a_page_of_panels_loads_little():
    """The second sheet may be as large: it comes later, and to whom goes there."""
    assert len(gzip.compress(join_sheets(JOINED[SHEET]).encode(), 6)) < 12_000


def test_every_sheet_is_joined_or_linked():
    """And none twice."""
    joined = [*JOINED[SHEET], *JOINED[SCREENS]]
    linked = {"account", "channel"}
    assert sorted([*joined, *linked]) == [sheet.stem for sheet in sorted(settings.BASE_DIR.glob("static/css/*.css"))]


def test_joined_sheets_say_what_their_parts_say():
    joined = join_sheets(JOINED[SHEET])
    assert "/*" not in joined
    assert {"--unit: 4px;", "--veil: 80%;"} <= {each.strip() + ";" for each in re.split("[;{]", joined)}
