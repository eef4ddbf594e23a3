"""Looks once a statement whether an advice's record, remittance and claim are there: a remittance brings
thousands of advices, and a look for each row was a sixth of writing it. And looks for the lines of postings as
the tables' owner: row security bends the plan of a look by key where a table's rows were never counted.
"""

from django.db import migrations

_SETTINGS = (
    "SECURITY DEFINER SET search_path = public, pg_temp "
    "SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off"
)
LINES = f"""
ALTER FUNCTION refuse_unknown_line() {_SETTINGS};
ALTER FUNCTION refuse_lost_line() {_SETTINGS};
"""

_REFUSE = (
    "RAISE EXCEPTION 'an advice names what is not there' "
    "USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'advice_{}_fk'"
)
_LOOK = """
  IF EXISTS (SELECT 1 FROM {told} WHERE NOT EXISTS (
      SELECT 1 FROM {target} t WHERE t.practice_id = told.practice_id AND {key})) THEN
    {refuse};
  END IF;"""


def _look(told: str, target: str, key: str, name: str) -> str:
    return _LOOK.format(told=told, target=target, key=key, refuse=_REFUSE.format(name))


_RECORD = ("record", "t.id = told.id AND t.version = told.version", "record")
_REMITTANCE = ("remittance", "t.id = told.remittance_id", "remittance_id")
_CLAIM = ("claim", "t.id = told.claim_id", "claim_id")
_ADVICES = "(SELECT a.* FROM gone JOIN advice a ON a.practice_id = gone.practice_id AND {}) told"


def _function(name: str, *looks: str) -> str:
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {_SETTINGS} AS $$\nBEGIN"
        f"{''.join(looks)}\n  RETURN NULL;\nEND $$;"
    )


def _trigger(name: str, table: str, event: str, function: str) -> str:
    rows = "NEW TABLE AS told" if table == "advice" else "OLD TABLE AS gone"
    return (
        f"CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {rows} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}();"
    )


def _keeping_key(table: str, name: str) -> tuple[str, str]:
    """The key by which an advice names a row never changes. No upsert sets it, so that the look costs none."""
    columns = ("practice_id", "id", *(("version",) if table == "record" else ()))
    changed = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in columns)
    return (
        (
            f"CREATE FUNCTION refuse_other_key_of_{table}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {_REFUSE.format(name)}; END $$;"
        ),
        (
            f"CREATE TRIGGER {table}_keeps_its_key AFTER UPDATE OF {', '.join(columns)} ON {table} "
            f"FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION refuse_other_key_of_{table}();"
        ),
    )


def statements() -> list[str]:
    """Return the guards: of advices that come or change, and of what they name."""
    one = "(SELECT DISTINCT practice_id, remittance_id FROM told) told"
    some = "(SELECT practice_id, claim_id FROM told WHERE claim_id IS NOT NULL) told"
    made = [
        LINES,
        (
            "ALTER TABLE advice DROP CONSTRAINT advice_record_fk, DROP CONSTRAINT advice_remittance_id_fk, "
            "DROP CONSTRAINT advice_claim_id_fk;"
        ),
        _function(
            "refuse_advice_astray", _look("told", *_RECORD), _look(one, *_REMITTANCE), _look(some, *_CLAIM)
        ),
        _trigger("advice_names_its_sides", "advice", "INSERT", "refuse_advice_astray"),
        _trigger("advice_keeps_its_sides", "advice", "UPDATE", "refuse_advice_astray"),
    ]
    for (table, key, name), side in ((_RECORD, "id"), (_REMITTANCE, "remittance_id"), (_CLAIM, "claim_id")):
        function, told = f"refuse_advice_without_{table}", _ADVICES.format(f"a.{side} = gone.id")
        made += [
            _function(function, _look(told, table, key, name)),
            _trigger(f"{table}_of_advice_stays", table, "DELETE", function),
            *_keeping_key(table, name),
        ]
    return made


class Migration(migrations.Migration):
    """The same promises under the same names; `verify` proves them of what stands."""

    dependencies = [("store", "0025_kept_boards")]
    operations = [migrations.RunSQL(sql) for sql in statements()]
