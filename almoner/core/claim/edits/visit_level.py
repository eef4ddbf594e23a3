"""Kind `visit_level`: a visit's level is not the one that its note supports, by the code that somebody judged
or by the documented elements of the visit. Params: `fault`: high (the level exceeds it) or low (the note
supports more).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.coding import Basis, VisitLevel, visit_level
from almoner.core.coding.em_ladders import LADDERS, Ladder, ladder_of
from almoner.core.coding.em_missing import missing_for
from almoner.core.rules import Card, CardError

Told = tuple[Hit | Unjudged, ...]
_LEVELS = frozenset(code for ladder in LADDERS for code in (*ladder.codes, ladder.staff_code))


def prepare(card: Card) -> Prepared:
    """Only levels of one family, for new or for known patients, are compared. Of a visit that is told, what
    isn't told isn't in the note.
    """
    fault = card.text("fault")
    if fault not in ("high", "low"):
        raise CardError(f"card {card.id}: params.fault is high or low")
    sign = 1 if fault == "high" else -1

    def told(facts: Facts, number: int, line: ClaimLine, ladder: Ladder) -> Told:
        around = facts.of_line(number)
        if around.visit is None:
            is_wrong = _steps(ladder, line.code, around.supported_code) * sign > 0
            return (Hit(number, _row(line, around.supported_code)),) if is_wrong else NOTHING
        found = visit_level(around.visit)
        if found.basis is Basis.NOTHING and not found.weights and found.minutes is None:
            return (
                Unjudged(f"lines.visit: {next(iter(found.not_judged + found.notes), 'nothing is told')}"),
            )
        is_wrong = _steps(ladder, line.code, found.code) * sign > 0
        if not found.code:
            is_wrong = fault == "high" and line.code in ladder.codes
        return (
            (Hit(number, _row(line, found.code), mend=_mend(ladder, line, found)),) if is_wrong else NOTHING
        )

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        found: Told = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            around = facts.of_line(number)
            if around.visit is not None or around.supported_code:
                ladder = ladder_of(line.code, line.service_on)
                found += told(facts, number, line, ladder) if ladder else NOTHING
        return found

    return Prepared(judge, about=_LEVELS)


def _steps(ladder: Ladder, code: str, supported: str) -> int:
    """Levels from the supported code up to the billed one; 0 where one of them is not of the ladder."""
    codes = ((ladder.staff_code,) if ladder.staff_code else ()) + ladder.codes
    return codes.index(code) - codes.index(supported) if code in codes and supported in codes else 0


def _row(line: ClaimLine, supported: str) -> str:
    return f"{line.code}: the note supports {supported or 'no level'}"


def _mend(ladder: Ladder, line: ClaimLine, found: VisitLevel) -> str:
    """What is missing for the level that is billed; where nothing is, on what the higher one rests."""
    billed = next((level for level in ladder.levels if level.code == line.code), None)
    lacking = missing_for(billed, found.weights, found.minutes).says if billed else ""
    if lacking and (not found.code or _steps(ladder, line.code, found.code) > 0):
        return f"Bill {found.code or 'what the note supports'}; for {line.code} the note lacks {lacking}."
    return f"The note supports {found.code} by {found.basis}; bill it where the work needed it."
