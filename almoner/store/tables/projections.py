"""How each kind of record shows in its table: one declaration that commit writes by and `verify` checks by.

A column is an SQL expression over the record's JSON body `b`. Kinds stand in the order in which they may be
written.
"""

from almoner.core.charge import ChargeLine, Superbill
from almoner.core.charge.no_charge import NoCharge
from almoner.core.charge.proposal import ChargeProposal
from almoner.core.charge.signed_day import SignedDay
from almoner.core.chart import Document, Note, Visit
from almoner.core.chart.private import PsychotherapyNote
from almoner.core.chart.signed_form import SignedForm
from almoner.core.claim import Claim, ClaimRevision
from almoner.core.claim.judgement import Judgement, Override
from almoner.core.claim.mends import MendConsent
from almoner.core.claim.stops import RuleStop
from almoner.core.coding.asked_provider import ProviderQuery
from almoner.core.coding.autonomy import CodeAutonomy
from almoner.core.coding.calibration import CodingCalibration
from almoner.core.coding.decision import CodingDecision
from almoner.core.coding.model_opinion import ModelOpinion
from almoner.core.coding.review import CodingReview
from almoner.core.collect import Allocation, Deposit, Receipt
from almoner.core.collect.adjust import BalanceAct
from almoner.core.collect.billing_mark import BillingMark
from almoner.core.collect.card import CardCharge
from almoner.core.collect.card_on_file import CardOnFile
from almoner.core.collect.credit import Overpayment
from almoner.core.collect.estimate_notice import EstimateNotice
from almoner.core.collect.guarantor_choice import GuarantorChoice
from almoner.core.collect.pay_link import PayLink
from almoner.core.collect.payment_plan import PaymentPlan
from almoner.core.collect.placement import Placement
from almoner.core.collect.refund import Refund
from almoner.core.coverage import Authorization, Benefits, Coverage
from almoner.core.denial import Denial
from almoner.core.denial.appeal import Appeal
from almoner.core.party import Enrollment, Location, Payer, PayerPlan, Practice, Provider
from almoner.core.plan import Task
from almoner.core.remit.recoupment import TakebackAct
from almoner.core.report.statement import Statement
from almoner.core.schedule import Appointment
from almoner.store.tables.projection import Projection, day, later, number, optional, text
from almoner.store.tables.projections_chart import CHART, CONSENTED
from almoner.store.tables.projections_closing import CLOSING
from almoner.store.tables.projections_comments import COMMENTS
from almoner.store.tables.projections_exchange import EXCHANGE
from almoner.store.tables.projections_notices import NOTICES
from almoner.store.tables.projections_patients import PATIENTS
from almoner.store.tables.projections_payments import PAYMENTS
from almoner.store.tables.projections_people import PEOPLE, PLACES, SCHEDULE
from almoner.store.tables.projections_prices import PRICES

_LISTED = "concat_ws(', ', b->'name'->>'last', b->'name'->>'first')"

DECISION = (
    "coalesce((b->>'decision_id')::bigint, -((b->>'superbill_id')::bigint * 1000 + (b->>'sequence')::bigint))"
)
"""The decision that a charge line rests on; `Superbill.decision_of` says what stands in lines from before."""

PROPOSING = ("administration", "immunization", "order", "procedure", "report", "result")
"""The kinds of record that may lead to a charge."""


def of_kind(kind: str) -> str:
    """The record that a charge is proposed for, where it is of this kind."""
    return f"CASE WHEN b->>'source_kind' = '{kind}' THEN (b->>'source_id')::bigint END"


NOTE_SORT = """CASE
  WHEN coalesce(b->>'sort', 'visit') = 'visit' AND coalesce((b->>'addendum_to')::bigint, 0) > 0
    THEN 'addendum'
  ELSE coalesce(b->>'sort', 'visit') END"""
"""What a note is; one from before there were sorts that points to another adds to it."""

_DECLARED = (
    Projection(Practice, text("name", "npi", "tax_id", "submitter_id"), is_superseded=True),
    Projection(Location, text("name", "pos"), is_superseded=True),
    Projection(Provider, {"listed": _LISTED, **text("npi"), "user_name": "b->>'user'"}, is_superseded=True),
    Projection(
        Payer,
        text("name", "payer_kind", "claim_payer_id", "eligibility_payer_id", "remittance_payer_id"),
        is_superseded=True,
    ),
    *PEOPLE,
    *SCHEDULE,
    *PRICES,
    Projection(PayerPlan, number("payer_id") | text("name"), is_superseded=True),
    Projection(
        Enrollment, number("provider_id", "payer_id") | day("since_on", "until_on"), is_superseded=True
    ),
    *PATIENTS,
    PLACES,
    Projection(
        Coverage,
        number("patient_id", "payer_id", "plan_id", "rank") | text("member_id") | day("since_on", "until_on"),
        is_superseded=True,
    ),
    Projection(
        Benefits, number("coverage_id", "patient_id") | day("service_on", "answered_on") | text("state")
    ),
    Projection(
        Authorization,
        number("patient_id", "coverage_id", "payer_id")
        | optional("provider_id")
        | text("number", "state")
        | day("since_on", "until_on"),
        is_superseded=True,
    ),
    Projection(
        Appointment,
        number("patient_id", "provider_id", "location_id", "minutes")
        | {"starts_at": "(b->>'starts_at')::timestamp AT TIME ZONE 'UTC'"}
        | text("state"),
        is_superseded=True,
    ),
    Projection(
        Visit,
        number("patient_id", "provider_id", "location_id")
        | optional("appointment_id")
        | day("service_on")
        | text("state"),
        is_superseded=True,
    ),
    Projection(
        Note,
        number("visit_id", "patient_id")
        | {"addendum_to_id": "nullif(coalesce((b->>'addendum_to')::bigint, 0), 0)"}
        | day("signed_on")
        | text("sha256")
        | {"sort": NOTE_SORT},
    ),
    Projection(
        PsychotherapyNote,
        number("visit_id", "patient_id") | text("signed_by", "sha256") | day("signed_on"),
    ),
    Projection(
        Document,
        number("visit_id", "patient_id")
        | text("sort")
        | day("signed_on")
        | {
            "state": "CASE WHEN b->>'fault' <> '' THEN 'entered-in-error' ELSE 'current' END",
            "recorded_by": "coalesce(b->>'recorded_by', '')",
            "labels": "coalesce(b->'labels', '[]')",
        },
        is_superseded=True,
    ),
    CONSENTED,
    *CHART,
    Projection(
        CodingDecision,
        number("visit_id", "patient_id", "note_id")
        | text("note_sha256", "sort", "code", "action", "origin", "decided_by", "reason")
        | day("decided_on")
        | {
            "suggested_code": "coalesce(b->'suggestion'->>'code', '')",
            "tier": "coalesce(b->'suggestion'->>'tier', '')",
            "evidence_opened": "(b->>'evidence_opened')::boolean",
            "seconds": "(b->>'seconds')::integer",
        },
    ),
    Projection(
        ModelOpinion,
        number("visit_id", "patient_id", "note_id")
        | text("note_sha256", "model", "asked_by")
        | day("asked_on"),
    ),
    Projection(
        CodeAutonomy,
        text("code_kind", "level", "decided_by", "reason") | day("decided_on"),
        is_superseded=True,
    ),
    Projection(
        CodingCalibration,
        text("fitted_by") | number("decisions", "accepted") | day("fitted_on"),
        is_superseded=True,
    ),
    Projection(Superbill, number("visit_id", "patient_id") | text("decided_by") | day("decided_on")),
    Projection(
        CodingReview,
        number("visit_id", "patient_id", "provider_id", "note_id", "superbill_id")
        | text("state", "coded_by", "reviewed_by", "settled_by")
        | {"holds_claim": "(b->>'holds_claim')::boolean"}
        | day("drawn_on", "due_on"),
        is_superseded=True,
    ),
    Projection(
        ChargeLine,
        number("visit_id", "superbill_id", "patient_id", "provider_id", "location_id")
        | number("sequence", "units", "charge_cents")
        | {"decision_id": DECISION}
        | optional("schedule_id")
        | text("control", "code")
        | {"is_taken_back": "coalesce(b->>'taken_back_by', '') <> ''"}
        | day("service_on"),
        is_superseded=True,
    ),
    Projection(
        ChargeProposal,
        number("visit_id", "patient_id", "source_id", "source_version")
        | optional("decision_id", "line_id")
        | {f"{kind}_id": of_kind(kind) for kind in PROPOSING}
        | text("source_kind", "card", "part", "code", "state")
        | day("proposed_on"),
        is_superseded=True,
    ),
    Projection(
        ProviderQuery,
        number("visit_id", "patient_id", "provider_id", "note_id")
        | optional("addendum_id")
        | text("about", "axis", "state", "asked_by", "answered_by")
        | day("asked_on", "answered_on"),
        is_superseded=True,
    ),
    Projection(
        NoCharge,
        number("patient_id")
        | optional("visit_id", "appointment_id")
        | text("reason", "decided_by")
        | day("decided_on"),
    ),
    Projection(
        SignedDay,
        number("provider_id") | day("day_on", "signed_on") | text("signed_by", "state", "reopened_why"),
        is_superseded=True,
    ),
    Projection(
        SignedForm,
        number("patient_id") | optional("appointment_id") | text("form", "way", "sha256") | day("signed_on"),
    ),
    *NOTICES,
    Projection(
        Claim,
        number("patient_id", "coverage_id", "payer_id", "rank", "total_cents")
        | {"visit_id": "(b->'visit_ids'->>0)::bigint"}
        | text("control", "payer_control", "state")
        | day("service_on", "since_on", "wait_until"),
        is_superseded=True,
    ),
    Projection(ClaimRevision, number("claim_id", "number", "total_cents") | text("frequency")),
    Projection(
        Judgement,
        number("claim_id", "revision_id") | day("judged_on") | text("policy"),
        latest_of=("revision_id",),
    ),
    Projection(
        Override,
        number("claim_id", "revision_id")
        | text("finding", "edit", "reason", "decided_by")
        | day("decided_on"),
    ),
    Projection(MendConsent, text("card", "decided_by") | day("decided_on"), latest_of=("card",)),
    Projection(RuleStop, text("card", "reason", "decided_by") | day("decided_on"), latest_of=("card",)),
    *EXCHANGE,
    *COMMENTS,
    *PAYMENTS,
    Projection(
        Denial,
        number("claim_id", "patient_id", "payer_id", "cents")
        | optional("line_id")
        | text("carc", "owner", "state")
        | day("due_on"),
        is_superseded=True,
    ),
    Projection(
        Appeal,
        number("denial_id", "claim_id", "patient_id", "level") | text("state") | day("sent_on"),
        is_superseded=True,
    ),
    Projection(
        Task,
        text("what", "subject_kind", "owner", "state")
        | number("subject_id", "cents")
        | optional("claim_id", "patient_id")
        | day("opened_on", "due_on", "asleep_until"),
        is_superseded=True,
    ),
    Projection(
        BalanceAct,
        text("reason", "state", "proposed_by", "decided_by")
        | number("cents", "alone_cents")
        | optional("patient_id", "claim_id")
        | day("proposed_on"),
        is_superseded=True,
    ),
    Projection(
        TakebackAct,
        number("payer_id", "remittance_id", "number", "cents")
        | optional("claim_id")
        | text("decided_by")
        | day("decided_on"),
    ),
    Projection(
        Deposit,
        text("deposit_kind", "trace") | number("cents") | day("deposited_on") | optional("remittance_id"),
        is_superseded=True,
    ),
    Projection(
        Receipt,
        number("patient_id", "cents", "allocated_cents")
        | later("refunded_cents", "returned_cents")
        | optional("visit_id", "deposit_id")
        | text("method")
        | {"target": "coalesce(b->>'target', 'account')", "reference": "b->>'reference'"}
        | day("received_on", "returned_on"),
        is_superseded=True,
    ),
    Projection(
        Allocation,
        number("receipt_id", "line_id", "patient_id", "cents") | day("undone_on"),
        is_superseded=True,
    ),
    Projection(
        Refund,
        number("cents")
        | optional("patient_id", "receipt_id", "payer_id", "claim_id")
        | text("state", "number", "asked_by", "decided_by", "issued_by", "settled_by")
        | day("asked_on", "issued_on", "settled_on"),
        is_superseded=True,
    ),
    Projection(
        Overpayment,
        number("claim_id", "patient_id", "payer_id", "cents") | day("identified_on") | text("fate"),
        is_superseded=True,
    ),
    Projection(
        CardCharge,
        number("patient_id", "cents") | optional("receipt_id", "link_id") | text("state") | day("asked_on"),
        is_superseded=True,
    ),
    Projection(
        Statement,
        number("patient_id", "owed_cents")
        | day("stated_on")
        | {
            "guarantor": "coalesce(nullif(b->>'guarantor', ''), 'patient:' || (b->>'patient_id'))",
            "level": "coalesce((b->>'level')::bigint, 1)",
        },
    ),
    Projection(
        PayLink,
        number("statement_id", "patient_id")
        | text("guarantor", "digest", "state")
        | day("made_on", "until_on"),
        is_superseded=True,
    ),
    Projection(
        GuarantorChoice,
        number("patient_id") | text("guarantor", "language") | day("chosen_on"),
        is_superseded=True,
    ),
    Projection(
        BillingMark,
        number("patient_id") | text("sort") | day("since_on", "until_on"),
        is_superseded=True,
    ),
    Projection(PaymentPlan, number("patient_id") | day("agreed_on") | text("state"), is_superseded=True),
    Projection(
        CardOnFile,
        number("patient_id", "plan_id")
        | text("last_four", "agreed_by", "text_version", "state")
        | day("agreed_on"),
        is_superseded=True,
    ),
    Projection(
        Placement,
        number("batch_id", "patient_id", "line_id", "cents") | text("agency", "state") | day("placed_on"),
        is_superseded=True,
    ),
    Projection(
        EstimateNotice,
        number("patient_id")
        | optional("provider_id", "appointment_id")
        | day("service_on", "due_on", "delivered_on"),
        is_superseded=True,
    ),
    *CLOSING,
)

PROJECTIONS: dict[str, Projection] = {projection.record.kind: projection for projection in _DECLARED}
