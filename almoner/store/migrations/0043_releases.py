"""Claims that were let go and still wait in the outbox, from where they can be called back."""

from django.db import migrations, models

from almoner.store.migrations._guards import check, grants, index, primary_key, row_security, version_key

_TABLE = "release"
# What is over stays so: only what waits moves on.
ONCE = (
    "CREATE FUNCTION release_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF OLD.state <> 'waiting' THEN RAISE EXCEPTION 'a release that is over stays as it is' "
    "USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'release_ends_once'; END IF; "
    f'RETURN NEW; END $$; CREATE TRIGGER "{_TABLE}_ends_once" BEFORE UPDATE ON "{_TABLE}" FOR EACH ROW '
    "EXECUTE FUNCTION release_ends_once();"
)


def guards() -> str:
    made = [primary_key(_TABLE, "id"), version_key(_TABLE), row_security(_TABLE)]
    made += [
        grants(_TABLE, "SELECT, INSERT, UPDATE"),
        index(_TABLE, "leaves_at", where="state = 'waiting'"),
        check(_TABLE, "has_state", "state IN ('waiting', 'gone', 'called_back')"),
        check(_TABLE, "has_person", "released_by <> ''"),
        ONCE,
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """The table with its guards."""

    dependencies = [("store", "0042_disclosure_consent")]
    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("state", models.TextField()),
                ("released_by", models.TextField()),
                ("released_on", models.DateField()),
                ("leaves_at", models.DateTimeField()),
                ("cents", models.BigIntegerField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
