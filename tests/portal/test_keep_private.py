"""What is made for one person is kept by no cache on the way; what is for all asks nobody who they are."""

import pytest

from portal.accounts.models import User
from portal.publishing import services

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client):
    services.create_channel(slug="city", title="City")
    client.force_login(User.objects.create_user("ada@example.org"))


@pytest.mark.parametrize(
    "address", ["/", "/add/", "/saved/", "/settings/", "/for-you/", "/channels/city/", "/api/v1/docs/"]
)
def test_keep_pages_private(client, address):
    assert "private" in client.get(address).headers["Cache-Control"]


def test_keep_what_the_api_says_private(client):
    assert client.get("/api/v1/pages/").headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", ["/channels/city/feed.xml", "/health/live", "/media/none.webp"])
def test_ask_nobody_who_they_are_for_what_is_public(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(3) as asked:
        answer = client.get(address)
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not any("portal_session" in query["sql"] for query in asked.captured_queries)
