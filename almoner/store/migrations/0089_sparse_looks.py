"""Indexes of what few rows of a large table are: claims to mend, refusals that are followed, visits that
nobody booked; of a provider's own bookings, of a day's entries, and of what patients owe by how long it has
been quiet.
"""

from django.db import migrations

from almoner.store.migrations._guards import index

_LIVE = "state IN ('open', 'appealed', 'resent', 'upheld')"
_NAMED = 'CREATE INDEX "{name}" ON "{table}" (practice_id, {columns}) WHERE {where};'


class Migration(migrations.Migration):
    """The indexes."""

    dependencies = [("store", "0088_password_acts")]
    operations = [
        migrations.RunSQL(
            index("appointment", "provider_id", "starts_at", "id")
            + index("audit_entry", "effective_on", "id")
            + _NAMED.format(
                name="claim_to_mend_idx", table="claim", columns="id", where="state IN ('held', 'rejected')"
            )
            + _NAMED.format(name="denial_live_due_idx", table="denial", columns="due_on, id", where=_LIVE)
            + _NAMED.format(name="denial_live_carc_idx", table="denial", columns="carc, id", where=_LIVE)
            + _NAMED.format(
                name="visit_unbooked_idx",
                table="visit",
                columns="service_on, id",
                where="appointment_id IS NULL",
            )
            + "CREATE INDEX patient_total_quiet_idx ON patient_total (practice_id, moved_on, line_id) "
            "INCLUDE (patient_id, cents) WHERE cents > 0; DROP INDEX patient_total_cents_patient_id_idx;"
        )
    ]
