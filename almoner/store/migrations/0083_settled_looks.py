"""What settles over several payments stands beside each payment, and how far a statement went beside each; a
provider's last charges have an index; and how long visits took is kept by their day.
"""

from django.db import migrations, models

from almoner.store.migrations._guards import grants, index, primary_key, row_security

_BIG = models.BigIntegerField
_SETTLED_LATER = (
    '$.provider_level[*] ? (@.code == "AP" || @.code == "C5" || @.code == "FB" || @.code == "WO")'
)
_FILL_SETTLING = f"""
ALTER TABLE remittance NO FORCE ROW LEVEL SECURITY;
UPDATE remittance t SET settling = r.body->'provider_level' FROM record r
WHERE r.practice_id = t.practice_id AND r.id = t.id AND r.version = t.version
  AND r.kind = 'remittance' AND jsonb_path_exists(r.body, '{_SETTLED_LATER}');
ALTER TABLE remittance FORCE ROW LEVEL SECURITY;
DROP INDEX record_settled_later_idx;
"""
_FILL_LEVEL = """
ALTER TABLE statement NO FORCE ROW LEVEL SECURITY;
UPDATE statement t SET level = coalesce((r.body->>'level')::bigint, 1) FROM record r
WHERE r.practice_id = t.practice_id AND r.id = t.id AND r.version = t.version;
ALTER TABLE statement ALTER COLUMN level SET NOT NULL;
ALTER TABLE statement FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    """The columns, filled from the records; the indexes; the table with its guards."""

    dependencies = [("store", "0082_kept_digest")]
    operations = [
        migrations.AddField("Remittance", "settling", models.JSONField(null=True)),
        migrations.AddField("Statement", "level", models.IntegerField(null=True)),
        migrations.RunSQL(_FILL_SETTLING),
        migrations.RunSQL(
            _FILL_LEVEL,
            state_operations=[migrations.AlterField("Statement", "level", models.IntegerField())],
        ),
        migrations.RunSQL(
            index("remittance", "payer_id", "paid_on", "id", where="settling IS NOT NULL")
            + index("statement", "level", "guarantor")
            + "CREATE INDEX charge_line_provider_id_service_on_idx ON charge_line "
            "(practice_id, provider_id, service_on, visit_id) INCLUDE (charge_cents, is_taken_back, id);"
        ),
        migrations.CreateModel(
            name="KeptLag",
            fields=[
                ("practice_id", _BIG()),
                ("service_on", models.DateField(primary_key=True, serialize=False)),
                ("on_day", models.DateField()),
                ("entry_id", _BIG()),
                ("took_ms", models.IntegerField()),
                ("body", models.JSONField()),
            ],
            options={"db_table": "kept_lag"},
        ),
        migrations.RunSQL(
            primary_key("kept_lag", "service_on")
            + row_security("kept_lag")
            + grants("kept_lag", "SELECT, INSERT, UPDATE")
        ),
    ]
