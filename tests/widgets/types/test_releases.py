"""Releases: GitHub, Codeberg and GitLab, as items that people read and save."""

import pytest

from tests.widgets.types.conftest import ITEMS, Good, draw, fetch, item, sample, source
from widgets import configuration, registry
from widgets.base import FetchError, SourceSpec

releases = registry.get("releases")
GITHUB = "https://api.github.com/repos/django/django/releases"


def release(tag="v5.2.8", **changes):
    told = {"tag_name": tag, "name": "Django 5.2.8", "published_at": "2026-11-20T10:00:00Z", "draft": False,
            "html_url": f"https://github.com/django/django/releases/tag/{tag}", "body": "Fixes.\n\n* one"}  # fmt: skip
    return told | changes


GITLAB = [{"tag_name": "v1", "name": None, "released_at": "2026-11-19T10:00:00.000Z", "description": "x",
           "_links": {"self": "https://gitlab.com/group/sub/name/-/releases/v1"}}]  # fmt: skip
SAMPLE = sample("releases", {"repositories": "django/django"}, items=ITEMS)
GOOD_DAYS = [
    Good({"host": "github", "name": "django/django"}, {"/github/repos/django/django/releases": [release()]}),
    Good({"host": "codeberg", "name": "a/b"}, {"/codeberg/api/v1/repos/a/b/releases": [release()]}),
    Good({"host": "gitlab", "name": "group/sub/name"}, {"/gitlab/api/v4/projects/group%2Fsub%2Fname/releases": GITLAB}),
]


def test_fetch_brings_what_was_published():
    answer = [release(), release("v6", draft=True), release("nightly", name=""), {"tag_name": None}, None]
    result, _http = fetch("releases", {"host": "github", "name": "django/django"}, {GITHUB: answer})
    assert [each.title for each in result.items] == ["Django 5.2.8", "nightly"]
    assert result.items[0].published_at.isoformat() == "2026-11-20T10:00:00+00:00"
    assert result.site_url == "https://github.com/django/django"


def test_fetch_of_gitlab_writes_groups_into_one_name():
    result, http = fetch(
        "releases", {"host": "gitlab", "name": "group/sub/name"}, {"https://gitlab.com/api/v4/projects/": GITLAB}
    )
    assert "/projects/group%2Fsub%2Fname/releases" in http.asked[0][0]
    assert (result.items[0].title, result.items[0].url) == ("v1", "https://gitlab.com/group/sub/name/-/releases/v1")


def test_fetch_of_no_repository_says_so():
    with pytest.raises(FetchError, match="no repository django/django"):
        fetch("releases", {"host": "github", "name": "django/django"}, {GITHUB: FetchError("http-404", "Nothing.")})


def test_settings_understand_names_and_addresses():
    typed = (
        "django/django\nhttps://github.com/django/django/releases\ncodeberg:forgejo/forgejo\n"
        "https://gitlab.com/group/sub/name/-/releases"
    )
    stored = configuration.validate(releases, {"repositories": typed})
    assert stored["repositories"] == "github:django/django\ncodeberg:forgejo/forgejo\ngitlab:group/sub/name"
    assert configuration.validate(releases, stored) == stored
    assert releases.sources(stored)[0] == SourceSpec("releases", {"host": "github", "name": "django/django"})


@pytest.mark.parametrize("typed", ["", "django", "https://example.org/a/b", "a/../b", "github:a/b/c", "x:y/z", "<b>/x"])
def test_settings_refuse_what_is_no_repository(typed):
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(releases, {"repositories": typed})


def test_draw_mixes_repositories_by_date():
    one = source(item(3, title="Older"), title="a/b", number=1)
    other = source(item(1, title="Newer", source_id=2), title="c/d", number=2)
    html = draw("releases", {}, one, other)
    assert html.index("Newer") < html.index("Older")
    assert "c/d" in html
