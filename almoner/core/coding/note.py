"""A note with all that was found in it, before any code: what the steps from mentions to codes look at."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from almoner.core.coding.attributes import SIDE_WORDS
from almoner.core.coding.blocks import SAYING
from almoner.core.coding.cues import Cue, Role
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.lexicon import Lexicon
from almoner.core.coding.matcher import Known
from almoner.core.coding.mention import Assertion, Mention, Phase, Side, Time, Who, find
from almoner.core.coding.reading import Reading, read
from almoner.core.coding.treatments import Remedies, Treatment
from almoner.core.coding.words import Span

ASSESSING = frozenset({SectionKind.ASSESSMENT, SectionKind.PLAN})


_SIDED = ASSESSING | {SectionKind.COMPLAINT, SectionKind.HPI, SectionKind.RESULTS, SectionKind.PROCEDURE}
_NO_SIDE = frozenset("now away the for after hand handed dominant and or before to at on about".split())
"""What follows "right" and "left" where they name no side."""
_TOLD = ("exam", "assessment", "plan", "results", "pmh", "hpi")
_LEAST_BODY, _ITEM_WORDS = 15, 8
_HISTORIES = ("history", "hx", "h/o")
_OVER = (
    "no evidence of disease",
    "no evidence of recurrence",
    "no recurrence",
    "disease free",
    "treatment completed",
    "completed treatment",
)
_LABEL_END = re.compile(r"[^.;,()\n]{0,40}?(?:\s[-\u2013\u2014]\s|:\s)")
_LISTED = frozenset({"disease", "status"})
_REASONS = frozenset({"encounter", "history"})
_LASTING = "Z79.81"
"""Long-term use of drugs against hormones."""
_DISMISSED = frozenset({Assertion.NEGATED, Assertion.CONDITIONAL})
"""What is denied, or only to be watched for, names no problem."""
_ASIDE, _CONCLUDED = Role("status", "aside"), Role("status", "concluded")


class Place(StrEnum):
    """Where a mention stands, as the score sees it: the best places first, then sections by their kind."""

    HEADING = "heading"
    ASSESSED = "assessed"
    BESIDE_HEADING = "beside_heading"
    INTRODUCTION = "introduction"
    PLAN = "plan"


@dataclass(frozen=True)
class Note:
    """A reading, its mentions, what treats which concept, and all remedies that it names."""

    reading: Reading
    lexicon: Lexicon
    mentions: tuple[Mention, ...]
    treatments: Mapping[str, tuple[Treatment, ...]]
    remedies: Remedies = field(compare=False, repr=False)

    @cached_property
    def by_concept(self) -> Mapping[str, tuple[Mention, ...]]:
        """The mentions of each concept, in the order of the text; concepts by their first mention."""
        found: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            found.setdefault(mention.concept, []).append(mention)
        return {concept: tuple(each) for concept, each in found.items()}

    @cached_property
    def has_assessment(self) -> bool:
        """The note has an assessment or plan."""
        return any(section.kind in ASSESSING for section in self.reading.sections)

    @cached_property
    def has_headings(self) -> bool:
        """Problems of the assessment have headings that name a concept."""
        return bool(self._named_blocks)

    @cached_property
    def _named(self) -> Mapping[int, SectionKind]:
        """The blocks whose heading names a concept, with the kind of section."""
        named: dict[int, SectionKind] = {}
        for mention in self.mentions:
            block = self.reading.sentences[mention.sentence].block
            is_held = mention.assertion not in _DISMISSED
            if is_held and block is not None and self._is_in_heading(mention, block):
                named[block] = self.kind_of(mention)
        return named

    @cached_property
    def _named_blocks(self) -> frozenset[int]:
        """Those of the assessment."""
        return frozenset(block for block, kind in self._named.items() if kind is SectionKind.ASSESSMENT)

    def _is_in_heading(self, mention: Mention, block: int) -> bool:
        """The mention stands in the heading of a block; what a plan lists without a word on it is a task."""
        heading = self.reading.blocks[block].heading
        if heading is None or not heading.start <= mention.span.start < heading.end:
            return False
        has_body = self.reading.blocks[block].span.end - heading.end > _LEAST_BODY
        return has_body or self.kind_of(mention) is SectionKind.ASSESSMENT

    def kind_of(self, mention: Mention) -> SectionKind:
        """The kind of section that a mention stands in."""
        return self.reading.section_of(self.reading.sentences[mention.sentence]).kind

    def is_assessing(self, mention: Mention) -> bool:
        """The mention stands in an assessment or plan."""
        return self.kind_of(mention) in ASSESSING

    def place_of(self, mention: Mention) -> str:
        """A Place, or the kind of the section."""
        key = mention.span, mention.concept
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = self._place_of(mention)
        return place

    @cached_property
    def _places(self) -> dict[tuple[Span, str], str]:
        """Where mentions stand, by their span and concept, once it was asked for."""
        return {}

    def _place_of(self, mention: Mention) -> str:
        kind = self.kind_of(mention)
        block = self.reading.sentences[mention.sentence].block
        if kind is SectionKind.OTHER:
            return self._of_other(mention)
        if kind not in ASSESSING:
            return Place.ASSESSED.value if self._is_indication(mention) else kind.value
        if block is not None and self._is_in_heading(mention, block):
            return Place.HEADING.value
        if block is not None and self.reading.blocks[block].heading is not None:
            is_beside = block in self._named and not self._is_own_item(mention)
            return Place.BESIDE_HEADING.value if is_beside else Place.ASSESSED.value
        if self.has_headings and kind is SectionKind.ASSESSMENT and block is not None:
            if self._is_first(mention, block) and self._is_item(mention):
                return Place.HEADING.value
            is_before = block < min(self._named_blocks)
            return Place.INTRODUCTION.value if is_before else Place.BESIDE_HEADING.value
        if kind is not SectionKind.ASSESSMENT:
            return kind.value
        return Place.HEADING.value if self._is_item(mention) else Place.ASSESSED.value

    def _of_other(self, mention: Mention) -> str:
        """The place of what stands under no heading that tells."""
        if not self.has_assessment:
            return self._told(mention)
        return Place.ASSESSED.value if self._is_titled(mention) else SectionKind.HPI.value

    def _is_titled(self, mention: Mention) -> bool:
        """The note's title names the check-up: "WELL CHILD CHECK - 5 YEARS"."""
        is_check_up = self.lexicon.concepts[mention.concept].is_check_up
        return is_check_up and mention.is_asserted and self.reading.is_title(mention.span)

    def _is_indication(self, mention: Mention) -> bool:
        """A test's or procedure's own "indication" names a screening, a surveillance or what is past."""
        section = self.reading.section_of(self.reading.sentences[mention.sentence])
        if section.kind is not SectionKind.COMPLAINT or section.heading is None:
            return False
        is_named = self.reading.quote(section.heading).lower().startswith("indication")
        return is_named and self.lexicon.concepts[mention.concept].kind in _REASONS

    def _is_first(self, mention: Mention, block: int) -> bool:
        """The mention stands in the first sentence of a block."""
        return self.reading.of_block(block)[:1] == range(mention.sentence, mention.sentence + 1)

    def _told(self, mention: Mention) -> str:
        """Where a sentence of a note without an assessment belongs, by its words; `other` where nothing
        tells."""
        sentence = self.reading.sentences[mention.sentence]
        if self.reading.section_of(sentence).heading is not None:
            return SectionKind.OTHER.value
        told = {role.reach for cue in self._cues(mention) for role in cue.roles if role.kind == "unheaded"}
        first = next((each for each in _TOLD if each in told), SectionKind.OTHER.value)
        return Place.ASSESSED.value if first == SectionKind.ASSESSMENT.value else first

    def _is_item(self, mention: Mention) -> bool:
        """The mention opens a short sentence, as the items of a list do: "HTN, stable." """
        sentence = self.reading.sentences[mention.sentence]
        is_short = sentence.last_token - sentence.first_token <= _ITEM_WORDS
        before = [
            token.word
            for token in self.reading.tokens[sentence.first_token : sentence.last_token]
            if token.start < mention.span.start
        ]
        return is_short and SAYING.isdisjoint(before)

    def _is_own_item(self, mention: Mention) -> bool:
        """A short sentence of its own says how another disease is, or is but its name, or names it before a
        dash: "1. Viral cold. COPD stable. Gout. HLD - statin." """
        sentence = self.reading.sentences[mention.sentence]
        tokens = self.reading.tokens[sentence.first_token : sentence.last_token]
        is_opening = bool(tokens) and tokens[0].start == mention.span.start
        is_lasting = self.lexicon.concepts[mention.concept].kind in _LISTED
        status = self.lexicon.cues.singles("status")
        behind = [token.stem for token in tokens if token.start >= mention.span.end]
        is_label = _LABEL_END.match(self.reading.text, mention.span.end, sentence.span.end) is not None
        is_told = SIDE_WORDS.keys() >= set(behind) or not status.isdisjoint(behind)
        return is_opening and is_lasting and (is_label or (is_told and self._is_item(mention)))

    @cached_property
    def has_definite(self) -> bool:
        """The assessment, or the whole note where it has none, names a condition that is no symptom."""
        return any(
            (self.is_assessing(each) or not self.has_assessment)
            and each.is_asserted
            and self.lexicon.concepts[each.concept].kind in {"disease", "injury"}
            for each in self.mentions
        )

    def is_denied_here(self, concept: str) -> bool:
        """The assessment denies or doubts the concept, and doesn't hold it anywhere."""
        here = [each for each in self.by_concept.get(concept, ()) if self.is_assessing(each)]
        against = {Assertion.NEGATED, Assertion.UNCERTAIN}
        return bool(here) and all(each.assertion in against or each.who is not Who.PATIENT for each in here)

    def is_treated(self, concept: str) -> bool:
        """Something that treats the concept stands in the note."""
        return concept in self.treatments

    @cached_property
    def assessed(self) -> frozenset[str]:
        """The concepts that the assessment or plan holds of the patient."""
        return frozenset(
            each.concept for each in self.mentions if self.is_assessing(each) and each.is_asserted
        )

    @cached_property
    def _treated_at(self) -> Mapping[Span, frozenset[str]]:
        found: dict[Span, set[str]] = {}
        for concept, each in self.treatments.items():
            for treatment in each:
                found.setdefault(treatment.span, set()).add(concept)
        return {span: frozenset(concepts) for span, concepts in found.items()}

    def treated_at(self, span: Span) -> frozenset[str]:
        """The concepts that the drug or act at a place may treat."""
        return self._treated_at.get(span, frozenset())

    def is_planned(self, treatment: Treatment) -> bool:
        """A sentence of the assessment, plan or instructions orders or continues the treatment."""
        sentence = self.reading.sentences[treatment.sentence]
        if self.reading.section_of(sentence).kind not in ASSESSING | {SectionKind.INSTRUCTIONS}:
            return False
        words = {word.stem for word in self.reading.words(sentence)}
        return not words.isdisjoint(self.lexicon.cues.singles("plan"))

    def is_medicated(self, concept: str) -> bool:
        """A drug for years that keeps a cancer away treats it still, as tamoxifen."""
        lasting = {span for code, span in self.remedies.long_terms.items() if code.startswith(_LASTING)}
        return any(each.span in lasting for each in self.treatments.get(concept, ()))

    def is_aside(self, mention: Mention) -> bool:
        """The sentence says that another cares for it, or that it wasn't addressed."""
        return any(_ASIDE in cue.roles for cue in self._cues(mention))

    def is_concluded(self, mention: Mention) -> bool:
        """The assessment says before it that this is what the clinician concludes."""
        tokens = self.reading.tokens
        cues = (cue for cue in self._cues(mention) if tokens[cue.first].start < mention.span.start)
        return self.is_assessing(mention) and any(_CONCLUDED in cue.roles for cue in cues)

    def _cues(self, mention: Mention) -> list[Cue]:
        found = self._cues_of.get(mention.sentence)
        if found is None:
            sentence = self.reading.sentences[mention.sentence]
            found = self.lexicon.cues.found(self.reading, sentence.first_token, sentence.last_token)
            self._cues_of[mention.sentence] = found
        return found

    @cached_property
    def _cues_of(self) -> dict[int, list[Cue]]:
        """The cues of sentences, once they were looked for."""
        return {}

    def block_words(self, block: int) -> tuple[Span, frozenset[str]]:
        """A block's span and the stems of its words."""
        found = self._words_of.get(block)
        if found is None:
            span = self.reading.blocks[block].span
            inside = self.reading.within(span)
            found = span, frozenset(self.reading.stems[inside.start : inside.stop])
            self._words_of[block] = found
        return found

    @cached_property
    def _words_of(self) -> dict[int, tuple[Span, frozenset[str]]]:
        """The words of blocks, once they were asked for."""
        return {}

    def side_near(self, mention: Mention) -> tuple[Side, Span] | None:
        """The one side that the mention's problem names, else the one that the whole note names."""
        block = self.reading.sentences[mention.sentence].block
        for told in (
            [each for each in self._sides if block is not None and each[2] == block],
            list(self._sides),
        ):
            if told and len({side for side, _, _ in told}) == 1:
                return told[0][:2]
        return None

    @cached_property
    def _sides(self) -> tuple[tuple[Side, Span, int | None], ...]:
        """The sides of the body that the note names of the patient, with their blocks."""
        found = []
        tokens = self.reading.tokens
        for sentence in self.reading.sentences:
            if self.reading.section_of(sentence).kind not in _SIDED:
                continue
            for at in range(sentence.first_token, sentence.last_token):
                side = SIDE_WORDS.get(tokens[at].stem)
                after = tokens[at + 1].word if at + 1 < sentence.last_token else ""
                if side and after and after not in _NO_SIDE:
                    found.append((side, Span(tokens[at].start, tokens[at].end), sentence.block))
        return tuple(found)


def note_of(text: str, lexicon: Lexicon, is_known: Known | None = None) -> Note:
    """Read a text and find all that the lexicon knows in it."""
    reading = read(text, lexicon.headings)
    mentions = find(reading, lexicon, is_known)
    remedies = Remedies(reading, lexicon)
    treatments = remedies.treatments(each.span for each in mentions)
    return Note(reading, lexicon, mentions, treatments, remedies)


def supporting(note: Note, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions that hold the condition to be the patient's own of today. A chronic illness with a
    history stays one where the note treats it."""
    held = tuple(mentions)
    is_over = any(_is_declared_over(note, each) for each in held)
    return tuple(
        each
        for each in held
        if _supports(note, each)
        and not (is_over and (not note.is_assessing(each) or _is_left_over(note, each)))
    )


def _is_left_over(note: Note, mention: Mention) -> bool:
    """Its own sentence says that nothing of the illness is left."""
    whole = note.reading.quote(note.reading.sentences[mention.sentence].span).lower()
    return any(word in whole for word in _OVER)


def _is_declared_over(note: Note, mention: Mention) -> bool:
    """The assessment itself says that the patient's illness is a past one: what is told elsewhere of it is
    its story."""
    is_own = mention.assertion is Assertion.PRESENT and mention.who is Who.PATIENT
    said = note.reading.quote(mention.cue).lower() if mention.cue else ""
    if is_own and mention.time is Time.RESOLVED and note.is_assessing(mention):
        is_cancer = note.lexicon.concepts[mention.concept].history.startswith("Z85")
        return is_cancer and not note.is_medicated(mention.concept)
    is_past = is_own and mention.time is Time.HISTORICAL and note.is_assessing(mention)
    return is_past and _is_over(note, mention, said)


def _supports(note: Note, mention: Mention) -> bool:
    section = note.reading.section_of(note.reading.sentences[mention.sentence])
    is_carried = section.is_problem_list and section.kind is SectionKind.OTHER
    if is_carried or mention.assertion is not Assertion.PRESENT or mention.who is not Who.PATIENT:
        return False
    concept = note.lexicon.concepts[mention.concept]
    said = note.reading.quote(mention.cue).lower() if mention.cue else ""
    has_history = any(word in said for word in _HISTORIES)
    is_past = mention.time is Time.HISTORICAL and has_history
    is_kept = (
        is_past and concept.is_chronic and note.is_treated(concept.id) and not _is_over(note, mention, said)
    )
    is_kept = is_kept or (mention.time is Time.RESOLVED and note.is_medicated(concept.id))
    return mention.time is Time.CURRENT or is_kept or mention.phase is Phase.SEQUELA


def _is_over(note: Note, mention: Mention, said: str) -> bool:
    """The history is called personal, or its sentence or problem says that nothing is left of it."""
    sentence = note.reading.sentences[mention.sentence]
    span = sentence.span if sentence.block is None else note.reading.blocks[sentence.block].span
    whole = note.reading.quote(span).lower()
    return "personal" in said or any(word in whole for word in _OVER)
