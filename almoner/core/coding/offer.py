"""What the coder offers to a person: suggestions in one list with what they decided on each, diagnoses first.

Promises that a diagnosis that is surely or probably right is left to nobody: a superbill waits until a person
has said something to each.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from almoner.core.coding.answer import Quote, Tier
from almoner.core.coding.calibration import NO_CALIBRATION, in_words
from almoner.core.coding.candidate import Alternative, Why
from almoner.core.coding.decision import CodingDecision, Origin, Sort, Suggested, standing
from almoner.core.coding.suggest import Answer
from almoner.core.rules.code_key import plain

_SORTS = {"dx": Sort.DIAGNOSIS, "procedure": Sort.SERVICE, "em": Sort.SERVICE}
_WANTED = frozenset({Tier.CONFIRM, Tier.REVIEW})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One suggestion with its proof, and the decision on it that stands, if any."""

    sort: Sort
    code: str
    title: str
    tier: str
    confidence: int
    evidence: tuple[Quote, ...]
    why: tuple[Why, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    missing: tuple[str, ...] = ()
    origin: Origin = Origin.SUGGESTED
    decision: CodingDecision | None = None
    line: str = ""
    """What tells its line from others of the code."""
    units: int = 0
    modifiers: tuple[str, ...] = ()
    ndc: str = ""
    diagnoses: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    """What the records of the chart say that it rests on."""
    proposals: tuple[str, ...] = ()
    score: int = -1
    """What the coder made of the note before any calibration, in thousandths; -1 where a record speaks."""
    calibration: str = ""
    """What `confidence` is by; empty where a record speaks."""
    known: tuple[str, ...] = ()
    """What is known beside the note (`Asked.beside`)."""

    @property
    def likely(self) -> str:
        """How often such a suggestion is right, in a sentence; empty where a record speaks."""
        return in_words(self.confidence, self.calibration) if self.calibration else ""

    @property
    def key(self) -> str:
        """What names it on the screen of its visit."""
        return f"{self.sort}-{self.name}"

    @property
    def name(self) -> str:
        """What it is decided by: the code, with what tells its line from others."""
        return f"{self.code}-{self.line}" if self.line else self.code

    @property
    def shown(self) -> str:
        """What tells the records on the screen from the same ones changed; empty without records."""
        if not self.records:
            return ""
        told = (self.name, str(self.units), *self.modifiers, self.ndc, *self.diagnoses, *self.records)
        return sha256("|".join(told).encode()).hexdigest()[:16]

    @property
    def is_wanted(self) -> bool:
        """A person has to say something to it before the superbill is finished: every diagnosis that is
        likely, and whatever a record says was done.
        """
        asks = self.origin is Origin.ORDER or (self.sort is Sort.DIAGNOSIS and self.tier in _WANTED)
        return asks and self.decision is None

    @property
    def suggested(self) -> Suggested:
        """What is kept of it beside the decision."""
        return Suggested(
            code=self.code,
            tier=self.tier,
            confidence=self.confidence,
            evidence=tuple((quote.start, quote.end) for quote in self.evidence),
            rules=tuple(each.rule for each in self.why),
            line=self.line,
            units=self.units,
            modifiers=self.modifiers,
            ndc=self.ndc,
            diagnoses=self.diagnoses,
            proposals=self.proposals,
            score=self.score,
            beside=self.known,
        )


def offers(answer: Answer, decisions: Iterable[CodingDecision]) -> tuple[Offer, ...]:
    """Return what is offered of an answer: diagnoses in claim order, services, the level of the visit; each
    code once, with the decision that stands on it.
    """
    decided = standing(decisions)
    found: dict[tuple[Sort, str], Offer] = {}
    for one in (*_suggestions(answer), *_levels(answer)):
        about = (one.sort, one.code)
        found.setdefault(about, replace(one, decision=decided.get(about)))
    return tuple(sorted(found.values(), key=lambda one: one.sort is Sort.SERVICE))


def _suggestions(answer: Answer) -> Iterable[Offer]:
    for one in answer.suggestions:
        if one.kind in _SORTS and one.evidence:
            yield Offer(
                sort=_SORTS[one.kind],
                code=plain(one.code),
                title=one.title,
                tier=one.tier.value,
                confidence=round(one.confidence * 100),
                score=round(one.score * 1000),
                calibration=one.calibration,
                known=one.known,
                evidence=one.evidence,
                why=one.why,
                alternatives=tuple(each._replace(code=plain(each.code)) for each in one.alternatives),
                missing=one.missing,
            )


def _levels(answer: Answer) -> Iterable[Offer]:
    """The visit's level, or both that the note may carry; what lacks for the higher one stands with it."""
    visit = answer.visit
    if visit is None:
        return
    spans = sorted({*visit.evidence, *(span for leg in visit.legs for span in leg.evidence)})
    quotes = tuple(Quote(span.start, span.end, answer.reading.quote(span)) for span in spans)
    by = "by time" if visit.by == "time" else "by decision making"
    score = 0.9 if visit.low == visit.high else 0.5
    for code in dict.fromkeys((visit.low, visit.high)):
        if quotes:
            yield Offer(
                sort=Sort.SERVICE,
                code=code,
                title=f"Visit level {by}",
                tier=(Tier.CONFIRM if visit.low == visit.high else Tier.REVIEW).value,
                confidence=round(answer.worth.of(Sort.SERVICE, code, score) * 100),
                score=round(score * 1000),
                calibration=answer.worth.name if answer.worth.holds(Sort.SERVICE) else NO_CALIBRATION.name,
                evidence=quotes,
                why=(Why("visit-level", f"The note carries {visit.low} to {visit.high}."),),
                missing=visit.missing if code == visit.high else (),
            )
