"""Addresses of the app: they lie at the root, where browsers look."""

from django.urls import path

from portal.offline import views

urlpatterns = [
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("worker.js", views.worker, name="worker"),
    path("offline/", views.no_network, name="offline"),
]
