"""Sending a form: through the same guard, and to nobody but whom it was meant for."""

import pytest

from tests.upstream import Upstream
from widgets.base import FetchError
from widgets.egress import Client

FORM = {"hub.mode": "subscribe", "hub.secret": "ü & = 1"}


def test_post_sends_the_form(upstream):
    answer = Client().post(upstream.serve("/hub", "taken", status=202), FORM)
    (asked,) = upstream.asked("/hub")
    assert (answer.status, asked.method, asked.form) == (202, "POST", FORM)
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"


def test_post_leaves_nothing_behind_for_the_next_request(upstream):
    Client().post(upstream.serve("/hub", "taken"), FORM)
    Client().get(upstream.url("/hub"))
    assert [(asked.method, asked.form) for asked in upstream.asked("/hub")] == [("POST", FORM), ("GET", {})]


@pytest.mark.parametrize("status", [307, 308])
def test_post_is_sent_again_on_the_same_server_only(upstream, status):
    upstream.serve("/b", "taken")
    assert Client().post(upstream.redirect("/a", "/b", status), FORM).body == b"taken"
    assert upstream.asked("/b")[0].form == FORM
    with Upstream() as other, pytest.raises(FetchError, match="sends us to another one"):
        Client().post(upstream.redirect("/c", other.serve("/d", "stolen"), status), FORM)
    assert not other.asked()


@pytest.mark.parametrize("status", [301, 302, 303])
def test_post_asks_only_where_it_is_sent_on(upstream, status):
    upstream.serve("/b", "seen")
    assert Client().post(upstream.redirect("/a", "/b", status), FORM).body == b"seen"
    assert (upstream.asked("/b")[0].method, upstream.asked("/b")[0].form) == ("GET", {})


def test_post_is_guarded_like_everything_else(upstream):
    for url in ("http://10.0.0.1/hub", upstream.redirect("/a", "http://169.254.169.254/", 307)):
        with pytest.raises(FetchError) as caught:
            Client().post(url, FORM)
        assert caught.value.code == "refused"
