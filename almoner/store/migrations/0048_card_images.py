"""Pictures of policies' cards; a row is written once and never changes."""

from django.db import migrations, models

from almoner.store.migrations._guards import (
    check,
    foreign_key,
    grants,
    index,
    primary_key,
    row_security,
    version_key,
)

_TABLE = "card_image"


def guards() -> str:
    made = [
        primary_key(_TABLE, "id"),
        version_key(_TABLE),
        foreign_key(_TABLE, "patient_id", "patient"),
        foreign_key(_TABLE, "coverage_id", "coverage"),
        foreign_key(_TABLE, "picture_id", "interchange"),
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT"),
        index(_TABLE, "patient_id", "coverage_id"),
        check(_TABLE, "has_a_side", "side IN ('front', 'back')"),
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """The table with its guards."""

    dependencies = [("store", "0047_access_acts")]
    operations = [
        migrations.CreateModel(
            name="CardImage",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("side", models.TextField()),
                ("taken_on", models.DateField()),
                (
                    "coverage",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to="store.coverage",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to="store.interchange",
                    ),
                ),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
