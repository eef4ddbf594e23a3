"""What a long run was asked for, and the files that people bring for one."""

from django.db import migrations, models

from almoner.store.migrations._guards import check, grants, primary_key, row_security

_TABLE = "brought_file"


class Migration(migrations.Migration):
    """The column, and the table with its guards."""

    dependencies = [("store", "0072_kept_looks")]
    operations = [
        migrations.AddField("LongRun", "asks", models.JSONField(default=dict)),
        migrations.RunSQL('ALTER TABLE "long_run" ALTER COLUMN "asks" SET DEFAULT \'{}\''),
        migrations.CreateModel(
            name="BroughtFile",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("content", models.BinaryField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(
            primary_key(_TABLE, "id")
            + row_security(_TABLE)
            + grants(_TABLE, "SELECT, INSERT, DELETE")
            + check(_TABLE, "is_bounded", "octet_length(content) <= 67108864")
        ),
    ]
