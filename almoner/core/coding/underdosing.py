"""Drugs taken less than directed: the code of the drug from the table of drugs, and why, beside the condition
that it treats (handbook, coding 3.2: underdosing never first, with its reason)."""

from collections.abc import Iterable, Iterator, Mapping

from almoner.core.coding.candidate import Candidate, Ground, Why
from almoner.core.coding.day_codes import DayCodes
from almoner.core.coding.drugs import Drug
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.note import Note
from almoner.core.coding.reading import Sentence
from almoner.core.coding.words import Span, stems_of

_TOLD = frozenset({SectionKind.ASSESSMENT, SectionKind.HPI, SectionKind.OTHER, SectionKind.COMPLAINT})
_SAID = tuple(
    stems_of(each)
    for each in (
        "ran out of",
        "run out of",
        "underdosing of",
        "underdosed",
        "not taking",
        "not been taking",
        "stopped taking",
        "not filled",
        "not refilled",
        "missing doses of",
        "missed doses of",
        "skipping",
        "skips",
        "cannot afford",
        "can't afford",
        "could not afford",
        "rationing",
        "self discontinued",
        "stopped on own",
        "halving",
        "cutting pills of",
        "cutting her",
        "cutting his",
    )
)
_COST = frozenset(
    stem for each in "afford cost copay expensive financial price".split() for stem in stems_of(each)
)
_FORGOT = frozenset(stem for each in "forgets forgot forgetting forgetful".split() for stem in stems_of(each))
_BY_OTHERS = frozenset("told advised instructed per directed recommended".split())
_NEAR = 4
_ORDER = 61
_WHY = Why("underdosing", "the note says that less of the drug was taken than directed")


def underdosed(note: Note, standing: Iterable[Candidate], codes: DayCodes) -> tuple[Candidate, ...]:
    """A companion for each drug that a standing condition is treated with and that was not taken as directed,
    and one for the reason where the note gives cost or forgetting."""
    held = {each.concept: each.code for each in standing if each.concept}
    found: dict[str, Candidate] = {}
    for drug, span, owner in _less(note, held) if held else ():
        for code in _codes(note, drug):
            if codes.is_billable(code):
                found.setdefault(code, _candidate(code, span, owner, codes))
    return tuple(found.values())


def _less(note: Note, held: Mapping[str, str]) -> Iterator[tuple[Drug, Span, str]]:
    """The drugs not taken as directed, each with the words that say so and the code of what it treats."""
    tokens = note.reading.tokens
    for first, last in note.remedies.drug_places.items():
        sentence = note.reading.sentences[note.reading.sentence_numbers[first]]
        drug = note.lexicon.drugs.get(_key(note, first, last))
        owner = next((held[each] for each in drug.treats if each in held), "") if drug else ""
        is_told = note.reading.section_of(sentence).kind in _TOLD
        start = _begins(note, sentence, first) if owner and is_told else None
        if drug is not None and start is not None:
            yield drug, Span(tokens[start].start, tokens[last - 1].end), owner


def _key(note: Note, first: int, last: int) -> str:
    return " ".join([token.stem for token in note.reading.tokens[first:last]])


def _begins(note: Note, sentence: Sentence, drug: int) -> int | None:
    """Where the words begin, right before the drug, that say it was not taken as directed."""
    tokens = note.reading.tokens
    words = {token.word for token in tokens[sentence.first_token : sentence.last_token]}
    if words & _BY_OTHERS:
        return None
    for at in range(max(sentence.first_token, drug - _NEAR - 1), drug):
        stems = tuple(token.stem for token in tokens[at:drug])
        if any(stems[: len(said)] == tuple(said) for said in _SAID):
            before = tokens[at - 1].word if at > sentence.first_token else ""
            return None if before in {"no", "denies", "without", "never", "if"} else at
    return None


def _codes(note: Note, drug: Drug) -> Iterator[str]:
    """The drug's code, and the reason's."""
    if drug.underdosing:
        yield drug.underdosing
        stems = {token.stem for token in note.reading.tokens}
        if stems & _COST:
            yield "Z91.120"
        elif stems & _FORGOT:
            yield "Z91.138"


def _candidate(code: str, span: Span, effect: str, codes: DayCodes) -> Candidate:
    return Candidate(
        code=code,
        title=codes.title(code) or "",
        concept="",
        evidence=(span,),
        ground=Ground.COMPANION,
        why=(_WHY,),
        beside=effect,
        order=_ORDER,
    )
