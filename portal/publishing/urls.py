"""Addresses of channels for readers and for feed readers, their pictures, and the studio's door."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from portal.publishing import views

urlpatterns = [
    # Wagtail's own sign-in knows no second factor and no rate limit.
    path("studio/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    # There is no page tree to explore.
    re_path(r"^studio/pages/", RedirectView.as_view(pattern_name="wagtailadmin_home")),
    path("channels/<slug:slug>/", views.show_channel, name="channel"),
    path("channels/<slug:slug>/feed.xml", views.show_feed, name="channel-feed"),
    path("channels/<slug:slug>/<slug:article>/", views.open_article, name="article"),
    path("media/<path:path>", views.show_picture),
]
