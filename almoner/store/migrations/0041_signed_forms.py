"""Forms that patients signed; a row is written once and never changes."""

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

_TABLE = "signed_form"


def guards() -> str:
    made = [
        primary_key(_TABLE, "id"),
        version_key(_TABLE),
        foreign_key(_TABLE, "patient_id", "patient"),
        foreign_key(_TABLE, "appointment_id", "appointment"),
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT"),
        index(_TABLE, "patient_id", "form"),
        check(_TABLE, "is_signed", "form <> '' AND way IN ('drawn', 'typed') AND length(sha256) = 64"),
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """The table with its guards."""

    dependencies = [("store", "0040_audit_by_person")]
    operations = [
        migrations.CreateModel(
            name="SignedForm",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("form", models.TextField()),
                ("signed_on", models.DateField()),
                ("way", models.TextField()),
                ("sha256", models.TextField()),
                (
                    "appointment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to="store.appointment",
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
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
