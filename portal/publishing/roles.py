"""Who may do what in the studio: editors write and submit, chief editors publish; made after every migrate."""

from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)
from wagtail.snippets.models import create_extra_permissions

from portal.accounts.models import User
from portal.publishing.models import Article

EDITORS, CHIEF_EDITORS = "Editors", "Chief editors"
WORKFLOW = "Editorial review"

PERMISSIONS = {
    EDITORS: {"access_admin", "add_article", "change_article", "lock_article", "unlock_article", "view_channel"},
    CHIEF_EDITORS: {
        "access_admin", "add_article", "change_article", "delete_article", "publish_article", "lock_article",
        "unlock_article", "add_channel", "change_channel", "delete_channel", "view_channel",
        "add_pagetemplate", "change_pagetemplate", "add_notice", "change_notice", "delete_notice",
    },
}  # fmt: skip
PICTURE_PERMISSIONS = {
    EDITORS: {"add_image", "choose_image"},
    CHIEF_EDITORS: {"add_image", "change_image", "delete_image", "choose_image"},
}


def ensure_after_migrate(apps: Apps, **kwargs: Any) -> None:
    """Listens to post_migrate, which also comes after migrating backwards, when there are no articles any more."""
    if apps.is_installed("portal") and ("portal", "article") in {
        (model._meta.app_label, model._meta.model_name) for model in apps.get_models()
    }:
        ensure_roles()


def ensure_roles() -> None:
    """Adds what is missing and takes nothing away: an operator may give a group more."""
    for label in ("portal", "wagtailadmin", "wagtailimages"):
        create_permissions(installed.get_app_config(label), verbosity=0)
    create_extra_permissions(installed.get_app_config("wagtailsnippets"), verbosity=0)
    pictures = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for name in (EDITORS, CHIEF_EDITORS):
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*_permissions(PERMISSIONS[name], "portal", "wagtailadmin"))
        for permission in _permissions(PICTURE_PERMISSIONS[name], "wagtailimages"):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=pictures, permission=permission)
    _ensure_workflow(Group.objects.get(name=CHIEF_EDITORS))


def mark_staff(instance: User | Group, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Listens to joining and leaving: with `is_staff`, a page knows who may enter the studio without asking."""
    if action in {"post_add", "post_remove", "post_clear"}:
        people = User.objects.filter(pk__in=pk_set or ()) if reverse else User.objects.filter(pk=instance.pk)
        is_editor = Exists(Group.objects.filter(user=OuterRef("pk"), name__in=[EDITORS, CHIEF_EDITORS]))
        people.filter(is_superuser=False).update(is_staff=is_editor)


def _permissions(codenames: set[str], *app_labels: str) -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label__in=app_labels, codename__in=codenames))


def _ensure_workflow(reviewers: Group) -> None:
    article = ContentType.objects.get_for_model(Article)
    if WorkflowContentType.objects.filter(content_type=article).exists():
        return
    task, _ = GroupApprovalTask.objects.get_or_create(name=WORKFLOW)
    task.groups.add(reviewers)
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowContentType.objects.create(workflow=workflow, content_type=article)
