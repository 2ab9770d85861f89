"""Sessions: one query brings session and person, and nothing but the true owner's session works."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import get_user
from django.test import Client
from django.utils import timezone

from portal.accounts.middleware import AuthenticationMiddleware
from portal.accounts.models import Session
from portal.accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


def person_of(key: str | None, rf):
    """Whom the middleware recognizes by this session key."""
    request = rf.get("/")
    request.session = SessionStore(key)
    AuthenticationMiddleware(lambda _request: None).process_request(request)
    return request.user


def signed_in(user) -> str:
    browser = Client()
    browser.force_login(user)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def test_keep_session_takes_one_query(ada, rf, django_assert_num_queries):
    key = signed_in(ada)
    with django_assert_num_queries(1):
        assert person_of(key, rf) == ada


def test_keep_session_knows_its_person(ada):
    assert Session.objects.get(session_key=signed_in(ada)).user == ada


def test_keep_session_ends_with_the_old_password(ada, rf):
    key = signed_in(ada)
    ada.set_password("another-long-password")
    ada.save()
    assert person_of(key, rf).is_anonymous


def test_keep_session_ends_for_an_inactive_person(ada, rf):
    key = signed_in(ada)
    ada.is_active = False
    ada.save()
    assert person_of(key, rf).is_anonymous


def test_keep_session_refuses_tampered_data(ada, rf):
    key = signed_in(ada)
    Session.objects.filter(pk=key).update(session_data="forged:data")
    assert person_of(key, rf).is_anonymous


def test_keep_session_row_of_another_person_is_not_believed(ada, rf, django_user_model):
    """The signed data says who it is; the column beside it is only a shortcut."""
    eve = django_user_model.objects.create_user("eve@example.org", "a-long-password")
    key = signed_in(eve)
    Session.objects.filter(pk=key).update(user=ada)
    assert person_of(key, rf) == eve


def test_keep_session_past_its_time_is_over(ada, rf):
    key = signed_in(ada)
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert person_of(key, rf).is_anonymous


def test_keep_session_answers_as_django_would(ada, rf):
    request = rf.get("/")
    request.session = SessionStore(signed_in(ada))
    assert get_user(request) == ada


def test_keep_session_is_renewed_once_a_day(ada, client):
    client.force_login(ada)
    long_ago = timezone.now() - timedelta(days=50)
    type(ada).objects.update(last_seen_at=long_ago)
    Session.objects.update(expire_date=timezone.now() + timedelta(days=10))
    first, second = client.get("/accounts/email/"), client.get("/accounts/email/")
    ada.refresh_from_db()
    assert ada.last_seen_at > long_ago
    assert Session.objects.get().expire_date > timezone.now() + timedelta(days=59)
    assert [settings.SESSION_COOKIE_NAME in answer.cookies for answer in (first, second)] == [True, False]


def test_change_password_ends_other_sessions_and_tokens(ada, client):
    elsewhere = signed_in(ada)
    ada.access_tokens.model.issue(ada, "script")
    client.force_login(ada)
    new = {"oldpassword": "a-long-password", "password1": "another-long-one", "password2": "another-long-one"}
    assert client.post("/accounts/password/change/", new).status_code == 302
    assert not Session.objects.filter(pk=elsewhere).exists()
    assert not ada.access_tokens.exists()
    assert client.get("/accounts/email/").status_code == 200


@pytest.mark.parametrize("key", ['"abcdefgh\\000ijkl"', "short", '"with space"'])
@pytest.mark.parametrize("address", ["/", "/pages/"])
def test_keep_session_takes_what_can_be_no_key_for_none(key, address):
    answer = Client().get(address, headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={key}"})
    assert answer.status_code == 200
    assert answer.cookies[settings.SESSION_COOKIE_NAME].value == ""  # the browser is to forget it
