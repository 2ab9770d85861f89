"""OPML from another reader: folders become pages and panels, whatever is wrong is said line by line."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.pages import services as pages
from portal.pages.models import Page, Panel
from portal.transfer.models import ImportJob
from tests.portal.pages import desk
from tests.portal.transfer.files import feed, folder, opml
from widgets.models import Source

pytestmark = pytest.mark.django_db


def titles(page):
    """Row by row, as one reads."""
    columns = [column for section in desk.titles(page) for column in section]
    return [column[row] for row in range(max(map(len, columns))) for column in columns if row < len(column)]


def why(job):
    return [(problem.line, problem.title, problem.why) for problem in job.problems.all()]


def test_import_makes_a_headlines_panel_of_each_folder(bring, ada):
    job = bring(opml(folder("Tech", feed("a"), feed("b")), folder("Food", feed("c")), feed("loose"), title="My feeds"))
    assert (job.state, job.kind, job.total, job.done, job.feeds) == ("done", "feeds", 3, 3, 4)
    page = Page.objects.get(owner=ada, title="My feeds")
    assert titles(page) == ["Tech", "Food", "My feeds"]
    panel = Panel.objects.get(title="Tech")
    assert (panel.kind, panel.settings["urls"].splitlines()) == (
        "headlines",
        ["https://a.example.org/feed", "https://b.example.org/feed"],
    )
    assert panel.sources.count() == 2


def test_import_makes_a_page_of_a_folder_with_folders(bring, ada):
    bring(opml(folder("News", folder("World", feed("w")), folder("Sport", folder("Ball", feed("s"))), feed("n"))))
    page = Page.objects.get(owner=ada, title="News")
    assert titles(page) == ["World", "Sport / Ball", "News"]


def test_import_makes_a_panel_of_each_feed_where_that_was_wished(bring, ada):
    bring(opml(folder("Tech", feed("a"), feed("b")), folder("Food", feed("c"))), manner="feeds")
    page = Page.objects.get(owner=ada, title="Mine")
    assert [section.title for section in page.sections.all()] == ["Tech", "Food"]
    assert sorted(titles(page)) == ["a", "b", "c"]
    assert set(Panel.objects.filter(section__page=page).values_list("kind", flat=True)) == {"feed"}


def test_import_splits_a_folder_that_is_too_large_for_a_panel(bring, ada):
    bring(opml(folder("Big", *(feed(f"f{number}") for number in range(45)))))
    counts = {panel.title: panel.sources.count() for panel in Panel.objects.filter(kind="headlines")}
    assert counts == {"Big": 20, "Big 2": 20, "Big 3": 5}


def test_import_makes_further_pages_where_one_is_full(bring, ada):
    bring(opml(*(folder(f"Folder {number}", feed(f"f{number}")) for number in range(170))))
    found = {
        page.title: sum(1 for _title in titles(page)) for page in Page.objects.filter(owner=ada).exclude(title="Home")
    }
    assert found == {"Mine": 150, "Mine 2": 20}


def test_import_onto_an_existing_page_stands_below_what_is_there(bring, ada, home):
    desk.add(ada, home, "mine")
    job = bring(opml(feed("a")), page_id=home.pk)
    assert job.made[0]["page"] == home.pk
    assert sorted(titles(home)) == ["Mine", "mine"]
    assert home.sections.count() == 2
    assert Page.objects.filter(owner=ada).count() == 1


def test_import_goes_to_a_new_page_where_the_chosen_one_is_full(bring, ada, home):
    section = home.sections.get()
    Panel.objects.bulk_create(Panel(section=section, kind="notes", settings={"text": ""}) for _number in range(148))
    job = bring(opml(*(folder(f"F{number}", feed(f"f{number}")) for number in range(5))), page_id=home.pk)
    assert (job.state, job.done) == ("done", 5)
    assert Page.objects.filter(owner=ada, title="Mine").exists()
    assert [line for line, _title, _why in why(job)] == [0]


def test_import_says_line_by_line_what_it_left_out(bring, ada):
    job = bring(
        opml(
            feed("good"),
            '<outline type="rss" text="lost"/>',
            feed("inside", "http://127.0.0.1/feed"),
            feed("script", "javascript:alert(1)"),
            '<outline type="link" text="site" url="https://x.example.org/"/>',
        )
    )
    assert (job.state, job.done, job.problems_count) == ("done", 1, 4)
    assert [(line, title) for line, title, _why in why(job)] == [(4, "lost"), (5, "inside"), (6, "script"), (7, "site")]
    assert all(words for _line, _title, words in why(job))


def test_import_of_a_file_without_feeds_fails_and_leaves_nothing(bring, ada):
    job = bring(opml('<outline type="rss" text="lost"/>'))
    assert (job.state, job.made, job.problems_count) == ("failed", [], 1)
    assert "nothing in this file" in job.message
    assert Page.objects.filter(owner=ada).count() == 1


@pytest.mark.parametrize("body", [" ", "hello", "<rss/>", '<!DOCTYPE x [<!ENTITY a "b">]><opml><body/></opml>'])
def test_import_of_something_else_fails_with_a_reason(bring, ada, body):
    job = bring(body)
    assert job.state == "failed"
    assert job.message


def test_import_of_more_than_fifty_megabytes_is_refused_beside_its_field(browser_of, home):
    large = SimpleUploadedFile("feeds.opml", b" " * (50 * 1024 * 1024 + 1))
    answer = browser_of.post("/import/", {"file": large})
    assert answer.status_code == 422
    assert "The file is larger than 50 MB." in answer.content.decode()
    assert not ImportJob.objects.exists()


def test_import_asks_new_sources_little_by_little(bring, ada):
    bring(opml(*(feed(f"f{number}") for number in range(400))))
    due = list(Source.objects.order_by("next_fetch_at").values_list("next_fetch_at", flat=True))
    assert due[-1] - due[0] > timedelta(seconds=60)
    assert sum(1 for moment in due if moment <= timezone.now() + timedelta(seconds=1)) < 50


def test_import_leaves_the_schedule_of_known_sources_alone(bring, ada, home):
    settings = {"url": "https://a.example.org/feed"}
    known = pages.add_panel(user=ada, page_id=home.pk, kind="feed", settings=settings).panel.sources.get()
    before = known.next_fetch_at
    bring(opml(feed("a"), feed("b")))
    known.refresh_from_db()
    assert known.next_fetch_at == before
    assert known.panels.count() == 2


def test_import_reports_what_is_beyond_the_last_page(bring, ada):
    for number in range(29):
        pages.create_page(user=ada, title=f"p{number}")
    job = bring(opml(folder("Tech", feed("a"))))
    assert (job.state, job.made) == ("failed", [])
    assert "30 pages" in job.problems.get().why
