"""The only way out: every request to somebody else's server passes this guard."""

from widgets.egress.answer import Answer
from widgets.egress.client import Client, check_url
from widgets.egress.headers import freshness

__all__ = ["Answer", "Client", "check_url", "freshness"]
