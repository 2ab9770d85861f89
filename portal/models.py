"""All models of the portal app; each lives in the folder of its feature."""

from portal.accounts.models import AccessToken, Session, User
from portal.pages.models import Page, PageRevision, Panel, Section
from portal.publishing.models import Article, Channel
from portal.reading.models import SavedItem

__all__ = [
    "AccessToken", "Article", "Channel", "Page", "PageRevision", "Panel", "SavedItem", "Section", "Session", "User",
]  # fmt: skip
