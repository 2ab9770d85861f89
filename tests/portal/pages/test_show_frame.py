"""The document behind a frame: its own policy, its owner's eyes only."""

import pytest

from portal.errors import InvalidSettings
from portal.pages import services

pytestmark = pytest.mark.django_db


def frame(client, ada, page, kind, settings):
    panel = services.add_panel(user=ada, page_id=page.pk, kind=kind, settings=settings).panel
    client.force_login(ada)
    return panel, client.get(f"/panels/{panel.pk}/frame/")


def policy(answer):
    return dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))


def test_html_is_shut_in_and_asks_nobody(client, ada, eve, page):
    panel, answer = frame(client, ada, page, "html", {"markup": "<script>alert(1)</script>"})
    assert answer.content.endswith(b"<script>alert(1)</script>")
    told = policy(answer)
    assert told["sandbox"] == "allow-scripts allow-forms"
    assert (told["default-src"], told["frame-ancestors"]) == ("'none'", "'self'")
    assert "connect-src" not in told
    assert "alert(1)" not in client.get("/").content.decode()
    client.force_login(eve)
    assert client.get(f"/panels/{panel.pk}/frame/").status_code == 404


def test_html_may_ask_others_only_where_the_person_said_so(client, ada, page):
    _panel, answer = frame(client, ada, page, "html", {"markup": "x", "network": True})
    assert policy(answer)["default-src"] == "https: data:"
    assert "allow-same-origin" not in policy(answer)["sandbox"]


@pytest.mark.parametrize(("theme", "scheme"), [("dark", "dark"), ("light", "light"), ("system", "light dark")])
def test_html_is_light_or_dark_as_the_page_is(client, ada, page, theme, scheme):
    ada.theme = theme
    ada.save()
    _panel, answer = frame(client, ada, page, "html", {"markup": "<p>x"})
    assert f'<meta name="color-scheme" content="{scheme}">' in answer.content.decode()


def test_embed_shows_one_site_and_escapes_its_address(client, ada, page):
    _panel, answer = frame(client, ada, page, "embed", {"url": "https://maps.example/?a=1&b='\"><script>"})
    assert policy(answer)["frame-src"] == "https://maps.example"
    assert b"<script>" not in answer.content
    assert b'sandbox="allow-scripts allow-forms"' in answer.content


@pytest.mark.parametrize(
    "url", ["http://maps.example/", "javascript:alert(1)", "https://127.0.0.1/", "data:text/html,x"]
)
def test_embed_refuses_what_is_not_safe(client, ada, page, url):
    with pytest.raises(InvalidSettings):
        services.add_panel(user=ada, page_id=page.pk, kind="embed", settings={"url": url})


def test_other_kinds_have_no_frame(client, ada, page):
    assert frame(client, ada, page, "clock", {})[1].status_code == 404


def test_pages_allow_frames_of_their_own_only(client, ada, page):
    client.force_login(ada)
    told = policy(client.get("/"))
    assert (told["frame-src"], told["frame-ancestors"]) == ("'self'", "'none'")
