"""The tables of what people do to balances, and say of what payers take back."""

from django.db import models

from almoner.store.models.keys import practice, row_id, to


class BalanceAct(models.Model):
    """Acts of people on balances: asked for, signed, posted, taken back; nobody signs their own."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    reason = models.TextField()
    state = models.TextField()
    cents = models.BigIntegerField()
    alone_cents = models.BigIntegerField()
    proposed_by = models.TextField()
    proposed_on = models.DateField()
    decided_by = models.TextField()
    patient = to("store.Patient", is_optional=True)
    claim = to("store.Claim", is_optional=True)

    class Meta:
        db_table = "balance_act"


class PayerCall(models.Model):
    """Calls to payers about claims."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    claim = to("store.Claim")
    patient = to("store.Patient")
    payer = to("store.Payer")
    called_by = models.TextField()
    called_on = models.DateField()
    next_on = models.DateField(null=True)

    class Meta:
        db_table = "payer_call"


class TakebackAct(models.Model):
    """What people found a payer's takeback to be about."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    payer = to("store.Payer")
    remittance = to("store.Remittance")
    claim = to("store.Claim", is_optional=True)
    number = models.IntegerField()
    cents = models.BigIntegerField()
    decided_by = models.TextField()
    decided_on = models.DateField()

    class Meta:
        db_table = "takeback_act"
