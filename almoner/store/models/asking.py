"""Tables of how patients are asked for money: marks, payment plans, placed debts, good-faith estimates."""

from django.db import models

from almoner.store.models.keys import practice, row_id, to


class BillingMark(models.Model):
    """What stands on a patient's account that changes whether money is asked of them."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    sort = models.TextField()
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "billing_mark"


class PaymentPlan(models.Model):
    """Agreements to pay in parts; a patient has one open at a time."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    agreed_on = models.DateField()
    state = models.TextField()

    class Meta:
        db_table = "payment_plan"


class CardOnFile(models.Model):
    """Cards kept at the processor that pay a plan's parts, with who agreed to it; one stands a plan."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    plan = to("store.PaymentPlan")
    last_four = models.TextField()
    agreed_by = models.TextField()
    agreed_on = models.DateField()
    text_version = models.TextField()
    state = models.TextField()

    class Meta:
        db_table = "card_on_file"


class PayLink(models.Model):
    """Links by which guarantors see and pay what they owe; of a token its hash alone is kept."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    statement = to("store.Statement")
    patient = to("store.Patient")
    guarantor = models.TextField()
    digest = models.TextField()
    state = models.TextField()
    made_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        db_table = "pay_link"


class GuarantorChoice(models.Model):
    """In which language a guarantor is written to; one a guarantor."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    guarantor = models.TextField()
    language = models.TextField()
    chosen_on = models.DateField()

    class Meta:
        db_table = "guarantor_choice"


class Placement(models.Model):
    """Charge lines in a collection agency's hands; a line is placed once at a time."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    batch_id = models.BigIntegerField()
    agency = models.TextField()
    patient = to("store.Patient")
    line = to("store.ChargeLine")
    cents = models.BigIntegerField()
    placed_on = models.DateField()
    state = models.TextField()

    class Meta:
        db_table = "placement"


class EstimateNotice(models.Model):
    """Good-faith estimates given to patients who pay by themselves."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    provider = to("store.Provider", is_optional=True)
    appointment = to("store.Appointment", is_optional=True)
    service_on = models.DateField()
    due_on = models.DateField()
    delivered_on = models.DateField(null=True)

    class Meta:
        db_table = "estimate_notice"
