"""The only way out: every request to somebody else's server passes this guard."""

from widgets.egress.answer import Answer
from widgets.egress.client import Client, check_url
from widgets.egress.headers import freshness
from widgets.egress.journey import Ask
from widgets.egress.many import get_many

__all__ = ["Answer", "Ask", "Client", "check_url", "freshness", "get_many"]
