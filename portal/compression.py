"""Compresses pages on their way out, lightly: the highest levels cost more time than the page itself."""

import re
import zlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

SMALLEST = 1000
LEVEL = 1
GZIP_WINDOW = 31  # zlib's way to say: with gzip's header and checksum
accepts_gzip = re.compile(r"\bgzip\b")


def is_accepted(request: HttpRequest) -> bool:
    return accepts_gzip.search(request.headers.get("Accept-Encoding", "")) is not None


def pack(body: bytes) -> bytes:
    packer = zlib.compressobj(LEVEL, wbits=GZIP_WINDOW)
    return packer.compress(body) + packer.flush()


class CompressionMiddleware:
    """Tokens in pages are masked anew for each answer, so that their length tells nothing (BREACH)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.streaming or len(response.content) < SMALLEST or response.has_header("Content-Encoding"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if is_accepted(request):
            response.content = pack(response.content)
            response["Content-Encoding"] = "gzip"
            if response.has_header("Content-Length"):
                response["Content-Length"] = str(len(response.content))
            if (etag := response.get("ETag", "")).startswith('"'):
                response["ETag"] = f"W/{etag}"
        return response
