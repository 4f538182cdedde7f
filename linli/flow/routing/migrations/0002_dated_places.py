from django.db import migrations, models


def let_those_who_could_go_on(apps, schema_editor):
    """Rules and duty list were kept under "registers.edit"; who had that keeps what they could do."""
    for role in apps.get_model("people", "Role").objects.all():
        if "registers.edit" in role.permissions and "routing.edit" not in role.permissions:
            role.permissions = [*role.permissions, "routing.edit"]
            role.save(update_fields=["permissions"])


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
        ('routing', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rule',
            name='place',
            field=models.PositiveSmallIntegerField(verbose_name='次序'),
        ),
        migrations.AddConstraint(
            model_name='rule',
            constraint=models.UniqueConstraint(fields=('place', 'valid_from'), name='rule_place_from'),
        ),
        migrations.AddConstraint(
            model_name='rule',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_from', None)), fields=('place',), name='rule_place_always'),
        ),
        migrations.RunPython(let_those_who_could_go_on, migrations.RunPython.noop),
    ]
