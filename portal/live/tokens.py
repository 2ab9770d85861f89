"""What a page may listen to, signed, so that the event stream needs neither session nor database."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.signing import TimestampSigner

MAX_AGE = timedelta(hours=12)


def sign(user_id: int | None, source_ids: Iterable[int], share_id: int | None = None) -> str:
    """The token of one page: its person (None for a visitor), the sources of its panels, the door to a shared page."""
    sources = ",".join(str(source_id) for source_id in sorted(set(source_ids)))
    return _signer().sign(f"{user_id or ''}/{sources}" + (f"/{share_id}" if share_id else ""))


def read(token: str) -> frozenset[str]:
    """The topics named in a token; raises django.core.signing.BadSignature when it is forged or too old."""
    user_id, sources, share_id = [*_signer().unsign(token, max_age=MAX_AGE).split("/"), "", ""][:3]
    topics = {f"source:{source_id}" for source_id in sources.split(",") if source_id}
    topics |= {f"user:{user_id}"} if user_id else set()
    return frozenset(topics | {f"share:{share_id}"} if share_id else topics)


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="portal.live")
