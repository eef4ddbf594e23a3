"""The decisions of a visit with their risk, as its note tells them: drugs, surgery, admission, watching for
harm, limits by money and housing (handbook, rules 5.1; coding 3.7)."""

from collections.abc import Iterator

from almoner.core.coding.em_facts import Risk, RiskKind
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.reading import Sentence
from almoner.core.coding.visit_cues import Sign, Signs
from almoner.core.coding.visit_facts import Read

_DECIDING = {SectionKind.ASSESSMENT, SectionKind.PLAN}
_LOOSE = {SectionKind.HPI, SectionKind.OTHER}
_NEXT = 2
_BEHIND = 3
"""Words between a drug and what tells that everybody may buy it: "PEG 3350 (OTC)"."""
_AMOUNTS = frozenset("mg mcg ml units tablet tablets capsule tab tabs puff puffs drops sprays patch".split())
_DRUG_WORDS = frozenset({"drug", "any_drug", "keep", "regimen"})
_DOSES = _AMOUNTS | frozenset(
    "unit bid tid qid qhs qd daily prn spray weekly nightly bedtime monthly twice dose doses refills days "
    "pen pump".split()
)
"""Amounts tell a drug by themselves; the others only beside its name."""


def risks_of(signs: Signs, *, has_threat: bool) -> list[Read[Risk]]:
    """The decisions of a note: those of its assessment and plan, and of a part that it names as separate
    work. With a threat, sending to the emergency department is without doubt one of admission.
    """
    found: list[Read[Risk]] = []
    apart = min(signs.where("setting", "apart_work"), default=len(signs.reading.sentences))
    for number, sentence in enumerate(signs.reading.sentences):
        kind = signs.reading.section_of(sentence).kind
        is_decided = kind in _DECIDING or (apart <= number and kind in _LOOSE)
        if signs.has_any(number) and (is_decided or _is_unheaded(signs, sentence)):
            found += _of_sentence(signs, number, sentence, has_threat=has_threat)
    return found or (list(_sent_away(signs)) if has_threat else [])


def _sent_away(signs: Signs) -> Iterator[Read[Risk]]:
    """With a threat and no decision in the assessment: that the story tells of the emergency department may
    be this visit's own decision.
    """
    for number, sentence in enumerate(signs.reading.sentences):
        names = {sign.name for sign in signs.named(number, "plan")}
        is_sent = "to_emergency" in names and ("admit" in names or "only_if" not in names)
        if is_sent and signs.reading.section_of(sentence).kind in _LOOSE:
            yield _fact(RiskKind.ADMISSION, sentence, sure=False)


def _is_unheaded(signs: Signs, sentence: Sentence) -> bool:
    """A note without an assessment or plan: its decisions stand anywhere."""
    return signs.reading.kinds.isdisjoint(_DECIDING) and signs.reading.section_of(sentence).kind in _LOOSE


def _of_sentence(signs: Signs, number: int, sentence: Sentence, *, has_threat: bool) -> Iterator[Read[Risk]]:
    names = {sign.name for sign in signs.named(number, "plan")}
    names |= {"drug"} if "any_drug" in names and _has_own_drug(signs, number) else set()
    if "elsewhere" in names and not names & {"change", "give"}:
        names -= _DRUG_WORDS
    is_conditional = "only_if" in names
    words = {token.word for token in signs.reading.words(sentence)}
    names |= set() if _AMOUNTS.isdisjoint(words) else {"amount"}
    names |= set() if _DOSES.isdisjoint(words) else {"dose"}
    yield from _drugs(names, sentence)
    if not is_conditional or names & {"admit", "injected"}:
        yield from _hospital(names, sentence, has_threat=has_threat, is_conditional=is_conditional)
    yield from _surgery(names | _after(signs, number, "risk_factors"), sentence)
    yield from _harm(names | _after(signs, number, "toxic_watch", "toxic_sure"), sentence)
    if "social" in names:
        yield _fact(RiskKind.SOCIAL_LIMIT, sentence)
    if "less" in names:
        yield _fact(RiskKind.LESS_TREATMENT, sentence, sure="denied" not in names)


def _fact(
    kind: RiskKind, sentence: Sentence, *, sure: bool = True, low: RiskKind | None = None
) -> Read[Risk]:
    """`low` is what stands without doubt where the kind itself is in doubt."""
    high = Risk(kind, sentence.span)
    if sure:
        return Read(high, high)
    return Read(Risk(low, sentence.span) if low else None, high)


def _has_own_drug(signs: Signs, number: int) -> bool:
    """A drug of the lexicon that isn't one that everybody may buy."""
    bought = signs.named(number, "plan", "over_counter")
    return any(
        not any(each.first <= sign.first < each.last or _is_said_bought(signs, sign, each) for each in bought)
        for sign in signs.named(number, "plan", "any_drug")
    )


def _is_said_bought(signs: Signs, drug: Sign, bought: Sign) -> bool:
    """Right behind the drug stands that everybody may buy it: "PEG 3350 (OTC)"."""
    tokens = signs.reading.tokens
    between = signs.reading.text[tokens[drug.last - 1].end : tokens[bought.first].start]
    is_near = 0 <= bought.first - drug.last < _BEHIND and "," not in between
    return is_near and tokens[bought.first].word in {"otc", "over"}


def _after(signs: Signs, number: int, *names: str) -> set[str]:
    """How harm is watched for, or what raises a risk, may stand in the next sentences of the same section."""
    sentences = signs.reading.sentences
    near = range(number + 1, min(number + 1 + _NEXT, len(sentences)))
    same = [each for each in near if sentences[each].section == sentences[number].section]
    return {sign.name for each in same for sign in signs.named(each, "plan", *names)}


def _drugs(names: set[str], sentence: Sentence) -> Iterator[Read[Risk]]:
    is_named = "drug" in names
    acts = names & {"change", "give", "keep"}
    is_declined = "denied" in names and not names & {"change", "give"}
    if "over_counter" in names and "drug" not in names and "give" not in names:
        yield _fact(RiskKind.LOW, sentence)
    elif "give" in names or ((is_named or "amount" in names) and acts) or (is_named and "dose" in names):
        yield _fact(RiskKind.PRESCRIPTION, sentence, sure=not is_declined)
    elif ("regimen" in names and acts) or is_named:
        yield _fact(RiskKind.PRESCRIPTION, sentence, sure=False, low=RiskKind.LOW)
    if names & {"easy", "refer"}:
        yield _fact(RiskKind.LOW, sentence)
    elif names & {"none_needed", "watch"}:
        yield _fact(RiskKind.MINIMAL, sentence)


def _hospital(
    names: set[str], sentence: Sentence, *, has_threat: bool, is_conditional: bool
) -> Iterator[Read[Risk]]:
    if "injected" in names:
        yield _fact(RiskKind.INJECTED_CONTROLLED_DRUG, sentence)
    if "admit" in names and not is_conditional:
        yield _fact(RiskKind.ADMISSION, sentence)
    elif "to_emergency" in names and not is_conditional:
        yield _fact(RiskKind.ADMISSION, sentence, sure=has_threat)


def _surgery(names: set[str], sentence: Sentence) -> Iterator[Read[Risk]]:
    is_decided = "decide_surgery" in names and "denied" not in names
    if "major_act" in names and "at_once" in names:
        yield _fact(RiskKind.SURGERY_AT_ONCE, sentence)
    elif "major_act" in names and is_decided:
        yield _fact(RiskKind.MAJOR_SURGERY, sentence, sure="refer" not in names)
        if "risk_factors" in names:
            yield _fact(RiskKind.MAJOR_SURGERY_AT_RISK, sentence, sure="refer" not in names)
    elif "minor_act" in names:
        yield _fact(RiskKind.LOW, sentence)
        if "risk_factors" in names:
            yield _fact(RiskKind.MINOR_SURGERY_AT_RISK, sentence)


def _harm(names: set[str], sentence: Sentence) -> Iterator[Read[Risk]]:
    if "toxic" in names and "toxic_watch" in names:
        yield _fact(RiskKind.TOXICITY_WATCH, sentence, sure="toxic_sure" in names)
    elif "maybe_toxic" in names and "toxic_sure" in names:
        yield _fact(RiskKind.TOXICITY_WATCH, sentence, sure=False)
