"""All models of the portal app; each lives in the folder of its feature."""

from portal.accounts.models import AccessToken, Session, User
from portal.pages.gallery.models import PageTemplate, TemplateEdition
from portal.pages.models import Page, PageRevision, Panel, Section
from portal.pages.sharing.models import Share
from portal.publishing.models import Article, Channel
from portal.publishing.notices.models import Notice
from portal.reading.models import SavedItem, SavedLink
from portal.reading.rules.models import Rule
from portal.reading.state.models import Following, ItemMark, Sweep
from portal.search.keeping.models import SavedSearch
from portal.themes.models import Backdrop
from portal.transfer.models import ImportFile, ImportJob, ImportProblem
from portal.uploads.models import PanelPicture

__all__ = [
    "AccessToken",
    "Article",
    "Backdrop",
    "Channel",
    "Following",
    "ImportFile",
    "ImportJob",
    "ImportProblem",
    "ItemMark",
    "Notice",
    "Page",
    "PageRevision",
    "PageTemplate",
    "Panel",
    "PanelPicture",
    "Rule",
    "SavedItem",
    "SavedLink",
    "SavedSearch",
    "Section",
    "Session",
    "Share",
    "Sweep",
    "TemplateEdition",
    "User",
]
