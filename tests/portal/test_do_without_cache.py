"""Redis may be away: pages come from the database, and changes are kept."""

import pytest
from django.core.cache import cache
from redis import RedisError

from portal.accounts.models import AccessToken, User
from portal.pages import services
from tests.portal.pages import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client) -> User:
    ada = User.objects.create_user("ada@example.org")
    client.force_login(ada)
    desk.add(ada, services.create_page(user=ada, title="Home").page, "My clock")
    return ada


@pytest.fixture
def _no_redis(settings) -> None:
    """An address at which nobody listens."""
    cache.get("x")  # it answers still
    away = "unix:///nowhere/valkey.sock?db=1"
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": away}}


@pytest.mark.usefixtures("ada", "_no_redis")
@pytest.mark.parametrize("address", ["/", "/add/", "/for-you/", "/settings/"])
def test_do_without_cache_and_show_every_page(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.usefixtures("_no_redis")
def test_do_without_cache_and_keep_changes(client, ada):
    assert client.post("/pages/new/", {"title": "Work"}).status_code == 302
    _token, secret = AccessToken.issue(ada, "script")
    pages = client.get("/api/v1/pages/", headers={"Authorization": f"Bearer {secret}"}).json()
    assert [page["title"] for page in pages] == ["Home", "Work"]


@pytest.mark.usefixtures("_no_redis")
def test_sign_in_without_cache_says_so_calmly(client):
    """It counts the attempts in the cache, so without it nobody can be let in."""
    answer = client.post("/accounts/login/", {"login": "ada@example.org", "password": "a-long-password"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "away for a moment" in answer.content.decode()


@pytest.mark.usefixtures("_no_redis")
def test_do_without_cache_and_say_so(client, caplog):
    checks = [client.get("/health/ready").json()["checks"]["cache"] for _time in range(2)]
    assert not any(check["ok"] for check in checks)
    assert len([record for record in caplog.records if record.name == "portal.caching"]) == 1


@pytest.mark.usefixtures("_no_redis")
def test_do_without_cache_and_take_no_lock():
    with pytest.raises(RedisError):
        cache.add("lock", 1)
