"""Links by which guarantors pay: of a token the hash alone, one that stands a guarantor."""

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

_TABLE = "pay_link"
_STANDING = "state = 'standing'"


def _to(target: str, *, is_optional: bool = False) -> Any:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        null=is_optional,
        on_delete=models.DO_NOTHING,
        related_name="+",
        to=f"store.{target}",
    )


def guards() -> str:
    return " ".join(
        [
            primary_key(_TABLE, "id"),
            version_key(_TABLE),
            foreign_key(_TABLE, "statement_id", "statement"),
            foreign_key(_TABLE, "patient_id", "patient"),
            row_security(_TABLE),
            grants(_TABLE, "SELECT, INSERT, UPDATE"),
            check(_TABLE, "keeps_a_hash", "digest ~ '^[0-9a-f]{64}$'"),
            check(_TABLE, "ends", "until_on > made_on"),
            index(_TABLE, "digest", is_unique=True),
            index(_TABLE, "statement_id"),
            f"CREATE UNIQUE INDEX pay_link_stands_once ON {_TABLE} (practice_id, guarantor) WHERE {_STANDING};",
            foreign_key("card_charge", "link_id", _TABLE),
            index("card_charge", "link_id", where="link_id IS NOT NULL"),
        ]
    )


class Migration(migrations.Migration):
    """The table with its guards, and the charges that came by a link."""

    dependencies = [("store", "0069_kept_periods")]
    operations = [
        migrations.CreateModel(
            name="PayLink",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("guarantor", models.TextField()),
                ("digest", models.TextField()),
                ("state", models.TextField()),
                ("made_on", models.DateField()),
                ("until_on", models.DateField()),
                ("statement", _to("statement")),
                ("patient", _to("patient")),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.AddField("cardcharge", "link", _to("paylink", is_optional=True)),
        migrations.RunSQL(guards()),
    ]
