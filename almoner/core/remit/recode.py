"""What a payer decided on in place of what we sent: another code, fewer units, several services as one. It is
laid on our lines all the same, and somebody looks (MT11).
"""

from collections.abc import Sequence

from almoner.core.remit.advice import Advice, AdviceLine
from almoner.core.remit.gate import Decision
from almoner.core.remit.match import MatchedLine
from almoner.core.remit.sheet import Sheet
from almoner.core.remit.words import said


def review_recoding(sheet: Sheet, advice: Advice, decisions: Sequence[Decision]) -> None:
    """Open one task for all that the payer changed on a claim. Services that it laid together are named
    together.
    """
    by_claim: dict[int, list[MatchedLine]] = {}
    for line in [decision.line for decision in decisions]:
        if any(_is_recoded(part, line) or part.submitted_units for part in line.parts):
            by_claim.setdefault(line.book.claim.id, []).append(line)
    for lines in by_claim.values():
        changes = said([*_codes(lines), *_units(lines)], "; ")
        if changes:
            why = f"The payer decided on {changes}. It is applied to our lines: agree, or dispute it."
            sheet.task("recode_review", why, advice=advice, book=lines[0].book)


def _codes(lines: Sequence[MatchedLine]) -> list[str]:
    found: dict[str, list[MatchedLine]] = {}
    for line in lines:
        for code in {part.code for part in line.parts if _is_recoded(part, line)}:
            found.setdefault(code, []).append(line)
    return [_in_words(code, own) for code, own in found.items()]


def _units(lines: Sequence[MatchedLine]) -> list[str]:
    return [
        f"{part.units or '1'} units in place of {part.submitted_units}{_place([line])}"
        for line in lines
        for part in line.parts
        if part.submitted_units and _number(part.units) != _number(part.submitted_units)
    ]


def _in_words(code: str, lines: Sequence[MatchedLine]) -> str:
    codes = said([*dict.fromkeys(each.line.code for each in lines if each.line.code)], " and ")
    return f"{code} in place of {codes}{_place(lines)}"


def _place(lines: Sequence[MatchedLine]) -> str:
    controls = [each.line.control for each in lines if each.line.control]
    if not controls:
        return ""
    return f" on {'line' if len(controls) == 1 else 'lines'} {said(controls)}"


def _is_recoded(part: AdviceLine, line: MatchedLine) -> bool:
    if part.submitted_code:
        return (part.code, part.modifiers) != (part.submitted_code, part.submitted_modifiers)
    return part.qualifier == "HC" and part.code != line.line.code


def _number(units: str) -> str:
    """Return a number in one way of writing it; units that are not told are one."""
    whole, _, rest = (units or "1").partition(".")
    whole, rest = whole.lstrip("0") or "0", rest.rstrip("0")
    return f"{whole}.{rest}" if rest else whole
