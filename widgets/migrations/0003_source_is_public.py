from django.db import migrations, models
from django.db.migrations.state import StateApps


def open_channels(apps: StateApps, schema_editor: object) -> None:
    """What the catalogue names is marked when it is next loaded, which follows every migrate."""
    apps.get_model("widgets", "Source").objects.filter(kind="channel").exclude(state="gone").update(is_public=True)


class Migration(migrations.Migration):

    dependencies = [
        ('widgets', '0002_catalogue_standard_hash'),
    ]

    operations = [
        migrations.AddField(
            model_name='source',
            name='is_public',
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(open_channels, migrations.RunPython.noop),
    ]
