"""How each problem of a visit stood: stable, worse, new, unclear, a threat, by the words beside it (handbook,
rules 5.1; "stable" means at the patient's goal)."""

from collections.abc import Mapping
from dataclasses import dataclass

from almoner.core.coding.concept import Concept
from almoner.core.coding.em_facts import Problem, ProblemKind
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.reading import Reading, Span
from almoner.core.coding.visit_cues import Sign, Signs
from almoner.core.coding.visit_facts import Read
from almoner.core.coding.visit_units import Unit

_DECIDING = {SectionKind.ASSESSMENT, SectionKind.PLAN}
_DENIALS = frozenset("no not without denies denied never none negative any".split())
_PAST = frozenset("history prior previous past".split())
_DOUBTS = frozenset(
    "rule r/o possible possibly concern concerning suspicion suspicious versus vs unlikely risk".split()
)
_WORK = frozenset(
    {
        "drug",
        "any_drug",
        "change",
        "give",
        "keep",
        "regimen",
        "refer",
        "easy",
        "none_needed",
        "watch",
        "over_counter",
    }
)
_DENIABLE = frozenset(
    {"worse", "severe", "threat", "systemic", "maybe_systemic", "unclear", "complicated", "maybe_complicated"}
)
_NEAR = 3
_MARKS = frozenset(",;:.!?\n\u2013\u2014")
_SLIGHT = frozenset({"symptom", "finding"})


@dataclass(frozen=True, slots=True)
class _Said:
    """What the sentences of a problem say: names of lists, denied ones left out; doubted threats apart."""

    status: frozenset[str]
    plan: frozenset[str]
    has_tests: bool
    has_doubted_threat: bool


def problems_of(signs: Signs, units: list[Unit], concepts: Mapping[str, Concept]) -> list[Read[Problem]]:
    """One fact a problem that was taken up: it has a status or a plan."""
    shared = _shared_plan(signs, units)
    found = []
    for unit in units:
        low, high = _kinds(_said(signs, unit), unit, concepts, has_shared=shared)
        if high is not None:
            span = _evidence(signs, unit)
            found.append(Read(Problem(low, span) if low else None, Problem(high, span)))
    return found


def unassessed(signs: Signs, units: list[Unit], concepts: Mapping[str, Concept]) -> list[Unit]:
    """The problems that have neither a status nor a plan of their own."""
    has_shared = _shared_plan(signs, units)
    alone = len(units) == 1 and has_shared
    found = []
    for unit in units:
        said = _said(signs, unit)
        low, _ = _kinds(said, unit, concepts, has_shared=False)
        if low is None and "aside" not in said.status and not alone:
            found.append(unit)
    return found


def _shared_plan(signs: Signs, units: list[Unit]) -> bool:
    """Something is planned in sentences that belong to no problem, or to the only one."""
    owned = {number for unit in units for number in unit.sentences}
    return any(
        signs.reading.section_of(sentence).kind in _DECIDING
        and number not in owned
        and (signs.named(number, "plan") or signs.named(number, "tests"))
        for number, sentence in enumerate(signs.reading.sentences)
    )


def _evidence(signs: Signs, unit: Unit) -> Span:
    """The sentence with the status, else with the plan, else the name."""
    for group in ("status", "plan"):
        for number in unit.sentences:
            if signs.named(number, group):
                return signs.reading.sentences[number].span
    return unit.name


def _said(signs: Signs, unit: Unit) -> _Said:
    status: set[str] = set()
    plan: set[str] = set()
    has_tests = has_doubted_threat = False
    for number in unit.sentences:
        plan |= {sign.name for sign in signs.named(number, "plan")}
        has_tests |= bool(signs.named(number, "tests"))
        for sign in signs.named(number, "status"):
            before = _before(signs.reading, signs.reading.sentences[number].first_token, sign)
            is_denied = sign.name in _DENIABLE and not signs.denied.isdisjoint(range(sign.first, sign.last))
            if is_denied or _is_conditional(signs, number, sign):
                continue
            if sign.name in _DENIABLE and not _DENIALS.isdisjoint(before):
                status |= {"stable"} if sign.name == "worse" else set()
            elif sign.name == "threat" and not (_DOUBTS | _PAST).isdisjoint(before):
                has_doubted_threat |= _PAST.isdisjoint(before)
            elif sign.name == "stable" and "not" in before[-1:]:
                status.add("worse")
            else:
                status.add(sign.name)
    return _Said(frozenset(status), frozenset(plan), has_tests, has_doubted_threat)


def _before(reading: Reading, first: int, sign: Sign) -> list[str]:
    """The words just before a sign, within its own part of the sentence."""
    words: list[str] = []
    for at in range(sign.first - 1, max(first, sign.first - _NEAR) - 1, -1):
        gap = reading.text[reading.tokens[at].end : reading.tokens[at + 1].start]
        if not _MARKS.isdisjoint(gap):
            break
        words.insert(0, reading.tokens[at].word)
    return words


def _is_conditional(signs: Signs, number: int, sign: Sign) -> bool:
    return any(each.first < sign.first for each in signs.named(number, "plan", "only_if"))


_Kinds = tuple[ProblemKind | None, ProblemKind | None]


def _kinds(said: _Said, unit: Unit, concepts: Mapping[str, Concept], *, has_shared: bool) -> _Kinds:
    """The kind without doubt and the kind at most; nothing where the problem isn't taken up."""
    known = [concepts[each] for each in unit.concepts if each in concepts]
    if "aside" in said.status and not said.plan & {"change", "give"}:
        return None, None
    if "threat" in said.status:
        return ProblemKind.THREAT, ProblemKind.THREAT
    if said.has_doubted_threat:
        is_acted = bool(said.plan & {"to_emergency", "admit"})
        return ProblemKind.THREAT if is_acted else ProblemKind.NEW_UNCLEAR, ProblemKind.THREAT
    if any(each.is_chronic for each in known) or "chronic" in said.status:
        low, high = _chronic(said)
    elif any(each.kind == "injury" for each in known):
        low, high = _injury(said)
    else:
        low, high = _acute(said, is_slight=bool(known) and all(each.kind in _SLIGHT for each in known))
    is_addressed = bool(said.plan & _WORK) or said.has_tests or bool(said.status - {"chronic", "aside"})
    if is_addressed:
        return low, high
    return (None, low) if has_shared or unit.has_own_part else (None, None)


def _chronic(said: _Said) -> _Kinds:
    if "severe" in said.status:
        return ProblemKind.SEVERE_CHRONIC, ProblemKind.SEVERE_CHRONIC
    if "unclear" in said.status and said.has_tests and not said.status & {"stable", "better", "worse"}:
        return ProblemKind.NEW_UNCLEAR, ProblemKind.NEW_UNCLEAR
    is_calm = bool(said.status & {"stable", "better"})
    if "worse" in said.status:
        return ProblemKind.STABLE_CHRONIC if is_calm else ProblemKind.WORSE_CHRONIC, ProblemKind.WORSE_CHRONIC
    if "change" in said.plan and not is_calm:
        return ProblemKind.STABLE_CHRONIC, ProblemKind.WORSE_CHRONIC
    return ProblemKind.STABLE_CHRONIC, ProblemKind.STABLE_CHRONIC


def _injury(said: _Said) -> _Kinds:
    if "complicated" in said.status:
        return ProblemKind.COMPLICATED_INJURY, ProblemKind.COMPLICATED_INJURY
    if "maybe_complicated" in said.status:
        return ProblemKind.NEW_UNCOMPLICATED, ProblemKind.COMPLICATED_INJURY
    if "minor" in said.status:
        return ProblemKind.MINOR, ProblemKind.NEW_UNCOMPLICATED
    return ProblemKind.NEW_UNCOMPLICATED, ProblemKind.NEW_UNCOMPLICATED


def _acute(said: _Said, *, is_slight: bool) -> _Kinds:
    sure = next((kind for name, kind in _SURE.items() if name in said.status and not is_slight), None)
    if sure:
        return sure, sure
    plain = ProblemKind.NEW_UNCOMPLICATED
    if "unclear" in said.status and "minor" not in said.status:
        return ProblemKind.NEW_UNCLEAR if is_slight or said.has_tests else plain, ProblemKind.NEW_UNCLEAR
    if "stable" in said.status and "keep" in said.plan:
        return ProblemKind.STABLE_CHRONIC, ProblemKind.STABLE_CHRONIC
    doubts = {
        "minor": (ProblemKind.MINOR, plain),
        "better": (ProblemKind.STABLE_ACUTE, plain),
        "maybe_systemic": (plain, ProblemKind.SYSTEMIC_ACUTE),
        "worse": (plain, ProblemKind.WORSE_CHRONIC),
        "stable": (plain, ProblemKind.STABLE_CHRONIC),
    }
    found = next((kinds for name, kinds in doubts.items() if name in said.status), None)
    if found:
        return found
    return plain, ProblemKind.NEW_UNCLEAR if is_slight and said.has_tests else plain


_SURE = {"complicated": ProblemKind.COMPLICATED_INJURY, "systemic": ProblemKind.SYSTEMIC_ACUTE}
