"""The for-you panel in the browser: what was in sight is told, and each of its controls does what it says."""

import pytest
from playwright.sync_api import expect

from recommender import pushing
from recommender.models import Event, Suggestion
from tests.processes import wait_for

pytestmark = pytest.mark.browser


@pytest.fixture
def listed(home, ada):
    """Ada has a list of her own before she opens the page."""
    pushing.push([ada.pk])
    return home


def test_seen_suggestions_are_told_once_with_how_they_came_there(listed, shown, ada):
    rows = shown.locator("#for-you-list .suggestion[data-item]")
    expect(rows.first).to_be_visible()
    wait_for(lambda: Event.objects.filter(kind="show", place="for-you").count() == rows.count())
    told = Event.objects.filter(kind="show").values_list("item_id", "list_id", "propensity")
    pushed = Suggestion.objects.filter(user=ada, entry=None).values_list("item_id", "list_id", "propensity")
    assert set(told) == set(pushed)
    assert None not in {list_id for _, list_id, _ in told}
