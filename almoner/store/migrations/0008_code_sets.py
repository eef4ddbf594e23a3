"""The imported code sets: their list and their packs, of the installation (practice 0)."""

from django.db import migrations, models

from almoner.store.migrations._guards import check, grants, index, primary_key, row_security

PIECE = 1 << 20
TABLES = ("code_list", "code_pack", "code_pack_bytes")


def guards() -> str:
    made = [
        primary_key(table, "id") + row_security(table) + grants(table, "SELECT, INSERT") for table in TABLES
    ]
    made += [
        check("code_list", "sha256", "sha256 ~ '^[0-9a-f]{64}$'"),
        index("code_pack", "name", is_unique=True),
        check("code_pack", "name", "name ~ '^[a-z0-9-]{1,40}/[0-9a-f]{24}[.]pack$'"),
        check(
            "code_pack",
            "sha256",
            "sha256 ~ '^[0-9a-f]{64}$' AND left(sha256, 24) || '.pack' = split_part(name, '/', 2)",
        ),
        check("code_pack", "size", "size > 0"),
        check("code_pack_bytes", "ordinal", "ordinal >= 0"),
        check("code_pack_bytes", "size", f"octet_length(content) BETWEEN 1 AND {PIECE}"),
        index("code_pack_bytes", "name", "ordinal", is_unique=True),
        "ALTER TABLE code_pack_bytes ADD CONSTRAINT code_pack_bytes_name_fk FOREIGN KEY (practice_id, name) REFERENCES code_pack (practice_id, name);",
        "ALTER TABLE code_pack_bytes ALTER COLUMN content SET STORAGE EXTERNAL;",  # packs don't shrink
    ]
    return "\n".join(made)


class Migration(migrations.Migration):
    """Three tables that only grow."""

    dependencies = [("store", "0007_authorizations")]
    operations = [
        migrations.CreateModel(
            name="CodeList",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("sha256", models.TextField()),
                ("body", models.TextField()),
                ("saved_at", models.DateTimeField()),
            ],
            options={"db_table": "code_list"},
        ),
        migrations.CreateModel(
            name="CodePack",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("sha256", models.TextField()),
                ("size", models.BigIntegerField()),
            ],
            options={"db_table": "code_pack"},
        ),
        migrations.CreateModel(
            name="CodePackBytes",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("ordinal", models.IntegerField()),
                ("content", models.BinaryField()),
            ],
            options={"db_table": "code_pack_bytes"},
        ),
        migrations.RunSQL(guards()),
    ]
