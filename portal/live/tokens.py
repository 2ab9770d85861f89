"""What a page may listen to, signed, so that the event stream needs neither session nor database."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.signing import TimestampSigner

MAX_AGE = timedelta(hours=12)


def sign(user_id: int | None, source_ids: Iterable[int]) -> str:
    """The token of one page: its person (None for a visitor) and the sources of its panels."""
    sources = ",".join(str(source_id) for source_id in sorted(set(source_ids)))
    return _signer().sign(f"{user_id or ''}/{sources}")


def read(token: str) -> frozenset[str]:
    """The topics named in a token; raises django.core.signing.BadSignature when it is forged or too old."""
    user_id, _slash, sources = _signer().unsign(token, max_age=MAX_AGE).partition("/")
    topics = {f"source:{source_id}" for source_id in sources.split(",") if source_id}
    return frozenset(topics | {f"user:{user_id}"} if user_id else topics)


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="portal.live")
