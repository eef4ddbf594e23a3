"""The tests that come free with the lexicon: for every phrase short notes that hold, deny, doubt, date
and attribute it, and what may come of each; for every concept that what it names is there and that its
codes live."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from almoner.core.coding.asked import Asked
from almoner.core.coding.candidate import Candidate, Ground
from almoner.core.coding.concept import Concept
from almoner.core.coding.day_codes import DayCodes, day_codes
from almoner.core.coding.lexicon import Lexicon
from almoner.core.coding.suggest import Tools, Weighed, weigh

_LASTING = frozenset({"status", "history", "social", "encounter", "external"})
_UNSAID = frozenset({"drug"})
_HELD = "holds"
_AGAINST = {
    "denied": "No {}.",
    "denied by the patient": "Denies {}.",
    "a relative's": "Mother had {}.",
    "to be ruled out": "Rule out {}.",
    "possible": "Possible {}.",
    "conditional": "If {} develops, call.",
}
_SECTIONS = {
    "assessment": "Assessment",
    "plan": "Plan",
    "hpi": "HPI",
    "complaint": "Chief complaint",
    "pmh": "PMH",
    "social": "Social history",
    "exam": "Exam",
    "results": "Results",
    "ros": "ROS",
    "medications": "Medications",
    "procedure": "Procedure",
    "vitals": "Vitals",
    "allergies": "Allergies",
    "instructions": "Instructions",
    "family": "Family history",
}


class Fault(NamedTuple):
    """What is wrong with a concept or phrase."""

    concept: str
    phrase: str
    case: str
    what: str


@dataclass(frozen=True, slots=True)
class Trial:
    """The tests of one lexicon on one day."""

    tools: Tools
    on: date

    def faults(self, concept: Concept) -> Iterator[Fault]:
        """The faults of a concept and of all its phrases."""
        yield from self._names(concept)
        yield from self._codes(concept)
        if concept.kind not in _UNSAID:
            for phrase in concept.say:
                yield from self._phrase(concept, phrase)

    def _names(self, concept: Concept) -> Iterator[Fault]:
        """Other concepts that it names are there."""
        named = [("with_symptoms", each) for each in concept.with_symptoms]
        named += [("context", target) for target, _ in concept.context if target]
        for key, other in named:
            if other not in self.tools.lexicon.concepts:
                yield Fault(concept.id, "", key, f"there is no concept {other}")

    def _codes(self, concept: Concept) -> Iterator[Fault]:
        """Its codes live on the day, and on the first days of the code years before something stands for
        them."""
        told = [("code", concept.code), ("history", concept.history), ("family", concept.family)]
        told += [("codes", each.code) for each in concept.codes] + [("under", each) for each in concept.under]
        for key, code in told:
            if code and not _lives(day_codes(self.tools.tables, self.on), code):
                yield Fault(concept.id, "", key, f"{code} is dead on {self.on}")
        for year in range(self.on.year - 2, self.on.year + 1):
            codes = day_codes(self.tools.tables, date(year, 10, 1))
            if concept.code and not _lives(codes, codes.heir(concept.code)):
                yield Fault(concept.id, "", "code", f"nothing stands for {concept.code} on {year}-10-01")

    def _phrase(self, concept: Concept, phrase: str) -> Iterator[Fault]:
        text = _holding(concept, phrase)
        weighed = self._weigh(text)
        wanted = {target or concept.id for target, _ in concept.context} or {concept.id}
        if not _is_held(weighed, wanted, self.tools.lexicon):
            yield Fault(concept.id, phrase, _HELD, f"{text!r} gives {_shown(weighed)}")
        for case, form in _AGAINST.items():
            text = form.format(phrase)
            weighed = self._weigh(text)
            if any(each.concept in wanted and not _is_wider(each, form) for each in _own(weighed)):
                yield Fault(concept.id, phrase, case, f"{text!r} gives {_shown(weighed)}")
        yield from self._past(concept, phrase, wanted)

    def _past(self, concept: Concept, phrase: str, wanted: set[str]) -> Iterator[Fault]:
        """ "History of" gives the history code or nothing; what lasts may stay."""
        text = f"History of {phrase}."
        weighed = self._weigh(text)
        lexicon = self.tools.lexicon
        is_lasting = any(
            lexicon.concepts[each].kind in _LASTING for each in wanted if each in lexicon.concepts
        )
        if not is_lasting and any(each.concept in wanted for each in _own(weighed)):
            yield Fault(concept.id, phrase, "past", f"{text!r} gives {_shown(weighed)}")

    def _weigh(self, text: str) -> Weighed:
        return weigh(text, Asked(on=self.on), self.tools)


def _holding(concept: Concept, phrase: str) -> str:
    """A note that holds a phrase, in a section where it counts, with a word of its context."""
    section = "assessment" if not concept.needs or "assessment" in concept.needs else concept.needs[0]
    heading = f"{_SECTIONS[section]}: " if section in _SECTIONS else ""
    context = f" Also {concept.context[0][1][0]}." if concept.context else ""
    return f"{heading}{phrase}.{context}"


def _is_held(weighed: Weighed, wanted: set[str], lexicon: Lexicon) -> bool:
    """A candidate in some tier, or a question, comes from a wanted concept or from one that owns its
    words too."""
    said = {each.candidate.concept for each in weighed.ranked if each.tier}
    said |= {each.concept for each in weighed.unplaced}
    merged = {mention.concept for each in weighed.ranked for mention in each.candidate.mentions}
    return bool((said | merged) & wanted) or not wanted <= set(lexicon.concepts)


def _own(weighed: Weighed) -> Iterator[Candidate]:
    """The candidates in some tier that hold a condition to be the patient's of today."""
    for each in weighed.ranked:
        if each.tier and each.candidate.ground is Ground.MENTION:
            yield each.candidate


def _is_wider(candidate: Candidate, form: str) -> bool:
    """The frame's own words belong to the name: "possible exposure to" is what the code says."""
    return any(each.span.start < form.index("{") for each in candidate.mentions)


def _shown(weighed: Weighed) -> str:
    said = [f"{each.candidate.code} ({each.candidate.concept})" for each in weighed.ranked if each.tier]
    return ", ".join(said) or "nothing"


def _lives(codes: DayCodes, code: str) -> bool:
    return codes.is_billable(code) or bool(codes.below(code))
