"""Charge lines that are taken back: the line's next version says so, and the row shows it."""

from django.db import migrations, models

FORWARD = (
    'GRANT UPDATE ON "charge_line" TO almoner_app; '
    'CREATE TRIGGER "charge_line_moves_forward" BEFORE UPDATE ON "charge_line" FOR EACH ROW '
    "EXECUTE FUNCTION chart_moves_forward();"
)


class Migration(migrations.Migration):
    """The column, false in every line from before, and the right to show another version, a later one only."""

    dependencies = [("store", "0038_model_opinion")]
    operations = [
        migrations.AddField("ChargeLine", "is_taken_back", models.BooleanField(default=False)),
        migrations.RunSQL(FORWARD),
    ]
