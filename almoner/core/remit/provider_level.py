"""Provider-level amounts (PLB): each pair with its own code, reference and sign, onto the account that its
code names. What no rule knows goes to suspense with its code shown, and nobody guesses.
"""

from dataclasses import replace
from itertools import islice

from almoner.core.ledger import Reason
from almoner.core.ledger.posting import Effect
from almoner.core.money import in_dollars
from almoner.core.remit.advice import Advice, ProviderLevel
from almoner.core.remit.desk import Book
from almoner.core.remit.outcome import Suspended
from almoner.core.remit.recoupment import CARRIED, DEFERRED, SETTLING, Pairs, collect, refunds_of
from almoner.core.remit.sheet import Sheet
from almoner.core.remit.words import MOST_SAID, said

REASONS = {
    "WO": Reason.RECOUPMENT,
    "FB": Reason.RECOUPMENT,
    "72": Reason.REFUND_ACKNOWLEDGED,
    "CS": Reason.PAYER_ADJUSTMENT,
    "J1": Reason.PAYER_ADJUSTMENT,
    "90": Reason.PAYER_ADJUSTMENT,
    "B2": Reason.PAYER_ADJUSTMENT,
    "L6": Reason.INTEREST,
    "50": Reason.PENALTY,
    "AP": Reason.ADVANCE,
    "C5": Reason.ADVANCE,
    "IR": Reason.TAX,
    "LE": Reason.LEVY,
}
"""PL1 to PL13; any other code is PL14."""
CAPITATION = "CT"
"""A plan's amount by the head, where the practice has such a contract with it; else it is PL14."""

RAISES = frozenset({Reason.INTEREST, Reason.CAPITATION_PAID})
"""Reasons whose posting brings cash in, while a positive pair takes cash out."""

WORK = {
    "CS": ("provider_level_review", "A general adjustment of the payer wants a reason."),
    "J1": ("provider_level_review", "An item that the payer does not reimburse wants a look."),
    "50": ("provider_level_review", "A penalty for late filing: find its root cause."),
    "LE": ("provider_level_review", "A levy was executed on the payment: see the legal case."),
}
"""Codes that want a person when they take money, whatever was open before."""


def lay_provider_level(sheet: Sheet) -> None:
    """Post the pairs of the remittance, and open work for what nothing explains."""
    pairs = sheet.remittance.provider_level
    if not pairs:
        return
    level = _Level(sheet)
    sheet.notes.append(level.check)
    tasks = len(sheet.tasks)
    for number, pair in enumerate(pairs, 1):
        book = level.book_of(pair.reference)
        if pair.cents:
            _lay(sheet, number, pair, book)
        if pair.cents > 0:
            _explain(level, pair, book)
        elif pair.cents < 0 and pair.code == CARRIED:
            _carry(sheet, pair, level.open_before)
    if len(sheet.tasks) == tasks and sheet.remittance.amount_cents <= 0 < _claims(sheet):
        sheet.task("offset_check", level.check, cents=_claims(sheet))


class _Level:
    """What all pairs of a remittance are laid by: how its check comes about, what was open before, which
    refunds it acknowledges, and which claims its references may name. All are found once.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.check = _check(sheet)
        self.open_before = Pairs(sheet.desk.open_pairs or ())
        self.refunds = refunds_of(sheet.remittance)
        self._told: dict[str, Book | None] | None = None

    def book_of(self, reference: str) -> Book | None:
        """Return the claim that a reference names, by our control number or the payer's, which this very
        remittance may bring.
        """
        desk = self.sheet.desk
        for word in reference.split():
            book = desk.books.get(word) or desk.by_payer_control.get(word) or self._told_by(word)
            if book is not None:
                return book
        return None

    def _told_by(self, payer_control: str) -> Book | None:
        if self._told is None:
            self._told = _told(self.sheet)
        return self._told.get(payer_control)


def _told(sheet: Sheet) -> dict[str, Book | None]:
    """Return the claims of the remittance by the payer's numbers; None under one that several bear."""
    books = {fate.record.id: fate.book for fate in reversed(sheet.fates.values())}
    found: dict[str, Book | None] = {}
    for record in sheet.records:
        if isinstance(record, Advice) and record.payer_control and record.claim_id:
            book = books.get(record.claim_id)
            other = found.setdefault(record.payer_control, book)
            if other is not book:
                found[record.payer_control] = None
    return found


def _claims(sheet: Sheet) -> int:
    taken = sum([pair.cents for pair in sheet.remittance.provider_level])
    return sheet.remittance.amount_cents + taken


def _check(sheet: Sheet) -> str:
    """Say how the check comes to its amount."""
    parts = [
        f"{pair.code} {in_dollars(pair.cents)}" + (f" for {pair.reference}" if pair.reference else "")
        for pair in sheet.remittance.provider_level
    ]
    return (
        f"The check of {in_dollars(sheet.remittance.amount_cents)} is {in_dollars(_claims(sheet))} for "
        f"claims less the provider-level amounts: {said(parts)}."
    )


def _lay(sheet: Sheet, number: int, pair: ProviderLevel, book: Book | None) -> None:
    reason = _reason(sheet, pair)
    subject = sheet.subject_of(book, remittance_id=sheet.remittance.id)
    sheet.move(
        Effect(
            reason=reason,
            cents=-pair.cents if reason in RAISES else pair.cents,
            subject=replace(subject, rank=0),
            key=f"era:{sheet.remittance.id}:plb:{number}",
            carc=pair.code,
            element=pair.element,
        )
    )
    if reason is Reason.PROVIDER_SUSPENSE:
        why = f"The code {pair.code} of a provider-level amount is not on our list."
        sheet.suspense.append(Suspended("", -pair.cents, why))
        sheet.task("provider_level_review", why, book=book, cents=pair.cents)


def _reason(sheet: Sheet, pair: ProviderLevel) -> Reason:
    payer = sheet.desk.payer
    if pair.code == CAPITATION and payer is not None and payer.capitated_codes:
        return Reason.CAPITATION_PAID
    return REASONS.get(pair.code, Reason.PROVIDER_SUSPENSE)


def _explain(level: _Level, pair: ProviderLevel, book: Book | None) -> None:
    """Find what a pair that takes money settles; what nothing explains is somebody's."""
    sheet = level.sheet
    if pair.code in WORK:
        kind, why = WORK[pair.code]
        sheet.task(kind, why, book=book, cents=pair.cents)
    elif pair.code in SETTLING:
        left = pair.cents
        for each in collect(level.open_before, pair):
            left -= each.cents
            sheet.notes.append(
                f"{pair.code} collects {in_dollars(each.cents)} left open on {each.of.paid_on:%m/%d/%Y}."
            )
        _unexplained(level, pair, book, left)


def _carry(sheet: Sheet, pair: ProviderLevel, open_before: Pairs) -> None:
    """One open balance of a payer is expected; a second is somebody's (PL2)."""
    others = list(islice(open_before.of_code(CARRIED), MOST_SAID))
    if others:
        days = said([each.of.paid_on.isoformat() for each in others])
        why = f"The payer carries a balance on while one of {days} is still open."
        sheet.task("recoupment", why, cents=-pair.cents)


def _unexplained(level: _Level, pair: ProviderLevel, book: Book | None, left: int) -> None:
    if left <= 0:
        return
    sheet, check = level.sheet, level.check
    if pair.code == DEFERRED and (pair.reference, pair.cents) not in level.refunds:
        whose = "" if book else " No claim of ours has the number that it names."
        why = f"Find the overpayment that the payer takes back, and agree or object.{whose} {check}"
        sheet.task("recoupment", why, book=book, cents=left)
    elif pair.code == CARRIED and sheet.desk.open_pairs is not None:
        why = f"It collects a balance of an earlier payment that is not open here. {check}"
        sheet.task("recoupment", why, cents=left)
