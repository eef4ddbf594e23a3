"""Stages postings by column instead of as JSON, names the payer of a receivable of another rank, and keeps
the receivables by the day of service, so that their age is one short look.
"""

from django.db import migrations, models

from almoner.store.migrations._guards import grants, index, primary_key, row_security

_TABLE = "staged_posting"
_BIG, _TEXT = models.BigIntegerField, models.TextField


_SIDES = " UNION ALL ".join(
    f"SELECT practice_id, {side} AS account, {sign}cents AS cents, payer_id, service_on FROM posting"
    for side, sign in (("debit", ""), ("credit", "-"))
)
_FILL = f"""
INSERT INTO aged_total (practice_id, account, payer_id, service_on, cents)
SELECT practice_id, account, payer, day, sum(cents) FROM (
  SELECT practice_id, account, cents, CASE WHEN account LIKE '%:%' THEN coalesce(payer_id, 0) ELSE 0 END AS payer,
    coalesce(service_on, '0001-01-01') AS day FROM ({_SIDES}) sides
  WHERE account LIKE 'payer_ar:%' OR account LIKE 'denied:%' OR account IN ('patient_ar', 'collections')) moved
GROUP BY practice_id, account, payer, day;
"""


class Migration(migrations.Migration):
    """The staging table is empty between transactions, so that it can be made anew."""

    dependencies = [("store", "0008_code_sets")]
    operations = [
        migrations.DeleteModel(name="StagedPosting"),
        migrations.CreateModel(
            name="StagedPosting",
            fields=[
                ("practice_id", _BIG()),
                ("batch", _BIG()),
                ("part", models.IntegerField(primary_key=True, serialize=False)),
                ("key", _TEXT()),
                ("debit", _TEXT()),
                ("credit", _TEXT()),
                ("cents", _BIG()),
                ("reason", _TEXT()),
                ("effective_on", models.DateField()),
                ("group", _TEXT()),
                ("carc", _TEXT()),
                ("element", _TEXT()),
                ("reverses", _TEXT(null=True)),
                ("rank", models.IntegerField()),
                ("service_on", models.DateField(null=True)),
                ("patient_id", _BIG(null=True)),
                ("visit_id", _BIG(null=True)),
                ("line_id", _BIG(null=True)),
                ("claim_id", _BIG(null=True)),
                ("revision_id", _BIG(null=True)),
                ("payer_id", _BIG(null=True)),
                ("provider_id", _BIG(null=True)),
                ("location_id", _BIG(null=True)),
                ("remittance_id", _BIG(null=True)),
                ("receipt_id", _BIG(null=True)),
                ("other_payer_id", _BIG(null=True)),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(
            f'ALTER TABLE "{_TABLE}" DROP CONSTRAINT "{_TABLE}_pkey"; ALTER TABLE "{_TABLE}" SET UNLOGGED; '
            f"GRANT SELECT, INSERT, DELETE ON {_TABLE} TO almoner_app;" + index(_TABLE, "batch")
        ),
        migrations.AddField(
            model_name="posting",
            name="other_payer",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=models.DO_NOTHING,
                related_name="+",
                to="store.payer",
            ),
        ),
        migrations.CreateModel(
            name="AgedTotal",
            fields=[
                ("practice_id", _BIG()),
                ("account", _TEXT()),
                ("payer_id", _BIG(primary_key=True, serialize=False)),
                ("service_on", models.DateField()),
                ("cents", _BIG()),
            ],
            options={"db_table": "aged_total"},
        ),
        migrations.RunSQL(
            primary_key("aged_total", "account", "payer_id", "service_on")
            + _FILL  # before the rows are guarded by practice: it fills those of all
            + row_security("aged_total")
            + grants("aged_total", "SELECT, INSERT, UPDATE")
        ),
    ]
