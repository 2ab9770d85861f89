"""Addresses of channels for readers and for feed readers."""

from django.urls import path

from portal.publishing import views

urlpatterns = [
    path("channels/<slug:slug>/", views.show_channel, name="channel"),
    path("channels/<slug:slug>/feed.xml", views.show_feed, name="channel-feed"),
    path("channels/<slug:slug>/<slug:article>/", views.open_article, name="article"),
]
