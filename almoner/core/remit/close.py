"""What a remittance leaves each claim as: its next version, and the work that follows from it."""

from almoner.core.claim import Claim
from almoner.core.claim.state import Event, after
from almoner.core.ledger import Account, account_name, ranked
from almoner.core.plan import Record
from almoner.core.remit.sheet import Fate, Sheet


def close_claims(sheet: Sheet) -> list[Record]:
    """Return the next version of each claim that was touched, and open what follows."""
    records: list[Record] = []
    credits_of = _credits(sheet)
    for claim_id, fate in sheet.fates.items():
        claim = _next(sheet, fate)
        if claim.version != fate.book.claim.version:
            records.append(claim)
        _follow(sheet, fate)
        for kind, cents in credits_of.get(claim_id, ()):
            sheet.task(kind, WHY[kind], book=fate.book, cents=cents)
    return records


def _next(sheet: Sheet, fate: Fate) -> Claim:
    claim = fate.book.claim
    event = _event(sheet, fate)
    if event is None:
        return claim
    return after(claim, event, on=sheet.on, payer_control=fate.payer_control)


def _event(sheet: Sheet, fate: Fate) -> Event | None:
    if fate.is_suspended:
        return Event.SUSPENDED
    if fate.is_adjudicated:
        if fate.refused:
            return Event.DENIED
        return Event.PAID if _is_complete(sheet, fate) else Event.PAYER_ACCEPTED
    if fate.is_undone and fate.is_standing:
        return Event.DENIED if fate.refused else Event.PAID
    if fate.is_undone:
        return Event.REVERSED
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


AWAITING = frozenset({"await_correction", "forwarded_claim"})
FOLLOWING = frozenset({"bill_next_payer", "crossover_watch"})


def _follow(sheet: Sheet, fate: Fate) -> None:
    book = fate.book
    for task in book.tasks:
        if task.what in AWAITING and (fate.is_adjudicated or fate.is_standing):
            sheet.close(task, "The decision has come.")
        elif task.what in FOLLOWING and fate.is_passed_back:
            sheet.close(task, "The decision that it follows was taken back.")
    if fate.is_undone and not fate.is_adjudicated and not fate.is_standing:
        sheet.task(
            "await_correction", "The payer took its decision back; a correction should follow.", book=book
        )
    if fate.is_forwarded:
        why = "Not this payer's claim; it says that it has sent it on. See that the other payer answers."
        sheet.task("forwarded_claim", why, book=book)
    if fate.is_crossed_over:
        to = f" to {fate.forwarded_to}" if fate.forwarded_to else ""
        why = (
            f"The payer has sent the claim on{to} itself: we send none, and see that the next payer answers."
        )
        sheet.task("crossover_watch", why, book=book, cents=fate.passed_on_cents)
        if book.next_coverage is None:
            why = "The payer knows of a later payer that is not among the patient's policies."
            sheet.task("coverage_proposal", why, book=book)
    elif fate.passed_on_cents:
        why = "The next payer's part is known: its claim can be built."
        sheet.task("bill_next_payer", why, book=book, cents=fate.passed_on_cents)


WHY = {
    "overpaid": "More has come than was owed: find out whom it belongs to.",
    "replace_secondary": "The decision below the next payer's claim has changed: send that claim anew.",
    "refund_review": "The patient has paid more than is owed now: lay it elsewhere or refund it.",
}


def _credits(sheet: Sheet) -> dict[int, list[tuple[str, int]]]:
    """Return receivables that this plan has turned into credits, by claim, each kind once with its sum."""
    found: dict[int, dict[str, int]] = {}
    books = {line.id: fate.book for fate in sheet.fates.values() for line in fate.book.lines}
    for (line_id, account), moved in sheet.moved.items():
        if moved >= 0 or line_id not in books:
            continue
        book = books[line_id]
        kind = _kind_of(account, book.claim.rank)
        if kind is None or (kind == "overpaid" and not book.balances):
            continue
        left = book.balances.get((line_id, account), 0) + moved
        if left < 0:
            kinds = found.setdefault(book.claim.id, {})
            kinds[kind] = kinds.get(kind, 0) - max(left, moved)
    return {claim_id: list(kinds.items()) for claim_id, kinds in found.items()}


def _kind_of(account: str, rank: int) -> str | None:
    if account == Account.PATIENT_AR:
        return "refund_review"
    if account == ranked(Account.PAYER_AR, rank):
        return "overpaid"
    return "replace_secondary" if account_name(account) is Account.PAYER_AR else None
