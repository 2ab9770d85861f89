"""Sessions in the database; loading one also loads its person, in the same query."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.utils import timezone

from portal.accounts.models import Session, User

#: Raw, because every page asks it: Django takes ten times longer to build this query than the database to answer it.
PERSON = """
SELECT person.*, session.session_data
FROM portal_session session JOIN portal_user person ON person.id = session.user_id
WHERE session.session_key = %s AND session.expire_date > %s
"""


class SessionStore(DatabaseStore):
    """`loaded_user` is the session's person after a load, for the authentication middleware."""

    loaded_user: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        """Also of nobody, a session without a person; None, and a new key to come, when there is none at all."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        for person in User.objects.raw(PERSON, [self.session_key, now]):
            self.loaded_user = person
            data = person.session_data  # type: ignore[attr-defined]
            return Session(session_key=self.session_key or "", session_data=data, user_id=person.pk)
        return super()._get_session_from_db()  # type: ignore[misc]

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session: Any = super().create_model_instance(data)
        session.user_id = int(data["_auth_user_id"]) if "_auth_user_id" in data else None
        return session
