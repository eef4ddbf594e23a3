"""What a decision leaves in the receivable of a line: one open item, with its reasons in words."""

from almoner.core.money import dollars, in_dollars
from almoner.core.pricing.underpayment import in_words, source_of
from almoner.core.remit.advice import Adjustment, Advice
from almoner.core.remit.balance import total
from almoner.core.remit.gate import Decision
from almoner.core.remit.match import MatchedLine
from almoner.core.remit.outcome import ItemKind, OpenItem
from almoner.core.remit.sheet import Sheet
from almoner.core.remit.words import said

PRIORITY = tuple(ItemKind)
"""Where several reasons keep a line's amount, the item is of the first kind in this order."""


def keep_open(sheet: Sheet, advice: Advice, decision: Decision, left: int | None) -> None:
    """Open one item for all that stays on the line, at most what is `left` with the payer where that is
    known.
    """
    line = decision.line
    kept = tuple(adjustment for adjustment, _ in decision.kept)
    cents = total(kept) if left is None else min(total(kept), left)
    if cents <= 0:
        return
    kinds = {kind for _, kind in decision.kept}
    remarks = _remarks(advice, line)
    sheet.items.append(
        OpenItem(
            kind=next(each for each in PRIORITY if each in kinds),
            advice_id=advice.id,
            claim_id=line.book.claim.id,
            line_id=line.line.id,
            patient_id=line.book.claim.patient_id,
            payer_id=line.book.claim.payer_id,
            cents=cents,
            adjustments=kept,
            remarks=remarks,
            why=_why(sheet, decision, remarks, cents),
            is_refused=decision.leaves_refused,
            is_mixed=decision.moves_money,
        )
    )
    if decision.leaves_refused:
        sheet.fate(line.book).refused.add(line.line.id)


def _beyond(decision: Decision) -> str:
    """What the payer wrote off beyond what is agreed with it, what was expected, and what to do about it."""
    beyond = total(tuple(each for each, kind in decision.kept if kind is ItemKind.VARIANCE))
    if beyond <= 0:
        return ""
    agreed = total(decision.written_off)
    return (
        f"The payer allowed {in_dollars(beyond)} less than expected: it takes off "
        f"{in_dollars(agreed + beyond)}, and {in_dollars(agreed)} is agreed with it. "
        "Dispute that with the payer, or write it off. "
    )


def _price_in_words(sheet: Sheet, decision: Decision) -> str:
    """How the contract price of the line came about, where more was asked to be written off than it allows;
    without one, which limit of the practice keeps the rest.
    """
    line = decision.line
    if not any(kind is ItemKind.VARIANCE for _, kind in decision.kept):
        return ""
    price = line.book.prices.get(line.line.id)
    if price is not None:
        return f" The contract: {in_words(price)} ({source_of(price)})."
    payer = sheet.desk.payer
    if payer is None:
        return ""
    most = f"{dollars(payer.contract_discount_bp)}% of the {in_dollars(line.charge_cents)} charged"
    return f" No contract price is known, and without one at most {most} is written off for this payer."


def _remarks(advice: Advice, line: MatchedLine) -> tuple[str, ...]:
    """Return the line's remarks, then the claim's own (RC3), each once."""
    own = [remark for part in line.parts for remark in part.remarks]
    return tuple(dict.fromkeys((*own, *advice.remarks)))


def _why(sheet: Sheet, decision: Decision, remarks: tuple[str, ...], cents: int) -> str:
    """What stays open and why: first in words, with the payer's own numbers behind them."""
    kept = tuple(adjustment for adjustment, _ in decision.kept)
    numbered = [_reason(sheet, one) for one in kept]
    if len(numbered) == 1 and kept[0].cents == cents:
        label, number = numbered[0]
        opens = f"{label}: {in_dollars(cents)} stays open ({number})"
    else:
        told = [
            f"{label} ({number} {in_dollars(one.cents)})"
            for one, (label, number) in zip(kept, numbered, strict=True)
        ]
        opens = f"{in_dollars(cents)} stays open: " + said(told, "; ")
    labels = sheet.desk.reasons
    named = [(remark, labels.label("rarc", remark)) for remark in remarks]
    noted = [f"remark {remark}: {label}" if label else f"remark {remark}" for remark, label in named]
    words = said([opens, *noted], "; ") + "."
    return _beyond(decision) + words + _price_in_words(sheet, decision)


def _reason(sheet: Sheet, one: Adjustment) -> tuple[str, str]:
    """An adjustment in our words, and its number."""
    label = sheet.desk.reasons.label("carc", one.carc) or "A number that is not in the table"
    return label, f"{one.group}-{one.carc}"
