"""What payers agreed to pay, as a practice brought it."""

from django.db import models

from almoner.store.models.keys import practice, row_id, to


class PayerContract(models.Model):
    """Payers' contracts that the practice brought, looked at or in force, by payer, plan and place."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    payer = to("store.Payer")
    plan = to("store.PayerPlan", is_optional=True)
    location = to("store.Location", is_optional=True)
    name = models.TextField()
    brought_by = models.TextField()
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    is_in_force = models.BooleanField()

    class Meta:
        db_table = "payer_contract"
