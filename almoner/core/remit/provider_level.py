"""Provider-level amounts (PLB): each pair with its own code, reference and sign, onto the account that its
code names. What no rule knows goes to suspense with its code shown, and nobody guesses.
"""

from dataclasses import replace

from almoner.core.ledger import Reason
from almoner.core.ledger.posting import Effect
from almoner.core.remit.advice import ProviderLevel
from almoner.core.remit.desk import Book
from almoner.core.remit.outcome import Suspended
from almoner.core.remit.sheet import Sheet

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

RAISES = frozenset({Reason.INTEREST})
"""Reasons whose posting brings cash in, while a positive pair takes cash out."""

WORK = {
    "WO": ("recoupment", "Find the overpayment that the payer takes back, and agree or object."),
    "CS": ("provider_level_review", "A general adjustment of the payer wants a reason."),
    "J1": ("provider_level_review", "An item that the payer does not reimburse wants a look."),
    "50": ("provider_level_review", "A penalty for late filing: find its root cause."),
    "LE": ("provider_level_review", "A levy was executed on the payment: see the legal case."),
}
"""Codes that want a person when they take money."""


def lay_provider_level(sheet: Sheet) -> None:
    """Post the pairs of the remittance."""
    for number, pair in enumerate(sheet.remittance.provider_level, 1):
        if pair.cents:
            _lay(sheet, number, pair)


def _lay(sheet: Sheet, number: int, pair: ProviderLevel) -> None:
    reason = REASONS.get(pair.code, Reason.PROVIDER_SUSPENSE)
    book = _book_of(sheet, pair.reference)
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
    elif pair.code in WORK and pair.cents > 0:
        kind, why = WORK[pair.code]
        sheet.task(kind, why, book=book, cents=pair.cents)


def _book_of(sheet: Sheet, reference: str) -> Book | None:
    """Return the claim that a reference names, by our control number or the payer's."""
    for word in reference.split():
        book = sheet.desk.books.get(word) or sheet.desk.by_payer_control.get(word)
        if book is not None:
            return book
    return None
