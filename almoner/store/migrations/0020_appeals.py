"""Appeals of refusals: one waits for its answer at a time, and each level of a refusal is used once."""

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

_TABLE = "appeal"
_TARGETS = ("denial", "claim", "patient")


def guards() -> str:
    made = [primary_key(_TABLE, "id"), version_key(_TABLE)]
    made += [foreign_key(_TABLE, f"{target}_id", target) for target in _TARGETS]
    made += [
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT, UPDATE"),
        index(_TABLE, "denial_id", "level", is_unique=True),
        index(_TABLE, "state", "sent_on"),
        check(_TABLE, "has_level", "level BETWEEN 1 AND 9"),
        f"CREATE UNIQUE INDEX appeal_waits_once ON {_TABLE} (practice_id, denial_id) WHERE state = 'sent';",
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """The table of appeals with its guards."""

    dependencies = [("store", "0019_takeback_acts")]
    operations = [
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("level", models.IntegerField()),
                ("state", models.TextField()),
                ("sent_on", models.DateField()),
                *(
                    (
                        name,
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=models.DO_NOTHING,
                            related_name="+",
                            to=f"store.{name}",
                        ),
                    )
                    for name in _TARGETS
                ),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
