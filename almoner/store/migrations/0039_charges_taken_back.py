"""Charge lines that are taken back: the line's next version says so, and the row shows it."""

from django.db import migrations, models

# All that the row shows of its record; whose it is, and which, stays as it was laid.
_SHOWN = (
    "version, visit_id, superbill_id, decision_id, schedule_id, patient_id, provider_id, location_id, "
    "sequence, control, code, units, charge_cents, service_on, is_taken_back"
)
GRANT = f'GRANT UPDATE ({_SHOWN}) ON "charge_line" TO almoner_app;'


class Migration(migrations.Migration):
    """The column, false in every line from before, and the right to show another version."""

    dependencies = [("store", "0038_model_opinion")]
    operations = [
        migrations.AddField("ChargeLine", "is_taken_back", models.BooleanField(default=False)),
        migrations.RunSQL('ALTER TABLE "charge_line" ALTER COLUMN is_taken_back SET DEFAULT false;'),
        migrations.RunSQL(GRANT),
    ]
