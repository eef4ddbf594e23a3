"""Tables of claims, their revisions, the payers' advice, denials and tasks."""

from django.db import models

from almoner.store.models.keys import practice, row_id, to


class Claim(models.Model):
    """Claims and where each stands; the state is checked by `verify` against what happened."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    visit = to("store.Visit")
    coverage = to("store.Coverage")
    payer = to("store.Payer")
    rank = models.IntegerField()
    control = models.TextField()
    payer_control = models.TextField()
    total_cents = models.BigIntegerField()
    service_on = models.DateField()
    state = models.TextField()
    since_on = models.DateField()
    wait_until = models.DateField(null=True)

    class Meta:
        db_table = "claim"


class ClaimRevision(models.Model):
    """Frozen sendings of claims."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    claim = to("store.Claim")
    number = models.IntegerField()
    frequency = models.TextField()
    total_cents = models.BigIntegerField()

    class Meta:
        db_table = "claim_revision"


class Judgement(models.Model):
    """What the edits said of a revision on a later day than its building."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    claim = to("store.Claim")
    revision = to("store.ClaimRevision")
    judged_on = models.DateField()
    policy = models.TextField()

    class Meta:
        db_table = "judgement"


class FindingOverride(models.Model):
    """Findings of a revision that a person decided to pass over, with the reason."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    claim = to("store.Claim")
    revision = to("store.ClaimRevision")
    finding = models.TextField()
    edit = models.TextField()
    reason = models.TextField()
    decided_by = models.TextField()
    decided_on = models.DateField()

    class Meta:
        db_table = "finding_override"


class MendConsent(models.Model):
    """What the practice lets cards mend by themselves, decision by decision."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    card = models.TextField()
    decided_by = models.TextField()
    decided_on = models.DateField()

    class Meta:
        db_table = "mend_consent"


class RuleStop(models.Model):
    """Decisions on warnings that hold claims; the latest of a card counts."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    card = models.TextField()
    reason = models.TextField()
    decided_by = models.TextField()
    decided_on = models.DateField()

    class Meta:
        db_table = "rule_stop"


class Remittance(models.Model):
    """Payments announced by payers (835 transaction sets)."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    interchange = to("store.Interchange")
    payer = to("store.Payer", is_optional=True)
    payer_number = models.TextField()
    trace = models.TextField()
    paid_on = models.DateField()
    received_on = models.DateField()
    amount_cents = models.BigIntegerField()
    state = models.TextField()
    content_sha256 = models.TextField()
    settling = models.JSONField(null=True)

    class Meta:
        db_table = "remittance"


class Advice(models.Model):
    """Payers' decisions on single claims."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    remittance = to("store.Remittance")
    claim = to("store.Claim", is_optional=True)
    ordinal = models.IntegerField()
    control = models.TextField()
    payer_control = models.TextField()
    status = models.TextField()
    paid_cents = models.BigIntegerField(null=True)

    class Meta:
        db_table = "advice"


class Denial(models.Model):
    """Refusals with owner and clock."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    claim = to("store.Claim")
    line = to("store.ChargeLine", is_optional=True)
    patient = to("store.Patient")
    payer = to("store.Payer")
    carc = models.TextField()
    cents = models.BigIntegerField()
    owner = models.TextField()
    due_on = models.DateField()
    state = models.TextField()

    class Meta:
        db_table = "denial"


class Appeal(models.Model):
    """Appeals of refusals, with what came of them."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    denial = to("store.Denial")
    claim = to("store.Claim")
    patient = to("store.Patient")
    level = models.IntegerField()
    state = models.TextField()
    sent_on = models.DateField()

    class Meta:
        db_table = "appeal"


class Task(models.Model):
    """Work for people, each with an owner and a day."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    what = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.BigIntegerField()
    claim = to("store.Claim", is_optional=True)
    patient = to("store.Patient", is_optional=True)
    owner = models.TextField()
    opened_on = models.DateField()
    due_on = models.DateField()
    cents = models.BigIntegerField()
    state = models.TextField()
    asleep_until = models.DateField(null=True)

    class Meta:
        db_table = "task"
