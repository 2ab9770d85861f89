"""What goes out comes back in the same; any title is safe in every format."""

import json
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.test import Client

from portal.pages import services as pages
from portal.pages.models import Page, Panel
from portal.transfer import running, services
from tests.portal.pages import desk
from tests.widgets.types.samples import SAMPLES
from widgets import configuration, registry
from widgets.models import Source

pytestmark = pytest.mark.django_db

NASTY = 'A "quoted" <b>&amp; \x07]]>\u202e ☃ ' + "=cmd"


def fetch(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer, b"".join(answer.streaming_content).decode()


@pytest.fixture
def full(ada, home):
    desk.add(ada, home, "note", 0)
    desk.add(ada, home, "other", 1)
    add = {"user": ada, "page_id": home.pk}
    feeds = "https://a.example.org/feed\nhttps://b.example.org/feed"
    pages.add_panel(**add, kind="headlines", settings={"urls": feeds}, title=NASTY, column=2)
    pages.add_panel(**add, kind="feed", settings={"url": "https://c.example.org/feed"})
    links = "Docs | https://docs.example.org/?a=1&b=2\n# More\nhttps://x.example.org"
    pages.add_panel(**add, kind="bookmarks", settings={"links": links}, title=NASTY)
    Source.objects.filter(settings__url="https://c.example.org/feed").update(
        title=NASTY, site_url="https://c.example.org/"
    )
    pages.create_page(user=ada, title="Second")
    return home


def test_export_of_pages_comes_back_the_same(browser_of, full, ada):
    answer, text = fetch(browser_of, "/export/pages/")
    assert answer["Content-Type"] == "application/json"
    assert 'attachment; filename="foyer-my-pages-' in answer["Content-Disposition"]
    assert json.loads(text)["format"] == "foyer-page/1"
    job = services.start_import(user=ada, body=text.encode(), name="x")
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.problems_count) == ("done", 0)
    copy = Page.objects.get(owner=ada, title="Home", is_home=False)
    assert desk.titles(copy) == desk.titles(full)
    for mine, theirs in zip(
        *(
            Panel.objects.filter(section__page=which).order_by("section", "column", "position")
            for which in (full, copy)
        ),
        strict=True,
    ):
        assert (mine.kind, mine.settings, mine.title) == (theirs.kind, theirs.settings, theirs.title)
        assert set(mine.sources.all()) == set(theirs.sources.all())


def test_export_of_every_kind_comes_back_the_same(browser_of, ada, home):
    """Tabs too."""
    kinds = sorted(SAMPLES.keys() - {"channel"})  # a channel has to be there: test_import_pages.py
    for kind in kinds:
        chosen = configuration.validate(registry.get(kind), SAMPLES[kind].settings)
        pages.add_panel(user=ada, page_id=home.pk, kind=kind, settings=chosen)
    _first, second = Panel.objects.filter(section__page=home, column=0).order_by("position")[:2]
    Panel.objects.filter(pk=second.pk).update(in_tabs=True)
    _, text = fetch(browser_of, f"/export/pages/?page={home.pk}")
    job = services.start_import(user=ada, body=text.encode(), name="x")
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.problems_count) == ("done", 0)
    copy = Page.objects.get(owner=ada, title="Home", is_home=False)

    def told(page):
        order = ("section__position", "column", "position")
        return list(
            Panel.objects.filter(section__page=page).order_by(*order).values_list("kind", "settings", "in_tabs")
        )

    assert {kind for kind, _settings, _in_tabs in told(home)} == {*kinds}
    assert any(in_tabs for _kind, _settings, in_tabs in told(copy))
    assert told(copy) == told(home)


def test_export_of_one_page_names_it(browser_of, full):
    answer, text = fetch(browser_of, f"/export/pages/?page={full.pk}")
    assert "foyer-home-" in answer["Content-Disposition"]
    assert [page["title"] for page in json.loads(text)["pages"]] == ["Home"]


def test_export_of_feeds_is_nested_opml(browser_of, full):
    answer, text = fetch(browser_of, "/export/feeds/")
    assert answer["Content-Type"].startswith("text/x-opml")
    body = ElementTree.fromstring(text.encode()).find("body")
    (home,) = body  # the second page has no feeds
    assert home.get("text") == "Home"
    folder, single = sorted(home, key=lambda outline: "xmlUrl" in outline.attrib)
    assert [outline.get("xmlUrl") for outline in folder] == ["https://a.example.org/feed", "https://b.example.org/feed"]
    assert (single.get("xmlUrl"), single.get("htmlUrl"), single.get("type")) == (
        "https://c.example.org/feed",
        "https://c.example.org/",
        "rss",
    )
    assert folder.get("text") == " ".join(NASTY.replace("\x07", "").split())


def test_export_of_bookmarks_is_what_browsers_read(browser_of, full):
    found = []

    class Links(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag == "a":
                found.append(dict(attrs)["href"])

    answer, text = fetch(browser_of, "/export/bookmarks/")
    assert text.startswith("<!DOCTYPE NETSCAPE-Bookmark-file-1>")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "<b>" not in text
    Links().feed(text)
    assert found == ["https://docs.example.org/?a=1&b=2", "https://x.example.org"]


@pytest.mark.parametrize(
    ("address", "has_folder"), [("/export/bookmarks/", True), ("/export/bookmarks/?page=%d", False)]
)
def test_export_of_bookmarks_has_a_folder_for_each_page_unless_there_is_one(browser_of, full, address, has_folder):
    Page.objects.filter(pk=full.pk).update(title="My pages")  # the title of the whole file, too
    _answer, text = fetch(browser_of, address % full.pk if "%" in address else address)
    assert ("<H3>My pages</H3>" in text) is has_folder


def test_export_for_a_visitor_is_the_starter_page():
    Page.objects.create(title="Home", slug="home", is_home=True, language="en")
    _answer, text = fetch(Client(), "/export/pages/")
    assert json.loads(text)["pages"][0]["title"] == "Home"


@pytest.mark.parametrize("address", ["/export/passwords/", "/export/pages/?page=999999", "/export/pages/?page=x"])
def test_export_of_what_there_is_not(browser_of, full, address):
    assert browser_of.get(address).status_code == 404


def test_export_never_shows_another_persons_page(eve, full):
    client = Client()
    client.force_login(eve)
    assert client.get(f"/export/pages/?page={full.pk}").status_code == 404


def test_export_of_a_title_in_any_script_has_a_name(browser_of, ada, home):
    page = pages.create_page(user=ada, title='../新聞 "x"').page
    answer, _text = fetch(browser_of, f"/export/feeds/?page={page.pk}")
    assert "filename*=utf-8''foyer-%E6%96%B0%E8%81%9E-x-" in answer["Content-Disposition"]
