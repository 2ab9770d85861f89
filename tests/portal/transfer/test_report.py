"""The report of an import is a table for spreadsheets: nothing in it is taken for a formula."""

import csv
import io

import pytest

from tests.portal.transfer.files import feed, opml

pytestmark = pytest.mark.django_db

FORMULAS = ["=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", '=HYPERLINK("https://evil.example")', "&#9;=1+1"]


def test_report_has_no_formulas(bring, browser_of):
    lost = [f'<outline type="rss" text="{each.replace(chr(34), "&quot;")}"/>' for each in FORMULAS]
    job = bring(opml(feed("good"), *lost))
    answer = browser_of.get(f"/import/{job.pk}/report/")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    _head, *rows = csv.reader(io.StringIO(text))
    titles = [title for _line, title, _why in rows]
    assert len(titles) == len(FORMULAS)
    assert [title for title in titles if title.lstrip()[:1] in {"=", "+", "-", "@"}] == []
    assert titles[0] == "'=cmd|'/c calc'!A1"
