"""Addresses of pictures: only what we signed is read, and pages load pictures from nobody but us."""

import re

import pytest

from widgets import pictures
from widgets.filters import favicon, picture
from widgets.pictures import Wanted, address_of, proxied, read

FAR = "https://pictures.example/ä b.png?a=1&b=2"


def test_a_signed_address_is_read_again():
    assert read(address_of(FAR, 160)) == Wanted(FAR, 160)
    assert read(address_of("/media/a.webp", 160)) == Wanted("/media/a.webp", 160)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.replace("/160/", "/800/"),
        lambda path: path[:12] + ("A" if path[12] != "A" else "B") + path[13:],
        lambda path: path[:-1] + ("A" if path[-1] != "A" else "Q"),
        lambda path: path.rpartition("/")[0] + "/aHR0cDovLzEyNy4wLjAuMS8",
        lambda path: path + "/",
        lambda path: path + "=",
        lambda path: "/pictures/" + "A" * 24 + "/160/_____w",
        lambda path: "/pictures/",
    ],
)
def test_an_address_that_we_did_not_sign_is_nothing(spoil):
    assert read(spoil(address_of(FAR, 160))) is None


def test_another_portal_signs_otherwise(settings):
    ours = address_of(FAR, 160)
    settings.SECRET_KEY = "another" * 8
    assert read(ours) is None


@pytest.mark.parametrize(
    "address",
    ["", "x.png", "//t.example/x.png", "/\\t.example", "javascript:x", "data:image/png;base64,x", "ftp://x/y", "/media/../secret.key", "https://e.example/" + "x" * 2100],
)  # fmt: skip
def test_what_is_no_picture_of_the_web_has_no_address(address):
    assert address_of(address, 160) == ""


def test_templates_load_pictures_from_us_alone():
    assert picture(FAR, 160).startswith("/pictures/")
    assert picture("/media/a.webp", 160).startswith("/pictures/")
    assert picture("/media/a.webp") == "/media/a.webp"
    assert picture("javascript:x") == ""
    assert read(favicon("https://Example.org/deep?x=1")) == Wanted("icon:https://Example.org/", pictures.ICON)
    assert favicon("/p/news/") == favicon("https://[broken") == ""


def test_pictures_in_a_story_come_from_us_and_trackers_go():
    told = proxied(
        '<p>a &lt;img src="x"&gt; <img src="https://e.example/a&amp;b.png" alt="a&gt;&quot;b" width="640"> '
        '<img src="https://t.example/pixel.gif" width="1" height="1"><img><img src="/media/x.png" alt=""></p>'
    )
    sources = re.findall(r'<img src="([^"]*)"', told)
    assert [read(sources[0]), *sources[1:]] == [Wanted("https://e.example/a&b.png", 800), "/media/x.png"]
    assert 'alt="a&gt;&quot;b" width="640"' in told
    assert "t.example" not in told
    assert '&lt;img src="x"&gt;' in told
