"""What a refusal has to teach a coder: the words of the note that the refused codes rest on, who decided,
what the rules said before the claim left, and which rules expect such a refusal; called inside a flow.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from almoner.core.chart import Note, Visit
from almoner.core.claim import Claim, ClaimRevision
from almoner.core.claim.judgement import Judgement, Override, mark
from almoner.core.claim.revision import ClaimLine
from almoner.core.coding.decision import Act, CodingDecision, standing
from almoner.core.denial import Denial
from almoner.core.rules import Card, Finding
from almoner.flow.access import Actor, Permission
from almoner.flow.code.review_draw import is_blind_to
from almoner.flow.policy import cards_in_force
from almoner.flow.visit.disclosure import is_apart
from almoner.store.session import Ask, Session

MOST_RULES = 5


@dataclass(frozen=True, slots=True)
class Basis:
    """A code of the refused line or its diagnoses, as it was decided: by whom, and the words of the note that
    it rests on.
    """

    code: str
    decision: CodingDecision
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a rule said of the line before the claim left, with the decision to let it go if there is one."""

    finding: Finding
    override: Override | None


@dataclass(frozen=True, slots=True)
class Taught:
    """The refused service (empty where the whole claim was refused) with its visit, what its codes rest on,
    what the rules said, and those in force that expect such a refusal.
    """

    visit_id: int
    code: str
    basis: tuple[Basis, ...]
    heard: tuple[Heard, ...]
    expecting: tuple[Card, ...]


def taught_by(session: Session, by: Actor, denial: Denial, claim: Claim, *, on: date) -> Taught | None:
    """Return what a refusal teaches who may decide on codes; None to others, where no visit of this practice
    stands behind it, where its note is not for them, and where they may still have to code it blind.
    """
    if not by.may(Permission.CODE_DECIDE) or not claim.visit_ids:
        return None
    visit = session.get(Visit, claim.visit_ids[0])
    if is_apart(session, by, visit, on=on) or is_blind_to(session, visit, by.name):
        return None
    revision = session.get(ClaimRevision, claim.revision_id)
    ask_said = Ask(Judgement, {"claim_id": claim.id})
    ask_gone = Ask(Override, {"claim_id": claim.id})
    ask_made = Ask(CodingDecision, {"visit_id": visit.id})
    ask_note = Ask(Note, {"id": visit.note_id})
    found = session.gather(ask_said, ask_gone, ask_made, ask_note)
    place = next((at for at, one in enumerate(revision.lines, 1) if one.line_id == denial.line_id), 0)
    line = revision.lines[place - 1] if place else None
    notes = {one.id: one for one in found.of(ask_note)}
    return Taught(
        visit_id=visit.id,
        code=line.code if line else "",
        basis=tuple(_basis(found.of(ask_made), _codes(revision, line), notes)),
        heard=tuple(_heard(revision, found.of(ask_said), found.of(ask_gone), place)),
        expecting=expecting(denial.carc),
    )


def expecting(carc: str) -> tuple[Card, ...]:
    """Return the rules in force that expect a payer's reason, the first few by their number."""
    found = [
        card
        for card in cards_in_force()
        if carc in {part.strip() for part in card.expected_denial.replace(",", ";").split(";")}
    ]
    return tuple(sorted(found, key=lambda card: card.edit))[:MOST_RULES]


def _codes(revision: ClaimRevision, line: ClaimLine | None) -> list[str]:
    """The refused line's code and the diagnoses that it points to; of a whole claim all of them."""
    if line is None:
        return [*(one.code for one in revision.lines), *revision.diagnoses]
    pointed = [revision.diagnoses[at - 1] for at in line.pointers if 0 < at <= len(revision.diagnoses)]
    return [line.code, *pointed]


def _basis(made: Iterable[CodingDecision], codes: list[str], notes: dict[int, Note]) -> Iterable[Basis]:
    by_code = {one.code: one for one in standing(made).values() if one.action is not Act.REJECT}
    for code in dict.fromkeys(codes):
        one = by_code.get(code)
        note = notes.get(one.note_id) if one else None
        if one is None:
            continue
        places = (*one.places, *(one.suggestion.evidence if one.suggestion else ()))
        quotes = [note.text[start:end] for start, end in places] if note else []
        yield Basis(code, one, tuple(dict.fromkeys(quotes)))


def _heard(
    revision: ClaimRevision, said: Iterable[Judgement], overrides: Iterable[Override], place: int
) -> Iterable[Heard]:
    judged = [one for one in said if one.revision_id == revision.id]
    gone = {one.finding: one for one in overrides if one.revision_id == revision.id}
    for finding in judged[-1].findings if judged else revision.findings:
        if not place or finding.line in (0, place):
            yield Heard(finding, gone.get(mark(finding)))
