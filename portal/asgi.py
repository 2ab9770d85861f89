"""The portal as one ASGI application: event stream and pictures directly, everything else through WSGI in threads."""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

from django.conf import settings

from portal.bridge import Receive, Scope, Send, WsgiBridge
from portal.wsgi import application as pages
from widgets.pictures import PREFIX

from portal.live.stream import stream  # isort: skip  (needs the settings)
from portal.pictures.serving import Desk  # isort: skip
from portal.pictures.shelf import Shelf  # isort: skip

bridge = WsgiBridge(
    pages,
    threads=settings.WEB_THREADS,
    max_body=settings.WEB_MAX_BODY,
    behind_proxy=settings.SECURE_PROXY_SSL_HEADER is not None,
)
pictures = Desk(Shelf(settings.PICTURES_DIR, settings.PICTURES_MAX_BYTES))


async def application(scope: Scope, receive: Receive, send: Send) -> Any:
    if scope["type"] != "http":
        raise ValueError("Foyer speaks HTTP only: start the server without websockets and lifespan.")
    answer = stream if scope["path"] == "/live" else pictures if scope["path"].startswith(PREFIX) else bridge
    await answer(scope, receive, send)
