"""What the API refuses, and how it says so."""

import pytest
from django.test import Client
from rest_framework.throttling import UserRateThrottle

from portal.accounts.models import AccessToken, User
from portal.pages import services
from portal.pages.models import Page
from tests.portal.api.calls import delete, get, patch, post
from tests.portal.pages import desk
from widgets.models import Item, Source

pytestmark = pytest.mark.django_db

HUGE = 2**63 - 1


@pytest.fixture
def page(ada) -> Page:
    return services.create_page(user=ada, title="Home").page


@pytest.fixture
def eves(db) -> dict[str, int]:
    """What another person has."""
    eve = User.objects.create_user("eve@example.org", "a-long-password")
    page = services.create_page(user=eve, title="Eve").page
    panel = desk.add(eve, page, "secret").panel
    return {"page": page.pk, "section": page.sections.get().pk, "panel": panel.pk}


def test_refuse_a_stale_version_with_the_present_page(script, ada, page):
    seen = page.version
    desk.add(ada, page, "elsewhere")
    answer = patch(script, f"pages/{page.pk}/", 409, title="Mine", version=seen)
    assert answer["code"] == "stale"
    assert answer["page"]["version"] == seen + 1
    assert answer["page"]["sections"][0]["columns"][0][0]["title"] == "elsewhere"


def test_refuse_a_stale_if_match(script, ada, page):
    etag = script.get(f"/api/v1/pages/{page.pk}/").headers["ETag"]
    change = {"data": {"title": "Mine"}, "content_type": "application/json"}
    assert script.patch(f"/api/v1/pages/{page.pk}/", **change, headers={"If-Match": etag}).status_code == 200
    again = {"data": {"title": "Yours"}, "content_type": "application/json"}
    assert script.patch(f"/api/v1/pages/{page.pk}/", **again, headers={"If-Match": etag}).status_code == 409
    assert script.patch(f"/api/v1/pages/{page.pk}/", **again, headers={"If-Match": "x"}).status_code == 400


def test_refuse_bad_settings_field_by_field(script, page):
    answer = post(script, "panels/", 400, page=page.pk, kind="feed", settings={"url": "file:///etc/passwd"})
    assert answer["code"] == "invalid"
    assert list(answer["errors"]) == ["url"]


def test_refuse_a_kind_that_is_not_installed(script, page):
    assert list(post(script, "panels/", 400, page=page.pk, kind="gone")["errors"]) == ["kind"]


def test_refuse_neither_kind_nor_entry(script, page):
    post(script, "panels/", 400, page=page.pk)
    post(script, "panels/", 404, page=page.pk, entry="no-such")


@pytest.mark.parametrize("pk", [0, 999_999, HUGE, 2**63, 10**30])
def test_refuse_ids_that_are_not_there(script, page, pk):
    get(script, f"pages/{pk}/", 404)
    get(script, f"panels/{pk}/", 404)
    get(script, f"items/{pk}/", 404)
    post(script, f"pages/{pk}/undo/", 404)
    post(script, f"pages/{pk}/restore/", 404)
    post(script, f"panels/{pk}/shift/", 404, direction="up")
    post(script, f"panels/{pk}/restore/", 404)
    patch(script, f"sections/{pk}/", 404, title="x")
    post(script, f"sources/{pk}/refresh/", 404)
    post(script, f"items/{pk}/unsave/", 204)
    delete(script, f"tokens/{pk}/", 404)


def test_refuse_everything_of_another_person(script, page, eves):
    get(script, f"pages/{eves['page']}/", 404)
    patch(script, f"pages/{eves['page']}/", 404, title="x")
    delete(script, f"pages/{eves['page']}/", 404)
    post(script, f"pages/{eves['page']}/undo/", 404)
    post(script, f"pages/{eves['page']}/restore/", 404)
    post(script, "pages/reorder/", 404, pages=[page.pk, eves["page"]])
    post(script, "sections/", 404, page=eves["page"])
    patch(script, f"sections/{eves['section']}/", 404, title="x")
    post(script, f"sections/{eves['section']}/move/", 404, position=0)
    delete(script, f"sections/{eves['section']}/", 404)
    get(script, f"panels/{eves['panel']}/", 404)
    patch(script, f"panels/{eves['panel']}/", 404, title="x")
    delete(script, f"panels/{eves['panel']}/", 404)
    post(script, f"panels/{eves['panel']}/restore/", 404)
    post(script, f"panels/{eves['panel']}/move/", 404)
    post(script, f"panels/{eves['panel']}/shift/", 404, direction="up")
    post(script, f"panels/{eves['panel']}/send/", 404, page=page.pk)


def test_refuse_my_panel_on_your_page(script, ada, page, eves):
    mine = desk.add(ada, page, "mine").panel.pk
    post(script, f"panels/{mine}/send/", 404, page=eves["page"])
    post(script, f"panels/{mine}/move/", 404, section=eves["section"])
    post(script, "panels/", 404, page=page.pk, kind="clock", section=eves["section"])
    assert desk.titles(page) == [[["mine"], [], []]]


def test_refuse_another_persons_private_items(script, eves):
    item = Item.objects.create(source=Source.objects.create(kind="calendar", key="private"), uid="1", language="xx")
    get(script, f"items/{item.pk}/", 404)
    post(script, f"items/{item.pk}/save/", 404)
    post(script, f"items/{item.pk}/hide/", 404)


def test_refuse_withdrawn_items(script, ada, page):
    panel = desk.add(ada, page, "news").panel
    item = Item.objects.create(source=Source.objects.create(kind="feed", key="k"), uid="1", is_live=False)
    panel.sources.add(item.source)
    get(script, f"items/{item.pk}/", 404)


def test_ignore_fields_that_nobody_asked_for(script, ada, page, eves):
    eve = Page.objects.get(pk=eves["page"]).owner_id
    patch(
        script, f"pages/{page.pk}/", title="T", owner=eve, position=77, is_demo=True, slug="x", copied_from=eves["page"]
    )
    patch(script, "profile/", name="A", is_staff=True, is_superuser=True, is_guest=True, email="x@example.org", id=eve)
    post(script, "panels/", 201, page=page.pk, kind="clock", owner=eve, removed_at="2020-01-01", entry_id=4)
    post(script, "tokens/", 201, name="t", user=eve, digest="0" * 64)
    page.refresh_from_db()
    ada.refresh_from_db()
    assert (page.owner, page.position, page.is_demo, page.slug, page.copied_from) == (ada, 0, False, "home", None)
    assert (ada.is_staff, ada.is_superuser, ada.is_guest, ada.email) == (False, False, False, "ada@example.org")
    assert AccessToken.objects.filter(user=ada).count() == 2


def test_refuse_the_last_page_and_an_empty_history(script, page):
    assert delete(script, f"pages/{page.pk}/", 409)["code"] == "refused"
    assert post(script, f"pages/{page.pk}/undo/", 409)["code"] == "refused"


def test_refuse_a_revoked_token(script, ada):
    ada.access_tokens.all().delete()
    answer = script.get("/api/v1/profile/")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_refuse_the_token_of_an_inactive_person(script, ada):
    User.objects.update(is_active=False)
    get(script, "profile/", 401)


def test_refuse_too_many_refreshes(script, ada, page):
    panel = desk.add(ada, page, "news").panel
    source = Source.objects.create(kind="feed", key="k")
    panel.sources.add(source)
    answers = [script.post(f"/api/v1/sources/{source.pk}/refresh/") for _time in range(31)]
    assert [answer.status_code for answer in answers] == [202] * 30 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_refuse_too_many_events_at_once(script):
    event = {"kind": "open", "item": 1}
    post(script, "events/", events=[event] * 100)
    post(script, "events/", 400, events=[event] * 101)


def test_refuse_what_is_not_json(script):
    assert script.post("/api/v1/pages/", {"title": "x"}).status_code == 415
    assert script.post("/api/v1/pages/", "{", content_type="application/json").status_code == 400
    post(script, "pages/", 400, title={"a": 1})
    post(script, "pages/", 400, title="nul\x00")


def test_refuse_what_is_too_large_before_it_is_read(script):
    """A few bytes of JSON are a hundred in memory; and a script shall be told so in JSON."""
    body = b'{"title": [' + b"[]," * 1_000_000 + b"[]]}"
    answer = script.post("/api/v1/pages/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_refuse_tokens_to_guests(template):
    guest = User.objects.create_guest()
    browser = Client()
    browser.force_login(guest)
    get(browser, "tokens/", 403)
    post(browser, "tokens/", 403, name="x")


def test_refuse_a_new_allowance_to_whoever_claims_another_address(rf):
    throttle = UserRateThrottle()
    claims = [rf.get("/", headers={"X-Forwarded-For": address}) for address in ("192.0.2.1", "192.0.2.2")]
    assert {throttle.get_ident(claim) for claim in claims} == {"127.0.0.1"}
