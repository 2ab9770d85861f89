"""Every page forbids what it does not need; what is out of the ordinary has a policy of its own."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from csp.constants import NONE, SELF
from csp.decorators import csp_exempt, csp_update
from csp.exceptions import CSPNonceError
from django.http import HttpRequest, HttpResponse

from portal.accounts.models import User
from portal.content_policy import ContentPolicyMiddleware
from tests.portal.everything import address, make_world
from tests.portal.permission_table import TABLE

HEADER = "Content-Security-Policy"


def answer_of(rf: Any, view: Callable[[HttpRequest], HttpResponse]) -> tuple[HttpRequest, HttpResponse]:
    request = rf.get("/")
    return request, ContentPolicyMiddleware(view)(request)


def plain(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("words")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/add/", "/nowhere/", "/health/live"])
def test_every_answer_is_strict(client, address):
    for _time in range(2):
        policy = client.get(address)[HEADER]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in f"{policy};"
        assert "frame-ancestors 'none'" in policy


UNSAFE = re.compile(r"unsafe-|\*|(?:script|style|default)-src[^;]*(?:data:|blob:|http)")


@pytest.mark.django_db
def test_every_address_is_strict_to_everybody(client):
    world, nonces, seen = make_world(), list[str](), 0
    for email in ("", "ada@example.org", "editor@example.org", "admin@example.org"):
        client.logout()
        if email:
            client.force_login(User.objects.get(email=email))
        for route, rows in TABLE.items():
            if all(row.method != "GET" for row in rows):
                continue
            answer = client.get(address(route, world))
            policy = answer[HEADER]
            assert not UNSAFE.search(policy), (route, policy)
            assert "frame-ancestors 'none'" in policy, (route, policy)
            nonces += set(re.findall(r"'nonce-([^']+)'", policy))
            seen += 1
    assert seen > 200
    assert len(set(nonces)) == len(nonces)


def test_a_nonce_is_never_given_twice(rf):
    nonces = {answer_of(rf, lambda request: HttpResponse(str(request.csp_nonce)))[1].content for _time in range(200)}
    assert len(nonces) == 200
    assert min(map(len, nonces)) >= 22  # 128 bits and more


def test_a_nonce_is_named_in_the_policy_of_its_answer_alone(rf):
    _request, answer = answer_of(rf, lambda request: HttpResponse(str(request.csp_nonce)))
    assert f"'nonce-{answer.content.decode()}'" in answer[HEADER]
    _request, other = answer_of(rf, plain)
    assert "nonce" not in other[HEADER]


def test_a_nonce_that_comes_too_late_is_an_error(rf):
    request, _answer = answer_of(rf, plain)
    with pytest.raises(CSPNonceError):
        str(request.csp_nonce)


def test_a_view_may_have_its_own(rf):
    _request, wider = answer_of(rf, csp_update({"img-src": ["https://pictures.example"]})(plain))
    assert "https://pictures.example" in wider[HEADER]
    _request, exempt = answer_of(rf, csp_exempt()(plain))
    assert not exempt.has_header(HEADER)
    _request, usual = answer_of(rf, plain)
    assert "pictures.example" not in usual[HEADER]


def test_what_an_answer_says_itself_stays(rf):
    _request, answer = answer_of(rf, lambda _request: HttpResponse(headers={HEADER: "sandbox"}))
    assert answer[HEADER] == "sandbox"


def test_changed_settings_count(rf, settings):
    middleware = ContentPolicyMiddleware(plain)
    assert "'self'" in middleware(rf.get("/"))[HEADER]
    settings.CONTENT_SECURITY_POLICY = {"EXCLUDE_URL_PREFIXES": ["/open/"], "DIRECTIVES": {"default-src": [NONE]}}
    assert middleware(rf.get("/"))[HEADER] == "default-src 'none'"
    assert not middleware(rf.get("/open/")).has_header(HEADER)
    settings.CONTENT_SECURITY_POLICY = {"EXCLUDE_URL_PREFIXES": [], "DIRECTIVES": {"default-src": [SELF]}}
    assert middleware(rf.get("/"))[HEADER] == "default-src 'self'"
