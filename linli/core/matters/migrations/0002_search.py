"""The search table, and on PostgreSQL the index of what matters are; both are made by hand for each database."""

from django.db import migrations

from linli.core.matters.search import store


def create(apps, schema_editor):
    store.create(schema_editor)


def drop(apps, schema_editor):
    store.drop(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
