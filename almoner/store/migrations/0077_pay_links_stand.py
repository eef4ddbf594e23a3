"""One pay link that stands a guarantor, asked when a statement has written all: one closes as another comes."""

from django.db import migrations

_ONE_STANDS = """
DROP INDEX pay_link_stands_once;
ALTER TABLE pay_link ADD CONSTRAINT pay_link_stands_once
  EXCLUDE USING btree (practice_id WITH =, guarantor WITH =) WHERE (state = 'standing')
  DEFERRABLE INITIALLY IMMEDIATE;
"""


class Migration(migrations.Migration):
    """The index as a constraint that waits for the end of its statement."""

    dependencies = [("store", "0076_sorted_lists")]
    operations = [migrations.RunSQL(_ONE_STANDS)]
