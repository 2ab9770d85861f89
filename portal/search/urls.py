"""Addresses for finding things."""

from django.urls import path

from portal.search import views

urlpatterns = [
    path("search/", views.show_search, name="search"),
    path("search/jump/", views.show_jump, name="jump"),
    path("search/out/", views.lead_out, name="lead_out"),
    path("shortcuts/", views.show_shortcuts, name="shortcuts"),
]
