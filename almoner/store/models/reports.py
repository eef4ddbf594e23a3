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


class KeptVariance(models.Model):
    """What payers allowed against their contracts, as it was counted last; a row a practice."""

    practice_id = practice()
    on_day = models.DateField()
    entry_id = models.BigIntegerField(primary_key=True)
    took_ms = models.IntegerField()
    body = models.JSONField()
    digest = models.TextField(default="")

    class Meta:
        db_table = "kept_variance"


class KeptOwed(models.Model):
    """What was owed on each line (or claim) in each account when it was counted last, and when its visit was
    first billed; `verify` counts it again. `thing` is the line, or by its negative number the claim.
    """

    practice_id = practice()
    place = models.BigIntegerField(primary_key=True)
    on_day = models.DateField()
    entry_id = models.BigIntegerField()
    definition = models.TextField()
    account = models.TextField()
    line_id = models.BigIntegerField(null=True)
    patient_id = models.BigIntegerField(null=True)
    visit_id = models.BigIntegerField(null=True)
    claim_id = models.BigIntegerField(null=True)
    service_on = models.DateField()
    payer_id = models.BigIntegerField()
    cents = models.BigIntegerField()
    sent_on = models.DateField(null=True)
    thing = models.BigIntegerField()

    class Meta:
        db_table = "kept_owed"


class KeptLag(models.Model):
    """How long the visits of a day of service took to their signatures and charges, and their late lines, as
    they were counted last; `verify` counts those again after which nothing was entered.
    """

    practice_id = practice()
    service_on = models.DateField(primary_key=True)
    on_day = models.DateField()
    entry_id = models.BigIntegerField()
    took_ms = models.IntegerField()
    body = models.JSONField()

    class Meta:
        db_table = "kept_lag"


class KeptBoard(models.Model):
    """The indicators of a period as they were counted of a day and as known at an audit entry; `verify`
    counts the newest of each period again.
    """

    practice_id = practice()
    on_day = models.DateField()
    entry_id = models.BigIntegerField(primary_key=True)
    period = models.TextField(default="3m")
    definitions = models.TextField()
    took_ms = models.IntegerField()
    body = models.JSONField()

    class Meta:
        db_table = "kept_board"


class KeptPreview(models.Model):
    """What posting a large payment would do, as it was planned while it waits; a row a payment. `verify`
    plans it again.
    """

    practice_id = practice()
    remittance_id = models.BigIntegerField(primary_key=True)
    keep_id = models.BigIntegerField()
    version = models.IntegerField()
    on_day = models.DateField()
    entry_id = models.BigIntegerField()
    rests_on = models.TextField()
    body = models.TextField()

    class Meta:
        db_table = "kept_preview"


class KeptPreviewPart(models.Model):
    """What posting a large payment would do to one of its claims, as it was kept with the whole."""

    practice_id = practice()
    remittance_id = models.BigIntegerField(primary_key=True)
    ordinal = models.BigIntegerField()
    keep_id = models.BigIntegerField()
    body = models.TextField()

    class Meta:
        db_table = "kept_preview_part"


class KeptStanding(models.Model):
    """Where payers stood with the practice after their payments through a day; a row a practice. `verify`
    makes it again.
    """

    practice_id = models.BigIntegerField(primary_key=True)
    through_on = models.DateField()
    payments = models.BigIntegerField()
    print = models.BigIntegerField()
    body = models.TextField()

    class Meta:
        db_table = "kept_standing"


class KeptReceivable(models.Model):
    """What was owed by age at the end of a day, as it was counted later; a row a day. While it holds,
    `verify` counts it again.
    """

    practice_id = practice()
    on_day = models.DateField(primary_key=True)
    entry_id = models.BigIntegerField()
    definition = models.TextField()
    body = models.JSONField()

    class Meta:
        db_table = "kept_receivable"
