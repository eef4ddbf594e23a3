"""How a payment stands in an 835: read from its loops and written back as the same payment."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from almoner.core.money import amount
from almoner.core.wire.form import (
    Cells,
    Each,
    Loops,
    Maybe,
    MaybeLoop,
    Own,
    Spread,
    fill,
    form,
    read_set,
)
from almoner.core.wire.form_codecs import CODECS
from almoner.core.wire.form_parties import AMOUNTS, CITY, CONTACTS, REFERENCES, STREET, Name, Quantity
from almoner.core.wire.reading import cents_or_none
from almoner.core.wire.remit_835_nouns import (
    BusinessParty,
    ClaimGroup,
    DatedOn,
    GroupTotals,
    Inpatient,
    InpatientTotals,
    Levy,
    Outpatient,
    PaidClaim,
    PaidLine,
    Payment,
    Reason,
    Remark,
)
from almoner.core.x12 import Envelope, SetWriter, TransactionSet
from almoner.core.x12.self_check import write_checked
from almoner.core.x12.tree import Row

GUIDE = "005010X221A1"
_PER_SEGMENT = 6
"""Reasons in a CAS, pairs in a PLB."""


def _reasons(rows: Sequence[Row]) -> tuple[Reason, ...]:
    found = []
    for each in rows:
        for number in range(2, len(each.elements), 3):
            carc, cents = each.get(number), cents_or_none(each.get(number + 1))
            if carc or cents is not None:
                found.append(Reason(each.get(1), carc, cents, each.get(number + 2)))
    return tuple(found)


def _lay_reasons(reasons: Sequence[Reason]) -> Iterator[Cells]:
    for group, same in groupby(reasons, key=lambda reason: reason.group):
        told = list(same)
        for start in range(0, len(told), _PER_SEGMENT):
            cells: list[str] = []
            for each in told[start : start + _PER_SEGMENT]:
                cells += [each.carc, "" if each.cents is None else amount(each.cents), each.quantity]
            yield ("CAS", group, *cells)


def _levies(rows: Sequence[Row]) -> tuple[Levy, ...]:
    found = []
    for each in rows:
        year_end = CODECS["day"].read(each, 2)
        for number in range(3, len(each.elements), 2):
            if each.get(number) or each.get(number + 1):
                cents = cents_or_none(each.get(number + 1))
                reason, reference = each.part(number, 1).strip(), each.part(number, 2).strip()
                found.append(Levy(each.get(1), year_end, reason, reference, cents))
    return tuple(found)


def _lay_levies(levies: Sequence[Levy]) -> Iterator[Cells]:
    for (number, year_end), same in groupby(
        levies, key=lambda levy: (levy.provider_number, levy.fiscal_year_end_on)
    ):
        told = list(same)
        for start in range(0, len(told), _PER_SEGMENT):
            cells: list[str | tuple[str, ...]] = []
            for each in told[start : start + _PER_SEGMENT]:
                cells += [(each.reason, each.reference), "" if each.cents is None else amount(each.cents)]
            yield ("PLB", number, f"{year_end:%Y%m%d}" if year_end else "", *cells)


_REASONS = Spread("reasons", "CAS", _reasons, _lay_reasons)
_DATES = Each("dates", DatedOn, "DTM kind day/day")
_QUANTITIES = Each("quantities", Quantity, "QTY kind number")
_REMARKS = "remark2 remark3 remark4 remark5"

LINE = form(
    PaidLine,
    Own(
        "SVC procedure/procedure charge_cents/cents paid_cents/cents revenue_code paid_units"
        " submitted/procedure submitted_units"
    ),
    _DATES,
    _REASONS,
    Own("REF =6R control"),
    REFERENCES,
    AMOUNTS,
    _QUANTITIES,
    Each("remarks", Remark, "LQ list code"),
)

CLAIM = form(
    PaidClaim,
    Own(
        "CLP number status charge_cents/cents paid_cents/cents patient_cents/cents filing payer_number"
        " facility frequency - drg drg_weight discharge_fraction"
    ),
    _REASONS,
    Each("names", Name, "NM1 role kind last first middle prefix suffix id_kind id"),
    Maybe(
        "inpatient",
        Inpatient,
        "MIA covered_days operating_outlier_cents/cents psychiatric_days drg_cents/cents remark1"
        " disproportionate_share_cents/cents msp_pass_through_cents/cents capital_cents/cents"
        " capital_federal_cents/cents capital_hospital_cents/cents capital_disproportionate_cents/cents"
        " capital_old_cents/cents capital_education_cents/cents operating_hospital_cents/cents"
        " cost_report_days operating_federal_cents/cents capital_outlier_cents/cents teaching_cents/cents"
        f" professional_cents/cents {_REMARKS} capital_exception_cents/cents",
    ),
    Maybe(
        "outpatient",
        Outpatient,
        f"MOA rate hcpcs_payable_cents/cents remark1 {_REMARKS} esrd_cents/cents professional_cents/cents",
    ),
    REFERENCES,
    _DATES,
    CONTACTS,
    AMOUNTS,
    _QUANTITIES,
    Loops("lines", "2110", LINE),
)

GROUP = form(
    ClaimGroup,
    Own("LX number"),
    Maybe(
        "totals",
        GroupTotals,
        "TS3 provider_number facility fiscal_year_end_on/day claim_count charge_cents/cents - - - - - - -"
        " msp_payer_cents/cents - non_lab_charge_cents/cents - hcpcs_charge_cents/cents"
        " hcpcs_payable_cents/cents - professional_cents/cents msp_liability_met_cents/cents"
        " patient_reimbursement_cents/cents pip_claim_count pip_adjustment_cents/cents",
    ),
    Maybe(
        "inpatient",
        InpatientTotals,
        "TS2 drg_cents/cents federal_cents/cents hospital_cents/cents disproportionate_share_cents/cents"
        " capital_cents/cents education_cents/cents outlier_days day_outlier_cents/cents"
        " cost_outlier_cents/cents average_stay discharges cost_report_days covered_days noncovered_days"
        " msp_pass_through_cents/cents average_weight capital_federal_cents/cents"
        " capital_hospital_cents/cents capital_disproportionate_cents/cents",
    ),
    Loops("claims", "2100", CLAIM),
)

_PAYER = form(BusinessParty, Own("N1 =PR name id_kind id"), STREET, CITY, REFERENCES, CONTACTS)
_PAYEE = form(
    BusinessParty,
    Own("N1 =PE name id_kind id"),
    STREET,
    CITY,
    REFERENCES,
    Own("RDM delivery_way delivery_name delivery_number"),
)

PAYMENT = form(
    Payment,
    Own(
        "BPR handling amount_cents/cents credit_or_debit method format sender_bank_kind sender_bank"
        " sender_account_kind sender_account payer_id payer_division receiver_bank_kind receiver_bank"
        " receiver_account_kind receiver_account paid_on/day"
    ),
    Own("TRN =1 trace trace_payer_id trace_division"),
    Own("CUR =PR currency"),
    REFERENCES,
    Own("DTM =405 produced_on/day"),
    MaybeLoop("payer", "1000A", _PAYER),
    MaybeLoop("payee", "1000B", _PAYEE),
    Loops("groups", "2000", GROUP),
    Spread("levies", "PLB", _levies, _lay_levies),
)


def read_payment(each: TransactionSet) -> Payment | None:
    """The payment of one 835 with all that it says; None for another set."""
    return read_set(PAYMENT, each) if each.set_id == "835" else None


def write_payments(payments: Sequence[Payment], *, envelope: Envelope) -> bytes:
    """The interchange of 835s, one a payment, in their order. X12WriteError where a payment breaks its
    guide or doesn't add up."""
    sets = [fill(PAYMENT, each, SetWriter("835", number, None)) for number, each in enumerate(payments, 1)]
    return write_checked(replace(envelope, functional_id="HP", guide=GUIDE), sets)
