"""What a page shows, and that it takes two queries however full it is."""

import pytest

from portal.errors import NotFound
from portal.pages import selectors, services
from portal.pages.models import Page, Section
from tests.portal.pages import desk
from widgets.models import Source

pytestmark = pytest.mark.django_db


def template(language: str = "en", title: str = "Home") -> Page:
    page = Page.objects.create(title=title, slug="home", is_home=True, language=language)
    Section.objects.create(page=page)
    return page


@pytest.mark.parametrize("count", [1, 20])
def test_show_page_takes_two_queries(ada, page, count, django_assert_num_queries):
    for number in range(count):
        panel = desk.add(ada, page, f"p{number}", column=number % 3).panel
        panel.sources.add(*(Source.objects.create(kind="feed", key=f"{number}-{n}") for n in range(2)))
    with django_assert_num_queries(2):
        shown = selectors.shown_page(ada)
    panels = list(shown.panels())
    assert len(panels) == count
    assert all(len(panel.sources) == 2 for panel in panels)


def test_show_page_takes_two_queries_for_a_visitor(django_assert_num_queries):
    template()
    with django_assert_num_queries(2):
        assert selectors.shown_page(None).is_template


def test_show_page_as_it_was_arranged(ada, page, abc):
    services.add_section(user=ada, page_id=page.pk, layout="wide-left", title="Below")
    shown = selectors.shown_page(ada)
    assert (shown.id, shown.title, shown.slug, shown.version, shown.is_template) == (page.pk, "Home", "home", 5, False)
    assert [(section.title, section.layout, len(section.columns)) for section in shown.sections] == [
        ("", "3", 3),
        ("Below", "wide-left", 2),
    ]
    first = shown.sections[0].columns[0][0]
    assert (first.id, first.kind, first.settings["text"], first.collapsed) == (abc[0].panel.pk, "notes", "a", False)


def test_show_page_without_what_was_removed(ada, page, abc):
    services.remove_panel(user=ada, panel_id=abc[0].panel.pk)
    assert [panel.title for panel in selectors.shown_page(ada).panels()] == ["b", "c"]


def test_show_page_by_its_slug(ada, page):
    other = services.create_page(user=ada, title="Other").page
    shown = selectors.shown_page(ada, "other")
    assert shown.id == other.pk
    assert [(tab.title, tab.is_home) for tab in shown.tabs] == [("Home", True), ("Other", False)]
    assert selectors.shown_page(ada).id == page.pk


def test_show_page_of_another_person_is_not_found(ada, eve, page):
    services.create_page(user=eve, title="Eve only")
    with pytest.raises(NotFound):
        selectors.shown_page(ada, "eve-only")


@pytest.mark.parametrize(("language", "title"), [("de", "Start"), ("de-at", "Start"), ("en", "Home"), ("fr", "Home")])
def test_show_page_template_in_the_visitors_language(language, title):
    template("en", "Home")
    template("de", "Start")
    assert selectors.shown_page(None, language=language).title == title


def test_show_page_template_to_a_person_without_pages(ada):
    template()
    assert selectors.shown_page(ada).is_template


def test_show_page_without_any_template():
    shown = selectors.shown_page(None)
    assert (shown.is_template, list(shown.panels())) == (True, [])


def test_show_panel_by_itself(ada, page, abc):
    abc[0].panel.sources.add(Source.objects.create(kind="feed", key="1", title="News"))
    shown = selectors.panel_for(ada, abc[0].panel.pk)
    assert (shown.title, [source.title for source in shown.sources]) == ("a", ["News"])


def test_show_panel_of_another_person_is_not_found(eve, page, abc):
    for viewer in (eve, None):
        with pytest.raises(NotFound):
            selectors.panel_for(viewer, abc[0].panel.pk)


def test_show_panel_of_a_template_to_everybody(ada):
    section = template().sections.get()
    pk = section.panels.create(kind="clock").pk
    assert selectors.panel_for(None, pk).id == selectors.panel_for(ada, pk).id == pk


def test_show_panels_in_the_language_of_the_browser_to_who_has_chosen_none(client, ada, page):
    services.add_panel(user=ada, page_id=page.pk, kind="sky", settings={})
    client.force_login(ada)
    assert "Sonne und Mond</h2>" in client.get("/", headers={"accept-language": "de"}).content.decode()
    assert "Sun and moon</h2>" in client.get("/", headers={"accept-language": "en"}).content.decode()
