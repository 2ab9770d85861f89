"""Adding over the API: an entry as it is, or with a heading and settings of one's own."""

import pytest

from portal.pages import services
from portal.pages.models import Panel
from tests.portal.api.calls import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(ada):
    return services.create_page(user=ada, title="Home").page


def test_add_an_entry_keeps_the_heading_and_settings_that_were_sent(script, home, entry):
    added = post(script, "panels/", 201, page=home.pk, entry=entry.slug, title="Mine", settings={"rows": 3})["panel"]
    assert added["title"] == "Mine"
    assert (added["settings"]["rows"], added["settings"]["url"]) == (3, "https://news.example.org/feed")
    assert Panel.objects.get().entry == entry


def test_add_an_entry_as_it_is_offered(script, home, entry):
    added = post(script, "panels/", 201, page=home.pk, entry=entry.slug)["panel"]
    assert added["title"] == "Example News"


def test_add_an_entry_with_bad_settings_is_refused_by_field(script, home, entry):
    refused = post(script, "panels/", 400, page=home.pk, entry=entry.slug, settings={"rows": 999})
    assert "rows" in refused["errors"]
    assert not Panel.objects.exists()
