"""What a remittance leaves each claim as: its next version, and the work that follows from it."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.state import IN_TRANSIT, Event, after
from almoner.core.ledger import Account, ranked
from almoner.core.plan import Record
from almoner.core.remit.desk import Book
from almoner.core.remit.sheet import Fate, Sheet


def end_claims(sheet: Sheet, books: Iterable[Book]) -> list[Record]:
    """Return the next versions of claims that are settled, before the rest is: unless a later one touches
    their lines, these are what `close_claims` returns.
    """
    ended: list[Record] = []
    for book in books:
        fate = sheet.fates.get((book.claim.id, book.claim.rank))
        claim = _next(sheet, fate, fate.record) if fate else None
        if fate and claim and claim is not fate.record:
            sheet.ended[claim.id] = claim
            ended.append(claim)
    return ended


def close_claims(sheet: Sheet, *, are_apart: bool) -> list[Record]:
    """Return the next version of each claim that was touched, and open what follows. `are_apart`: no claim's
    advice has touched another claim, so that what ended early ended well.
    """
    records = {fate.record.id: fate.record for fate in sheet.fates.values()}
    claims = dict(records)
    credits_of = _credits(sheet)
    for key, fate in sheet.fates.items():
        ended = sheet.ended.get(fate.record.id) if are_apart else None
        claims[fate.record.id] = ended or _next(sheet, fate, claims[fate.record.id])
        _follow(sheet, fate)
        for kind, cents in credits_of.get(key, ()):
            sheet.task(kind, WHY[kind], book=fate.book, cents=cents)
    made = [_as_next(claim, records[claim.id]) for claim in claims.values() if claim is not records[claim.id]]
    return [_as_told(sheet, claim) for claim in made]


def _as_told(sheet: Sheet, claim: Claim) -> Claim:
    """The claim as it ended early, where that is the same."""
    ended = sheet.ended.get(claim.id)
    return ended if ended is not None and ended == claim else claim


def _as_next(claim: Claim, record: Claim) -> Claim:
    """Number a claim as the next version, where two payers' decisions in one plan made it go two steps."""
    if claim.version == record.version + 1:
        return claim
    return replace(claim, version=record.version + 1)


def _next(sheet: Sheet, fate: Fate, claim: Claim) -> Claim:
    if fate.book.home is not None:
        event = _event_of_later(sheet, fate, claim)
        return claim if event is None else after(claim, event, on=sheet.on)
    event = _event(sheet, fate)
    if event is None:
        return claim
    return after(claim, event, on=sheet.on, payer_control=fate.payer_control)


def _event_of_later(sheet: Sheet, fate: Fate, claim: Claim) -> Event | None:
    """What a later payer does to the claim that an earlier one sent on: it refuses, or it ends the refusal
    by which the claim stood as denied, where no other is left. One whose own payer's answer is awaited, or
    lies in suspense, still waits for that.
    """
    if claim.state in IN_TRANSIT or claim.state is ClaimState.SUSPENDED:
        return None
    if fate.refused:
        return Event.DENIED
    if claim.state is not ClaimState.DENIED or not fate.is_adjudicated:
        return None
    book = fate.book
    ours, theirs = ranked(Account.PAYER_AR, book.claim.rank), ranked(Account.PAYER_AR, claim.rank)
    is_left = any(
        sheet.balance(book, line.id, theirs) > 0
        or (line.id not in fate.lines and sheet.balance(book, line.id, ours) > 0)
        for line in book.lines
    )
    return None if is_left else Event.PAID


def _event(sheet: Sheet, fate: Fate) -> Event | None:
    if fate.is_suspended:
        return Event.SUSPENDED
    if fate.is_adjudicated:
        if fate.refused:
            return Event.DENIED
        is_waiting = fate.book.claim.state in IN_TRANSIT and not _is_complete(sheet, fate)
        return Event.PAYER_ACCEPTED if is_waiting else Event.PAID
    if fate.is_undone and fate.is_standing:
        return Event.DENIED if fate.refused else Event.PAID
    if fate.is_undone:
        return Event.VOID_CONFIRMED if fate.book.is_void else Event.REVERSED
    return Event.FORWARDED if fate.is_forwarded else None


def _is_complete(sheet: Sheet, fate: Fate) -> bool:
    """True where every line is decided: by this remittance, or before so that nothing is left with the
    payer.
    """
    if len(fate.lines) == len(fate.book.lines):
        return True
    account = ranked(Account.PAYER_AR, fate.book.claim.rank)
    return all(
        line.id in fate.lines or sheet.balance(fate.book, line.id, account) <= 0 for line in fate.book.lines
    )


AWAITING = frozenset(
    {"await_correction", "forwarded_claim", "part_decided", "silent_claim", "rejected_claim"}
)
OF_OWN_PAYER = frozenset({"silent_claim", "rejected_claim"})
"""Work about the payer that a claim was sent to: what a later payer decides under its number is no answer."""
FOLLOWING = frozenset({"bill_next_payer", "crossover_watch"})


def _follow(sheet: Sheet, fate: Fate) -> None:
    book = fate.book
    is_gone = fate.is_undone and not fate.is_adjudicated and not fate.is_standing
    for task in book.tasks:
        is_answered = book.home is None or task.what not in OF_OWN_PAYER
        if is_answered and task.what in AWAITING and (fate.is_adjudicated or fate.is_standing):
            sheet.close(task, "The decision has come.")
        elif is_answered and task.what in AWAITING and is_gone and book.is_void:
            sheet.close(task, "The payer has confirmed the void.")
        elif task.what in FOLLOWING and fate.is_adjudicated and book.home is not None:
            sheet.close(task, "The next payer has decided.")
        elif task.what in FOLLOWING and fate.is_passed_back:
            sheet.close(task, "The decision that it follows was taken back.")
    if is_gone and not book.is_void:
        why = "The payer took its decision back; a correction should follow."
        sheet.task("await_correction", why, book=book)
    if fate.is_adjudicated and book.claim.state not in IN_TRANSIT and not _is_complete(sheet, fate):
        sheet.task("part_decided", "Lines of the claim are still without a decision.", book=book)
    if fate.is_forwarded:
        to = f" to {fate.forwarded_to}" if fate.forwarded_to else ""
        why = f"Not this payer's claim; it says that it has sent it on{to}. See that the other payer answers."
        sheet.task("forwarded_claim", why, book=book)
    if not _is_answered(sheet, fate):
        _pass_on(sheet, fate)


def _is_answered(sheet: Sheet, fate: Fate) -> bool:
    """True where the next payer's decision had waited, and is laid in this plan too."""
    following = fate.book.next_coverage
    later = sheet.fates.get((fate.record.id, following.rank)) if following else None
    return later is not None and later.is_adjudicated


def _pass_on(sheet: Sheet, fate: Fate) -> None:
    """Watch a claim that the payer sent on itself; else have the next payer's claim built."""
    book = fate.book
    if fate.is_crossed_over:
        to = f" to {fate.forwarded_to}" if fate.forwarded_to else ""
        why = f"The payer has sent the claim on{to} itself: send none, and see that it is answered."
        sheet.task("crossover_watch", why, book=book, cents=fate.passed_on_cents)
        if book.next_coverage is None:
            why = "The payer knows of a later payer that is not among the patient's policies."
            sheet.task("coverage_proposal", why, book=book)
    elif fate.passed_on_cents:
        why = "The next payer's part is known: its claim can be built."
        sheet.task("bill_next_payer", why, book=book, cents=fate.passed_on_cents)


CREDITABLE = frozenset({Account.PATIENT_AR, Account.PAYER_AR})

WHY = {
    "overpaid": "More has come than was owed: find out whom it belongs to.",
    "replace_secondary": "The decision below the next payer's claim has changed: send that claim anew.",
    "refund_review": "The patient has paid more than is owed now: apply it elsewhere or refund it.",
}


@cache
def _creditable_rank(account: str) -> int | None:
    """Return whose receivable an account is that may turn into a credit: the patient's is 0."""
    name, _, rank = account.partition(":")
    return int(rank or 0) if name in CREDITABLE else None


def _carried(book: Book) -> Iterable[int]:
    return (line.id for line in book.lines)


def _left_out(book: Book) -> Iterable[int]:
    """The lines that a claim has moved money on, those among them too that it carries no more: taken back, or
    gone to another claim.
    """
    return (line_id for line_id, _ in book.balances)


def _credits(sheet: Sheet) -> dict[tuple[int, int], list[tuple[str, int]]]:
    """Return receivables that this plan has turned into credits, by fate, each kind once with its sum."""
    found: dict[tuple[int, int], dict[str, int]] = {}
    fates = {
        (line_id, fate.book.claim.rank): fate
        for lines in (_left_out, _carried)  # who carries a line comes before who did
        for fate in sheet.fates.values()
        for line_id in lines(fate.book)
    }
    any_fate = {line_id: fate for (line_id, _), fate in fates.items()}
    for (line_id, account), moved in sheet.moved().items():
        if moved >= 0:
            continue
        rank = _creditable_rank(account)
        if rank is None or line_id not in any_fate:
            continue
        fate = fates.get((line_id, rank))
        book = (fate or any_fate[line_id]).book
        left = book.balances.get((line_id, account), 0) + moved
        if left >= 0 or (fate is not None and not book.balances):
            continue
        kind = "refund_review" if rank == 0 else "replace_secondary" if fate is None else "overpaid"
        kinds = found.setdefault((book.claim.id, book.claim.rank), {})
        kinds[kind] = kinds.get(kind, 0) - max(left, moved)
    return {key: list(kinds.items()) for key, kinds in found.items()}
