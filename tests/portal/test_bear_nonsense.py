"""Nothing that anybody sends may break the portal: nonsense is refused or ignored, never an error of ours."""

import base64
import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.models import AccessToken, User
from portal.pages import services
from tests.portal.pages import desk
from widgets.models import Item, Source

pytestmark = pytest.mark.django_db

NUL = "a\0b"
HALF = "\ud800"  # of a character
HUGE = 10**30


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@example.org")


@pytest.fixture
def world(ada: User) -> dict[str, int]:
    page = services.create_page(user=ada, title="Home").page
    panel = desk.add(ada, page, "one").panel
    source = Source.objects.create(kind="feed", key="k")
    panel.sources.add(source)
    item = Item.objects.create(source=source, uid="1", title="A story")
    return {"page": page.pk, "section": panel.section_id, "panel": panel.pk, "source": source.pk, "item": item.pk}


@pytest.fixture
def person(ada: User, world) -> Client:
    person = Client()
    person.force_login(ada)
    return person


@pytest.fixture
def script(ada: User) -> Client:
    _token, secret = AccessToken.issue(ada, "script")
    return Client(headers={"Authorization": f"Bearer {secret}"})


def cursor(position: str) -> str:
    return base64.b64encode(f"p={position}".encode()).decode()


@pytest.mark.parametrize("page", ["a/b", NUL, "..", "\n", "x" * 5000, "//evil.example", "\ud7ff"])
def test_bear_any_page_to_go_back_to(person, world, page):
    for address in (f"/panels/{world['panel']}/collapse/", f"/items/{world['item']}/save/", "/add/"):
        answer = person.post(address, {"page": page, "kind": "clock"})
        assert answer.status_code in (302, 400, 404, 422)
        assert not answer.headers.get("Location", "").startswith(("//", "http"))


@pytest.mark.parametrize(
    "address",
    ["/add/?q={}", "/add/?category={}", "/p/{}/", "/api/v1/catalogue/entries/?q={}", "/media/{}", "/static/{}",
     "/api/v1/catalogue/entries/?language={}", "/api/v1/catalogue/entries/{}/", "/api/v1/catalogue/kinds/{}/",
     "/api/v1/items/?source={}", "/api/v1/items/?cursor={}", "/api/v1/saved/?cursor={}", "/api/v1/saved-links/?cursor={}", "/live?token={}",
     "/channels/x/?page={}", "/add/?page={}&section={}&column={}", "/api/v1/catalogue/entries/?page={}"],
)  # fmt: skip
def test_bear_any_address(person, address):
    odd = [
        "%00",
        "%ff%fe",
        "%ED%A0%80",
        "9" * 40,
        "9" * 5000,
        "-1",
        "..%2f..",
        "%0a",
        cursor("x"),
        cursor(NUL),
        cursor("2020-13-45"),
    ]
    for text in odd:
        assert person.get(address.replace("{}", text)).status_code < 500, text[:50]


def test_bear_nul_in_every_form(person, world):
    forms = {
        "pages/new/": {"title": NUL, "icon": NUL},
        f"pages/{world['page']}/": {"title": NUL},
        f"pages/{world['page']}/sections/": {"layout": NUL},
        f"sections/{world['section']}/": {"layout": "3", "title": NUL},
        f"sections/{world['section']}/move/": {"position": NUL},
        f"panels/{world['panel']}/settings/": {"frame-title": NUL, "text": NUL},
        f"panels/{world['panel']}/shift/": {"direction": NUL},
        f"items/{world['item']}/save/": {"place": NUL},
        f"items/{world['item']}/more/": {"place": NUL},
        "add/": {"kind": NUL, "page": NUL},
        "add/x/": {"page": NUL},
        "settings/": {"name": NUL, "timezone": NUL, "theme": NUL, "place_name": NUL},
        "settings/tokens/": {"name": NUL},
        "accounts/login/": {"login": NUL, "password": NUL},
        "accounts/signup/": {"email": NUL, "password1": NUL},
    }
    for address, form in forms.items():
        assert person.post(f"/{address}", form).status_code < 500, address


ODD = st.sampled_from([None, True, 0, -1, HUGE, 1.5, "", "x", NUL, HALF, [], [[]], {}, {"": ""}, {"a": {"b": []}}])
FIELDS = [
    "page",
    "title",
    "icon",
    "colour",
    "version",
    "is_home",
    "layout",
    "position",
    "section",
    "column",
    "kind",
    "settings",
    "entry",
    "collapsed",
    "direction",
    "item",
    "events",
    "name",
    "place",
    "timezone",
    "first_weekday",
    "theme",
    "pages",
    "language",
    "units",
    "hour12",
    "wants_suggestions",
]
CALLS = [
    "POST pages/",
    "PATCH pages/{page}/",
    "POST pages/{page}/undo/",
    "POST pages/reorder/",
    "POST sections/",
    "DELETE sections/{section}/",
    "PATCH sections/{section}/",
    "POST sections/{section}/move/",
    "POST panels/",
    "PATCH panels/{panel}/",
    "POST panels/{panel}/move/",
    "POST panels/{panel}/shift/",
    "POST panels/{panel}/send/",
    "POST panels/{panel}/restore/",
    "POST suggestions/dismiss/",
    "POST events/",
    "PATCH profile/",
    "POST tokens/",
    "DELETE tokens/0/",
    "POST items/{item}/save/",
]


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(row=st.sampled_from(CALLS), body=st.one_of(ODD, st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=3)))
def test_bear_any_json(script, world, row, body):
    good = {"title": "T", "page": world["page"], "kind": "feed", "direction": "up", "position": 0, "name": "n"}
    sent = {**good, **body} if isinstance(body, dict) else body
    method, _, path = row.strip().format(**world).partition(" ")
    answer = script.generic(method, f"/api/v1/{path}", json.dumps(sent), content_type="application/json")
    assert answer.status_code < 500


@pytest.mark.parametrize(
    "settings",
    [{"url": NUL}, {"url": ["x"]}, {"url": {}}, {"url": HUGE}, {"rows": True}, {"rows": HUGE}, {HALF: HALF}, {"rows": "9" * 5000}],
)  # fmt: skip
def test_bear_any_settings(script, world, settings):
    body = {"page": world["page"], "kind": "feed", "settings": {"url": "https://example.org", **settings}}
    answer = script.post("/api/v1/panels/", body, content_type="application/json")
    assert answer.status_code in (201, 400)


@pytest.mark.parametrize("body", ["[" * 100_000, "1" * 5000, "{", "NaN", '{"title": NaN}', "\xff"])
def test_bear_any_body(script, body):
    assert script.generic("POST", "/api/v1/pages/", body, content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    "place", [{"name": HALF}, {"name": NUL}, {"latitude": "nan"}, {"longitude": HUGE}, {"timezone": ["x"]}]
)
def test_bear_any_place(script, place):
    sent = {"place": {"name": "Rome", "latitude": 41.9, "longitude": 12.5, **place}}
    assert script.patch("/api/v1/profile/", sent, content_type="application/json").status_code == 400


def test_bear_nonsense_and_say_so_in_words_and_in_one_line_of_the_log(person, caplog):
    answer = person.get("/add/?q=%00")
    assert answer.status_code == 400
    assert b"This could not be read" in answer.content
    assert [record.exc_info for record in caplog.records] == [None]
