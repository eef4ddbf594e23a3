"""Long runs: work over many records that goes on after its page is left. They hold ids and never patient data."""

from django.db import migrations, models

from almoner.store.migrations._guards import check, grants, index, primary_key, row_security

_TABLE = "long_run"


def guards() -> str:
    made = [
        primary_key(_TABLE, "id"),
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT, UPDATE"),
        index(_TABLE, "begun_by", "id", where="NOT is_put_away"),
        check(_TABLE, "has_person", "begun_by <> ''"),
        check(_TABLE, "has_state", "state IN ('going', 'stopped', 'done')"),
        check(
            _TABLE, "has_subjects", "jsonb_typeof(subjects) = 'array' AND jsonb_array_length(subjects) > 0"
        ),
        check(_TABLE, "has_problems", "jsonb_typeof(problems) = 'array'"),
        check(_TABLE, "is_within", "done BETWEEN 0 AND jsonb_array_length(subjects)"),
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """The table with its guards."""

    dependencies = [("store", "0055_patient_total")]
    operations = [
        migrations.CreateModel(
            name="LongRun",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("sort", models.TextField()),
                ("begun_by", models.TextField()),
                ("begun_on", models.DateField()),
                ("state", models.TextField()),
                ("subjects", models.JSONField()),
                ("done", models.IntegerField()),
                ("problems", models.JSONField()),
                ("is_put_away", models.BooleanField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
