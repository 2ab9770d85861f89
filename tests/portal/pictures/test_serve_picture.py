"""The picture proxy: signed, guarded, small, kept, and never in the way of a page."""

import asyncio
import http.client
import os
import threading
import time
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from portal.pictures import serving
from portal.pictures.serving import Desk
from portal.pictures.shelf import Shelf
from tests import loop
from tests.upstream.server import Upstream
from widgets.pictures import Wanted, address_of, icon_of


def png(size=(400, 300)):
    file = BytesIO()
    Image.new("RGB", size, "teal").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def desk(tmp_path):
    return Desk(Shelf(tmp_path / "pictures", 10**8))


def ask(desk, *paths, method="GET"):
    """The answers to all of them, asked for at once."""

    async def one(path):
        sent = []

        async def send(message):
            sent.append(message)

        await desk({"type": "http", "method": method, "path": path}, None, send)
        return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]

    async def everything():
        return await asyncio.gather(*map(one, paths))

    return loop.run(everything())


def test_a_picture_is_fetched_once_made_small_and_kept(desk, upstream):
    upstream.serve("/a.png", png())
    path = address_of(f"{upstream.base}/a.png", 160)
    answers = [*ask(desk, path, path, path), *ask(desk, path)]
    for status, headers, body in answers:
        assert status == 200
        assert headers[b"content-type"] == b"image/webp"
        assert headers[b"x-content-type-options"] == b"nosniff"
        assert b"sandbox" in headers[b"content-security-policy"]
        assert Image.open(BytesIO(body)).width == 160
    assert [asked.path for asked in upstream.asked()] == ["/a.png"]
    assert not {"cookie", "referer"} & upstream.asked()[0].headers.keys()


def test_a_disk_without_room_costs_the_picture_and_nothing_else(tmp_path, upstream):
    (tmp_path / "pictures").write_bytes(b"no folder can be made here")
    upstream.serve("/a.png", png())
    answers = ask(Desk(Shelf(tmp_path / "pictures", 10**8)), address_of(f"{upstream.base}/a.png", 160))
    assert [(status, body) for status, _headers, body in answers] == [(404, serving.CLEAR)]


def test_a_script_in_a_picture_comes_to_nothing(desk, upstream):
    upstream.serve(
        "/a.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        headers={"Content-Type": "image/svg+xml"},
    )
    upstream.serve("/a.html", b"<script>alert(1)</script>", headers={"Content-Type": "image/png"})
    for name in ("a.svg", "a.html", "nothing.png"):
        ((status, headers, body),) = ask(desk, address_of(f"{upstream.base}/{name}", 160))
        assert (status, headers[b"content-type"], body) == (404, b"image/gif", serving.CLEAR)


def test_an_address_with_nothing_is_left_alone_for_a_while(desk, upstream):
    path = address_of(f"{upstream.base}/nothing.png", 160)
    ask(desk, path)
    ask(desk, path)
    assert len(upstream.asked()) == 1


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:{port}/a.png", "http://localhost:{port}/a.png", "http://169.254.169.254/latest/", "http://[::1]:{port}/", "http://2130706433:{port}/a.png"],
)  # fmt: skip
def test_a_private_address_is_refused(desk, upstream, settings, address):
    settings.EGRESS_ALLOW = []
    upstream.serve("/a.png", png())
    ((status, _headers, body),) = ask(desk, address_of(address.format(port=upstream.port), 160))
    assert (status, body) == (404, serving.CLEAR)
    assert upstream.asked() == []


def test_a_redirect_into_private_space_is_refused(desk, upstream, settings):
    upstream.serve("/a.png", b"", status=302, headers={"Location": "http://169.254.169.254/x.png"})
    assert ask(desk, address_of(f"{upstream.base}/a.png", 160))[0][0] == 404


def test_nobody_has_a_picture_fetched_that_we_did_not_sign(desk, upstream):
    upstream.serve("/a.png", png())
    path = address_of(f"{upstream.base}/a.png", 160)
    assert [answer[0] for answer in ask(desk, path.replace("/160/", "/900/"), "/pictures/x", "/pictures/" + path)] == [
        404
    ] * 3
    assert ask(desk, path, method="POST")[0][0] == 405
    assert upstream.asked() == []


def test_too_big_a_picture_is_not_read_to_its_end(desk, upstream, monkeypatch):
    monkeypatch.setattr("portal.pictures.fetching.MAX_BYTES", 1000)
    upstream.serve("/a.png", png() + bytes(100_000))
    assert ask(desk, address_of(f"{upstream.base}/a.png", 160))[0][0] == 404


def test_an_old_picture_stays_when_its_address_fails(desk, upstream):
    upstream.serve("/a.png", png())
    address = f"{upstream.base}/a.png"
    ((_status, _headers, first),) = ask(desk, address_of(address, 160))
    kept = desk.shelf.find(Wanted(address, 160))
    os.utime(kept.path, (1, 1))
    upstream.serve("/a.png", b"", status=500)
    ((status, _headers, second),) = ask(desk, address_of(address, 160))
    assert (status, second) == (200, first)
    assert len(upstream.asked()) == 2


def test_a_slow_host_keeps_no_place_from_the_others(desk, upstream, monkeypatch):
    """Two of four threads at most wait for one host; who waits too long gets the clear pixel."""
    monkeypatch.setattr(serving, "PATIENCE_SECONDS", 2.0)
    release = threading.Event()

    def slowly():
        release.wait(5)
        yield png()

    for number in range(6):
        upstream.serve(f"/slow{number}.png", slowly)
    slow = [address_of(f"{upstream.base}/slow{number}.png", 160) for number in range(6)]
    with Upstream() as other:
        other.serve("/quick.png", png())
        # Another name, and so another host, of the same machine.
        quick = address_of(f"http://localhost:{other.port}/quick.png", 160)
        started = time.monotonic()

        async def watch():
            sent = {}

            async def one(path):
                async def send(message):
                    sent.setdefault(path, (message.get("status"), time.monotonic() - started))

                await desk({"type": "http", "method": "GET", "path": path}, None, send)

            await asyncio.gather(*map(one, [*slow, quick]))
            return sent

        sent = loop.run(watch())
        release.set()
    assert sent[quick][0] == 200
    assert sent[quick][1] < 1.9
    assert {sent[path][0] for path in slow} == {404}


def test_the_sign_of_a_site_is_found_by_its_page(desk, upstream):
    upstream.serve("/", b'<link rel="icon" href="/signs/32.png">', headers={"Content-Type": "text/html"})
    upstream.serve("/signs/32.png", png((64, 64)))
    ((status, _headers, body),) = ask(desk, icon_of(f"{upstream.base}/deep/page"))
    assert status == 200
    assert Image.open(BytesIO(body)).size == (32, 32)
    assert [asked.path for asked in upstream.asked()] == ["/favicon.ico", "/", "/signs/32.png"]


def test_our_own_pictures_are_made_small_too(desk):
    name = default_storage.save("images/wide.png", ContentFile(png((800, 600))))
    try:
        ((status, _headers, body),) = ask(desk, address_of(f"/media/{name}", 160))
    finally:
        default_storage.delete(name)
    assert status == 200
    assert Image.open(BytesIO(body)).width == 160
    assert ask(desk, address_of("/media/images/gone.png", 160))[0][0] == 404


def test_the_shelf_throws_out_the_oldest_when_it_is_full(tmp_path):
    shelf = Shelf(tmp_path, most=50_000)
    for number in range(20):
        kept = shelf.put(Wanted(f"https://e.example/{number}", 160), bytes(5000))
        os.utime(kept.path, (number, number))
    shelf.trim()
    left = [number for number in range(20) if shelf.find(Wanted(f"https://e.example/{number}", 160))]
    assert left == list(range(11, 20))


def test_the_server_serves_pictures_beside_pages(server, upstream):
    upstream.serve("/a.png", png())
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", address_of(f"{upstream.base}/a.png", 160))
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/webp")
    assert Image.open(BytesIO(answer.read())).width == 160
    connection.close()
