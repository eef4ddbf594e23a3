"""Charts that are read as one: each patient's row names the chart that is shown, a pair what was said of two."""

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

_PAIR = "chart_pair"
_PATIENT = "patient"
_MERGED = "state = 'merged'"
_BY_NO_PRACTICE = (
    f"ALTER TABLE {_PATIENT} NO FORCE ROW LEVEL SECURITY; UPDATE {_PATIENT} SET chart_id = id; "
    f"ALTER TABLE {_PATIENT} FORCE ROW LEVEL SECURITY;"
)
"""Every practice's rows, by the owner of the table."""


def _to(target: str) -> Any:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=models.DO_NOTHING,
        related_name="+",
        to=f"store.{target}",
    )


def guards() -> str:
    made = [
        primary_key(_PAIR, "id"),
        version_key(_PAIR),
        foreign_key(_PAIR, "survivor_id", _PATIENT),
        foreign_key(_PAIR, "merged_id", _PATIENT),
        row_security(_PAIR),
        grants(_PAIR, "SELECT, INSERT, UPDATE"),
        check(_PAIR, "are_two", "survivor_id <> merged_id"),
        check(_PAIR, "is_known", "state IN ('merged', 'separated', 'two')"),
        index(_PAIR, "survivor_id"),
        index(_PAIR, "merged_id"),
        f"CREATE UNIQUE INDEX {_PAIR}_is_merged_once ON {_PAIR} (practice_id, merged_id) WHERE {_MERGED};",
    ]
    return " ".join(made)


def of_patients() -> str:
    made = [
        foreign_key(_PATIENT, "chart_id", _PATIENT),
        index(_PATIENT, "chart_id"),
        f"CREATE INDEX {_PATIENT}_merged_idx ON {_PATIENT} (practice_id, id, chart_id) WHERE chart_id <> id;",
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """The column with its index of those that were merged, and the table of pairs with its guards."""

    dependencies = [("store", "0079_rare_views")]
    operations = [
        migrations.AddField(
            "patient",
            "chart",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=models.DO_NOTHING,
                related_name="+",
                to="store.patient",
            ),
        ),
        migrations.RunSQL(_BY_NO_PRACTICE),
        migrations.AlterField("patient", "chart", _to("patient")),
        migrations.RunSQL(of_patients()),
        migrations.CreateModel(
            name="ChartPair",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("state", models.TextField()),
                ("decided_by", models.TextField()),
                ("decided_on", models.DateField()),
                ("survivor", _to("patient")),
                ("merged", _to("patient")),
            ],
            options={"db_table": _PAIR},
        ),
        migrations.RunSQL(guards()),
    ]
