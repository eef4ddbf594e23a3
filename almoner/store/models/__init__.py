"""The tables. A noun's table shows its current version for constraints and lists; its truth is its rows in `record`."""

from almoner.store.models.care import ChargeLine, Note, Superbill, Visit
from almoner.store.models.claims import Advice, Claim, ClaimRevision, Denial, Remittance, Task
from almoner.store.models.exchange import Acknowledgement, ControlNumber, Interchange, InterchangeBytes, Transmission
from almoner.store.models.journal import AuditChain, AuditEntry, Membership, Record, StagedPosting, StagedRecord
from almoner.store.models.money import AccountTotal, Allocation, DayClose, Deposit, Posting, Receipt, Statement
from almoner.store.models.people import (
    Appointment,
    Benefits,
    Coverage,
    Enrollment,
    Location,
    Patient,
    Payer,
    PayerPlan,
    Practice,
    Provider,
)

__all__ = [
    "AccountTotal",
    "Acknowledgement",
    "Advice",
    "Allocation",
    "Appointment",
    "AuditChain",
    "AuditEntry",
    "Benefits",
    "ChargeLine",
    "Claim",
    "ClaimRevision",
    "ControlNumber",
    "Coverage",
    "DayClose",
    "Denial",
    "Deposit",
    "Enrollment",
    "Interchange",
    "InterchangeBytes",
    "Location",
    "Membership",
    "Note",
    "Patient",
    "Payer",
    "PayerPlan",
    "Posting",
    "Practice",
    "Provider",
    "Receipt",
    "Record",
    "Remittance",
    "StagedPosting",
    "StagedRecord",
    "Statement",
    "Superbill",
    "Task",
    "Transmission",
    "Visit",
]
