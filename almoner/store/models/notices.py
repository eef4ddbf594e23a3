"""Tables of the notices that a front desk gives before a service."""

from django.db import models

from almoner.store.models.keys import practice, row_id, to


class AdvanceNotice(models.Model):
    """Notices that Medicare may not pay, each with what the patient chose."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    appointment = to("store.Appointment", is_optional=True)
    form = to("store.SignedForm", is_optional=True)
    state = models.TextField()
    choice = models.TextField()
    how = models.TextField()
    service_on = models.DateField()
    last_on = models.DateField()
    signed_on = models.DateField(null=True)

    class Meta:
        db_table = "advance_notice"


class MspQuestionnaire(models.Model):
    """What patients with Medicare answered about who pays before it."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    appointment = to("store.Appointment", is_optional=True)
    form = to("store.SignedForm")
    asked_on = models.DateField()
    msp_type = models.TextField()
    confirmed_on = models.DateField(null=True)

    class Meta:
        db_table = "msp_questionnaire"
