"""Addresses for taking things along."""

from django.urls import path

from portal.transfer import views

urlpatterns = [
    path("import/", views.bring, name="import"),
    path("import/<int:job_id>/", views.show_job, name="import_job"),
    path("import/<int:job_id>/report/", views.report, name="import_report"),
    path("import/<int:job_id>/cancel/", views.cancel, name="import_cancel"),
    path("import/<int:job_id>/undo/", views.undo, name="import_undo"),
    path("export/", views.take, name="export"),
    path("export/<slug:form>/", views.download, name="export_download"),
]
