"""Boards of indicators as they were counted in the night, and the provider of what is owed: receivables are kept
by provider too, so that their age by provider is one short look.
"""

from django.db import migrations, models

from almoner.store.migrations._guards import check, foreign_key, grants, primary_key, row_security

_BOARD, _AGED = "kept_board", "aged_total"
_SIDES = " UNION ALL ".join(
    f"SELECT practice_id, {side} AS account, {sign}cents AS cents, rank, payer_id, other_payer_id, provider_id, "
    "service_on FROM posting"
    for side, sign in (("debit", ""), ("credit", "-"))
)
_FILL = f"""
ALTER TABLE {_AGED} DISABLE ROW LEVEL SECURITY;
DELETE FROM {_AGED};
INSERT INTO {_AGED} (practice_id, account, payer_id, provider_id, service_on, cents)
SELECT practice_id, account, payer, provider, day, sum(cents) FROM (
  SELECT practice_id, account, cents, coalesce(provider_id, 0) AS provider,
    coalesce(service_on, '0001-01-01') AS day, CASE
      WHEN account NOT LIKE '%:%' THEN 0
      WHEN other_payer_id IS NOT NULL AND account NOT LIKE '%:' || rank THEN other_payer_id
      ELSE coalesce(payer_id, 0) END AS payer
  FROM ({_SIDES}) sides
  WHERE account LIKE 'payer_ar:%' OR account LIKE 'denied:%' OR account IN ('patient_ar', 'collections')) moved
GROUP BY 1, 2, 3, 4, 5;
ALTER TABLE {_AGED} ENABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    """The table of boards with its guards; the cached receivables are filled again, by provider."""

    dependencies = [("store", "0024_chart")]
    operations = [
        migrations.CreateModel(
            name="KeptBoard",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("on_day", models.DateField()),
                ("entry_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("definitions", models.TextField()),
                ("took_ms", models.IntegerField()),
                ("body", models.JSONField()),
            ],
            options={"db_table": _BOARD},
        ),
        migrations.RunSQL(
            primary_key(_BOARD, "on_day", "entry_id", "definitions")
            + foreign_key(_BOARD, "entry_id", "audit_entry")
            + row_security(_BOARD)
            + grants(_BOARD, "SELECT, INSERT")
            + check(_BOARD, "took_some_time", "took_ms >= 0")
        ),
        migrations.AddField("agedtotal", "provider_id", models.BigIntegerField(default=0)),
        migrations.RunSQL(
            f"ALTER TABLE {_AGED} DROP CONSTRAINT {_AGED}_pkey, "
            "ADD PRIMARY KEY (practice_id, account, payer_id, provider_id, service_on);" + _FILL
        ),
    ]
