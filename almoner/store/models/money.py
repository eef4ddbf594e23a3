"""Tables of postings and of patient money. A posting is one row with both sides, so it always balances."""

from django.db import models

from almoner.store.models.keys import practice, row_id, to


class Posting(models.Model):
    """Movements of money; insert only. A trigger holds them to charge lines, `verify` to the rest."""

    practice_id = practice()
    id = row_id()
    audit_id = models.BigIntegerField()
    key = models.TextField()
    debit = models.TextField()
    credit = models.TextField()
    cents = models.BigIntegerField()
    reason = models.TextField()
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    group = models.TextField()
    carc = models.TextField()
    element = models.TextField()
    reverses = models.TextField(null=True)
    patient = to("store.Patient", is_optional=True)
    visit = to("store.Visit", is_optional=True)
    line = to("store.ChargeLine", is_optional=True)
    claim = to("store.Claim", is_optional=True)
    revision = to("store.ClaimRevision", is_optional=True)
    payer = to("store.Payer", is_optional=True)
    rank = models.IntegerField()
    provider = to("store.Provider", is_optional=True)
    location = to("store.Location", is_optional=True)
    service_on = models.DateField(null=True)
    remittance = to("store.Remittance", is_optional=True)
    receipt = to("store.Receipt", is_optional=True)
    other_payer = to("store.Payer", is_optional=True)

    class Meta:
        db_table = "posting"


class AccountTotal(models.Model):
    """Cached debits and credits of an account; `verify` recomputes them."""

    practice_id = practice()
    account = models.TextField(primary_key=True)
    debit_cents = models.BigIntegerField()
    credit_cents = models.BigIntegerField()

    class Meta:
        db_table = "account_total"


class AgedTotal(models.Model):
    """Cached receivables by account, payer (0: nobody's but the patient's), provider (0: none) and day of
    service, so that their age is one short look; `verify` recomputes them.
    """

    practice_id = practice()
    account = models.TextField()
    payer_id = models.BigIntegerField(primary_key=True)
    provider_id = models.BigIntegerField(default=0)
    service_on = models.DateField()
    cents = models.BigIntegerField()

    class Meta:
        db_table = "aged_total"


class DueTotal(models.Model):
    """Cached receivables by account, payer and provider over all days of service, so that of the days only
    the latest are read for an age; `verify` recomputes them.
    """

    practice_id = practice()
    account = models.TextField()
    payer_id = models.BigIntegerField()
    provider_id = models.BigIntegerField(primary_key=True)
    cents = models.BigIntegerField()

    class Meta:
        db_table = "due_total"


class DayTotal(models.Model):
    """Cached debits and credits by day, account and reason, with the last audit entry that moved them, so
    that a month is one short look; `verify` recomputes them.
    """

    practice_id = practice()
    effective_on = models.DateField(primary_key=True)
    account = models.TextField()
    reason = models.TextField()
    debit_cents = models.BigIntegerField()
    credit_cents = models.BigIntegerField()
    last_entry_id = models.BigIntegerField()

    class Meta:
        db_table = "day_total"


class PatientTotal(models.Model):
    """Cached balances of what patients owe by charge line (0: none) and the last day that moved each, so that
    who owes, and who paid too much, is one short look; `verify` recomputes them.
    """

    practice_id = practice()
    patient_id = models.BigIntegerField()
    line_id = models.BigIntegerField(primary_key=True)
    cents = models.BigIntegerField()
    moved_on = models.DateField()

    class Meta:
        db_table = "patient_total"


class Receipt(models.Model):
    """Money taken from patients; what is laid, refunded and returned of it never exceeds it."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    visit = to("store.Visit", is_optional=True)
    method = models.TextField()
    cents = models.BigIntegerField()
    allocated_cents = models.BigIntegerField()
    refunded_cents = models.BigIntegerField()
    returned_cents = models.BigIntegerField()
    target = models.TextField()
    reference = models.TextField()
    received_on = models.DateField()
    returned_on = models.DateField(null=True)
    deposit = to("store.Deposit", is_optional=True)

    class Meta:
        db_table = "receipt"


class Allocation(models.Model):
    """Parts of receipts laid on charge lines, and whether they were taken off again."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    receipt = to("store.Receipt")
    line = to("store.ChargeLine")
    patient = to("store.Patient")
    cents = models.BigIntegerField()
    undone_on = models.DateField(null=True)

    class Meta:
        db_table = "allocation"


class Deposit(models.Model):
    """Money that reached the bank."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    deposit_kind = models.TextField()
    trace = models.TextField()
    cents = models.BigIntegerField()
    deposited_on = models.DateField()
    remittance = to("store.Remittance", is_optional=True)

    class Meta:
        db_table = "deposit"


class Statement(models.Model):
    """Statements sent to guarantors."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    stated_on = models.DateField()
    owed_cents = models.BigIntegerField()
    guarantor = models.TextField()
    level = models.IntegerField()

    class Meta:
        db_table = "statement"


class DrawerCount(models.Model):
    """The drawer as it was counted, one row a day, with what the books said then; off only with a reason."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    counted_on = models.DateField()
    counted_by = models.TextField()
    why = models.TextField()
    cash_cents = models.BigIntegerField()
    check_cents = models.BigIntegerField()
    expected_cash_cents = models.BigIntegerField()
    expected_check_cents = models.BigIntegerField()

    class Meta:
        db_table = "drawer_count"


class AccountNumber(models.Model):
    """What accounts are in the practice's own general ledger from a day on, one word a row; insert only."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    account = models.TextField()
    number = models.TextField()
    name = models.TextField()
    since_on = models.DateField()
    set_by = models.TextField()

    class Meta:
        db_table = "account_number"


class JournalExport(models.Model):
    """Journals that left for a general ledger; insert only."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    since_on = models.DateField()
    until_on = models.DateField()
    entry_id = models.BigIntegerField()
    taken_by = models.TextField()

    class Meta:
        db_table = "journal_export"


class DayClose(models.Model):
    """Closed days; no posting falls on or before the last of them."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    closed_on = models.DateField()
    closed_by = models.TextField()

    class Meta:
        db_table = "day_close"


class MonthClose(models.Model):
    """Closed months, each with the audit entry up to which it was known."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    month_on = models.DateField()
    closed_by = models.TextField()
    entry_id = models.BigIntegerField()

    class Meta:
        db_table = "month_close"
