"""Looks once a statement, and no longer once a row, whether postings name charge lines that there are, which took
a quarter of writing them; and drops an index of postings that no query asks.
"""

from django.db import migrations

_REFUSE = "RAISE EXCEPTION 'postings name a charge line that is not there' USING {};".format(
    "ERRCODE = 'foreign_key_violation', CONSTRAINT = 'posting_line_id_fk'"
)
# A session keeps the plan that it makes for its first statement, be it of one posting or of fifty thousand: only
# the look by the key serves both.
_BY_KEY = "SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off"
_IS_HERE = "(SELECT 1 FROM charge_line l WHERE l.practice_id = {0}.practice_id AND l.id = {0}.{1})"

GUARD = f"""
ALTER TABLE posting DROP CONSTRAINT posting_line_id_fk;
CREATE FUNCTION refuse_unknown_line() RETURNS trigger LANGUAGE plpgsql {_BY_KEY} AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh WHERE line_id IS NOT NULL AND NOT EXISTS {_IS_HERE.format("fresh", "line_id")}) THEN
    {_REFUSE}
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER posting_names_lines AFTER INSERT ON posting REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_unknown_line();
CREATE FUNCTION refuse_lost_line() RETURNS trigger LANGUAGE plpgsql {_BY_KEY} AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM gone JOIN posting p ON p.practice_id = gone.practice_id AND p.line_id = gone.id
             WHERE NOT EXISTS {_IS_HERE.format("gone", "id")}) THEN
    {_REFUSE}
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER charge_line_stays AFTER DELETE ON charge_line REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_lost_line();
CREATE TRIGGER charge_line_keeps_id AFTER UPDATE ON charge_line REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_lost_line();
DROP INDEX posting_audit_id_idx;
"""


class Migration(migrations.Migration):
    """The same promise in both directions, under the same name; `verify` proves it of what stands."""

    dependencies = [("store", "0014_money_back")]
    operations = [migrations.RunSQL(GUARD)]
