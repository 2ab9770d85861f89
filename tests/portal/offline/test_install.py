"""A browser finds what it needs to install the portal, and the worker is told whose each page is."""

import io
import json
import re

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from portal.accounts.models import User
from portal.pages import services

pytestmark = pytest.mark.django_db


def icon_file(address: str) -> bytes:
    name = re.sub(r"\.[0-9a-f]{12}(?=\.png)", "", address.rpartition("/")[2])
    return (settings.BASE_DIR / "static" / "icons" / name).read_bytes()


def test_install_by_a_manifest_with_icons_of_the_sizes_it_names(client):
    answer = client.get("/manifest.webmanifest")
    told = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (told["start_url"], told["scope"], told["display"]) == ("/", "/", "standalone")
    assert {(icon["sizes"], icon["purpose"]) for icon in told["icons"]} == {
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")
    }  # fmt: skip
    for icon in told["icons"]:
        with Image.open(io.BytesIO(icon_file(icon["src"]))) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]


def test_a_page_names_the_manifest_and_the_colour_of_the_bars(client):
    body = client.get("/settings/").content.decode()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in body
    assert body.count('<meta name="theme-color"') == 2
    client.post("/settings/looks/", {"theme": "dark"})
    assert client.get("/settings/").content.decode().count('<meta name="theme-color"') == 1


def test_the_worker_lies_at_the_root_and_knows_its_files(client):
    answer = client.get("/worker.js")
    told = json.loads(re.match(r"self\.FOYER = (\{.*\});", answer.content.decode())[1])
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert told["offline"] == "/offline/"
    assert any("foyer" in file and file.endswith(".css") for file in told["files"])


def test_each_page_says_whose_it_is_and_to_nobody_who(client):
    marks = []
    for name in ("ada", "eve"):
        person = User.objects.create_user(f"{name}@example.org")
        services.create_page(user=person, title="Home")
        browser = Client()
        browser.force_login(person)
        marks.append({browser.get(address).headers["Foyer-Person"] for address in ("/", "/settings/", "/saved/")})
    assert len(marks[0]) == len(marks[1]) == 1
    assert marks[0] != marks[1]
    assert client.get("/").headers["Foyer-Person"] == "visitor"


def test_the_page_for_no_network_knows_nobody(client):
    client.force_login(User.objects.create_user("ada@example.org", name="Ada Lovelace"))
    answer = client.get("/offline/")
    assert "Ada" not in answer.content.decode()
    assert "Foyer-Person" not in answer.headers
