"""Tables of the chart: one a noun, all with the columns that the timeline, access and the lists ask for."""

from django.db import models

from almoner.store.models.keys import Numeric, practice, row_id, to


class ChartRow(models.Model):
    """What every table of the chart holds."""

    practice_id = practice()
    id = row_id()
    version = models.IntegerField()
    patient = to("store.Patient")
    visit = to("store.Visit", is_optional=True)
    author = to("store.Provider", is_optional=True)
    replaced_by = to("self", is_optional=True)
    state = models.TextField()
    system = models.TextField()
    code = models.TextField()
    happened_on = models.DateField()
    recorded_on = models.DateField()
    recorded_by = models.TextField()
    labels = models.JSONField()

    class Meta:
        abstract = True


class ListedProblem(ChartRow):
    """Problem lists: problems and health concerns."""

    sort = models.TextField()

    class Meta:
        db_table = "problem"


class Allergy(ChartRow):
    """Allergies, intolerances, and that there are none."""

    class Meta:
        db_table = "allergy"


class Medication(ChartRow):
    """Prescriptions and medication lists."""

    class Meta:
        db_table = "medication"


class Order(ChartRow):
    """What was asked of laboratories, imaging places, other providers and pharmacies."""

    sort = models.TextField()
    performer = to("store.Provider", is_optional=True)
    medication = to("store.Medication", is_optional=True)

    class Meta:
        db_table = "order"


class Administration(ChartRow):
    """Drugs given in the office."""

    lot = models.TextField()
    order = to("store.Order", is_optional=True)
    medication = to("store.Medication", is_optional=True)

    class Meta:
        db_table = "administration"


class VitalSign(ChartRow):
    """Measurements."""

    value = Numeric(null=True)
    unit = models.TextField()

    class Meta:
        db_table = "vital_sign"


class Report(ChartRow):
    """Panels and studies around results."""

    sort = models.TextField()
    order = to("store.Order", is_optional=True)

    class Meta:
        db_table = "report"


class Result(ChartRow):
    """Values of laboratories, imaging and examinations; without `read_on` nobody has taken notice."""

    sort = models.TextField()
    value = Numeric(null=True)
    unit = models.TextField()
    flag = models.TextField()
    report = to("store.Report", is_optional=True)
    order = to("store.Order", is_optional=True)
    read_on = models.DateField(null=True)

    class Meta:
        db_table = "result"


class Immunization(ChartRow):
    """Vaccines given, here or elsewhere, and not given."""

    lot = models.TextField()
    is_ours = models.BooleanField()
    funding = models.TextField()
    location = to("store.Location", is_optional=True)
    order = to("store.Order", is_optional=True)

    class Meta:
        db_table = "immunization"


class PerformedProcedure(ChartRow):
    """What was done to patients."""

    order = to("store.Order", is_optional=True)

    class Meta:
        db_table = "procedure"


class FamilyHistory(ChartRow):
    """Relatives, and what they have or had."""

    class Meta:
        db_table = "family_history"


class SocialHistory(ChartRow):
    """How patients live."""

    class Meta:
        db_table = "social_history"


class Goal(ChartRow):
    """What patients want to reach."""

    class Meta:
        db_table = "goal"
