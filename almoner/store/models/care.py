"""Tables of visits, signed notes, decisions on codes, superbills and charge lines."""

from django.db import models

from almoner.store.models.keys import practice, row_id, to


class Visit(models.Model):
    """Encounters and how far each has come."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    provider = to("store.Provider")
    location = to("store.Location")
    appointment = to("store.Appointment", is_optional=True)
    service_on = models.DateField()
    state = models.TextField()

    class Meta:
        db_table = "visit"


class Note(models.Model):
    """Signed notes."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    visit = to("store.Visit")
    patient = to("store.Patient")
    signed_on = models.DateField()
    sha256 = models.TextField()
    sort = models.TextField()
    addendum_to = to("self", is_optional=True)

    class Meta:
        db_table = "note"


class NoteDraft(models.Model):
    """Notes that are being written, one a visit; `version` counts the saves."""

    practice_id = practice()
    visit_id = row_id()
    version = models.IntegerField()
    begun_on = models.DateField()
    saved_on = models.DateField()
    saved_by = models.TextField()
    body = models.JSONField()

    class Meta:
        db_table = "note_draft"


class PsychotherapyNote(models.Model):
    """That psychotherapy notes are there."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    visit = to("store.Visit")
    patient = to("store.Patient")
    signed_by = models.TextField()
    signed_on = models.DateField()
    sha256 = models.TextField()

    class Meta:
        db_table = "psychotherapy_note"


class PsychotherapyText(models.Model):
    """The words of psychotherapy notes, which their authors alone open."""

    practice_id = practice()
    id = row_id()
    words = models.TextField()

    class Meta:
        db_table = "psychotherapy_text"


class Document(models.Model):
    """Signed papers of visits."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    visit = to("store.Visit")
    patient = to("store.Patient")
    sort = models.TextField()
    signed_on = models.DateField()
    state = models.TextField()
    recorded_by = models.TextField()
    labels = models.JSONField()

    class Meta:
        db_table = "document"


class CodingDecision(models.Model):
    """People's decisions on single codes, each over a signed note."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    visit = to("store.Visit")
    patient = to("store.Patient")
    note = to("store.Note")
    note_sha256 = models.TextField()
    sort = models.TextField()
    code = models.TextField()
    action = models.TextField()
    origin = models.TextField()
    decided_by = models.TextField()
    decided_on = models.DateField()
    reason = models.TextField()
    suggested_code = models.TextField()
    tier = models.TextField()
    evidence_opened = models.BooleanField()
    seconds = models.IntegerField()

    class Meta:
        db_table = "coding_decision"


class ModelOpinion(models.Model):
    """What stronger models said of signed notes."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    visit = to("store.Visit")
    patient = to("store.Patient")
    note = to("store.Note")
    note_sha256 = models.TextField()
    model = models.TextField()
    asked_by = models.TextField()
    asked_on = models.DateField()

    class Meta:
        db_table = "model_opinion"


class CodeAutonomy(models.Model):
    """How far suggestions of a kind of code go by themselves."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    code_kind = models.TextField()
    level = models.TextField()
    reason = models.TextField()
    decided_by = models.TextField()
    decided_on = models.DateField()

    class Meta:
        db_table = "code_autonomy"


class CodingCalibration(models.Model):
    """What the coder's scores are worth in a practice."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    fitted_by = models.TextField()
    fitted_on = models.DateField()
    decisions = models.IntegerField()
    accepted = models.IntegerField()

    class Meta:
        db_table = "coding_calibration"


class CodingReview(models.Model):
    """Coded visits that a second person codes again, and how far that has come."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    visit = to("store.Visit")
    patient = to("store.Patient")
    provider = to("store.Provider")
    note = to("store.Note")
    superbill = to("store.Superbill")
    state = models.TextField()
    coded_by = models.TextField()
    reviewed_by = models.TextField()
    settled_by = models.TextField()
    holds_claim = models.BooleanField()
    drawn_on = models.DateField()
    due_on = models.DateField()

    class Meta:
        db_table = "coding_review"


class Superbill(models.Model):
    """A person's decisions on codes."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    visit = to("store.Visit")
    patient = to("store.Patient")
    decided_by = models.TextField()
    decided_on = models.DateField()

    class Meta:
        db_table = "superbill"


class ChargeProposal(models.Model):
    """Charge lines that the chart's records lead to, by card, and what became of them."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    visit = to("store.Visit")
    patient = to("store.Patient")
    source_kind = models.TextField()
    source_id = models.BigIntegerField()
    source_version = models.IntegerField()
    administration = to("store.Administration", is_optional=True)
    immunization = to("store.Immunization", is_optional=True)
    order = to("store.Order", is_optional=True)
    procedure = to("store.PerformedProcedure", is_optional=True)
    report = to("store.Report", is_optional=True)
    result = to("store.Result", is_optional=True)
    decision = to("store.CodingDecision", is_optional=True)
    line = to("store.ChargeLine", is_optional=True)
    card = models.TextField()
    part = models.TextField()
    code = models.TextField()
    state = models.TextField()
    proposed_on = models.DateField()

    class Meta:
        db_table = "charge_proposal"


class ProviderQuery(models.Model):
    """Questions to providers about signed notes, and their answers."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    visit = to("store.Visit")
    patient = to("store.Patient")
    provider = to("store.Provider")
    note = to("store.Note")
    addendum = to("store.Note", is_optional=True)
    about = models.TextField()
    axis = models.TextField()
    state = models.TextField()
    asked_by = models.TextField()
    answered_by = models.TextField()
    asked_on = models.DateField()
    answered_on = models.DateField(null=True)

    class Meta:
        db_table = "provider_query"


class DisclosureConsent(models.Model):
    """Patients' consents that substance use records are disclosed, as they stand."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    payer = to("store.Payer", is_optional=True)
    purpose = models.TextField()
    signed_by = models.TextField()
    recorded_by = models.TextField()
    revoked_by = models.TextField()
    signed_on = models.DateField()
    expires_on = models.DateField(null=True)
    revoked_on = models.DateField(null=True)

    class Meta:
        db_table = "disclosure_consent"


class NoCharge(models.Model):
    """Bookings and visits that are rightly charged nothing."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    visit = to("store.Visit", is_optional=True)
    appointment = to("store.Appointment", is_optional=True)
    reason = models.TextField()
    decided_by = models.TextField()
    decided_on = models.DateField()

    class Meta:
        db_table = "no_charge"


class SignedDay(models.Model):
    """Providers' days as they were signed, and which of them a late charge opened again."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    provider = to("store.Provider")
    day_on = models.DateField()
    signed_on = models.DateField()
    signed_by = models.TextField()
    state = models.TextField()
    reopened_why = models.TextField()

    class Meta:
        db_table = "signed_day"


class SignedForm(models.Model):
    """Forms that patients signed at the desk, each with the text that was shown."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    appointment = to("store.Appointment", is_optional=True)
    form = models.TextField()
    signed_on = models.DateField()
    way = models.TextField()
    sha256 = models.TextField()

    class Meta:
        db_table = "signed_form"


class FeeSchedule(models.Model):
    """The practice's dated lists of fees, for a payer, a place, both or everybody."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    payer = to("store.Payer", is_optional=True)
    location = to("store.Location", is_optional=True)
    name = models.TextField()
    loaded_by = models.TextField()
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "fee_schedule"


class ChargeLine(models.Model):
    """Billed services; a line changes only once, when it is taken back."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    visit = to("store.Visit")
    superbill = to("store.Superbill")
    decision = to("store.CodingDecision")
    schedule = to("store.FeeSchedule", is_optional=True)
    patient = to("store.Patient")
    provider = to("store.Provider")
    location = to("store.Location")
    sequence = models.IntegerField()
    control = models.TextField()
    code = models.TextField()
    units = models.IntegerField()
    charge_cents = models.BigIntegerField()
    service_on = models.DateField()
    is_taken_back = models.BooleanField(default=False)

    class Meta:
        db_table = "charge_line"
