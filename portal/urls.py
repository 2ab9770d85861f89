"""Every address of the portal."""

from django.urls import include, path
from wagtail.admin import urls as studio_urls

urlpatterns = [
    path("", include("portal.pages.urls")),
    path("", include("portal.pages.gallery.urls")),
    path("", include("portal.pages.sharing.urls")),
    path("", include("portal.uploads.urls")),
    path("", include("portal.reading.urls")),
    path("", include("portal.tastes.urls")),
    path("", include("portal.accounts.urls")),
    path("", include("portal.languages.urls")),
    path("", include("portal.transfer.urls")),
    path("", include("portal.themes.urls")),
    path("", include("portal.offline.urls")),
    path("", include("portal.places.urls")),
    path("", include("portal.search.urls")),
    path("", include("portal.operations.urls")),
    path("", include("portal.websub.urls")),
    path("apps/", include("portal.reading.clients.urls")),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("portal.api.urls")),
    path("", include("portal.publishing.urls")),
    path("studio/", include(studio_urls)),
]

handler400 = "portal.problems.bad_request"
handler404 = "portal.problems.not_found"
handler403 = "portal.problems.forbidden"
handler500 = "portal.problems.broken"
