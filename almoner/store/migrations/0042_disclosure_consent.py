"""Patients' consents that substance use records are disclosed, and where they were taken back."""

from typing import Any

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

_TABLE = "disclosure_consent"


def guards() -> str:
    made = [primary_key(_TABLE, "id"), version_key(_TABLE)]
    made += [foreign_key(_TABLE, f"{target}_id", target) for target in ("patient", "payer")]
    made += [
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT, UPDATE"),
        index(_TABLE, "patient_id"),
        check(_TABLE, "has_person", "signed_by <> '' AND recorded_by <> ''"),
        check(_TABLE, "has_purpose", "purpose IN ('care_and_payment', 'payment', 'treatment')"),
        check(_TABLE, "ends_after_it_begins", "expires_on IS NULL OR expires_on > signed_on"),
        check(_TABLE, "is_taken_back_by_a_person", "(revoked_on IS NULL) = (revoked_by = '')"),
    ]
    return " ".join(made)


def _reference(model: str, *, is_optional: bool = False) -> Any:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        null=is_optional,
        on_delete=models.DO_NOTHING,
        related_name="+",
        to=f"store.{model}",
    )


class Migration(migrations.Migration):
    """The table with its guards."""

    dependencies = [("store", "0041_signed_forms")]
    operations = [
        migrations.CreateModel(
            name="DisclosureConsent",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                *(
                    (name, models.TextField())
                    for name in ("purpose", "signed_by", "recorded_by", "revoked_by")
                ),
                ("signed_on", models.DateField()),
                *((name, models.DateField(null=True)) for name in ("expires_on", "revoked_on")),
                ("patient", _reference("patient")),
                ("payer", _reference("payer", is_optional=True)),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
