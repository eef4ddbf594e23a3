"""Looks for overlapping policies of one rank once a statement, and no longer once a row: two policies may then
change their ranks with one another.
"""

from django.db import migrations

_OVERLAPS = (
    "ALTER TABLE coverage DROP CONSTRAINT coverage_never_overlaps; "
    "ALTER TABLE coverage ADD CONSTRAINT coverage_never_overlaps EXCLUDE USING gist "
    "(practice_id WITH =, patient_id WITH =, rank WITH =, daterange(since_on, until_on) WITH &&){};"
)


class Migration(migrations.Migration):
    """One constraint, looked at later."""

    dependencies = (("store", "0020_appeals"),)
    operations = (
        migrations.RunSQL(
            _OVERLAPS.format(" DEFERRABLE INITIALLY IMMEDIATE"), reverse_sql=_OVERLAPS.format("")
        ),
    )
