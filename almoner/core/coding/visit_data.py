"""The data of a visit as its note tells them: tests ordered or reviewed, papers from outside, another's
story, own readings, talks with clinicians outside (handbook, coding 3.7: what counts and what must not)."""

from collections.abc import Iterator

from almoner.core.coding.em_facts import Datum, DatumKind, Unfit
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.reading import Sentence
from almoner.core.coding.visit_cues import Sign, Signs
from almoner.core.coding.visit_facts import Read

_TOLD_ELSEWHERE = {
    SectionKind.PMH,
    SectionKind.FAMILY,
    SectionKind.SOCIAL,
    SectionKind.MEDICATIONS,
    SectionKind.ALLERGIES,
    SectionKind.ROS,
    SectionKind.VITALS,
    SectionKind.INSTRUCTIONS,
}
_DECIDING = {SectionKind.ASSESSMENT, SectionKind.PLAN}
_TALKED = {
    SectionKind.COMPLAINT,
    SectionKind.HPI,
    SectionKind.OTHER,
    SectionKind.ASSESSMENT,
    SectionKind.PLAN,
}
_GENERIC = "labs"
_READ_AND_BILLED = frozenset({"ecg", "xray", "chest_xray", "ultrasound", "spirometry", "echo"})
_CHILD = 12
_REACH = 6


def data_of(signs: Signs, *, age: int | None) -> list[Read[Datum]]:
    """The data of a note, each with its sentence."""
    found: list[Read[Datum]] = []
    billed = _billed_here(signs)
    for number, sentence in enumerate(signs.reading.sentences):
        if not signs.has_any(number):
            continue
        kind = signs.reading.section_of(sentence).kind
        if kind not in _TOLD_ELSEWHERE:
            found += _tests(signs, number, sentence, billed)
        if signs.holds(number, "data"):
            found += _papers(signs, number, sentence)
            if kind in _TALKED:
                found += _story(signs, number, sentence, age)
            found += _reading(signs, number, sentence, billed)
            found += _talk(signs, number, sentence)
    return _without_generic(found)


def _fact(
    kind: DatumKind, sentence: Sentence, what: str, *, sure: bool, unfit: Unfit | None = None
) -> Read[Datum]:
    datum = Datum(kind, what, unfit, sentence.span)
    return Read(datum if sure else None, datum)


def _billed_here(signs: Signs) -> frozenset[str]:
    """Tests with a reading that were done and read in this office: they are charged apart."""
    found: set[str] = set()
    for number in signs.where("data", "billed_here"):
        tests = {sign.name for sign in signs.named(number, "tests")} & _READ_AND_BILLED
        if tests:
            own = signs.named(number, "data", "reading")
            found |= tests if own or _has(signs, number, "billed") else set()
    return frozenset(found)


def _has(signs: Signs, number: int, word: str) -> bool:
    return any(token.word == word for token in signs.reading.words(signs.reading.sentences[number]))


def _tests(signs: Signs, number: int, sentence: Sentence, billed: frozenset[str]) -> Iterator[Read[Datum]]:
    tests = signs.named(number, "tests")
    if not tests or signs.named(number, "plan", "only_if"):
        return
    kind = signs.reading.section_of(sentence).kind
    acts = signs.named(number, "data", "order", "review")
    is_refused = bool(signs.named(number, "plan", "denied")) and not signs.named(number, "data", "order")
    for name in dict.fromkeys(sign.name for sign in tests):
        unfit = Unfit.BILLED_HERE if name in billed else None
        if is_refused:
            continue
        is_sure = bool(acts) or kind in _DECIDING
        if kind is SectionKind.RESULTS:
            is_sure = _is_told(signs, number, sentence)
        elif kind not in _DECIDING and not _is_used(signs, number):
            is_sure = False
        yield _fact(DatumKind.TEST, sentence, name, sure=is_sure, unfit=unfit)


_TOLD = frozenset("reviewed show shows showed demonstrates demonstrated reveals revealed review".split())


def _is_told(signs: Signs, number: int, sentence: Sentence) -> bool:
    """A result that somebody put into words; a pasted value has none."""
    reviewed = {token.word for token in signs.reading.words(sentence)}
    if not _TOLD.isdisjoint(reviewed):
        return True
    return sentence.last_token - sentence.first_token > _REACH and bool(signs.named(number, "data", "review"))


def _is_used(signs: Signs, number: int) -> bool:
    words = {token.word for token in signs.reading.words(signs.reading.sentences[number])}
    return not (_TOLD | {"ordered", "order", "obtained", "repeat"}).isdisjoint(words)


def _without_generic(found: list[Read[Datum]]) -> list[Read[Datum]]:
    """Labs without a name count only where no test has one."""
    named = [
        each
        for each in found
        if each.high and each.high.kind is DatumKind.TEST and each.high.what != _GENERIC
    ]
    if not named:
        return found
    return [each for each in found if not (each.high and each.high.what == _GENERIC)]


def _papers(signs: Signs, number: int, sentence: Sentence) -> Iterator[Read[Datum]]:
    papers = signs.named(number, "data", "records")
    if (
        not papers
        or signs.named(number, "data", "own_records")
        or signs.named(number, "setting", "emergency")
    ):
        return
    words = {token.word for token in signs.reading.words(sentence)}
    if not _TOLD.isdisjoint(words):
        for key in dict.fromkeys(_source(signs, sign) for sign in papers):
            yield _fact(DatumKind.OUTSIDE_NOTE, sentence, key, sure=True)


def _source(signs: Signs, sign: Sign) -> str:
    """The first word of the paper's name tells sources apart."""
    return signs.reading.tokens[sign.first].stem


def _story(signs: Signs, number: int, sentence: Sentence, age: int | None) -> Iterator[Read[Datum]]:
    if signs.named(number, "data", "no_story"):
        return
    tellers = signs.named(number, "data", "teller")
    said = signs.named(number, "data", "story")
    told = signs.named(number, "data", "tells")
    if said and (tellers or "per" in _words(signs, said[0]) or (age is not None and age <= _CHILD)):
        yield _fact(DatumKind.STORY, sentence, "", sure=True)
    elif any(
        _is_subject(sentence, teller) and 0 <= one.first - teller.last <= 1
        for teller in tellers
        for one in told
    ):
        yield _fact(DatumKind.STORY, sentence, "", sure=age is not None and age <= _CHILD)


def _words(signs: Signs, sign: Sign) -> set[str]:
    return {token.word for token in signs.reading.tokens[sign.first : sign.last]}


def _is_subject(sentence: Sentence, teller: Sign) -> bool:
    """The teller opens the sentence: "Mother reports", "Her daughter says"."""
    return teller.first - sentence.first_token <= 2


def _reading(signs: Signs, number: int, sentence: Sentence, billed: frozenset[str]) -> Iterator[Read[Datum]]:
    own = signs.named(number, "data", "reading")
    if not own:
        return
    tests = [sign.name for sign in signs.named(number, "tests")]
    seen = bool(signs.named(number, "data", "readable"))
    for name in dict.fromkeys(tests):
        if name in billed:
            yield _fact(DatumKind.READING, sentence, name, sure=True, unfit=Unfit.BILLED_HERE)
            return
    if seen:
        yield _fact(DatumKind.READING, sentence, tests[0] if tests else "image", sure=True)


def _talk(signs: Signs, number: int, sentence: Sentence) -> Iterator[Read[Datum]]:
    inside = signs.named(number, "data", "inside_party")
    for talk in signs.named(number, "data", "talk"):
        outside = [
            sign
            for sign in signs.named(number, "data", "outside_party")
            if 0 <= sign.first - talk.last <= _REACH or 0 < talk.first - sign.last <= 2
        ]
        is_inside = any(0 <= sign.first - talk.last <= 1 for sign in inside)
        will = {token.word for token in signs.reading.words(sentence)} & {
            "will",
            "should",
            "asked",
            "advised",
        }
        if outside and not is_inside:
            yield _fact(DatumKind.TALK, sentence, "", sure=not will)
