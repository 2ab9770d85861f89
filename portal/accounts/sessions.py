"""Sessions in the database; loading one also loads its person, in the same query."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.exceptions import SuspiciousOperation  # type: ignore[attr-defined]
from django.utils import timezone

from portal.accounts.models import Session, User


class SessionStore(DatabaseStore):
    """`loaded_user` is the session's person after a load, for the authentication middleware."""

    loaded_user: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        try:
            session = Session.objects.select_related("user").get(
                session_key=self.session_key, expire_date__gt=timezone.now()
            )
        except (Session.DoesNotExist, SuspiciousOperation):
            self._session_key = None
            return None
        self.loaded_user = session.user
        return session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session: Any = super().create_model_instance(data)
        session.user_id = int(data["_auth_user_id"]) if "_auth_user_id" in data else None
        return session
