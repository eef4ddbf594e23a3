"""The table of what reports need from outside the books."""

from django.db import models

from almoner.store.models.keys import practice, row_id


class CollectionCost(models.Model):
    """What the revenue cycle cost by month, as the practice entered it."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    month_on = models.DateField()
    cents = models.BigIntegerField()
    technology_cents = models.BigIntegerField()

    class Meta:
        db_table = "collection_cost"
