"""Sessions in the database; loading one also loads its person, in the same query."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.utils import timezone

from portal.accounts.models import Session, User
from portal.rows import RawRows

#: Raw, because every page asks it: Django takes ten times longer to build this query than the database to answer it.
PERSON = """
SELECT person.*, session.session_data
FROM portal_session session JOIN portal_user person ON person.id = session.user_id
WHERE session.session_key = %s AND session.expire_date > %s
"""
person_of_session = RawRows(User, PERSON, "session_data")


class SessionStore(DatabaseStore):
    """`loaded_user` is the session's person after a load, for the authentication middleware."""

    loaded_user: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        """Also of nobody, a session without a person; empty, and a new key to come, when there is none at all."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        for person in person_of_session.get([self.session_key, now]):
            self.loaded_user = person
            return self.decode(person.session_data)  # type: ignore[attr-defined]
        return super().load()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session: Any = super().create_model_instance(data)
        session.user_id = int(data["_auth_user_id"]) if "_auth_user_id" in data else None
        return session
