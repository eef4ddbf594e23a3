"""The journal: every version of every record, the sealed audit, and memberships."""

from django.conf import settings
from django.db import models

from almoner.store.models.keys import practice, row_id


class Record(models.Model):
    """The truth: each version of each record as it was written; insert only."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    kind = models.TextField()
    body = models.JSONField()
    audit_id = models.BigIntegerField()
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "record"


class AuditEntry(models.Model):
    """One flow: who did what, when and why, sealed over its content and the entry before it; insert only."""

    practice_id = practice()
    id = row_id()
    flow = models.TextField()
    actor = models.TextField()
    reason = models.TextField()
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    record_count = models.IntegerField()
    posting_count = models.IntegerField()
    subjects = models.JSONField()
    digest = models.TextField()
    seal = models.TextField()

    class Meta:
        db_table = "audit_entry"


class FormSent(models.Model):
    """Forms that act once, each with the entry of what it did; insert only."""

    practice_id = practice()
    audit_id = row_id()
    key = models.TextField()
    said = models.TextField()

    class Meta:
        db_table = "form_sent"


class AuditChain(models.Model):
    """The end of a practice's chain of seals; its row is the lock that orders the practice's commits."""

    practice_id = models.BigIntegerField(primary_key=True)
    last_id = models.BigIntegerField()
    seal = models.TextField()
    closed_on = models.DateField(null=True)

    class Meta:
        db_table = "audit_chain"


class Membership(models.Model):
    """Which user may enter which practice, in which role; `is_of_before`: roles were no decisions of record
    when it was given.
    """

    practice_id = practice()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.TextField()
    is_of_before = models.BooleanField(default=False)

    class Meta:
        db_table = "membership"
        constraints = (
            models.UniqueConstraint(fields=["user", "practice_id", "role"], name="membership_once"),
        )


class PersonChoices(models.Model):
    """What a person likes of the screens, whichever practice they enter; nothing of a practice's own."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="choices"
    )
    said = models.JSONField()

    class Meta:
        db_table = "person_choices"


class AccessAct(models.Model):
    """Decisions about who may enter a practice; insert only."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    person = models.TextField()
    act = models.TextField()
    decided_by = models.TextField()
    decided_on = models.DateField()

    class Meta:
        db_table = "access_act"


class WorkView(models.Model):
    """Views of the open work that people keep under a name."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    person = models.TextField()
    name = models.TextField()
    state = models.TextField()

    class Meta:
        db_table = "work_view"
