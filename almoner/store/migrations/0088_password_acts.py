"""That a person has another password is among the decisions about who may enter."""

from django.db import migrations

from almoner.store.migrations._guards import check

_TABLE = "access_act"


class Migration(migrations.Migration):
    """The acts that are known, with that one."""

    dependencies = [("store", "0087_coded_codes")]
    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {_TABLE} DROP CONSTRAINT {_TABLE}_is_known;"
            + check(_TABLE, "is_known", "act IN ('given', 'taken', 'kept', 'password')")
        ),
    ]
