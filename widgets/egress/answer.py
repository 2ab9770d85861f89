"""What comes back from somebody else's server."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from widgets.base import FetchError


@dataclass(slots=True)
class Answer:
    """A 2xx or 304 answer, of a probe any. `moved_to` is set when only permanent redirects led to `url`.

    `seconds` is what the last exchange took; `certificate_ends` is known of probes over https.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    moved_to: str = ""
    seconds: float = 0.0
    certificate_ends: datetime | None = None

    def text(self) -> str:
        """The body as text, in the charset of the headers; what cannot be read becomes a replacement sign."""
        charset = self.headers.get("content-type", "").lower().partition("charset=")[2].partition(";")[0]
        try:
            return self.body.decode(charset.strip(" \"'") or "utf-8", errors="replace")
        except LookupError:
            return self.body.decode("utf-8", errors="replace")

    def json(self) -> Any:
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise FetchError("not-json", _("The service sent an answer that cannot be read.")) from None
