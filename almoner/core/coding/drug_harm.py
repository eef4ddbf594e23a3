"""The drug that did harm, where the assessment says so: its code from the table of drugs, as an adverse
effect at the first encounter, beside the condition that it caused (handbook, coding 3.2: effect first).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from almoner.core.coding.candidate import Candidate, Ground, Why
from almoner.core.coding.day_codes import DayCodes
from almoner.core.coding.note import ASSESSING, Note
from almoner.core.coding.reading import Sentence
from almoner.core.coding.words import Span, stems_of

_ORDER = 60
_CATEGORY = 3
_BEFORE = tuple(
    sorted(
        (
            stems_of(each)
            for each in (
                "due to",
                "secondary to",
                "caused by",
                "induced by",
                "because of",
                "from",
                "attributed to",
                "adverse effect of",
                "adverse effects of",
                "adverse reaction to",
                "side effect of",
                "side effects of",
                "side effect from",
                "side effects from",
                "reaction to",
            )
        ),
        key=lambda stems: -len(stems),
    )
)
"""What stands right before the drug that caused something, the longest first."""
_BEHIND = frozenset({"induced", "related", "associated"})
_WHY = Why("adverse", "the note says that the drug caused it")


def harmful(note: Note, standing: Iterable[Candidate], codes: DayCodes) -> tuple[Candidate, ...]:
    """A companion for each drug that a sentence of the assessment names as the cause of what stands."""
    proven = [(span, each.code) for each in standing for span in each.evidence]
    places = note.remedies.drug_places
    found: dict[str, Candidate] = {}
    for sentence in note.reading.sentences if places else ():
        effect = next((code for span, code in proven if _is_in(span, sentence.span)), "")
        if effect and note.reading.section_of(sentence).kind in ASSESSING:
            for each in _of_sentence(note, sentence, places, codes):
                found.setdefault(each[0], _candidate(each, effect, codes))
    return tuple(found.values())


def induced(
    standing: Iterable[Candidate], harm: tuple[Candidate, ...], note: Note, codes: DayCodes
) -> tuple[list[Candidate], tuple[Candidate, ...]]:
    """What stands, each condition that a drug caused under its code for that where it has one and the cause
    isn't said more closely; and the harm beside it.
    """
    caused = {each.beside for each in harm}
    found, now = [], {}
    for each in standing:
        concept = note.lexicon.concepts.get(each.concept)
        is_open = concept is not None and each.code[:_CATEGORY] != concept.by_drug[:_CATEGORY]
        is_open = is_open or (concept is not None and each.code == concept.code)
        code = concept.by_drug if concept and is_open and each.code in caused else ""
        title = codes.title(code) if code else None
        if not title or not codes.is_billable(code):
            found.append(each)
            continue
        now[each.code] = code
        found.append(replace(each, code=code, title=title, missing=(), why=(*each.why, _WHY)))
    return found, tuple(replace(each, beside=now.get(each.beside, each.beside)) for each in harm)


def _is_in(span: Span, outer: Span) -> bool:
    return outer.start <= span.start < outer.end


def _of_sentence(
    note: Note, sentence: Sentence, places: Mapping[int, int], codes: DayCodes
) -> Iterator[tuple[str, Span]]:
    """The codes of harm that a sentence states, each with the words that state it."""
    tokens = note.reading.tokens
    for first in range(sentence.first_token, sentence.last_token):
        drug = note.lexicon.drugs.get(_key(note, first, places[first])) if first in places else None
        if drug is None or not drug.adverse or codes.title(drug.adverse) is None:
            continue
        begins = _cause(note, sentence, first)
        last = places[first]
        is_behind = last < sentence.last_token and tokens[last].word in _BEHIND
        if begins is not None or is_behind:
            start = tokens[first if begins is None else begins].start
            yield drug.adverse, Span(start, tokens[last if is_behind else last - 1].end)


def _key(note: Note, first: int, last: int) -> str:
    return " ".join([token.stem for token in note.reading.tokens[first:last]])


def _cause(note: Note, sentence: Sentence, first: int) -> int | None:
    """Where the words begin that make the drug a cause."""
    for stems in _BEFORE:
        begins = first - len(stems)
        said = tuple(token.stem for token in note.reading.tokens[max(begins, 0) : first])
        if begins >= sentence.first_token and said == stems:
            return begins
    return None


def _candidate(found: tuple[str, Span], effect: str, codes: DayCodes) -> Candidate:
    code, span = found
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
