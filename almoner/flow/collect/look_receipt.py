"""What a receipt's screen shows: what was taken, where it lies or could be laid, and what went back."""

from dataclasses import dataclass
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.collect import Deposit, Receipt
from almoner.core.collect.refund import Refund
from almoner.core.collect.returned_fee import charge_faults, standing_fee
from almoner.core.ledger import Account, Posting
from almoner.core.party import Patient, Practice
from almoner.core.report.language import ENGLISH
from almoner.core.report.receipt_slip import LaidOn, ReceiptSlip, receipt_slip, slip_text
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.collect.languages import languages_of
from almoner.flow.collect.returned_fee import fees_of
from almoner.flow.policy import labels
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.money.dunning import guarantors_of
from almoner.store.money.owed import laid
from almoner.store.money.postings import line_balances
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A part of the receipt that stands on a line."""

    allocation_id: int
    line: ChargeLine
    label: str
    cents: int


@dataclass(frozen=True, slots=True)
class OwedRow:
    """A line on which the patient owes something."""

    line: ChargeLine
    label: str
    cents: int


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """One receipt with everything around it."""

    frame: Frame
    receipt: Receipt
    patient: Patient
    deposited_on: date | None
    laid: tuple[LaidRow, ...]
    owed: tuple[OwedRow, ...]
    refunds: tuple[Refund, ...]
    fee: Posting | None
    """The fee for its return that stands."""
    fee_cents: int
    """What may be asked for its return, 0 where nothing may."""

    @property
    def can_be_refunded_cents(self) -> int:
        """What is free and was not asked for already."""
        asked = sum(one.cents for one in self.refunds if one.state == "asked")
        return max(0, self.receipt.free_cents - asked)


def receipt_view(actor: Actor, receipt_id: int, *, on: date) -> ReceiptView:
    """Return one receipt, or raise NotFound."""
    with enter(actor, Permission.REFUND_READ) as session:
        receipt = session.get(Receipt, receipt_id)
        lines = {line.id: line for line in session.find(ChargeLine, patient_id=receipt.patient_id)}
        deposit = session.find(Deposit, id=receipt.deposit_id) if receipt.deposit_id else []
        fees = fees_of(session, receipt_id) if receipt.returned_cents else []
        practice = session.get(Practice, session.practice_id)
        return ReceiptView(
            frame=lists.frame(session, on=on),
            receipt=receipt,
            patient=session.get(Patient, receipt.patient_id),
            deposited_on=deposit[0].deposited_on if deposit else None,
            laid=tuple(_laid(session, receipt, lines)),
            owed=tuple(_owed(session, lines)),
            refunds=tuple(session.find(Refund, receipt_id=receipt.id)),
            fee=standing_fee(fees),
            fee_cents=0 if charge_faults(receipt, fees) else practice.returned_fee_cents,
        )


def receipt_page(actor: Actor, receipt_id: int, *, is_text: bool = False) -> bytes:
    """Return a receipt to hand out, as PDF or as text in UTF-8."""
    with enter(actor, Permission.REFUND_READ) as session:
        receipt = session.get(Receipt, receipt_id)
        lines = {line.id: line for line in session.find(ChargeLine, patient_id=receipt.patient_id)}
        key = guarantors_of(session, [receipt.patient_id])[receipt.patient_id]
        slip = receipt_slip(
            receipt,
            session.get(Practice, session.practice_id),
            session.get(Patient, receipt.patient_id),
            [LaidOn(row.line.service_on, row.label, row.cents) for row in _laid(session, receipt, lines)],
            languages_of(session, [key]).get(key, ENGLISH),
        )
    return _printed(slip, is_text=is_text)


def _printed(slip: ReceiptSlip, *, is_text: bool) -> bytes:
    if is_text:
        return slip_text(slip).encode()
    from almoner.links.paper import receipt_pdf  # its compiler takes a while to load

    return receipt_pdf(slip)


def _laid(session: Session, receipt: Receipt, lines: dict[int, ChargeLine]) -> list[LaidRow]:
    found = [one.allocation for one in laid(session, receipt_id=receipt.id)]
    return [LaidRow(one.id, lines[one.line_id], _label(lines[one.line_id]), one.cents) for one in found]


def _owed(session: Session, lines: dict[int, ChargeLine]) -> list[OwedRow]:
    balances = line_balances(session, list(lines))
    owed = [(line, balances.get((line.id, Account.PATIENT_AR.value), 0)) for line in lines.values()]
    rows = [OwedRow(line, _label(line), cents) for line, cents in owed if cents > 0]
    return sorted(rows, key=lambda row: (row.line.service_on, row.line.id))


def _label(line: ChargeLine) -> str:
    return labels().get(line.code) or line.description or line.code
