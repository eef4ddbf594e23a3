"""How each kind of record shows in its table: one declaration that commit writes by and `verify` checks by.

A column is an SQL expression over the record's JSON body `b`. Kinds stand in the order in which they may be
written.
"""

from dataclasses import dataclass

from almoner.core.charge import ChargeLine, Superbill
from almoner.core.chart import Document, Note, Visit
from almoner.core.claim import Claim, ClaimRevision
from almoner.core.claim.judgement import Judgement, Override
from almoner.core.claim.mends import MendConsent
from almoner.core.collect import Allocation, Deposit, Receipt
from almoner.core.collect.adjust import BalanceAct
from almoner.core.collect.billing_mark import BillingMark
from almoner.core.collect.card import CardCharge
from almoner.core.collect.card_on_file import CardOnFile
from almoner.core.collect.close import DayClose
from almoner.core.collect.credit import Overpayment
from almoner.core.collect.estimate_notice import EstimateNotice
from almoner.core.collect.month import MonthClose
from almoner.core.collect.payment_plan import PaymentPlan
from almoner.core.collect.placement import Placement
from almoner.core.collect.refund import Refund
from almoner.core.coverage import Authorization, Benefits, Coverage
from almoner.core.denial import Denial
from almoner.core.denial.appeal import Appeal
from almoner.core.party import Enrollment, Location, Patient, Payer, PayerPlan, Practice, Provider
from almoner.core.plan import Record, Task
from almoner.core.remit import Advice, Remittance
from almoner.core.remit.recoupment import TakebackAct
from almoner.core.report.kpi_cost import CollectionCost
from almoner.core.report.statement import Statement
from almoner.core.schedule import Appointment
from almoner.core.wire.interchange import Acknowledgement, Interchange, Transmission


@dataclass(frozen=True, slots=True)
class Projection:
    """A kind's record class, its columns, and whether later versions supersede the first."""

    record: type[Record]
    columns: dict[str, str]
    is_superseded: bool = False

    @property
    def table(self) -> str:
        """The table carries the kind's name."""
        return self.record.kind


def _text(*names: str) -> dict[str, str]:
    return {name: f"b->>'{name}'" for name in names}


def _number(*names: str) -> dict[str, str]:
    return {name: f"(b->>'{name}')::bigint" for name in names}


def _day(*names: str) -> dict[str, str]:
    return {name: f"(b->>'{name}')::date" for name in names}


def _optional(*names: str) -> dict[str, str]:
    return {name: f"nullif((b->>'{name}')::bigint, 0)" for name in names}


def _later(*names: str) -> dict[str, str]:
    """Numbers that records from before lack: 0 there."""
    return {name: f"coalesce((b->>'{name}')::bigint, 0)" for name in names}


_LISTED = "concat_ws(', ', b->'name'->>'last', b->'name'->>'first')"

GUARANTOR = """CASE
WHEN coalesce((b->'guarantor'->>'patient_id')::bigint, 0) > 0
  THEN 'patient:' || (b->'guarantor'->>'patient_id')
WHEN jsonb_typeof(b->'guarantor') = 'object' THEN 'person:' || lower(concat_ws('|',
  b->'guarantor'->'name'->>'last', b->'guarantor'->'name'->>'first', b->'guarantor'->'name'->>'middle',
  b->'guarantor'->'name'->>'suffix', b->'guarantor'->'address'->>'line1',
  b->'guarantor'->'address'->>'line2', left(b->'guarantor'->'address'->>'zip', 5)))
ELSE 'patient:' || (b->>'id') END"""
"""The key of who answers for a patient's bill: a patient, or a person by the whole name and address. Two who
share a name and live apart are two; the same person by two spellings gets two letters, never another's.
"""

_DECLARED = (
    Projection(Practice, _text("name", "npi", "tax_id", "submitter_id"), is_superseded=True),
    Projection(Location, _text("name", "pos"), is_superseded=True),
    Projection(Provider, {"listed": _LISTED, **_text("npi"), "user_name": "b->>'user'"}, is_superseded=True),
    Projection(
        Payer,
        _text("name", "payer_kind", "claim_payer_id", "eligibility_payer_id", "remittance_payer_id"),
        is_superseded=True,
    ),
    Projection(PayerPlan, _number("payer_id") | _text("name"), is_superseded=True),
    Projection(
        Enrollment, _number("provider_id", "payer_id") | _day("since_on", "until_on"), is_superseded=True
    ),
    Projection(
        Patient,
        _text("number", "sex", "phone")
        | {"last_name": "b->'name'->>'last'", "first_name": "b->'name'->>'first'"}
        | {"guarantor": GUARANTOR}
        | _day("birth_on"),
        is_superseded=True,
    ),
    Projection(
        Coverage,
        _number("patient_id", "payer_id", "plan_id", "rank")
        | _text("member_id")
        | _day("since_on", "until_on"),
        is_superseded=True,
    ),
    Projection(
        Benefits, _number("coverage_id", "patient_id") | _day("service_on", "answered_on") | _text("state")
    ),
    Projection(
        Authorization,
        _number("patient_id", "coverage_id", "payer_id")
        | _optional("provider_id")
        | _text("number", "state")
        | _day("since_on", "until_on"),
        is_superseded=True,
    ),
    Projection(
        Appointment,
        _number("patient_id", "provider_id", "location_id", "minutes")
        | {"starts_at": "(b->>'starts_at')::timestamp AT TIME ZONE 'UTC'"}
        | _text("state"),
        is_superseded=True,
    ),
    Projection(
        Visit,
        _number("patient_id", "provider_id", "location_id")
        | _optional("appointment_id")
        | _day("service_on")
        | _text("state"),
        is_superseded=True,
    ),
    Projection(Note, _number("visit_id", "patient_id") | _day("signed_on") | _text("sha256")),
    Projection(Document, _number("visit_id", "patient_id") | _text("sort") | _day("signed_on")),
    Projection(Superbill, _number("visit_id", "patient_id") | _text("decided_by") | _day("decided_on")),
    Projection(
        ChargeLine,
        _number(
            "visit_id",
            "superbill_id",
            "patient_id",
            "provider_id",
            "location_id",
            "sequence",
            "units",
            "charge_cents",
        )
        | _text("control", "code")
        | _day("service_on"),
    ),
    Projection(
        Claim,
        _number("patient_id", "coverage_id", "payer_id", "rank", "total_cents")
        | {"visit_id": "(b->'visit_ids'->>0)::bigint"}
        | _text("control", "payer_control", "state")
        | _day("service_on", "since_on", "wait_until"),
        is_superseded=True,
    ),
    Projection(ClaimRevision, _number("claim_id", "number", "total_cents") | _text("frequency")),
    Projection(Judgement, _number("claim_id", "revision_id") | _day("judged_on") | _text("policy")),
    Projection(
        Override,
        _number("claim_id", "revision_id")
        | _text("finding", "edit", "reason", "decided_by")
        | _day("decided_on"),
    ),
    Projection(MendConsent, _text("card", "decided_by") | _day("decided_on")),
    Projection(
        Interchange,
        _text("direction", "name", "about", "sha256", "control", "sender", "receiver") | _day("exchanged_on"),
    ),
    Projection(Transmission, _number("interchange_id") | _day("sent_on")),
    Projection(
        Acknowledgement,
        _number("interchange_id") | _optional("original_id") | _text("form", "code") | _day("received_on"),
    ),
    Projection(
        Remittance,
        _number("interchange_id", "amount_cents")
        | _optional("payer_id")
        | _text("payer_number", "trace", "state", "content_sha256")
        | _day("paid_on", "received_on"),
        is_superseded=True,
    ),
    Projection(
        Advice,
        _number("remittance_id", "ordinal", "paid_cents")
        | _optional("claim_id")
        | _text("control", "payer_control", "status"),
    ),
    Projection(
        Denial,
        _number("claim_id", "patient_id", "payer_id", "cents")
        | _optional("line_id")
        | _text("carc", "owner", "state")
        | _day("due_on"),
        is_superseded=True,
    ),
    Projection(
        Appeal,
        _number("denial_id", "claim_id", "patient_id", "level") | _text("state") | _day("sent_on"),
        is_superseded=True,
    ),
    Projection(
        Task,
        _text("what", "subject_kind", "owner", "state")
        | _number("subject_id", "cents")
        | _optional("claim_id", "patient_id")
        | _day("opened_on", "due_on"),
        is_superseded=True,
    ),
    Projection(
        BalanceAct,
        _text("reason", "state", "proposed_by", "decided_by")
        | _number("cents", "alone_cents")
        | _optional("patient_id", "claim_id")
        | _day("proposed_on"),
        is_superseded=True,
    ),
    Projection(
        TakebackAct,
        _number("payer_id", "remittance_id", "number", "cents")
        | _optional("claim_id")
        | _text("decided_by")
        | _day("decided_on"),
    ),
    Projection(
        Deposit,
        _text("deposit_kind", "trace") | _number("cents") | _day("deposited_on") | _optional("remittance_id"),
        is_superseded=True,
    ),
    Projection(
        Receipt,
        _number("patient_id", "cents", "allocated_cents")
        | _later("refunded_cents", "returned_cents")
        | _optional("visit_id", "deposit_id")
        | _text("method")
        | {"target": "coalesce(b->>'target', 'account')", "reference": "b->>'reference'"}
        | _day("received_on", "returned_on"),
        is_superseded=True,
    ),
    Projection(
        Allocation,
        _number("receipt_id", "line_id", "patient_id", "cents") | _day("undone_on"),
        is_superseded=True,
    ),
    Projection(
        Refund,
        _number("cents")
        | _optional("patient_id", "receipt_id", "payer_id", "claim_id")
        | _text("state", "number", "asked_by", "decided_by", "issued_by", "settled_by")
        | _day("asked_on", "issued_on", "settled_on"),
        is_superseded=True,
    ),
    Projection(
        Overpayment,
        _number("claim_id", "patient_id", "payer_id", "cents") | _day("identified_on") | _text("fate"),
        is_superseded=True,
    ),
    Projection(
        CardCharge,
        _number("patient_id", "cents") | _optional("receipt_id") | _text("state") | _day("asked_on"),
        is_superseded=True,
    ),
    Projection(
        Statement,
        _number("patient_id", "owed_cents")
        | _day("stated_on")
        | {"guarantor": "coalesce(nullif(b->>'guarantor', ''), 'patient:' || (b->>'patient_id'))"},
    ),
    Projection(
        BillingMark,
        _number("patient_id") | _text("sort") | _day("since_on", "until_on"),
        is_superseded=True,
    ),
    Projection(PaymentPlan, _number("patient_id") | _day("agreed_on") | _text("state"), is_superseded=True),
    Projection(
        CardOnFile,
        _number("patient_id", "plan_id")
        | _text("last_four", "agreed_by", "text_version", "state")
        | _day("agreed_on"),
        is_superseded=True,
    ),
    Projection(
        Placement,
        _number("batch_id", "patient_id", "line_id", "cents") | _text("agency", "state") | _day("placed_on"),
        is_superseded=True,
    ),
    Projection(
        EstimateNotice,
        _number("patient_id")
        | _optional("provider_id", "appointment_id")
        | _day("service_on", "due_on", "delivered_on"),
        is_superseded=True,
    ),
    Projection(DayClose, _day("closed_on") | _text("closed_by")),
    Projection(CollectionCost, _day("month_on") | _number("cents", "technology_cents"), is_superseded=True),
    Projection(MonthClose, _day("month_on") | _text("closed_by") | _number("entry_id")),
)

PROJECTIONS: dict[str, Projection] = {projection.record.kind: projection for projection in _DECLARED}
