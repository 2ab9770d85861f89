"""Sessions in the database; loading one also loads its person, in the same query."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.utils import timezone

from portal.accounts.models import Session, User
from portal.rows import RawRows, fetch

#: A person, and with them what their session holds.
people = RawRows(User, "session_data")
#: Raw, because every page asks it: Django takes ten times longer to build this query than the database to answer it.
PERSON = """
SELECT {person}, session.session_data
FROM portal_session session JOIN portal_user person ON person.id = session.user_id
WHERE session.session_key = %s AND session.expire_date > %s
""".format(person=people.columns("person"))


class SessionStore(DatabaseStore):
    """`loaded_user` is the session's person after a load, for the authentication middleware.

    Who has already asked for both says so in `known`.
    """

    known: User | None = None
    loaded_user: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        """Also of nobody, a session without a person; empty, and a new key to come, when there is none at all."""
        self.loaded_user = self.known or person_of(self.session_key)
        if self.loaded_user is None:
            return super().load()
        return self.decode(self.loaded_user.session_data)  # type: ignore[attr-defined]

    def _validate_session_key(self, key: str | None) -> bool:
        """What no key can be is none: the database, which refuses some signs, is not asked for it."""
        return bool(super()._validate_session_key(key) and key and key.isascii() and key.isalnum())  # type: ignore[misc]

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session: Any = super().create_model_instance(data)
        session.user_id = int(data["_auth_user_id"]) if "_auth_user_id" in data else None
        return session


def person_of(session_key: str | None) -> User | None:
    return next(map(people.make, fetch(PERSON, [session_key, database_now()])), None)


def database_now() -> Any:
    """As raw queries want it."""
    return connection.ops.adapt_datetimefield_value(timezone.now())
