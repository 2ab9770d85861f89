"""Addresses of shared pages."""

from django.urls import path

from portal.pages.sharing import views

urlpatterns = [
    path("shared/<str:name>/", views.show_shared, name="shared"),
    path("shared/<str:name>/panels/<int:panel_id>/", views.show_shared_panel, name="shared_panel"),
    path("shared/<str:name>/read/<int:item_id>/", views.read_shared, name="shared_read"),
    path("shared/<str:name>/copy/", views.copy_shared, name="shared_copy"),
    path("pages/<int:page_id>/share/", views.share_page, name="page_share"),
    path("shares/<int:share_id>/renew/", views.renew_link, name="share_renew"),
    path("shares/<int:share_id>/revoke/", views.revoke_share, name="share_revoke"),
]
