"""What the database knows of who opens a page, and of their pages, in one query: it decides what they see."""

from functools import cached_property

from django.http import HttpRequest

from portal.accounts.models import User
from portal.accounts.sessions import SessionStore, database_now, people
from portal.pages import selectors
from portal.pages.models import Page
from portal.rows import fetch

#: A row for each page; one without a page for a person who has none, and without a person for a session of nobody.
ARRIVAL = """
SELECT {person}, session.session_data, {tab}
FROM portal_session session
LEFT JOIN portal_user person ON person.id = session.user_id
LEFT JOIN portal_page page ON page.owner_id = person.id AND page.removed_at IS NULL
LEFT JOIN portal_pagetemplate template ON template.id = page.follows_id
WHERE session.session_key = %s AND session.expire_date > %s
ORDER BY page.position, page.id
""".format(person=people.columns("person"), tab=selectors.TAB)


class Arrival:
    """What was asked about a request before anything else, for those who would ask it again."""

    def __init__(self, session_key: str | None) -> None:
        session_key = SessionStore(session_key).session_key
        self.rows = fetch(ARRIVAL, [session_key, database_now()]) if session_key else []
        self.has_pages = bool(self.rows) and self.rows[0][people.width] is not None
        self.templates = [] if self.has_pages else fetch(selectors.TEMPLATES)

    @cached_property
    def person(self) -> User | None:
        """The session's, whether or not they may still come in."""
        found = self.rows and self.rows[0][0] is not None
        return people.make(self.rows[0][: people.width]) if found else None

    def pages(self) -> list[Page]:
        """The person's, or all templates."""
        rows = [row[people.width :] for row in self.rows] if self.has_pages else self.templates
        return [selectors.tabs.make(row) for row in rows]


def pages_of(request: HttpRequest, user: User | None, language: str) -> list[Page]:
    """As in `selectors`, without asking again what was asked when this request came."""
    arrival: Arrival | None = getattr(request, "arrival", None)
    if arrival is None or arrival.person != user:
        return selectors.pages_of(user, language)
    return selectors.choose_tabs(arrival.pages(), language)
