"""All models of the portal app; each lives in the folder of its feature."""

from portal.accounts.models import AccessToken, Session, User
from portal.pages.gallery.models import PageTemplate, TemplateEdition
from portal.pages.models import Page, PageRevision, Panel, Section
from portal.pages.sharing.models import Share
from portal.publishing.models import Article, Channel
from portal.reading.models import SavedItem
from portal.themes.models import Backdrop
from portal.transfer.models import ImportFile, ImportJob, ImportProblem

__all__ = [
    "AccessToken",
    "Article",
    "Backdrop",
    "Channel",
    "ImportFile",
    "ImportJob",
    "ImportProblem",
    "Page",
    "PageRevision",
    "PageTemplate",
    "Panel",
    "SavedItem",
    "Section",
    "Session",
    "Share",
    "TemplateEdition",
    "User",
]
