"""What runs from left to right also runs from right to left: the style sheets name no side of the page."""

import re

import pytest
from django.conf import settings

PHYSICAL = re.compile(
    r"(?<![-\w])(?:left|right|(?:margin|padding|border|inset)-(?:left|right)[\w-]*)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)
SHEETS = [
    *sorted((settings.BASE_DIR / "static" / "css").glob("*.css")),
    *sorted((settings.BASE_DIR / "widgets" / "types").glob("*/static/**/*.css")),
]


@pytest.mark.parametrize("sheet", SHEETS, ids=[f"{sheet.parent.name}/{sheet.name}" for sheet in SHEETS])
def test_a_style_sheet_names_no_side(sheet):
    assert PHYSICAL.findall(sheet.read_text()) == []
