"""Without a script a search box leads on through a page of ours: to the services of the table only, and by no log."""

import pytest

pytestmark = pytest.mark.django_db


def ask(client, engine, words):
    return client.post("/search/out/", {"engine": engine, "q": words})


def test_lead_out_goes_on_to_the_service(client):
    response = ask(client, "ecosia", "green <tea>")
    assert response["Refresh"] == "0; url=https://www.ecosia.org/search?q=green+%3Ctea%3E"
    assert response["Referrer-Policy"] == "no-referrer"
    assert 'href="https://www.ecosia.org/search?q=green+%3Ctea%3E"' in response.content.decode()


def test_lead_out_follows_a_bang_in_the_readers_language(client):
    response = client.post("/search/out/", {"engine": "ecosia", "q": "!w Tee"}, headers={"accept-language": "de"})
    assert response["Refresh"].endswith("search-redirect.php?language=de&search=Tee")


@pytest.mark.parametrize("words", ["x\r\nSet-Cookie: a=b", "שלום 😀", "%0d%0a%s%l"])
def test_lead_out_bears_any_words(client, words):
    response = ask(client, "ecosia", words)
    assert response["Refresh"].startswith("0; url=https://www.ecosia.org/search?q=")
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("engine", ["", "https://evil.example/?q=%s", "altavista"])
def test_lead_out_knows_no_other_address(client, engine):
    response = ask(client, engine, "tea")
    assert response.status_code == 404
    assert "Refresh" not in response


def test_lead_out_takes_no_words_from_an_address(client):
    assert client.get("/search/out/?engine=ecosia&q=tea").status_code == 405
