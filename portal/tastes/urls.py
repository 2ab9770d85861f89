"""Addresses of what a person tells the guess."""

from django.urls import path

from portal.tastes import remembered, views

urlpatterns = [
    path("for-you/tastes/", views.show_tastes, name="tastes"),
    path("for-you/tastes/add/", views.add_topic, name="taste_add"),
    path("for-you/tastes/withdraw/", views.withdraw, name="taste_withdraw"),
    path("for-you/tastes/<slug:direction>/", views.state, name="taste"),
    path("for-you/tuning/", views.tune, name="tune"),
    path("for-you/pause/", views.pause, name="pause_learning"),
    path("for-you/resume/", views.resume, name="resume_learning"),
    path("for-you/unobserved/", views.look_away, name="unobserved"),
    path("for-you/done/", views.finish, name="for_you_done"),
    path("for-you/again/", views.reopen, name="for_you_again"),
    path("for-you/remembered/", remembered.show, name="remembered"),
    path("for-you/remembered/forget/", remembered.forget, name="forget"),
    path("for-you/remembered/forget-everything/", remembered.forget_everything, name="forget_everything"),
    path("for-you/remembered/download/", remembered.download, name="remembered_download"),
]
