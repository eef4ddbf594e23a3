"""What kind of visit a note tells: whether a level of its own applies at all, in which family of codes, and
whether the patient is new. What the note doesn't say is an office visit of a known patient."""

from dataclasses import dataclass
from enum import StrEnum

from almoner.core.coding.em_facts import Family
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.reading import Reading, Sentence, Span
from almoner.core.coding.visit_cues import Sign, Signs

_OPENING = {SectionKind.COMPLAINT, SectionKind.OTHER, SectionKind.HPI}
_OPENING_SENTENCES = 6
_FAMILIES = {
    "critical": Family.CRITICAL,
    "discharge": Family.HOSPITAL_DISCHARGE,
    "emergency": Family.EMERGENCY,
    "hospital_first": Family.HOSPITAL_FIRST,
    "hospital_later": Family.HOSPITAL_LATER,
    "nursing_first": Family.NURSING_FIRST,
    "nursing_later": Family.NURSING_LATER,
    "home": Family.HOME,
    "consult": Family.CONSULT_OFFICE,
}
_WELLNESS = ("wellness",)
_REVIEWED = frozenset({"reviewed", "record", "read"})
_BEHIND = frozenset({"after", "since", "recent"})
"""What these lead to is over: "here after the hospital stay"."""
_NO_LEVEL = ("intake", "group", "no_visit")


class Special(StrEnum):
    """A visit whose level isn't chosen by decision making: it has none, or staff's own."""

    NONE = "none"
    WELLNESS = "wellness visit"
    THERAPY = "psychotherapy"
    NO_LEVEL = "a service without a visit level"
    PLANNED = "planned procedure"
    STAFF = "staff alone"


@dataclass(frozen=True, slots=True)
class VisitKind:
    """`special` may be overruled where separate work is documented (wellness, psychotherapy, planned
    procedures); `evidence` are the words that decided."""

    family: Family = Family.OFFICE
    is_new: bool = False
    special: Special = Special.NONE
    evidence: tuple[Span, ...] = ()


def kind_of(signs: Signs, *, is_new: bool | None) -> VisitKind:
    """The kind of a visit; `is_new` is what the schedule knows, else the note's own words decide."""
    opening = _opening(signs)
    special, evidence = _special(signs, opening)
    names = {sign.name for sign in opening}
    family = next((_FAMILIES[name] for name in _FAMILIES if name in names), None)
    said, words = (is_new, ()) if is_new is not None else _newness(signs)
    return VisitKind(family or Family.OFFICE, bool(said), special, (*evidence, *words))


def _special(signs: Signs, opening: list[Sign]) -> tuple[Special, tuple[Span, ...]]:
    titled = _titled(signs, opening)
    if titled:
        return Special.NO_LEVEL, (signs.span(titled),)
    for kind, names in (
        (Special.STAFF, ("nurse",)),
        (Special.NO_LEVEL, _NO_LEVEL),
        (Special.WELLNESS, _WELLNESS),
    ):
        hits = [sign for sign in opening if sign.name in names]
        if hits:
            return kind, (signs.span(hits[0]),)
    planned = _planned(signs)
    if planned:
        return Special.PLANNED, planned
    therapy = [sign for sign in opening if sign.name == "psychotherapy"]
    if therapy or _is_session(signs):
        return Special.THERAPY, (signs.span(therapy[0]),) if therapy else ()
    return Special.NONE, ()


def _titled(signs: Signs, opening: list[Sign]) -> Sign | None:
    """What has no level by the note's title; so has therapy by one who doesn't prescribe."""
    told = [sign for at in signs.where("setting", "titled") for sign in signs.named(at, "setting", "titled")]
    heads = [sign for sign in told if signs.reading.is_title(signs.span(sign))]
    names = {sign.name for sign in opening}
    therapy = [sign for sign in opening if sign.name == "psychotherapy"] if "unprescribing" in names else []
    return next(iter((*heads, *therapy)), None)


def _opening(signs: Signs) -> list[Sign]:
    """The signs of the first sentences, of headings and of complaints: what the visit is for. A paper that
    was reviewed is none.
    """
    reading = signs.reading
    found = []
    for number, sentence in enumerate(reading.sentences):
        kind = reading.section_of(sentence).kind
        is_head = kind is SectionKind.COMPLAINT or number < _OPENING_SENTENCES
        if not is_head or not signs.has_any(number):
            continue
        is_reviewed = any(token.stem in _REVIEWED for token in reading.words(sentence))
        if kind in _OPENING and not is_reviewed:
            over = _over_from(reading, sentence)
            found += [sign for sign in signs.named(number, "setting") if sign.first < over]
        elif kind is SectionKind.ASSESSMENT:
            found += signs.named(number, "setting", *_WELLNESS, "intake")
    return found


def _over_from(reading: Reading, sentence: Sentence) -> int:
    """The place from which on a sentence speaks of what is over."""
    places = range(sentence.first_token, sentence.last_token)
    return next((at for at in places if reading.tokens[at].stem in _BEHIND), sentence.last_token)


def _planned(signs: Signs) -> tuple[Span, ...]:
    """The words of a visit for a procedure that was planned before: both the plan and the act, in one
    sentence."""
    for number in signs.where("setting", "planned"):
        plan, act = signs.named(number, "setting", "planned"), signs.named(number, "setting", "act")
        if not act:
            continue
        kind = signs.reading.section_of(signs.reading.sentences[number]).kind
        is_asked = kind in {SectionKind.ASSESSMENT, SectionKind.PLAN, SectionKind.INSTRUCTIONS}
        if not is_asked:
            return (signs.span(plan[0]), signs.span(act[0]))
    return ()


def _is_session(signs: Signs) -> bool:
    """The therapy was given at this visit: its minutes are told."""
    words = {"minut", "min", "session", "started", "ended"}
    return any(
        token.stem in words
        for number in signs.where("setting", "psychotherapy")
        for token in signs.reading.words(signs.reading.sentences[number])
    )


def _newness(signs: Signs) -> tuple[bool, tuple[Span, ...]]:
    """By the note's words: said to be new before anything says known; silence means known."""
    reading = signs.reading
    new: list[Sign] = []
    known: list[Sign] = []
    for number, sentence in enumerate(reading.sentences):
        if reading.section_of(sentence).kind in _OPENING or number < _OPENING_SENTENCES:
            new += signs.named(number, "patient", "new")
            known += signs.named(number, "patient", "known")
    sure = [sign for sign in new if _is_sure(signs, sign)]
    if sure or (new and not known):
        return True, (signs.span((sure or new)[0]),)
    return False, (signs.span(known[0]),) if known else ()


_SURE = frozenset(
    {"new", "establish", "establishing", "initial", "first", "transfer", "transferring", "never"}
)


def _is_sure(signs: Signs, sign: Sign) -> bool:
    words = {token.word for token in signs.reading.tokens[sign.first : sign.last]}
    return not _SURE.isdisjoint(words) and "is" not in words
