"""Tables of the practice, its people, payers, patients, their coverage and bookings."""

from django.db import models

from almoner.store.models.keys import practice, row_id, to


class Practice(models.Model):
    """The practice itself; its id is its own `practice_id`."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    name = models.TextField()
    npi = models.TextField()
    tax_id = models.TextField()
    submitter_id = models.TextField()

    class Meta:
        db_table = "practice"


class Location(models.Model):
    """Places of care."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    name = models.TextField()
    pos = models.TextField()

    class Meta:
        db_table = "location"


class Provider(models.Model):
    """People who render, refer or supervise."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    listed = models.TextField()
    npi = models.TextField()
    user_name = models.TextField()

    class Meta:
        db_table = "provider"


class Payer(models.Model):
    """Insurers, found by the id of each transaction."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    name = models.TextField()
    payer_kind = models.TextField()
    claim_payer_id = models.TextField()
    eligibility_payer_id = models.TextField()
    remittance_payer_id = models.TextField()

    class Meta:
        db_table = "payer"


class PayerPlan(models.Model):
    """Products of payers."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    payer = to("store.Payer")
    name = models.TextField()

    class Meta:
        db_table = "payer_plan"


class Enrollment(models.Model):
    """Providers' standing with payers by period."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    provider = to("store.Provider")
    payer = to("store.Payer")
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "enrollment"


class PlaceEnrollment(models.Model):
    """Payers that take institutional claims from places, by period; no two agreed ones share a day."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    location = to("store.Location")
    payer = to("store.Payer")
    state = models.TextField()
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "place_enrollment"


class VisitType(models.Model):
    """What a visit may be booked for, by period."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    name = models.TextField()
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "visit_type"


class OpenHours(models.Model):
    """When slots are offered at a place or with a provider, by period; without either, everywhere."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    provider = to("store.Provider", is_optional=True)
    location = to("store.Location", is_optional=True)
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "open_hours"


class ClosedDays(models.Model):
    """Days on which nothing is offered at a place or with a provider; without either, everywhere."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    provider = to("store.Provider", is_optional=True)
    location = to("store.Location", is_optional=True)
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "closed_days"


class Patient(models.Model):
    """Patients as they are searched."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    number = models.TextField()
    last_name = models.TextField()
    first_name = models.TextField()
    birth_on = models.DateField()
    sex = models.TextField()
    phone = models.TextField()
    guarantor = models.TextField()
    chart = to("self")

    class Meta:
        db_table = "patient"


class ChartPair(models.Model):
    """What was said of two charts: one patient, or two people."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    survivor = to("store.Patient")
    merged = to("store.Patient")
    state = models.TextField()
    decided_by = models.TextField()
    decided_on = models.DateField()

    class Meta:
        db_table = "chart_pair"


class Coverage(models.Model):
    """Policies by rank and period; two of one rank never overlap."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    payer = to("store.Payer")
    plan = to("store.PayerPlan")
    rank = models.IntegerField()
    member_id = models.TextField()
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "coverage"


class Benefits(models.Model):
    """Payers' answers about benefits."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    coverage = to("store.Coverage")
    patient = to("store.Patient")
    service_on = models.DateField()
    answered_on = models.DateField()
    state = models.TextField()

    class Meta:
        db_table = "benefits"


class CardImage(models.Model):
    """Pictures of policies' cards; the bytes are kept with the files."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    coverage = to("store.Coverage")
    picture = to("store.Interchange")
    side = models.TextField()
    taken_on = models.DateField()

    class Meta:
        db_table = "card_image"


class Authorization(models.Model):
    """What payers allowed beforehand, or were asked to."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    coverage = to("store.Coverage")
    payer = to("store.Payer")
    provider = to("store.Provider", is_optional=True)
    number = models.TextField()
    state = models.TextField()
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "authorization"


class Appointment(models.Model):
    """Bookings."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    provider = to("store.Provider")
    location = to("store.Location")
    starts_at = models.DateTimeField()
    minutes = models.IntegerField()
    state = models.TextField()

    class Meta:
        db_table = "appointment"
