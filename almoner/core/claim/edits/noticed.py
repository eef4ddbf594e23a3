"""Kind `noticed`: what the patient's advance notice says of a line, and the line does not, or otherwise.
Params: `fault`: unsaid (signed in time, and the modifiers don't tell it), not_billed (the patient chose that
Medicare is not asked), declined (they did not want the service), late (it was not signed by the day), bare
(the modifier tells of a notice, and those on file are for others); `cleared_by` (modifiers that tell it).
"""

from collections.abc import Iterable

from almoner.core.chart.advance_notice import SIGNED_MARKS, Choice, ItemNotice, held_by, modifiers_of
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card, CardError

FAULTS = {"not_billed": Choice.DONT_BILL, "declined": Choice.DECLINE}


def prepare(card: Card) -> Prepared:
    """Judge each line by the notices of its service."""
    fault, cleared_by = card.text("fault"), frozenset(card.words("cleared_by", ()))
    if fault not in {"unsaid", "late", "bare", *FAULTS}:
        raise CardError(f"card {card.id}: params.fault is unsaid, not_billed, declined, late or bare")

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        if not facts.notices:
            return found
        for number, line in enumerate(facts.revision.lines, 1):
            row = _row(fault, line, facts.notices) if cleared_by.isdisjoint(line.modifiers) else ""
            if row:
                found += (Hit(number, row),)
        return found

    return Prepared(judge, about=SIGNED_MARKS if fault == "bare" else None)


def _row(fault: str, line: ClaimLine, notices: tuple[ItemNotice, ...]) -> str:
    """What is wrong with a line; empty where nothing is."""
    held = held_by(notices, line.code, line.service_on)
    if fault == "bare":
        carried = SIGNED_MARKS.intersection(line.modifiers)
        return (
            f"{line.code}: {' '.join(sorted(carried))} and no signed notice" if carried and not held else ""
        )
    if fault == "late":
        about = next((one for one in notices if one.is_about(line.code, line.service_on)), None)
        return f"{line.code}: {_when(about)}" if about and not held else ""
    if held is None:
        return ""
    if fault in FAULTS:
        return f"{line.code}: notice signed {held.signed_on}" if held.choice is FAULTS[fault] else ""
    wanted = modifiers_of(held.ground, is_signed=True)
    lacking = [one for one in wanted if one not in line.modifiers]
    if held.choice is not Choice.BILL or not lacking:
        return ""
    return f"{line.code}: {' '.join(wanted)} by the notice signed {held.signed_on}, {held.ground.value}"


def _when(about: ItemNotice) -> str:
    return f"notice signed {about.signed_on}" if about.signed_on else "notice not signed"
