"""A remittance to its plan: what the payer's file means for the books, whole or not at all. A pure function
of what was read, of our records, and of dated policy; the same input gives the same plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.money import in_dollars
from almoner.core.plan import Ids, Plan, Record, Tell
from almoner.core.remit.advice import (
    ADJUDICATED,
    FORWARDED_ONLY,
    PRICING_ONLY,
    REVERSAL,
    Advice,
    RemittanceState,
)
from almoner.core.remit.balance import amounts, faults, is_share_stated
from almoner.core.remit.close import close_claims
from almoner.core.remit.crossover import as_answered_by
from almoner.core.remit.desk import Book, Desk
from almoner.core.remit.match import Claims
from almoner.core.remit.outcome import PlannedRemittance, Suspended
from almoner.core.remit.provider_level import lay_provider_level
from almoner.core.remit.read import ReadRemittance
from almoner.core.remit.receive import Refusal, refusal
from almoner.core.remit.rounds import Rounds, is_plain
from almoner.core.remit.settle import Group
from almoner.core.remit.sheet import Sheet, cash_of
from almoner.core.remit.words import said
from almoner.core.rules import Because, Finding, Severity

UNMARKED = "Its charge is negative, and its status does not say that it takes a decision back."
TOLD = 1000
"""Advices that are placed before claims are settled again, and told at once."""


def plan_remittance(
    read: ReadRemittance, desk: Desk, *, ids: Ids, on: date, tell: Tell | None = None
) -> PlannedRemittance:
    """Return the plan of one remittance and what it leaves open.

    Either everything posts, with what is uncertain in suspense, so that the cash of the plan equals the
    check; or nothing does, and the remittance waits with a reason and an owner. The remittance's record is
    the next version of the one that `read` holds. `tell` hears of a large one's advices, postings and claims
    while the rest is planned; all but a claim that a later advice touches are in its plan.
    """
    payer_id = desk.payer.id if desk.payer else read.remittance.payer_id
    remittance = replace(read.remittance, payer_id=payer_id)
    sheet = Sheet(remittance, desk, ids, on)
    refused = refusal(read, desk)
    if refused is not None:
        return _refused(sheet, refused)
    settled = _settle(sheet, read.advices, tell)
    lay_provider_level(sheet)
    _remark(sheet, read)
    planned = _planned(sheet, RemittanceState.POSTED, close_claims(sheet, are_apart=settled.are_plain))
    moved, check = sum([cash_of(posting) for posting in sheet.postings]), remittance.amount_cents
    assert moved == check, f"the plan moves {in_dollars(moved)}, the check {in_dollars(check)}"
    return replace(planned, is_divisible=settled.is_divisible)


def plan_part(read: ReadRemittance, desk: Desk, *, ids: Ids, on: date) -> PlannedRemittance:
    """Return the plan of the advices that `read` holds, without what concerns the remittance as a whole: its
    own record goes on as it is, and nothing is asked about its check and its provider level. Of a divisible
    remittance this is what the plan of the whole says of these, where all advices of their patients are
    among them, and its reversals.
    """
    payer_id = desk.payer.id if desk.payer else read.remittance.payer_id
    sheet = Sheet(replace(read.remittance, payer_id=payer_id), desk, ids, on)
    settled = _settle(sheet, read.advices, None)
    planned = _planned(sheet, RemittanceState.POSTED, close_claims(sheet, are_apart=settled.are_plain))
    return replace(planned, is_divisible=settled.is_divisible)


@dataclass(frozen=True, slots=True)
class _Settled:
    """`are_plain`: each claim has just this one decision, and none touched another claim. `is_divisible`:
    none touched another claim, whatever each claim's history.
    """

    are_plain: bool
    is_divisible: bool


def _settle(sheet: Sheet, advices: Sequence[Advice], tell: Tell | None) -> _Settled:
    """Place all advices and settle their claims."""
    claims = Claims(sheet.desk)
    groups: dict[int, Group] = {}
    rounds = Rounds(sheet, claims, advices, tell)
    for start in range(0, len(advices), TOLD):
        placed = [_place(sheet, advice, claims, groups) for advice in advices[start : start + TOLD]]
        sheet.records += placed
        if tell is not None:
            tell(placed, ())
        rounds.settle(groups, placed=len(sheet.records))
    others = rounds.finish(groups)
    are_plain = claims.are_apart and all(map(is_plain, groups.values()))
    return _Settled(are_plain, is_divisible=claims.are_apart and not others)


def _place(sheet: Sheet, advice: Advice, claims: Claims, groups: dict[int, Group]) -> Advice:
    """Find an advice's claim and put it with the others of that claim, or aside; return it with its claim."""
    book = claims.book_of(advice)
    if book is not None:
        book = as_answered_by(book, sheet.desk)
        advice = advice.of_claim(book.claim.id, book.claim.rank)
        _propose(sheet, advice, book)
    failing = faults(advice)
    if failing:
        why = "It does not balance: " + said(failing, "; ")
        sheet.suspend(advice, book, kind="unbalanced_claim", why=why)
    elif advice.status in (FORWARDED_ONLY, PRICING_ONLY):
        _set_aside(sheet, advice, book)
    elif advice.status != REVERSAL and advice.status not in ADJUDICATED:
        sheet.suspend(advice, book, kind="suspended_claim", why="The claim's status is not on our list.")
    elif advice.status != REVERSAL and _is_given_back(advice):
        sheet.suspend(advice, book, kind="suspended_claim", why=UNMARKED)
    elif book is None:
        sheet.suspend(advice, None, kind="unknown_claim", why=_unknown(sheet.desk, advice))
    else:
        groups.setdefault(book.claim.id, (book, []))[1].append(advice)
    return advice


def _is_given_back(advice: Advice) -> bool:
    charge, _ = amounts(advice)
    return charge < 0


def _unknown(desk: Desk, advice: Advice) -> str:
    fitting = desk.lookalikes.get(advice.control, ())
    if len(fitting) == 1:
        return f"No claim of ours has its number; {fitting[0]} fits by member, day and charge: confirm it."
    return "No claim of ours has its number."


def _set_aside(sheet: Sheet, advice: Advice, book: Book | None) -> None:
    """Status 23 and 25 decide nothing (PS5, PS6)."""
    if advice.paid_cents:
        why = "Cash came with a status that decides nothing."
        sheet.suspend(advice, book, kind="suspended_claim", why=why)
    elif book is not None and advice.status == FORWARDED_ONLY:
        fate = sheet.fate(book)
        fate.is_forwarded = True
        fate.forwarded_to = advice.forwarded_to
        fate.payer_control = advice.payer_control


def _propose(sheet: Sheet, advice: Advice, book: Book) -> None:
    """What the payer knows better about the patient's coverage is for a person to accept (MT13, RC6)."""
    words = []
    if advice.corrected_member_id:
        words.append("another member id")
    if advice.other_payer:
        words.append("another payer that comes first")
    if advice.coverage_ends_on:
        words.append("an end of coverage")
    if words:
        why = f"The payer tells of {', '.join(words)}."
        sheet.task("coverage_proposal", why, advice=advice, book=book)


def _remark(sheet: Sheet, read: ReadRemittance) -> None:
    """Findings that stop nothing: shares that do not add up (BQ5), remarks that the table does not know
    (RC5), a check and its method that contradict each other (R-02).
    """
    unknown: set[str] = set()
    odd = _odd_check(sheet)
    if odd:
        sheet.findings.append(_finding("R-02", odd, "BPR"))
    on, reasons = sheet.remittance.paid_on, sheet.desk.reasons
    for advice in read.advices:
        if not is_share_stated(advice):
            sheet.findings.append(
                _finding("BQ5", "The stated patient share is not the sum of its adjustments.", advice.element)
            )
        for remarks in (advice.remarks, *(line.remarks for line in advice.lines)):
            unknown.update(remark for remark in remarks if reasons.rarc(remark, on) is None)
    for remark in sorted(unknown):
        sheet.findings.append(
            _finding("RC5", "A remark is not in the table; the reason code decides.", remark)
        )


def _odd_check(sheet: Sheet) -> str:
    cents, method = sheet.remittance.amount_cents, sheet.remittance.method
    if cents < 0:
        return "The check is negative; its payer should have carried the balance on."
    if method == "NON" and cents:
        return "The check has an amount, and its method says that no money moves: watch for its deposit."
    return ""


def _finding(edit: str, message: str, row: str) -> Finding:
    because = Because(card=f"remit.{edit}", source="ASC X12 005010X221A1", row=row)
    return Finding(edit, "remittance", Severity.INFO, 0, message, "Nothing to mend on our side.", because)


def _refused(sheet: Sheet, refused: Refusal) -> PlannedRemittance:
    """Nothing posts: the remittance waits as a whole, with an owner where somebody must act."""
    if refused.task:
        sheet.task(refused.task, refused.why, cents=sheet.remittance.amount_cents)
        held = sheet.remittance.amount_cents if refused.holds_cash else 0
        sheet.suspense.append(Suspended("", held, refused.why))
    sheet.notes.append(refused.why)
    return _planned(sheet, refused.state, (), why=refused.why)


def _planned(
    sheet: Sheet, state: RemittanceState, claims: Sequence[Record], *, why: str = ""
) -> PlannedRemittance:
    before = sheet.remittance
    record = replace(before, version=before.version + 1, state=state, why=why)
    reads = {("remittance", before.id): before.version}
    for fate in sheet.fates.values():
        reads["claim", fate.record.id] = fate.record.version
    plan = Plan(
        on=sheet.on,
        records=(record, *sheet.records, *claims),
        postings=tuple(sheet.postings),
        findings=tuple(sheet.findings),
        tasks=tuple(sheet.tasks),
        reads=reads,
        notes=tuple(sheet.notes),
    )
    return PlannedRemittance(
        plan, state, why, tuple(sheet.items), tuple(sheet.suspense), frozenset(sheet.undone)
    )
