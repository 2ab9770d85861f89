"""A repository: GitHub's figures and what is open; the search may refuse."""

import pytest

from tests.widgets.types.conftest import Good, draw, fetch, sample, source
from widgets import configuration, registry
from widgets.base import FetchError

API = "https://api.github.com/"
FIGURES = {"full_name": "django/django", "description": "The Web framework", "stargazers_count": 84000, "forks_count": 32100,
           "open_issues_count": 300}  # fmt: skip
OPEN = {"total_count": 213, "items": [
    {"number": 18001, "title": "Fixed #1", "created_at": "2026-11-20T10:00:00Z", "html_url": "https://github.com/django/django/pull/18001"},
]}  # fmt: skip


def payload(found=OPEN):
    return fetch(
        "repository", {"name": "django/django"}, {f"{API}repos/django/django": FIGURES, f"{API}search/issues": found}
    )[0].payload


SAMPLE = sample("repository", {"name": "django/django"}, payload())
GOOD_DAYS = [Good({"name": "django/django"}, {"/github/repos/django/django": FIGURES, "/github/search/issues": OPEN})]


def test_draw_shows_figures_and_what_waits():
    html = draw("repository", {"name": "django/django"}, source(payload=payload()))
    assert "84,000" in html
    assert "Open pull requests (213)" in html
    assert 'href="https://github.com/django/django/pull/18001"' in html


def test_without_the_search_the_figures_stand():
    html = draw("repository", {}, source(payload=payload(FetchError("http-403", "The server does not let us."))))
    assert "84,000" in html
    assert "did not tell what is open" in html


def test_fetch_of_no_repository_says_so():
    with pytest.raises(FetchError, match="no repository django/django"):
        fetch("repository", {"name": "django/django"}, {API: FetchError("http-404", "Nothing.")})


@pytest.mark.parametrize("typed", ["", "django", "gitlab:a/b", "https://codeberg.org/a/b"])
def test_settings_refuse_what_is_elsewhere(typed):
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(registry.get("repository"), {"name": typed})


def test_settings_take_an_address():
    stored = configuration.validate(registry.get("repository"), {"name": "https://github.com/django/django/pulls"})
    assert stored["name"] == "django/django"
