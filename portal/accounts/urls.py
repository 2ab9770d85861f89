"""Addresses of the profile."""

from django.urls import path

from portal.accounts import views

urlpatterns = [
    path("settings/", views.profile, name="settings"),
    path("settings/start/", views.introduce, name="introduce"),
    path("settings/tokens/", views.issue_token, name="token_issue"),
    path("settings/tokens/<int:token_id>/revoke/", views.revoke_token, name="token_revoke"),
]
