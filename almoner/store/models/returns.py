"""Tables of money that goes back, and of charges that a card terminal was asked for."""

from django.db import models

from almoner.store.models.keys import practice, row_id, to


class Refund(models.Model):
    """Refunds to patients and payers; the database keeps apart who asks, who approves and who issues."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient", is_optional=True)
    receipt = to("store.Receipt", is_optional=True)
    payer = to("store.Payer", is_optional=True)
    claim = to("store.Claim", is_optional=True)
    cents = models.BigIntegerField()
    state = models.TextField()
    number = models.TextField()
    asked_by = models.TextField()
    decided_by = models.TextField()
    issued_by = models.TextField()
    asked_on = models.DateField()
    issued_on = models.DateField(null=True)
    settled_on = models.DateField(null=True)
    settled_by = models.TextField()

    class Meta:
        db_table = "refund"


class Overpayment(models.Model):
    """Overpayments of payers that were identified, with the last day on which each may be returned."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    claim = to("store.Claim")
    patient = to("store.Patient")
    payer = to("store.Payer")
    cents = models.BigIntegerField()
    identified_on = models.DateField()
    fate = models.TextField()

    class Meta:
        db_table = "overpayment"


class CardCharge(models.Model):
    """Charges that a card terminal was asked for; one whose answer was lost stands as asked."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    receipt = to("store.Receipt", is_optional=True)
    link = to("store.PayLink", is_optional=True)
    cents = models.BigIntegerField()
    state = models.TextField()
    asked_on = models.DateField()

    class Meta:
        db_table = "card_charge"
