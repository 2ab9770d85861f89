"""Addresses for operators."""

from django.urls import path

from portal.operations import views

urlpatterns = [
    path("health/live", views.live),
    path("health/ready", views.ready),
    path("metrics", views.show_metrics),
]
