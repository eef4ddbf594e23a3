"""Views of the open work that people keep under a name."""

from django.db import migrations, models

from almoner.store.migrations._guards import (
    check,
    grants,
    index,
    primary_key,
    row_security,
    version_key,
)

_TABLE = "work_view"


def guards() -> str:
    return " ".join(
        (
            primary_key(_TABLE, "id"),
            version_key(_TABLE),
            row_security(_TABLE),
            grants(_TABLE, "SELECT, INSERT, UPDATE"),
            index(_TABLE, "person", "lower(name)", where="state = 'kept'", is_unique=True),
            check(_TABLE, "has_names", "person <> '' AND name <> ''"),
            check(_TABLE, "is_known", "state IN ('kept', 'gone')"),
        )
    )


class Migration(migrations.Migration):
    """The table with its guards."""

    dependencies = [("store", "0052_comments")]
    operations = [
        migrations.CreateModel(
            name="WorkView",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("person", models.TextField()),
                ("name", models.TextField()),
                ("state", models.TextField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
