"""The words of items, with an index of each database's own kind that follows the table by itself."""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = (
    """CREATE VIRTUAL TABLE widgets_itemwords USING fts5(
        title, body, content='widgets_itemtext', content_rowid='item_id', tokenize='unicode61'
    )""",
    """CREATE TRIGGER widgets_itemtext_insert AFTER INSERT ON widgets_itemtext BEGIN
        INSERT INTO widgets_itemwords(rowid, title, body) VALUES (new.item_id, new.title, new.body);
    END""",
    """CREATE TRIGGER widgets_itemtext_delete AFTER DELETE ON widgets_itemtext BEGIN
        INSERT INTO widgets_itemwords(widgets_itemwords, rowid, title, body)
            VALUES ('delete', old.item_id, old.title, old.body);
    END""",
    """CREATE TRIGGER widgets_itemtext_update AFTER UPDATE ON widgets_itemtext BEGIN
        INSERT INTO widgets_itemwords(widgets_itemwords, rowid, title, body)
            VALUES ('delete', old.item_id, old.title, old.body);
        INSERT INTO widgets_itemwords(rowid, title, body) VALUES (new.item_id, new.title, new.body);
    END""",
)
POSTGRESQL = (
    """ALTER TABLE widgets_itemtext ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple'::regconfig, title), 'A') || setweight(to_tsvector('simple'::regconfig, body), 'D')
    ) STORED""",
    "CREATE INDEX widgets_itemtext_vector ON widgets_itemtext USING gin (vector)",
)


def make_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE widgets_itemwords")


class Migration(migrations.Migration):
    dependencies = [
        ("widgets", "0007_websub"),
    ]

    operations = [
        migrations.CreateModel(
            name="ItemText",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="widgets.item",
                    ),
                ),
                ("title", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
            ],
        ),
        migrations.RunPython(make_index, drop_index),
    ]
