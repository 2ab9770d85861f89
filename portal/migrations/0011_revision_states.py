"""Revisions learn which state of the page they show, so that undo and redo go many steps."""

from typing import Any

from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def number_states(apps: Any, _schema_editor: Any) -> None:
    """What was written before counts as one change after the other, each of a new state."""
    revisions = apps.get_model("portal", "PageRevision").objects
    earlier = revisions.filter(page=OuterRef("page"), version__lt=OuterRef("version")).order_by("-version")
    revisions.update(state=F("version"), before=Subquery(earlier.values("version")[:1]))


class Migration(migrations.Migration):
    dependencies = [("portal", "0010_for_you_version")]

    operations = [
        migrations.AddField("pagerevision", "state", models.PositiveIntegerField(default=0), preserve_default=False),
        migrations.AddField("pagerevision", "before", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("pagerevision", "restored", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("pagerevision", "device", models.CharField(blank=True, max_length=60)),
        migrations.RunPython(number_states, migrations.RunPython.noop),
    ]
