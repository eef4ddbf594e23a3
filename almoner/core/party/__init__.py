"""Who takes part: the practice and its people, the payers, the patients."""

from almoner.core.party.patient import Consents, Guarantor, Patient
from almoner.core.party.payer import Payer, PayerKind, PayerPlan, PayerRoutes
from almoner.core.party.people import Address, PersonName
from almoner.core.party.practice import (
    TIME_ZONES,
    Enrollment,
    Location,
    PlaceEnrollment,
    Practice,
    Provider,
)

__all__ = [
    "TIME_ZONES",
    "Address",
    "Consents",
    "Enrollment",
    "Guarantor",
    "Location",
    "Patient",
    "Payer",
    "PayerKind",
    "PayerPlan",
    "PayerRoutes",
    "PersonName",
    "PlaceEnrollment",
    "Practice",
    "Provider",
]
