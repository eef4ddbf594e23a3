"""The digest of a variance that was kept, so that `verify` finds a changed cell of it."""

from django.db import migrations, models

_EMPTY = 'ALTER TABLE "kept_variance" ALTER COLUMN "digest" SET DEFAULT \'\''


class Migration(migrations.Migration):
    """The column; what was kept before has none until the next night."""

    dependencies = [("store", "0081_general_ledger")]
    operations = [
        migrations.AddField("KeptVariance", "digest", models.TextField(default="")),
        migrations.RunSQL(_EMPTY),
    ]
