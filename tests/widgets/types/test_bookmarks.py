"""Bookmarks: lines of text become groups of links."""

import pytest

from tests.widgets.types.conftest import draw, sample
from widgets import configuration, pictures, registry

SAMPLE = sample("bookmarks", {"links": "# Work\nMail | https://mail.example"})
bookmarks = registry.get("bookmarks")


def test_draw_shows_groups_of_links():
    html = draw("bookmarks", {"links": "example.org\n# Work\nMail | https://mail.example\nA | B | https://c.example"})
    assert '<a href="https://example.org" target="_blank" rel="noopener noreferrer">' in html
    assert html.index(">example.org<") < html.index(">Work<") < html.index(">Mail<") < html.index(">A | B<")


def test_draw_shows_the_signs_of_sites_through_the_proxy_or_not_at_all():
    with_signs = draw("bookmarks", {"links": "Mail | https://mail.example/inbox"})
    assert f'src="{pictures.icon_of("https://mail.example/")}"' in with_signs
    assert 'data-letter="M"' in with_signs
    assert "<img" not in draw("bookmarks", {"links": "Mail | https://mail.example/inbox", "icons": False})


def test_draw_without_links_is_empty():
    assert draw("bookmarks", {}) == ""


def test_draw_escapes_titles():
    assert "<b>" not in draw("bookmarks", {"links": "<b>bold</b> | https://example.org"})


@pytest.mark.parametrize(
    "line",
    ["Run | javascript:alert(1)", "data:text/html,x", "Mail | mailto:a@b", "no link at all", "x | http://[1", "|"],
)
def test_settings_name_the_line_that_is_no_link(line):
    with pytest.raises(configuration.InvalidConfiguration) as caught:
        configuration.validate(bookmarks, {"links": f"https://example.org\n{line}"})
    assert line.strip()[:80] in caught.value.errors["links"][0]


def test_settings_have_a_limit():
    with pytest.raises(configuration.InvalidConfiguration, match="201 links"):
        configuration.validate(bookmarks, {"links": "\n".join(f"{n}.example" for n in range(201))})
