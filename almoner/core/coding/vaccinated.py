"""The encounter for immunization, proven by the vaccine that the note says was given: whoever charges the
vaccine reports why."""

from collections.abc import Container, Iterable
from typing import Protocol

from almoner.core.coding.answer import Suggestion, Tier
from almoner.core.coding.candidate import Candidate, Ground, Why
from almoner.core.coding.day_codes import DayCodes
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.note import Note
from almoner.core.coding.words import Span

IMMUNIZATION = "Z23"
_ORDER = 60


class Placed(Protocol):
    """A candidate with its tier, as they are ranked."""

    @property
    def candidate(self) -> Candidate: ...

    @property
    def tier(self) -> Tier | None: ...


def vaccine_given(
    done: Iterable[Suggestion],
    ranked: Iterable[Placed],
    vaccines: Container[str],
    note: Note,
    codes: DayCodes,
) -> Candidate | None:
    """The candidate for a vaccine among the services that were done; None where there is none but among
    results, or where the encounter stands already."""
    stands = {each.candidate.code for each in ranked if each.tier in {Tier.CONFIRM, Tier.REVIEW}}
    shots = (each for each in done if each.kind == "procedure" and each.code in vaccines)
    shot = next((each for each in shots if _is_today(note, each.evidence[0].start)), None)
    title = codes.title(IMMUNIZATION)
    if shot is None or IMMUNIZATION in stands or title is None:
        return None
    return Candidate(
        code=IMMUNIZATION,
        title=title,
        concept="",
        evidence=tuple(Span(quote.start, quote.end) for quote in shot.evidence[:1]),
        ground=Ground.COMPANION,
        why=(Why("vaccine", f"{shot.code} was given"),),
        order=_ORDER,
    )


def _is_today(note: Note, place: int) -> bool:
    """The vaccine stands among what is done, not among what is known."""
    section = next(each for each in note.reading.sections if each.span.start <= place < each.span.end)
    return section.kind is not SectionKind.RESULTS
