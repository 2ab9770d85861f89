"""Addresses for finding things."""

from django.urls import path

from portal.search import views
from portal.search.keeping import views as keeping

urlpatterns = [
    path("search/", views.show_search, name="search"),
    path("search/jump/", views.show_jump, name="jump"),
    path("search/out/", views.lead_out, name="lead_out"),
    path("searches/", keeping.show_searches, name="searches"),
    path("searches/keep/", keeping.keep, name="search_keep"),
    path("searches/<int:search_id>/panel/", keeping.put_on_page, name="search_panel"),
    path("searches/<int:search_id>/<slug:verb>/", keeping.act, name="search_act"),
    path("searches/<int:search_id>/feed/<str:secret>/", keeping.show_feed, name="search_feed"),
    path("shortcuts/", views.show_shortcuts, name="shortcuts"),
]
