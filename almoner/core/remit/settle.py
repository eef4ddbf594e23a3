"""Settles all that one remittance says about one claim, together with what came before: reversals undo
exactly what was posted, a second adjudication waits for the reversal of the first, and every order ends at
the last decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from almoner.core.ledger import Account, Posting, Reason, ranked, reversal_of
from almoner.core.remit.advice import REVERSAL, Advice
from almoner.core.remit.crossover import is_too_early, later_views
from almoner.core.remit.desk import Book
from almoner.core.remit.gate import Decision
from almoner.core.remit.history import (
    DIFFERS,
    SECOND,
    TOO_EARLY,
    UNKNOWN_ORIGINAL,
    WAITING_TASKS,
    Held,
    chain,
)
from almoner.core.remit.lay import judge, lay, lay_to_undo
from almoner.core.remit.match import Claims, Uncertain, match_lines
from almoner.core.remit.merged import others_of, taken_by_others
from almoner.core.remit.reversal import Chain, difference, pair
from almoner.core.remit.sheet import Sheet, cash_of, prefix_of
from almoner.core.remit.stays import keep_open

Group = tuple[Book, list[Advice]]
"""A claim and what the remittance says of it: balanced adjudications and reversals."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A claim whose reversals have undone what they name. `others` are the claims whose lines its advices
    name too.
    """

    book: Book
    paired: Chain
    others: tuple[Book, ...]


def settle(sheet: Sheet, group: Group, claims: Claims) -> None:
    """Lay a claim's new advices on the books, and what has waited for them."""
    book, advices = group
    if not book.advices and len(advices) == 1 and advices[0].status != REVERSAL:
        _lay_or_wait(sheet, book, Held(advices[0], is_new=True), claims, is_decided=False)
    else:
        _lay(sheet, _take_back(sheet, book, advices, claims, ()), claims)
    _settle_later(sheet, book, claims)


def settle_merged(sheet: Sheet, groups: Sequence[Group], claims: Claims) -> None:
    """Settle claims that share decisions (MT10): all reversals first, so that no claim waits for what another
    one gives free.
    """
    begun = [
        _take_back(sheet, book, advices, claims, others_of(book, advices, claims)) for book, advices in groups
    ]
    for each in begun:
        _lay(sheet, each, claims)
        _settle_later(sheet, each.book, claims)


def _settle_later(sheet: Sheet, book: Book, claims: Claims) -> None:
    for later in later_views(book):
        _lay(sheet, _take_back(sheet, later, [], claims, ()), claims)


def _take_back(
    sheet: Sheet, book: Book, advices: list[Advice], claims: Claims, others: tuple[Book, ...]
) -> _Begun:
    paired = pair(chain(book, advices, others))
    begun = _Begun(book, paired, others)
    for undone, reversal in paired.pairs:
        if undone.effects or undone.is_new or reversal.is_new:
            _undo(sheet, begun, undone, reversal, claims)
    return begun


def _lay(sheet: Sheet, begun: _Begun, claims: Claims) -> None:
    book, paired = begun.book, begun.paired
    standing = [held for held in paired.survivors if not (held.is_new or held.is_waiting)]
    sheet.taken.update(place for held in standing for place in held.places)
    sheet.taken |= taken_by_others(sheet, book, begun.others)
    laid: list[Held] = []
    for held in paired.survivors:
        if held.is_new or held.is_waiting:
            is_decided = bool(laid or standing)
            if _lay_or_wait(sheet, book, held, claims, is_decided=is_decided):
                laid.append(held)
    _wait_for_originals(sheet, begun, standing=standing, laid=laid)
    if standing and (paired.pairs or laid):
        sheet.fate(book).is_standing = True
        _reassert(sheet, book, standing, claims)


def _wait_for_originals(sheet: Sheet, begun: _Begun, *, standing: list[Held], laid: list[Held]) -> None:
    """Hold the reversals that mirror nothing. Of the decisions laid with them they can only mean those with
    their own number of the payer.
    """
    for reversal in begun.paired.unpaired:
        if reversal.is_new:
            numbers = reversal.advice.decision_controls
            meant = standing or [held for held in laid if held.advice.payer_control in numbers]
            why = _why_held(reversal.advice, meant, is_gone=not begun.paired.gone.isdisjoint(numbers))
            sheet.suspend(reversal.advice, begun.book, kind=DIFFERS if meant else UNKNOWN_ORIGINAL, why=why)
        elif reversal.is_waiting:
            sheet.fate(begun.book).is_suspended = True


def _why_held(reversal: Advice, meant: list[Held], *, is_gone: bool) -> str:
    """Say why a reversal that mirrors nothing known here is held (RV4, RV5, RV8)."""
    if meant:
        named = [difference(reversal, held.advice) for held in meant]
        return f"It does not mirror what was posted; it differs by {min(named, key=len)}."
    if is_gone:
        return "The decision that it reverses was taken back before."
    return "It reverses a decision that was never posted here."


def _reassert(sheet: Sheet, book: Book, standing: list[Held], claims: Claims) -> None:
    """Say again which lines are decided and which are refused by what still stands, so that a denial never
    goes with another decision. A refusal as a duplicate counts where nothing else is left on its line (Z6).
    """
    fate = sheet.fate(book)
    account = ranked(Account.PAYER_AR, book.claim.rank)
    judged = [(held.advice, each) for held in standing for each in _judged(sheet, book, held, claims) or ()]
    for advice, each in sorted(judged, key=lambda one: one[1].is_duplicate):
        line_id = each.line.line.id
        fate.lines.add(line_id)
        is_told = each.is_duplicate and line_id in fate.refused
        is_free = each.moves_money or each.line.place not in sheet.taken
        if each.leaves_refused and is_free and not is_told:
            keep_open(sheet, advice, each, sheet.balance(book, line_id, account))


def _lay_or_wait(sheet: Sheet, book: Book, held: Held, claims: Claims, *, is_decided: bool) -> bool:
    """Lay an adjudication on its lines where none of them is decided already; return whether it was laid."""
    judged = _judged(sheet, book, held, claims)
    if judged is None:
        return False
    is_early = is_too_early(sheet, book)
    if not is_early and sheet.taken.isdisjoint(each.line.place for each in judged if each.is_effective):
        _release(sheet, book, held)
        lay(sheet, held.advice, judged, is_decided_before=is_decided)
        sheet.taken.update(each.line.place for each in judged if each.moves_money)
        return True
    if held.is_waiting:
        sheet.fate(book).is_suspended = True
    elif is_early:
        why = "The payer before this one has not decided yet."
        sheet.suspend(held.advice, book, kind=TOO_EARLY, why=why)
    else:
        why = "The claim is decided already, and no reversal of that decision has come."
        sheet.suspend(held.advice, book, kind=SECOND, why=why)
    return False


def _judged(sheet: Sheet, book: Book, held: Held, claims: Claims) -> list[Decision] | None:
    """Return the lines with the gate's decisions, or None after suspending an advice whose lines are not
    certain.
    """
    try:
        return judge(sheet, held.advice, match_lines(held.advice, book, claims))
    except Uncertain as uncertain:
        if held.is_new:
            sheet.suspend(held.advice, book, kind="suspended_claim", why=f"Not certain: {uncertain}.")
        return None


def _undo(sheet: Sheet, begun: _Begun, undone: Held, reversal: Held, claims: Claims) -> None:
    """Reverse what an adjudication did. Where it only waited, or came with its reversal, it is laid down
    first, so that the history shows both.
    """
    book = begun.book
    effects = _laid_down(sheet, book, undone, claims)
    if effects is None or _cash(effects) != -(reversal.advice.paid_cents or 0):
        if reversal.is_new:
            why = "What it reverses is not on its lines with the same amounts."
            sheet.suspend(reversal.advice, book, kind=DIFFERS, why=why)
        return
    _release(sheet, book, reversal)
    prefix = prefix_of(reversal.advice)
    for number, posting in enumerate(effects, 1):
        sheet.undo(posting, key=f"{prefix}:u:{number}", advice=reversal.advice)
    for task in book.tasks:
        if task.subject_kind == undone.advice.kind and task.subject_id == undone.advice.id:
            sheet.close(task, "The payer took its decision back.")
    fate = sheet.fate(book)
    fate.is_undone = True
    sheet.undone.add(undone.advice.id)
    fate.is_passed_back |= any(posting.reason is Reason.NEXT_PAYER for posting in undone.effects)
    touched = {posting.subject.claim_id for posting in effects}
    for other in begun.others:
        if other.claim.id in touched:
            sheet.fate(other).is_undone = True


def _laid_down(sheet: Sheet, book: Book, held: Held, claims: Claims) -> list[Posting] | None:
    """Return the postings of an adjudication that is about to be undone, None where its lines are not
    certain.
    """
    if held.effects or not (held.is_new or held.is_waiting):
        return held.effects
    judged = _judged(sheet, book, held, claims)
    if judged is None:
        return None
    _release(sheet, book, held)
    start = len(sheet.postings)
    lay_to_undo(sheet, held.advice, judged)
    return sheet.postings[start:]


def _cash(postings: list[Posting]) -> int:
    """Return what postings brought in, in cents."""
    return sum([cash_of(posting) for posting in postings])


def _release(sheet: Sheet, book: Book, held: Held) -> None:
    """Take a waiting advice's cash out of suspense and close its task."""
    if held.suspended is not None:
        key = prefix_of(held.advice) + ":sr"
        sheet.keep(reversal_of(held.suspended, key=key, on=sheet.on))
    for task in book.tasks:
        if task.what in WAITING_TASKS and task.subject_id == held.advice.id:
            sheet.close(task, "What it waited for has come.")
