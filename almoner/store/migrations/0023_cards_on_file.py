"""Cards that are kept at the processor to pay a plan's parts: the consent, and no number of a card."""

from django.db import migrations, models

from almoner.store.migrations._guards import (
    check,
    foreign_key,
    grants,
    primary_key,
    row_security,
    version_key,
)

_TABLE = "card_on_file"
_STANDING = "state = 'standing'"


def guards() -> str:
    made = [primary_key(_TABLE, "id"), version_key(_TABLE)]
    made += [
        foreign_key(_TABLE, "patient_id", "patient"),
        foreign_key(_TABLE, "plan_id", "payment_plan"),
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT, UPDATE"),
        check(_TABLE, "has_consent", "agreed_by <> '' AND text_version <> ''"),
        check(_TABLE, "keeps_four_digits", "last_four ~ '^[0-9]{4}$'"),
        f"CREATE UNIQUE INDEX card_on_file_stands_once ON {_TABLE} (practice_id, plan_id) WHERE {_STANDING};",
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """The table with its guards."""

    dependencies = [("store", "0022_forms_sent")]
    operations = [
        migrations.CreateModel(
            name="CardOnFile",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("last_four", models.TextField()),
                ("agreed_by", models.TextField()),
                ("agreed_on", models.DateField()),
                ("text_version", models.TextField()),
                ("state", models.TextField()),
                *(
                    (
                        name,
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=models.DO_NOTHING,
                            related_name="+",
                            to=f"store.{target}",
                        ),
                    )
                    for name, target in (("patient", "patient"), ("plan", "paymentplan"))
                ),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
