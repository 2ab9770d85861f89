"""Addresses of the gallery and of page templates."""

from django.urls import path

from portal.pages.gallery import views

urlpatterns = [
    path("pages/gallery/", views.show_gallery, name="gallery"),
    path("pages/gallery/<slug:interest>/", views.look_at_interest, name="interest_look"),
    path("pages/<int:page_id>/detach/", views.detach_page, name="page_detach"),
    path("pages/<int:page_id>/template/", views.new_template, name="template_new"),
    path("templates/", views.show_desk, name="templates"),
    path("templates/<int:template_id>/", views.edit_template, name="template_edit"),
    path("templates/<int:template_id>/look/", views.look_at_template, name="template_look"),
    path("templates/<int:template_id>/copy/", views.copy_template, name="template_copy"),
    path("templates/<int:template_id>/follow/", views.follow_template, name="template_follow"),
    path("templates/<int:template_id>/publish/", views.publish_edition, name="template_publish"),
    path("templates/<int:template_id>/withdraw/", views.withdraw_template, name="template_withdraw"),
    path("templates/<int:template_id>/offer/", views.offer_template, name="template_offer"),
]
