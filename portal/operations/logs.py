"""Log lines that name the request or the task they belong to, as text for a terminal or as JSON for a machine."""

import json
import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from celery.signals import task_postrun, task_prerun
from django.http import HttpRequest, HttpResponse

#: The id of the request or task at work in this thread, "-" outside of both.
work_id: ContextVar[str] = ContextVar("work_id", default="-")
SECRET_LINK = re.compile(r"(/shared/[0-9a-f]{6})[0-9a-f]{10,}")
ACCEPTABLE = re.compile(r"[A-Za-z0-9._-]{8,64}")


def name_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware that gives each request an id: the proxy's, if it sent one, else a new one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("x-request-id", "")
        name = given if ACCEPTABLE.fullmatch(given) else secrets.token_hex(8)
        token = work_id.set(name)
        try:
            response = get_response(request)
        finally:
            work_id.reset(token)
        response["X-Request-ID"] = name
        return response

    return middleware


@task_prerun.connect
def name_task(task_id: str, **_kwargs: object) -> None:
    work_id.set(task_id)


@task_postrun.connect
def forget_task(**_kwargs: object) -> None:
    work_id.set("-")


class NameWork(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.work_id = work_id.get()
        return True


class HideLinks(logging.Filter):
    """The address of a shared page is a secret: who may read the log may not read the page."""

    def filter(self, record: logging.LogRecord) -> bool:
        told = record.getMessage()
        if (hidden := SECRET_LINK.sub(r"\1…", told)) != told:
            record.msg, record.args = hidden, ()
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "work": getattr(record, "work_id", "-"),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def configuration(*, style: str, level: str) -> dict[str, Any]:
    """Django's LOGGING: everything to the standard error, from `level` on."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"work": {"()": NameWork}, "links": {"()": HideLinks}},
        "formatters": {
            "text": {"format": "{levelname} {name} [{work_id}] {message}", "style": "{"},
            "json": {"()": JsonFormatter},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": style, "filters": ["work", "links"]}},
        "root": {"handlers": ["console"], "level": level},
        # Django's own would mail administrators and stay silent on a server.
        "loggers": {"django": {"handlers": [], "level": level, "propagate": True}},
    }


def report_errors(dsn: str) -> None:
    """To Sentry, or a server that speaks like it; without an address nothing is even imported."""
    if dsn:
        import sentry_sdk  # noqa: PLC0415

        sentry_sdk.init(dsn, send_default_pii=False, traces_sample_rate=0.0)
