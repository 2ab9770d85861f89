"""Bookmarks of a browser: the outermost folders become panels, the folders in them groups."""

import pytest

from portal.pages.models import Page, Panel
from tests.portal.transfer.files import bookmarks, link, links

pytestmark = pytest.mark.django_db


def test_import_keeps_folders_as_panels_and_groups(bring, ada):
    deep = links("Deep", links("Er", link("C", "http://c.org")))
    job = bring(
        bookmarks(links("Bar", link("A | B", "https://a.org/?x=1&amp;y=2"), deep), link("Loose", "https://l.org"))
    )
    assert (job.state, job.kind, job.done) == ("done", "bookmarks", 2)
    assert Page.objects.filter(owner=ada, title="Bookmarks").exists()
    bar = Panel.objects.get(title="Bar")
    assert bar.settings["links"].splitlines() == ["A | B | https://a.org/?x=1&y=2", "# Deep / Er", "C | http://c.org"]
    assert Panel.objects.get(title="Bookmarks").settings["links"] == "Loose | https://l.org"


def test_import_splits_what_is_too_much_for_a_panel(bring):
    many = [link(f"L{number}", f"https://l.org/{number}") for number in range(450)]
    bring(bookmarks(links("Bar", links("Deep", *many))))
    panels = Panel.objects.filter(kind="bookmarks").order_by("title")
    assert [panel.title for panel in panels] == ["Bar", "Bar 2", "Bar 3"]
    texts = [panel.settings["links"].splitlines() for panel in panels]
    assert [len(lines) for lines in texts] == [201, 201, 51]
    assert all(lines[0] == "# Deep" for lines in texts)


def test_import_leaves_out_what_is_no_address_of_the_web(bring):
    job = bring(
        bookmarks(
            link("ok", "https://ok.org"),
            link("js", "javascript:alert(1)"),
            link("place", "place:sort=8"),
            link("# x", "https://x.org"),
        )
    )
    assert (job.done, [(row.line, row.title) for row in job.problems.all()]) == (1, [(4, "js"), (5, "place")])
    lines = Panel.objects.get(kind="bookmarks").settings["links"].splitlines()
    assert lines == ["ok | https://ok.org", "x | https://x.org"]


def test_import_keeps_an_address_with_a_bar(bring):
    bring(bookmarks(link("Bar", "https://a.org/?x=1|2")))
    assert Panel.objects.get(kind="bookmarks").settings["links"] == "Bar | https://a.org/?x=1%7C2"
