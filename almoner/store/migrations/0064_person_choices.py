"""What people like of the screens: kept by user, as who may sign in is."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from almoner.store.migrations._guards import check

_TABLE = "person_choices"


def guards() -> str:
    return " ".join(
        (
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON {_TABLE} TO almoner_app;",
            check(_TABLE, "are_named", "jsonb_typeof(said) = 'object' AND length(said::text) < 20000"),
        )
    )


class Migration(migrations.Migration):
    """The table with its guards."""

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("store", "0063_notices"),
    ]
    operations = [
        migrations.CreateModel(
            name="PersonChoices",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="choices",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("said", models.JSONField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
