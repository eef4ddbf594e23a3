"""One line of a patient's bill: what was charged, who paid what, what is owed, and why, in plain words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.ledger import Account, Posting, Reason, account_name
from almoner.core.money import dollars


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One service as the bill shows it: charged = insurance paid + adjusted + patient paid + owed + still
    with a payer. `owed_since_on` is the day on which the oldest part of it became the patient's.
    `patient_id` is 0 on statements from before one went to a guarantor of several.
    """

    line_id: int
    service_on: date
    code: str
    label: str
    charge_cents: int
    insurance_paid_cents: int
    adjusted_cents: int
    patient_paid_cents: int
    with_payer_cents: int
    owed_cents: int
    why: str
    owed_since_on: date | None = None
    patient_id: int = 0


A = Account
_COLUMN: dict[Account, str] = {
    A.REVENUE: "charge",
    A.CASH: "insurance",
    A.SUSPENSE: "insurance",
    A.PAYER_RECOUPMENT: "insurance",
    A.UNAPPLIED: "patient",
    A.UNDEPOSITED: "patient",
    A.BANK: "patient",
    A.REFUNDS_PAYABLE: "patient",
    A.PAYER_AR: "payer",
    A.DENIED: "payer",
    A.PATIENT_AR: "owed",
}
"""Where a line's part of an account shows on the bill; every other account is an adjustment."""


FEES: Mapping[Reason, tuple[str, str]] = {
    Reason.RETURNED_FEE: ("Fee for a returned check", "Your bank did not pay the check."),
    Reason.ABSENCE_FEE: (
        "Fee for a missed visit",
        "You did not come to your visit, or cancelled it later than we ask.",
    ),
}
"""The practice's own fees, each with what a bill calls it and why it is owed."""


def statement_lines(
    line: ChargeLine, postings: Sequence[Posting], labels: Mapping[str, str]
) -> tuple[StatementLine, ...]:
    """Return the service as the bill shows it, and each fee of the practice that stands beside it as a line
    of its own. What was paid or taken off pays the service first.
    """
    fees = [_fee(line, reason, [one for one in postings if one.reason is reason]) for reason in FEES]
    asked = {reason: fee for reason, fee in zip(FEES, fees, strict=True) if fee is not None}
    own = statement_line(line, [one for one in postings if one.reason not in asked], labels)
    over, given_up = max(-own.owed_cents, 0), _given_up(postings)
    found, used = [], 0
    for fee in asked.values():
        covered = min(over - used, fee.charge_cents)
        taken_off = min(covered, given_up)
        used, given_up = used + covered, given_up - taken_off
        paid = covered - taken_off
        left = fee.charge_cents - covered
        found.append(replace(fee, adjusted_cents=taken_off, patient_paid_cents=paid, owed_cents=left))
    own = replace(
        own,
        adjusted_cents=own.adjusted_cents - sum(one.adjusted_cents for one in found),
        patient_paid_cents=own.patient_paid_cents - sum(one.patient_paid_cents for one in found),
        owed_cents=own.owed_cents + used,
        why="" if used and used == over else own.why,
    )
    return own, *found


def _fee(line: ChargeLine, reason: Reason, postings: Sequence[Posting]) -> StatementLine | None:
    """A fee as nothing had been paid on it yet; None where none stands."""
    cents = sum(one.cents if one.debit == A.PATIENT_AR.value else -one.cents for one in postings)
    if cents <= 0:
        return None
    label, why = FEES[reason]
    since_on = max(one.effective_on for one in postings)
    return StatementLine(
        line_id=line.id,
        service_on=since_on,
        code="",
        label=label,
        charge_cents=cents,
        insurance_paid_cents=0,
        adjusted_cents=0,
        patient_paid_cents=0,
        with_payer_cents=0,
        owed_cents=cents,
        why=why,
        owed_since_on=since_on,
        patient_id=line.patient_id,
    )


def _given_up(postings: Sequence[Posting]) -> int:
    """What of the patient's part was taken off by the practice, in cents."""
    taken = [one for one in postings if one.reason in _GIVEN_UP]
    return max(0, sum(one.cents if one.credit == A.PATIENT_AR.value else -one.cents for one in taken))


_GIVEN_UP = frozenset({Reason.DISCOUNT, Reason.SMALL_BALANCE, Reason.CHARITY, Reason.BAD_DEBT})


def statement_line(line: ChargeLine, postings: Sequence[Posting], labels: Mapping[str, str]) -> StatementLine:
    """Sort a line's postings into the columns of a bill, and say why the patient owes their part."""
    net: dict[str, int] = {}
    for posting in postings:
        for account, cents in ((posting.debit, posting.cents), (posting.credit, -posting.cents)):
            column = _COLUMN.get(account_name(account), "adjusted")
            net[column] = net.get(column, 0) + cents
    shares = _shares(postings)
    return StatementLine(
        line_id=line.id,
        service_on=line.service_on,
        code=line.code,
        label=labels.get(line.code) or line.description or "Service",
        charge_cents=-net.get("charge", 0),
        insurance_paid_cents=net.get("insurance", 0),
        adjusted_cents=net.get("adjusted", 0),
        patient_paid_cents=net.get("patient", 0),
        with_payer_cents=net.get("payer", 0),
        owed_cents=net.get("owed", 0),
        why=_why(net.get("owed", 0), net.get("payer", 0), shares),
        owed_since_on=min((share.effective_on for share in shares if share.cents > 0), default=None),
        patient_id=line.patient_id,
    )


def meanings(lines: Iterable[StatementLine]) -> tuple[tuple[str, str], ...]:
    """Return the words of insurance that the reasons of these lines use, each with what it means."""
    said = " ".join(line.why.lower() for line in lines)
    return tuple((word, means) for word, means in MEANS.items() if word in said)


_SHARE_REASONS = frozenset({Reason.PATIENT_SHARE, Reason.SELF_PAY_CHARGE, Reason.BY_HAND_TO_PATIENT})


@dataclass(frozen=True, slots=True)
class _Share:
    """A part that became the patient's, why, and since when; a negative one went back."""

    words: str
    cents: int
    effective_on: date


def _shares(postings: Sequence[Posting]) -> list[_Share]:
    """Return the shares that stand: neither undone nor undoing."""
    undone = {posting.reverses for posting in postings if posting.reverses}
    found = []
    for posting in postings:
        if posting.reason not in _SHARE_REASONS or posting.reverses or posting.key in undone:
            continue
        words = NO_INSURANCE if posting.reason is Reason.SELF_PAY_CHARGE else WHY.get(posting.carc, OTHER)
        is_theirs = account_name(posting.debit) is Account.PATIENT_AR
        found.append(_Share(words, posting.cents if is_theirs else -posting.cents, posting.effective_on))
    return found


WHY: Mapping[str, str] = {
    "1": "your deductible",
    "2": "your coinsurance",
    "3": "your copay",
    "26": "the visit was before your coverage began",
    "27": "the visit was after your coverage ended",
    "31": "the plan could not find you among its members",
    "35": "your plan's lifetime limit is reached",
    "45": "above what your plan allows",
    "49": "your plan does not cover routine care of this kind",
    "50": "your plan does not see it as medically necessary",
    "66": "your deductible for blood",
    "96": "not covered by your plan",
    "100": "your plan sent its payment to you",
    "119": "your plan's limit for this benefit is reached",
    "149": "your plan's lifetime limit for this benefit is reached",
    "187": "paid from your health spending account",
    "197": "your plan asked for approval before the visit",
    "200": "the visit was in a gap of your coverage",
    "204": "not covered by your plan",
    "242": "outside your plan's network",
}
"""Our plain words for why a payer says that a part is the patient's, by CARC."""
MEANS: Mapping[str, str] = {
    "deductible": "what you pay yourself each year before your plan begins to pay",
    "coinsurance": "your share of the price after that",
    "copay": "a fixed amount that your plan lets you pay for a visit",
}
"""What the words of insurance mean that a bill can't do without."""
NO_INSURANCE = "no insurance on file for this day"
OTHER = "your plan says that this part is yours"


def _why(owed_cents: int, with_payer_cents: int, shares: Sequence[_Share]) -> str:
    """One or two sentences: why the patient owes it, and what still waits for a payer."""
    sums: dict[str, int] = {}
    for share in shares:
        sums[share.words] = sums.get(share.words, 0) + share.cents
    parts = {words: cents for words, cents in sums.items() if cents > 0}
    found = []
    if owed_cents > 0 and len(parts) == 1:
        found.append(_sentence(next(iter(parts))))
    elif owed_cents > 0 and parts:
        found.append(_sentence("; ".join(f"{words} ${dollars(cents)}" for words, cents in parts.items())))
    elif owed_cents < 0:
        found.append("You paid more than your part; we owe you the difference.")
    if with_payer_cents > 0:
        waiting = "Waiting for your insurance."
        found.append(waiting if owed_cents <= 0 else f"{dollars(with_payer_cents)} waits for your insurance.")
    return " ".join(found)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
