"""Lays one adjudication on the lines of its claim: payment, contractual, patient share by kind, and what
stays open.
"""

from almoner.core.claim.subject import line_subject
from almoner.core.coverage import Coverage
from almoner.core.ledger import Account, Reason, ranked
from almoner.core.ledger.posting import Effect
from almoner.core.remit.advice import Adjustment, Advice
from almoner.core.remit.balance import total
from almoner.core.remit.crossover import is_crossover
from almoner.core.remit.gate import Case, Decision, decide, pays
from almoner.core.remit.match import MatchedLine
from almoner.core.remit.recode import review_recoding
from almoner.core.remit.sheet import Fate, Sheet, prefix_of
from almoner.core.remit.stays import keep_open
from almoner.core.remit.variance import variance


def judge(sheet: Sheet, advice: Advice, lines: list[MatchedLine]) -> list[Decision]:
    """Ask the gate about each line."""
    case: Case | None = None
    decisions = []
    is_paid = bool(sheet.desk.bundled_reasons) and any(pays(line, sheet.standings) for line in lines)
    for line in lines:
        if case is None or case.book is not line.book:
            case = Case(sheet.desk, line.book, advice.status, sheet.standings, is_paid)
        decisions.append(decide(line, case))
    return decisions


def lay_to_undo(sheet: Sheet, advice: Advice, decisions: list[Decision]) -> None:
    """Post what the gate lets move, for a decision that is reversed at once: nothing opens, nothing
    follows.
    """
    for each in decisions:
        _post(sheet, advice, each)


def lay(sheet: Sheet, advice: Advice, decisions: list[Decision], *, is_decided_before: bool) -> None:
    """Post what the gate lets move, and open an item for what stays. `is_decided_before`: the claim has an
    earlier decision, so that a refusal as a duplicate opens nothing.
    """
    is_crossed = is_crossover(advice)
    for each in decisions:
        laid = _post(sheet, advice, each)
        fate = sheet.fate(each.line.book)
        if each.moves_money and each.line.line.id in fate.refused:
            _supersede(sheet, fate, each.line.line.id)
        if each.kept and not (is_decided_before and each.is_duplicate):
            keep_open(sheet, advice, each, laid.left)
        elif not each.kept and laid.left is not None and laid.left > 0:
            why = "The payer counts more as settled before than earlier payers did: the rest is open."
            sheet.task("left_open", why, advice=advice, book=each.line.book, cents=laid.left)
        _also(sheet, advice, each)
        fate.is_adjudicated = True
        fate.passed_on_cents += laid.passed_on
        fate.payer_control = advice.payer_control or fate.payer_control
        fate.lines.add(each.line.line.id)
        if is_crossed:
            fate.is_crossed_over = True
            fate.forwarded_to = advice.forwarded_to
    review_recoding(sheet, advice, decisions)


def _supersede(sheet: Sheet, fate: Fate, line_id: int) -> None:
    """Drop the refusal of a line that the same remittance decides otherwise further on."""
    fate.refused.discard(line_id)
    sheet.items[:] = [item for item in sheet.items if item.line_id != line_id]


class _Line:
    """Posts the effects of one line in order, with keys that count them."""

    __slots__ = ("count", "left", "line", "passed_on", "prefix", "sheet", "subject")

    def __init__(self, sheet: Sheet, advice: Advice, line: MatchedLine) -> None:
        self.sheet = sheet
        self.line = line
        self.prefix = f"{prefix_of(advice)}:{line.ordinal}"
        self.count = 0
        self.passed_on = 0
        self.subject = line_subject(line.book.claim, line.line, remittance_id=advice.remittance_id)
        self.left: int | None = None
        if line.book.claim.rank > 1:
            self.left = sheet.balance(line.book, line.line.id, ranked(Account.PAYER_AR, line.book.claim.rank))

    def pay(self, cents: int, element: str) -> None:
        self._move(Reason.PAYMENT, cents, None, element)
        if self.left is not None:
            self.left -= cents

    def earn(self, adjustment: Adjustment) -> None:
        """Post interest that came within the payment."""
        self._move(Reason.INTEREST, -adjustment.cents, adjustment, adjustment.element)

    def adjust(self, reason: Reason, adjustment: Adjustment, *, to: Coverage | None = None) -> int:
        """Move an adjustment, and return how much of it. A later payer's can move no more than is still with
        that payer: what an earlier one settled is not settled twice.
        """
        cents = adjustment.cents
        if self.left is not None:
            cents = min(cents, max(self.left, 0))
            self.left -= cents
        if cents:
            self._move(reason, cents, adjustment, adjustment.element, to=to)
        return cents

    def _move(
        self,
        reason: Reason,
        cents: int,
        adjustment: Adjustment | None,
        element: str,
        *,
        to: Coverage | None = None,
    ) -> None:
        self.count += 1
        key = f"{self.prefix}:{self.count}"
        group, carc = (adjustment.group, adjustment.carc) if adjustment else ("", "")
        to_rank, to_payer_id = (to.rank, to.payer_id) if to else (0, 0)
        said = (group, carc, element)
        self.sheet.move(Effect(reason, cents, self.subject, key, *said, to_rank, to_payer_id))


def _post(sheet: Sheet, advice: Advice, decision: Decision) -> _Line:
    """Post payment, shares and contractual, in this order: what a later payer pays and passes on comes before
    what it writes off.
    """
    line = decision.line
    laying = _Line(sheet, advice, line)
    paid = line.paid_cents + (total(decision.interest) if decision.interest else 0)
    if paid:
        laying.pay(paid, line.parts[0].element if line.parts else advice.element)
    for adjustment in decision.interest:
        laying.earn(adjustment)
    next_coverage = line.book.next_coverage
    for adjustment in decision.member:
        laying.adjust(Reason.PATIENT_SHARE, adjustment)
    for adjustment in decision.shares:
        if next_coverage is None:
            laying.adjust(Reason.PATIENT_SHARE, adjustment)
        else:
            laying.passed_on += laying.adjust(Reason.NEXT_PAYER, adjustment, to=next_coverage)
    for adjustment in decision.capitated:
        laying.adjust(Reason.CAPITATED, adjustment)
    for adjustment in decision.written_off:
        laying.adjust(Reason.CONTRACTUAL, adjustment)
    return laying


def _also(sheet: Sheet, advice: Advice, decision: Decision) -> None:
    """Open the work that a posted line brings with it."""
    line = decision.line
    if line.book.prices:
        sheet.findings.extend(variance(decision))
    if decision.member:
        cents = total(decision.member)
        sheet.task(
            "member_paid",
            "The payer paid the patient: collect it.",
            advice=advice,
            book=line.book,
            cents=cents,
        )
