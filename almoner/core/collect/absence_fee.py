"""The fee for a visit that was missed without a word or cancelled too late: asked of the patient where the
practice has set one.

Promises that it is the patient's own and stands beside a charge of theirs, once for a booking, that no payer
that forbids it is passed over (Medicaid: 42 CFR 447.15; Medicare where not everybody is asked: CMS Pub.
100-04, chapter 1, 30.3.13), and that it is taken back by its exact reversal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from almoner.core.charge import ChargeLine
from almoner.core.collect.placement import subject_of
from almoner.core.ledger import Posting, Reason, reversal_of
from almoner.core.ledger.posting import Effect, post
from almoner.core.party import Payer, PayerKind, Practice
from almoner.core.schedule import Appointment, VisitType

_MEDICARE = frozenset({PayerKind.MEDICARE, PayerKind.MEDICARE_ADVANTAGE})
NO_CHARGE = "The patient has no charge yet that the fee could stand beside."


@dataclass(frozen=True, slots=True)
class Missed:
    """A visit that was missed: its type (None: one that the practice no longer has), the payers whose
    policies were in force, how many the patient had missed or cancelled too late before, and the line that
    the fee stands beside.
    """

    booking: Appointment
    type: VisitType | None
    payers: tuple[Payer, ...]
    missed_before: int
    beside: ChargeLine | None


def why_no_fee(missed: Missed, practice: Practice) -> str:
    """Return why a missed visit costs nothing, as one sentence; nothing where the fee is due."""
    if missed.type is not None and not missed.type.has_absence_fee:
        return "A visit of this type has no fee."
    if not asked_cents(missed, practice):
        return "The practice asks no fee."
    if any(bars_fee(one) for one in missed.payers):
        return "The patient's payer allows no fee."
    if not practice.charges_everybody and any(one.payer_kind in _MEDICARE for one in missed.payers):
        return "Medicare allows the fee where everybody is asked alike, which Set-up does not say."
    if practice.first_absence_is_free and not missed.missed_before:
        return "The first missed visit is free."
    return "" if missed.beside is not None else NO_CHARGE


def asked_cents(missed: Missed, practice: Practice) -> int:
    """Return what missing the visit costs: its type's own fee, else the practice's."""
    own = missed.type.absence_fee_cents if missed.type is not None else 0
    return own or practice.absence_fee_cents


def is_late(booking: Appointment, practice: Practice, *, at: datetime) -> bool:
    """True where a booking is cancelled within the hours of notice that the practice asks for."""
    notice = timedelta(hours=practice.cancel_notice_hours)
    return bool(notice) and booking.starts_at - at < notice


def bars_fee(payer: Payer) -> bool:
    """True where a payer lets nobody be charged for a missed visit; Medicaid never does."""
    return payer.bars_absence_fee or payer.payer_kind is PayerKind.MEDICAID


def fee_of(missed: Missed, cents: int, *, nth: int, on: date) -> Posting:
    """Return the posting that asks the fee of the patient; `nth` counts the booking's fees before it."""
    assert missed.beside is not None, "a fee stands beside a charge"
    key = f"{_prefix(missed.booking.id)}{nth}"
    return post(Effect(Reason.ABSENCE_FEE, cents, subject_of(missed.beside), key=key), on=on)


def fees_of(booking_id: int, postings: Iterable[Posting]) -> list[Posting]:
    """Return the fees of a booking among a patient's, those that were taken back too, without reversals."""
    return [one for one in postings if one.key.startswith(_prefix(booking_id))]


def standing_fee(booking_id: int, postings: Iterable[Posting]) -> Posting | None:
    """Return the fee of a booking that stands, of all postings of the kind that a patient has."""
    all_of = list(postings)
    gone = {one.reverses for one in all_of if one.reverses}
    return next((one for one in fees_of(booking_id, all_of) if one.key not in gone), None)


def fee_back(fee: Posting, *, on: date) -> Posting:
    """Return the exact reversal of a fee."""
    return reversal_of(fee, key=f"undo:{fee.key}", on=on)


def _prefix(booking_id: int) -> str:
    return f"absence_fee:{booking_id}:"
