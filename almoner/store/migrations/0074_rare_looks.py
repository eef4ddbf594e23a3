"""What is rare among much, found without the rest: payments that settle over several, files that went out, codes
that were suggested, the bank's echoes by their amounts, lines by their day and open work by what it is.
"""

from django.db import migrations

from almoner.store.migrations._guards import index

_SETTLED_LATER = (
    '$.provider_level[*] ? (@.code == "AP" || @.code == "C5" || @.code == "FB" || @.code == "WO")'
)


class Migration(migrations.Migration):
    """The indexes; the one of all provider-level amounts, most of which settle at once, goes."""

    dependencies = [("store", "0073_brought_files")]
    operations = [
        migrations.RunSQL(
            "DROP INDEX record_provider_level_idx;"
            "CREATE INDEX record_settled_later_idx ON record (practice_id, id, version) WHERE kind = 'remittance' "
            f"AND jsonb_path_exists(body, '{_SETTLED_LATER}');"
            "CREATE INDEX interchange_out_idx ON interchange (practice_id, id) WHERE direction = 'out';"
            "CREATE INDEX deposit_echo_cents_idx ON deposit (practice_id, cents) WHERE deposit_kind = 'echo';"
            "CREATE INDEX charge_line_service_on_idx ON charge_line (practice_id, service_on) "
            "INCLUDE (provider_id, visit_id, charge_cents) WHERE NOT is_taken_back;"
            + index("coding_decision", "decided_on", "visit_id", where="suggested_code <> ''")
            + index("task", "what", "due_on", where="state = 'open'")
        )
    ]
