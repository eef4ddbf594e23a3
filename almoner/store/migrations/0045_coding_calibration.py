"""What the coder's scores are worth in a practice, as its own decisions show it, each fit a version."""

from django.db import migrations, models

from almoner.store.migrations._guards import check, grants, index, primary_key, row_security, version_key

_TABLE = "coding_calibration"


def guards() -> str:
    made = (
        primary_key(_TABLE, "id"),
        version_key(_TABLE),
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT, UPDATE"),
        f'CREATE UNIQUE INDEX "{_TABLE}_one_a_practice" ON "{_TABLE}" (practice_id);',
        check(_TABLE, "has_person", "fitted_by <> ''"),
        check(_TABLE, "rests_on_decisions", "decisions > 0 AND accepted BETWEEN 0 AND decisions"),
        index("coding_decision", "patient_id", "decided_on"),
    )
    return " ".join(made)


class Migration(migrations.Migration):
    """The table with its guards, and the decisions by patient."""

    dependencies = [("store", "0044_route_tests")]
    operations = [
        migrations.CreateModel(
            name="CodingCalibration",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("fitted_by", models.TextField()),
                ("fitted_on", models.DateField()),
                ("decisions", models.IntegerField()),
                ("accepted", models.IntegerField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
