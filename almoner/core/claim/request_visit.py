"""Reads the documented elements of a visit, from which the E/M calculator takes the level that the note
supports. Promises that a family that isn't told is that of the line's own code.
"""

from enum import Enum
from typing import TypeVar

from almoner.core.claim.request_block import BadRequest, Block
from almoner.core.coding import (
    Datum,
    DatumKind,
    Decision,
    Family,
    Follows,
    Minutes,
    Problem,
    ProblemKind,
    Risk,
    RiskKind,
    Unfit,
    VisitFacts,
)
from almoner.core.coding.em_ladders import ladder_of

_Named = TypeVar("_Named", bound=Enum)
FOLLOWS_MEDICARE = frozenset({"medicare", "medicare_advantage"})


def visit(line: Block, *, payer_kind: str) -> VisitFacts | None:
    """Return `visit` of a line, or None where there is none, or where neither it nor its code tells a family.

    {family, is_new, problems: [name], data: [{kind, what, unfit}], risks: [name], minutes, apart, nearby,
    talk_minutes, staff_only, psychotherapy}; the names are those of the E/M calculator's kinds, in lower case
    (`stable_chronic`, `test`, `prescription`). Without problems, data and risks nothing of decision making is
    known; without minutes nothing of time. `minutes` of the line stand for those of the visit.
    """
    block = line.block("visit")
    if block is None:
        return None
    on = line.needed_day("dos")
    ladder = ladder_of(line.text("code").upper(), on)
    if ladder is None and not block.has("family"):
        return None
    is_new = block.flag("is_new")
    try:
        return VisitFacts(
            family=ladder.family if ladder and not block.has("family") else _named(Family, block, "family"),
            on=on,
            is_new=ladder.is_new if ladder and is_new is None else is_new,
            follows=Follows.MEDICARE if payer_kind in FOLLOWS_MEDICARE else Follows.CPT,
            decision=_decision(block),
            minutes=_minutes(block if block.has("minutes") else line, block),
            talk_minutes=block.number("talk_minutes") if block.has("talk_minutes") else None,
            is_staff_only=block.flag("staff_only") is True,
            has_psychotherapy=block.flag("psychotherapy") is True,
        )
    except BadRequest:
        raise
    except ValueError as error:
        raise BadRequest(f"{block.path}: {error}") from None


def _decision(block: Block) -> Decision | None:
    if not any(block.has(key) for key in ("problems", "data", "risks")):
        return None
    return Decision(
        problems=tuple(
            Problem(_kind(ProblemKind, block, "problems", word)) for word in block.words("problems")
        ),
        data=tuple(_datum(one) for one in block.blocks("data")),
        risks=tuple(Risk(_kind(RiskKind, block, "risks", word)) for word in block.words("risks")),
    )


def _datum(one: Block) -> Datum:
    return Datum(
        kind=_named(DatumKind, one, "kind"),
        what=one.text("what"),
        unfit=_named(Unfit, one, "unfit") if one.has("unfit") else None,
    )


def _minutes(timed: Block, block: Block) -> Minutes | None:
    if not timed.has("minutes"):
        return None
    return Minutes(timed.number("minutes"), block.number("apart", 0), block.number("nearby", 0))


def _named(kinds: type[_Named], block: Block, key: str) -> _Named:
    return _kind(kinds, block, key, block.text(key))


def _kind(kinds: type[_Named], block: Block, key: str, word: str) -> _Named:
    try:
        return kinds[word.upper()]
    except KeyError:
        known = ", ".join(name.lower() for name in kinds.__members__)
        raise BadRequest(f"{block.at(key)}: one of {known} is wanted") from None
