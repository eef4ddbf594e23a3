"""What a claim is worth: what its contract says of each line, and the chance that what is open gets paid.
Reads only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim, ClaimRevision
from almoner.core.coverage import Coverage
from almoner.core.denial import Denial
from almoner.core.plan import Task
from almoner.flow.price.claim_books import Around, expected_of
from almoner.flow.price.expected import PARTIES, Expected
from almoner.store.lists import lists_chance
from almoner.store.lists.lists_chance import Ended
from almoner.store.session import Ask, Gathered, Session
from almoner.store.shipped.chances import shipped_chances

LEAST_ENDED = 10
"""Fewer refusals than these measure nothing."""


@dataclass(frozen=True, slots=True)
class Chance:
    """How many of a hundred claims like one are paid: measured by the practice's own refusals (`like`), else
    assumed by the kind of work (`what`).
    """

    percent: int
    what: str
    like: Ended
    is_measured: bool


def asks_of(claim: Claim) -> list[Ask[Any]]:
    """What is gathered beside a claim to know its prices; nothing of a later payer's, whose part rests on the
    first one's.
    """
    if claim.rank > 1:
        return []
    return [_lines(claim), _covers(claim), *PARTIES]


def _lines(claim: Claim) -> Ask[ChargeLine]:
    return Ask(ChargeLine, {"visit_id": list(claim.visit_ids)})


def _covers(claim: Claim) -> Ask[Coverage]:
    return Ask(Coverage, {"id": [claim.coverage_id]})


def contract_of(claim: Claim, revision: ClaimRevision, asks: Sequence[Ask[Any]], found: Gathered) -> Expected:
    """Return the prices of a revision's lines, in their order, out of what was found of the asks; none where
    a line is carried no more.
    """
    if not asks:
        return Expected()
    lines_ask, covers_ask = asks[0], asks[1]
    lines = {line.id: line for line in found.of(lines_ask)}
    if any(line.line_id not in lines for line in revision.lines):
        return Expected()
    own = [lines[line.line_id] for line in revision.lines]
    return expected_of(claim, own, found.of(covers_ask), Around.of(found))


def chance_of(session: Session, denials: Sequence[Denial], tasks: Sequence[Task]) -> Chance | None:
    """Return the chance of the first of the open refusals, else of the first open task; None where nothing is
    open.
    """
    card = shipped_chances()
    if denials:
        like = lists_chance.ended_like(session, denials[0].payer_id, denials[0].carc)
        if like.ended >= LEAST_ENDED:
            return Chance(like.paid * 100 // like.ended, "denial", like, is_measured=True)
        return Chance(card.percent.get("denial", card.other), "denial", like, is_measured=False)
    for task in tasks:
        if task.what in card.percent:
            return Chance(card.percent[task.what], task.what, Ended(), is_measured=False)
    return None
