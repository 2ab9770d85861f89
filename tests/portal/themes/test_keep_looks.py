"""A look is chosen, previewed and kept by plain forms, for all pages or for one; made sheets come from safe addresses."""

import io
import re

import pytest
from django.test import Client
from PIL import Image

from portal.accounts.models import User
from portal.pages import services as pages
from portal.themes.models import Backdrop

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client) -> User:
    person = User.objects.create_user("ada@example.org", "a-long-password", is_introduced=True)
    pages.create_page(user=person, title="Home")
    client.force_login(person)
    return person


def head(client: Client, address: str = "/") -> str:
    """The page up to its body, with what stands there about looks."""
    return client.get(address).content.decode().partition("<body>")[0]


def photo(size=(3000, 2000), format="JPEG") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "at home"
    Image.new("RGB", size, "#336699").save(out, format, exif=exif)
    return out.getvalue()


def test_a_visitor_keeps_light_and_palette_in_cookies(client):
    client.post("/settings/looks/", {"theme": "light", "palette": "moss"})
    assert 'data-theme="light" data-palette="moss"' in head(client, "/settings/")
    assert User.objects.count() == 0


def test_keep_a_whole_look_and_see_it_on_every_page(client, ada):
    look = {"theme": "dark", "palette": "sea", "size": "large", "density": "compact", "typeface": "serif"}
    client.post("/settings/looks/", look | {"contrast": "high", "background": "gradient"})
    for address in ("/", "/settings/", "/saved/"):
        shown = head(client, address)
        for mark in ('theme="dark"', 'palette="sea"', 'size="large"', 'density="compact"', 'contrast="high"'):
            assert f"data-{mark}" in shown, address
    ada.refresh_from_db()
    assert ada.look == {
        "size": "large", "density": "compact", "typeface": "serif", "contrast": "high", "background": "gradient"
    }  # fmt: skip


def test_keep_an_accent_that_cannot_be_read_says_how_it_was_mended(client, ada):
    told = {"has_accent": "on", "accent": "#FFEE00", "palette": "paper"}
    body = client.post("/settings/looks/", told, follow=True).content.decode()
    assert "By day your colour is used a little darker" in body
    address = re.search(r'href="(/theme/paper-normal-ffee00\.[0-9a-f]{12}\.css)"', head(client))[1]
    sheet = client.get(address)
    assert sheet.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "--accent: light-dark(#" in sheet.content.decode()
    assert "ffee00)" in sheet.content.decode()  # by night it can be read as it is
    assert client.get("/theme/paper-normal-ffee00.css").headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize(
    "told",
    [
        {"has_accent": "on", "accent": "red;} body{background:url(javascript:alert(1))"},
        {"palette": "</style>"},
        {"background": "own-" + "0" * 32},
        {"theme": "expression(alert(1))"},
    ],
)
def test_a_form_of_nonsense_is_refused_beside_its_field(client, ada, told):
    response = client.post("/settings/looks/", {"size": "large"} | told)
    ada.refresh_from_db()
    assert response.status_code == 422
    assert 'class="errorlist"' in response.content.decode()
    assert (ada.theme, ada.palette, ada.look) == ("system", "paper", {})


def test_preview_shows_the_page_in_the_draft_and_keeps_nothing_until_told(client, ada):
    answer = client.post("/settings/looks/", {"theme": "dark", "palette": "clay", "preview": "1"})
    assert answer.headers["Location"].startswith("/settings/looks/preview/?")
    assert "csrf" not in answer.headers["Location"]
    shown = client.get(answer.headers["Location"])
    body = shown.content.decode()
    assert 'data-theme="dark" data-palette="clay"' in body
    assert "Nothing is kept yet" in body
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert 'data-palette="paper"' in head(client)
    form = body[body.index('class="draft-bar"') :]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))
    client.post("/settings/looks/", fields)
    assert 'data-theme="dark" data-palette="clay"' in head(client)


def test_coming_back_from_a_preview_the_draft_is_in_the_form(client, ada):
    body = client.get("/settings/looks/?palette=night&size=large").content.decode()
    assert re.search(r'value="night"[^>]* checked', body)
    assert 'data-palette="paper"' in body[:300]


def test_one_page_looks_otherwise_and_then_like_the_others_again(client, ada):
    second = pages.create_page(user=ada, title="Work").page
    client.post(f"/pages/{second.pk}/look/", {"palette": "ink", "theme": "system"})
    assert 'data-palette="ink"' in head(client, "/p/work/")
    assert 'data-palette="paper"' in head(client)
    second.refresh_from_db()
    assert (second.look, second.version) == ({"palette": "ink"}, 2)
    client.post(f"/pages/{second.pk}/look/", {"like_others": "1"})
    assert 'data-palette="paper"' in head(client, "/p/work/")


def test_a_picture_is_made_small_loses_what_it_knew_and_is_shown_to_its_owner_only(client, ada):
    file = io.BytesIO(photo())
    file.name = "home.jpg"
    answer = client.post("/settings/pictures/", {"picture": file})
    backdrop = Backdrop.objects.get()
    assert f"background=own-{backdrop.token}" in answer.headers["Location"]
    client.post("/settings/looks/", {"background": f"own-{backdrop.token}"})
    address = f"/theme/pictures/{backdrop.token}.webp"
    assert f'<img class="backdrop" alt="" src="{address}">' in client.get("/").content.decode()
    with Image.open(io.BytesIO(client.get(address).content)) as stored:
        assert (stored.format, stored.width, dict(stored.getexif())) == ("WEBP", 1920, {})
    eve = Client()
    eve.force_login(User.objects.create_user("eve@example.org"))
    assert eve.get(address).status_code == 404
    assert Client().get(address).status_code == 404
    client.post(f"/settings/pictures/{backdrop.token}/remove/")
    assert "data-background" not in head(client)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not a picture that can be read"),
        (b"GIF89a" + b"\0" * 20, "not a picture that can be read"),
        (b"\xff\xd8" + b"x" * (8 * 1024 * 1024), "larger than 8 MB"),
    ],
)
def test_a_file_that_is_no_picture_is_refused(client, ada, content, said):
    file = io.BytesIO(content)
    file.name = "x.jpg"
    body = client.post("/settings/pictures/", {"picture": file}, follow=True).content.decode()
    assert said in body
    assert not Backdrop.objects.exists()


@pytest.mark.parametrize("name", ["neon-normal-336699", "paper-normal-33669", "paper-normal-33669z", "paper--336699"])
def test_a_sheet_of_no_look_is_not_found(client, name):
    assert client.get(f"/theme/{name}.css").status_code == 404


@pytest.mark.parametrize("place", ["91.0/0.0", "0.0/181", "nan/0", "x/1", "inf/2"])
def test_a_sun_of_no_place_is_not_found(client, place):
    assert client.get(f"/theme/sun/{place}.css").status_code == 404


@pytest.mark.parametrize("page", ["9" * 5000, "9" * 30, "²", "-1"])
def test_preview_for_a_page_that_is_nonsense_shows_the_home_page(client, ada, page):
    assert client.get("/settings/looks/preview/", {"page": page}).status_code == 200
