"""Notices that Medicare may not pay, and what patients answered about who pays before it."""

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

_NOTICE, _ASKED = "advance_notice", "msp_questionnaire"
_SIGNED = "(state = 'signed') <= (choice <> '' AND how <> '' AND signed_on IS NOT NULL)"


def guards() -> str:
    made = [
        primary_key(_NOTICE, "id"),
        version_key(_NOTICE),
        foreign_key(_NOTICE, "patient_id", "patient"),
        foreign_key(_NOTICE, "appointment_id", "appointment"),
        foreign_key(_NOTICE, "form_id", "signed_form"),
        row_security(_NOTICE),
        grants(_NOTICE, "SELECT, INSERT, UPDATE"),
        index(_NOTICE, "patient_id", "state"),
        index(_NOTICE, "state", "service_on"),
        check(_NOTICE, "has_what_it_says_when_signed", _SIGNED),
        check(_NOTICE, "is_signed_where_it_says", "(how = 'screen') = (form_id IS NOT NULL)"),
        primary_key(_ASKED, "id"),
        version_key(_ASKED),
        foreign_key(_ASKED, "patient_id", "patient"),
        foreign_key(_ASKED, "appointment_id", "appointment"),
        foreign_key(_ASKED, "form_id", "signed_form"),
        row_security(_ASKED),
        grants(_ASKED, "SELECT, INSERT, UPDATE"),
        index(_ASKED, "patient_id", "asked_on"),
    ]
    return " ".join(made)


def _to(table: str, *, is_optional: bool = False) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        null=is_optional,
        on_delete=models.DO_NOTHING,
        related_name="+",
        to=f"store.{table}",
    )


class Migration(migrations.Migration):
    """The tables with their guards."""

    dependencies = [("store", "0062_drawer_counts")]
    operations = [
        migrations.CreateModel(
            name="AdvanceNotice",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("patient", _to("patient")),
                ("appointment", _to("appointment", is_optional=True)),
                ("form", _to("signedform", is_optional=True)),
                ("state", models.TextField()),
                ("choice", models.TextField()),
                ("how", models.TextField()),
                ("service_on", models.DateField()),
                ("last_on", models.DateField()),
                ("signed_on", models.DateField(null=True)),
            ],
            options={"db_table": _NOTICE},
        ),
        migrations.CreateModel(
            name="MspQuestionnaire",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("patient", _to("patient")),
                ("appointment", _to("appointment", is_optional=True)),
                ("form", _to("signedform")),
                ("asked_on", models.DateField()),
                ("msp_type", models.TextField()),
                ("confirmed_on", models.DateField(null=True)),
            ],
            options={"db_table": _ASKED},
        ),
        migrations.RunSQL(guards()),
    ]
