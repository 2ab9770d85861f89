"""Pages of another Foyer as JSON: what is well is taken, every fault is said with its line, nothing comes by half."""

import json

import pytest

from portal.accounts import services as accounts
from portal.pages.models import Page, Panel
from tests.portal.pages import desk
from tests.portal.transfer.files import layout, note, page
from widgets.models import CatalogueEntry

pytestmark = pytest.mark.django_db


def test_import_brings_pages_sections_and_panels(bring, ada):
    CatalogueEntry.objects.create(slug="pad", kind="notes", title="Pad", category="tools")
    body = layout(
        {
            "title": "Work",
            "icon": "briefcase",
            "colour": "blue",
            "look": {"palette": "sea", "background": "own-" + "0" * 32, "nonsense": "x"},
            "sections": [
                {"title": "Top", "layout": "1", "collapsed": True, "columns": [[note("a", entry="pad", colour="red")]]},
                {"layout": "wide-left", "columns": [[note("b")], [note("c", collapsed=True, density="compact")]]},
            ],
        },
        page(note("d"), title="Second"),
    )
    job = bring(body)
    assert (job.state, job.done, job.problems_count) == ("done", 4, 0)
    work = Page.objects.get(owner=ada, title="Work")
    assert (work.icon, work.colour, work.look, work.is_home) == ("briefcase", "blue", {"palette": "sea"}, False)
    assert desk.titles(work) == [[["a"]], [["b"], ["c"]]]
    assert [(section.title, section.collapsed) for section in work.sections.all()] == [("Top", True), ("", False)]
    assert (desk.panel("a").entry.slug, desk.panel("a").colour) == ("pad", "red")
    assert (desk.panel("c").collapsed, desk.panel("c").density) == (True, "compact")


def test_import_ignores_ids_and_places_of_elsewhere(bring, ada, home):
    foreign = desk.add(ada, home, "mine").panel
    bring(layout(page(note("a", id=foreign.pk, section=home.pk, position=-5, column=99), id=home.pk, owner=1)))
    assert desk.titles(home) == [[["mine"], [], []]]
    assert desk.titles(Page.objects.get(title="Brought")) == [[["a"], []]]


@pytest.mark.parametrize(
    ("panel", "words"),
    [
        ({"kind": "teleporter", "settings": {}, "title": "T"}, "“teleporter” is not installed"),
        ({"kind": 7, "title": "T"}, "not installed"),
        ({"kind": "notes", "settings": [], "title": "T"}, "not an object"),
        (note("x" * 30_000), "settings are refused"),
        (note("x", settings_version="new", settings={"text": {"a": 1}}), "settings are refused"),
        ({"kind": "feed", "settings": {"url": "http://169.254.169.254/"}, "title": "T"}, "settings are refused"),
        ({"kind": "clock", "settings": {"zones": float("nan")}, "title": "T"}, "NaN"),
        ({"kind": "notes", "settings": {"text": "a", "more": [[{"deep": float("inf")}]]}, "title": "T"}, "NaN"),
        ("a text", "instead of an object"),
        (None, "instead of an object"),
    ],
    ids=["kind", "kind type", "settings", "huge", "shape", "address", "nan", "infinite", "text", "null"],
)
def test_import_leaves_out_a_panel_that_is_wrong_and_takes_the_rest(bring, ada, panel, words):
    text = json.dumps(layout(page(note("before"), panel, note("after"))), indent=1)
    job = bring(text)
    assert (job.state, job.done) == ("done", 2)
    problem = job.problems.get()
    assert words in problem.why
    assert problem.line > 1
    assert desk.titles(Page.objects.get(title="Brought")) == [[["before", "after"], []]]


def test_import_says_the_line_of_the_panel(bring):
    text = json.dumps(layout(page(note("a"), {"kind": "gone", "title": "T"})), indent=1)
    line = 1 + text[: text.index('"gone"')].count("\n") - 1  # the panel begins a line before its kind
    assert bring(text).problems.get().line == line


def test_import_takes_wrong_frames_as_usual_and_says_so(bring):
    job = bring(layout(page(note("a", colour="<b>", collapsed="yes", density=3), icon="no icon!")))
    panel = desk.panel("a")
    assert (job.done, panel.colour, panel.collapsed, panel.density) == (1, "", False, "")
    assert job.problems_count == 4


def test_import_of_duplicate_names_takes_the_last_and_says_so(bring):
    job = bring(
        '{"format": "foyer-page/1", "pages": [{"title": "one", "title": "two", "sections": [{"layout": "1", "columns": [[]]}]}]}'
    )
    assert job.state == "failed"
    assert "stands here twice" in job.problems.get().why


@pytest.mark.parametrize("part", ["pages", "sections", "columns"])
def test_import_of_lists_that_are_none(bring, part):
    body = layout(page(note("a")), page(note("b"), title="Other"))
    broken = {"pages": body, "sections": body["pages"][0], "columns": body["pages"][0]["sections"][0]}[part]
    broken[part] = "nonsense"
    job = bring(body)
    assert job.problems_count == 1
    assert job.state == ("failed" if part == "pages" else "done")


@pytest.mark.parametrize("columns", [[], [["x"]], [[], [], [], [], [], []]])
def test_import_of_more_or_fewer_columns_than_the_layout_has(bring, columns):
    filled = [[note(f"{number}")] for number in range(len(columns))]
    job = bring(
        layout(
            {
                "title": "P",
                "sections": [{"layout": "3", "columns": filled}, {"layout": "odd", "columns": [[note("z")]]}],
            }
        )
    )
    assert job.done == len(columns) + 1
    assert "no layout" in job.problems.get().why


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"format": "foyer-page/2", "pages": []}, "newer Foyer"),
        ({"pages": []}, "no pages of a Foyer"),
        ([1, 2], "no pages of a Foyer"),
        ('{"format": "foyer-page/1",\n "pages": [', "line 2"),
        ("[" * 100_000, "too heavy"),
    ],
)
def test_import_of_no_such_file_fails_with_a_reason(bring, ada, body, words):
    job = bring(body)
    assert (job.state, job.made) == ("failed", [])
    assert words in job.message
    assert Page.objects.filter(owner=ada).count() == 1


def test_import_of_texts_that_no_database_keeps(bring):
    bring(
        '{"format": "foyer-page/1", "pages": [{"title": "a\\u0000b\\ud800", "sections": [{"layout": "1", "columns": [[{"kind": "notes", "title": "x\\ud83d", "settings": {"text": "a\\u0000\\udc00"}}]]}]}]}'
    )
    assert Panel.objects.get(kind="notes").title == "x?"


def test_import_of_more_pages_than_there_is_room_for(bring, ada):
    job = bring(layout(*(page(note(str(number)), title=f"P{number}") for number in range(35))))
    assert (job.state, job.done, job.problems_count) == ("done", 35, 6)
    assert Page.objects.filter(owner=ada, removed_at=None).count() == 30


def test_import_of_a_page_with_too_many_panels_and_sections_makes_two(bring, ada):
    sections = [{"layout": "1", "columns": [[note(f"{number}")]]} for number in range(25)]
    bring(layout({"title": "P", "sections": sections}))
    assert {page.title: page.sections.count() for page in Page.objects.filter(owner=ada).exclude(title="Home")} == {
        "P": 20,
        "P 2": 5,
    }


def test_import_of_a_panel_that_follows_the_person_finds_its_source_at_once(bring, ada):
    accounts.update_profile(user=ada, place={"name": "Bern", "latitude": 46.95, "longitude": 7.44})
    bring(layout(page({"kind": "weather", "settings": {}, "title": "Sky"})))
    assert [source.settings["name"] for source in Panel.objects.get(title="Sky").sources.all()] == ["Bern"]
