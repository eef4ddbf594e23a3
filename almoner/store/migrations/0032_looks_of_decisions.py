"""Lets the looks by key of decisions and notes see their tables as the owner: row security bends the plan of a
look by key where a table's rows were never counted.
"""

from django.db import migrations

_AS_OWNER = "SECURITY DEFINER SET search_path = public, pg_temp"
FUNCTIONS = ("refuse_undecided_charge", "refuse_decision_over_another_note")


class Migration(migrations.Migration):
    """The same promises; each look names the practice of the row that it is for."""

    dependencies = [("store", "0031_dictation")]
    operations = [migrations.RunSQL(f"ALTER FUNCTION {name}() {_AS_OWNER};") for name in FUNCTIONS]
