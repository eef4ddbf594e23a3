"""How sure a candidate is: a logistic sum over facts that a person can read off the note, with weights as
data."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp

from almoner.core.coding.answer import Tier
from almoner.core.coding.candidate import Candidate, Ground
from almoner.core.coding.day_codes import DayCodes
from almoner.core.coding.mention import Assertion, Match, Mention, Time, Who
from almoner.core.coding.note import Note, Place
from almoner.core.coding.words import Span, stems_of

_MOST_SECTIONS = 3
_AGAINST = {Assertion.NEGATED, Assertion.UNCERTAIN}
_VAGUE = frozenset(
    "C80.1 D49.9 D36.9 D22.9 T14.90XA M19.90 M79.9 R52 R69 B99.9 L98.9 R22.9 D48.9 T14.8XXA U07.1 Z09 Z73.3 "
    "Z71.89 Z51.89 Z76.89".split()
)
"""Codes that a general word in running text leads to: cancer, tumor, mole, injury, arthritis, pain,
stress."""
_ILLNESSES = frozenset({"disease", "injury"})
_STORY = frozenset({"hpi", "complaint", "other", "results"})
_SYMPTOMS = frozenset({"symptom", "finding"})


class WeightError(ValueError):
    """The weights break their form."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of facts, and the floors of tiers; `hash` names their exact text."""

    facts: Mapping[str, float]
    floors: Mapping[Tier, float]
    most: int
    hash: str

    def confidence(self, facts: Mapping[str, float]) -> float:
        """From 0 to 1, rounded to three places."""
        total = sum(self.facts.get(name, 0.0) * value for name, value in sorted(facts.items()))
        return round(1 / (1 + exp(-max(-30.0, min(30.0, total)))), 3)


def load_weights(text: str) -> Weights:
    """The weights of a TOML text; WeightError where one isn't a number or a floor is missing."""
    tables = tomllib.loads(text)
    facts, tiers = tables.get("weights", {}), tables.get("tiers", {})
    numbers = [*facts.values(), *(tiers.get(tier.value) for tier in Tier)]
    if (
        not facts
        or not all(type(each) in {int, float} for each in numbers)
        or type(tiers.get("most")) is not int
    ):
        raise WeightError("weights.toml: [weights] holds numbers; [tiers] confirm, review, hint and most")
    floors = {tier: float(tiers[tier.value]) for tier in Tier}
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Weights({name: float(value) for name, value in facts.items()}, floors, tiers["most"], digest)


def facts_of(candidate: Candidate, note: Note, codes: DayCodes) -> dict[str, float]:
    """The facts of a candidate by the names of their weights."""
    facts: dict[str, float] = {"base": 1.0}
    if candidate.ground is Ground.COMPANION:
        return facts | {"companion": 1.0}
    places = [note.place_of(each) for each in candidate.mentions]
    facts |= _places(places)
    facts |= _of_blocks(candidate, note)
    facts |= _of_concept(candidate, note)
    facts |= _of_matches(candidate.mentions)
    facts["missing"] = float(len(candidate.missing))
    facts["unspecified"] = float("unspecified" in stems_of(codes.title(candidate.code) or ""))
    if candidate.ground is not Ground.MENTION:
        facts[f"ground_{candidate.ground.value}"] = 1.0
    if _is_passing(candidate, note):
        facts["passing"] = 1.0
    if _is_story(candidate, note, places):
        facts["story"] = 1.0
    if note.has_headings and Place.HEADING.value not in places:
        facts["unasked"] = 1.0
    facts["no_assessment"] = float(not note.has_assessment)
    return {name: value for name, value in facts.items() if value}


def _is_story(candidate: Candidate, note: Note, places: list[str]) -> bool:
    """Only the story tells of a disease or injury that nothing treats, and the assessment concludes something
    definite: what isn't assessed isn't coded.
    """
    concept = note.lexicon.concepts.get(candidate.concept)
    is_illness = concept is not None and concept.kind in _ILLNESSES
    is_told = note.has_assessment and note.has_definite and _STORY.issuperset(places)
    return (
        is_illness
        and is_told
        and candidate.ground is Ground.MENTION
        and not _is_treated_since(candidate.concept, note)
    )


def _is_treated_since(concept: str, note: Note) -> bool:
    """More than the story names what treats it."""
    treated = note.treatments.get(concept, ())
    sections = {note.reading.section_of(note.reading.sentences[each.sentence]).kind for each in treated}
    return not _STORY.issuperset(kind.value for kind in sections)


_RANKS = (
    "heading assessed other plan beside_heading complaint introduction procedure social hpi pmh results "
    "vitals exam medications ros allergies instructions family"
).split()


def _places(places: list[str]) -> dict[str, float]:
    """The best place, and how many further kinds of sections."""
    best = min(places, key=lambda place: _RANKS.index(place) if place in _RANKS else len(_RANKS))
    return {best: 1.0, "sections": float(min(len(set(places)) - 1, _MOST_SECTIONS))}


def _of_blocks(candidate: Candidate, note: Note) -> dict[str, float]:
    """What the problem's own part says of it."""
    status, plan = note.lexicon.cues.singles("status"), note.lexicon.cues.singles("plan")
    blocks = _blocks(candidate.mentions, note)
    words = frozenset().union(*(note.block_words(block)[1] for block in blocks))
    treated = note.treatments.get(candidate.concept, ())
    is_treated = any(
        note.reading.sentences[each.sentence].block in blocks
        or note.reading.sentences[each.sentence].block is not None
        for each in treated
    )
    sections = [note.reading.section_of(note.reading.sentences[each.sentence]) for each in candidate.mentions]
    return {
        "status": float(bool(words & status)),
        "plan_words": float(bool(words & plan)),
        "aside": float(all(note.is_aside(each) for each in candidate.mentions)),
        "treated": float(is_treated),
        "concluded": float(any(note.is_concluded(each) for each in candidate.mentions)),
        "indication": float(any(_is_indication(each, note) for each in candidate.mentions)),
        "problem_list": float(
            any(each.is_problem_list and each.kind.value == "assessment" for each in sections)
        ),
    }


def _is_indication(mention: Mention, note: Note) -> bool:
    """The mention's own sentence in the assessment or plan names what treats it: "omeprazole for
    gastritis"."""
    treated = note.treatments.get(mention.concept, ())
    if not note.is_assessing(mention) or not any(each.sentence == mention.sentence for each in treated):
        return False
    words = note.reading.words(note.reading.sentences[mention.sentence])
    return not note.lexicon.cues.singles("plan").isdisjoint(word.stem for word in words)


def _blocks(mentions: Iterable[Mention], note: Note) -> set[int]:
    found = {note.reading.sentences[each.sentence].block for each in mentions}
    return {block for block in found if block is not None}


def _of_concept(candidate: Candidate, note: Note) -> dict[str, float]:
    concept = note.lexicon.concepts.get(candidate.concept)
    if concept is None:
        return {"retrieved": float(all(each.match is Match.RETRIEVED for each in candidate.mentions))}
    own = note.by_concept.get(concept.id, ())
    against = [each for each in own if each.assertion in _AGAINST and each.who is Who.PATIENT]
    return {
        "symptom": float(concept.kind in _SYMPTOMS and candidate.ground is Ground.MENTION),
        "encounter": float(concept.kind == "encounter" and _is_reason(candidate, note)),
        "managed": float(_is_managed(candidate, note)),
        "status_kind": float(concept.kind in {"status", "history", "social"}),
        "ambiguous": float(bool(concept.context)),
        "vague": float(_is_vague(candidate, note)),
        "denied": float(bool(against)),
        "past": float(
            candidate.ground is Ground.MENTION
            and all(each.time is not Time.CURRENT for each in candidate.mentions)
        ),
    }


def _is_reason(candidate: Candidate, note: Note) -> bool:
    """More than a task of the plan names the encounter: the assessment, the complaint, or a note that has
    no assessment."""
    return any(note.place_of(each) != Place.PLAN.value for each in candidate.mentions)


def _is_managed(candidate: Candidate, note: Note) -> bool:
    """The plan treats a lasting illness that the assessment doesn't name, and what treats it is for nothing
    else that the assessment names: "continue metformin"."""
    concept = note.lexicon.concepts[candidate.concept]
    if not concept.is_chronic or any(note.is_assessing(each) for each in candidate.mentions):
        return False
    return any(
        note.is_planned(each)
        and (
            note.treated_at(each.span) & note.assessed <= {concept.id} or _names(note, each.span, concept.id)
        )
        for each in note.treatments.get(concept.id, ())
    )


def _names(note: Note, span: Span, concept: str) -> bool:
    """A word there is a name of the concept: "smoking cessation"."""
    return any(concept in note.lexicon.phrases.get(word, ()) for word in stems_of(note.reading.quote(span)))


def _is_passing(candidate: Candidate, note: Note) -> bool:
    """A symptom that the assessment only tells of, where it names something definite as well."""
    concept = note.lexicon.concepts.get(candidate.concept)
    if concept is None or concept.kind not in _SYMPTOMS:
        return False
    places = {note.place_of(each) for each in candidate.mentions}
    return Place.HEADING.value not in places and note.has_definite


def _is_vague(candidate: Candidate, note: Note) -> bool:
    """Only single words in running text lead to a code that says nothing more than its category."""
    if candidate.code not in _VAGUE:
        return False
    return all(note.place_of(each) != Place.HEADING.value for each in candidate.mentions)


def _of_matches(mentions: tuple[Mention, ...]) -> dict[str, float]:
    """The best way in which words led here."""
    order = (Match.EXACT, Match.DEFAULT, Match.TYPO, Match.RETRIEVED)
    best = min((each.match for each in mentions), key=order.index)
    return {"loose": float(best is Match.DEFAULT), "typo": float(best is Match.TYPO)}
