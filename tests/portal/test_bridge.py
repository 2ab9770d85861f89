"""The WSGI application behind the ASGI server: bodies, streams, files and addresses arrive as they were sent."""

import tempfile

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.urls import path

from portal.bridge import WsgiBridge
from tests import loop


def echo(request):
    facts = [request.method, request.get_full_path(), request.META["REMOTE_ADDR"], request.scheme, len(request.body)]
    response = HttpResponse(" ".join(map(str, facts)))
    response.set_cookie("a", "1")
    response.set_cookie("b", "2")
    return response


def upload(request):
    return HttpResponse(request.FILES["picture"].size)


def stream(request):
    return StreamingHttpResponse(iter([b"one ", b"two"]))


def file(request):
    return FileResponse(open(request.GET["name"], "rb"))


urlpatterns = [path("écho/", echo), path("upload/", upload), path("stream/", stream), path("file/", file)]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def ask(settings):
    settings.MIDDLEWARE = []

    def ask(target, *, method="GET", chunks=(b"",), headers=(), extensions=(), **options):
        path, _, query = target.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "http_version": "1.1",
            "scheme": "http",
            "headers": [(name.encode(), value.encode()) for name, value in headers],
            "client": ("203.0.113.7", 1234),
            "server": ("testserver", 80),
            "extensions": {name: {} for name in extensions},
        }
        coming = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
        coming[-1]["more_body"] = False
        sent = []

        async def receive():
            return coming.pop(0)

        async def send(message):
            sent.append(message)

        options = {"threads": 1, "max_body": 2_000_000} | options
        loop.run(WsgiBridge(WSGIHandler(), **options)({**scope}, receive, send))
        return sent

    return ask


def test_bridge_carries_method_path_query_address_and_body(ask):
    start, body = ask("/écho/?q=%C3%A9", method="POST", chunks=(b"12", b"345"))
    assert start["status"] == 200
    assert body["body"].decode() == "POST /%C3%A9cho/?q=%C3%A9 203.0.113.7 http 5"
    assert [name for name, _ in start["headers"]].count(b"set-cookie") == 2


def test_bridge_takes_a_large_upload_in_chunks(ask):
    head = b'--x\r\nContent-Disposition: form-data; name="picture"; filename="p.png"\r\n\r\n'
    chunks = (head, *[b"p" * 100_000] * 10, b"\r\n--x--\r\n")
    headers = [("content-type", "multipart/form-data; boundary=x")]
    assert ask("/upload/", method="POST", chunks=chunks, headers=headers)[1]["body"] == b"1000000"


def test_bridge_refuses_a_body_that_is_too_large(ask):
    assert ask("/écho/", method="POST", chunks=(b"123", b"456"), max_body=5)[0]["status"] == 413


def test_bridge_sends_a_stream_chunk_by_chunk(ask):
    _start, *bodies = ask("/stream/")
    assert [message["body"] for message in bodies] == [b"one ", b"two", b""]


def test_bridge_hands_a_file_to_the_server_by_its_path(ask):
    with tempfile.NamedTemporaryFile() as picture:
        picture.write(b"picture")
        picture.flush()
        _start, body = ask(f"/file/?name={picture.name}", extensions=("http.response.pathsend",))
        assert body == {"type": "http.response.pathsend", "path": picture.name}
        assert ask(f"/file/?name={picture.name}")[1]["body"] == b"picture"
        assert ask(f"/file/?name={picture.name}", method="HEAD")[1]["body"] == b""


def test_bridge_believes_only_the_last_proxy(ask):
    headers = [("x-forwarded-for", "198.51.100.1, 192.0.2.9"), ("x_forwarded_for", "6.6.6.6")]
    assert b" 203.0.113.7 " in ask("/écho/", headers=headers)[1]["body"]
    assert b" 192.0.2.9 " in ask("/écho/", headers=headers, behind_proxy=True)[1]["body"]


def test_bridge_does_nothing_for_a_client_that_left():
    sent = []

    async def receive():
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    loop.run(WsgiBridge(None, threads=1, max_body=10)({"type": "http"}, receive, send))
    assert sent == []
