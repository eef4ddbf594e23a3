"""Applies the guideline rules to the candidates of a note until nothing changes: codes that stand together
become one, symptoms fall to what they belong to, companions join, and an order is given. What is dropped
keeps its reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from almoner.core.coding.candidate import Alternative, Candidate, Dropped, Ground, Why
from almoner.core.coding.concept import Concept
from almoner.core.coding.day_codes import DayCodes
from almoner.core.coding.guideline import Guideline, GuidelineKind, InForce, Patterns
from almoner.core.coding.words import Span

_MOST_ROUNDS = 12
_INTEGRAL = "integral"
_SEX = "sex"


@dataclass(frozen=True)
class Surroundings:
    """What rules look at beside the candidates: the codes of the day, the lexicon's concepts, the classes of
    the drugs that the note gives, each with its place, the patient's sex where it is known.
    """

    codes: DayCodes
    concepts: Mapping[str, Concept]
    drugs: Mapping[str, Span]
    sex: str | None = None


@dataclass(frozen=True)
class Guided:
    """Candidates as the rules left them, and what they took out."""

    candidates: tuple[Candidate, ...]
    dropped: tuple[Dropped, ...]


def guide(standing: Iterable[Candidate], rules: InForce, ground: Surroundings) -> Guided:
    """The candidates after all rules: the same for any order given, and again for its own result."""
    work = _Work({each.code: each for each in sorted(standing, key=lambda each: each.code)}, ground)
    work.drop_other_sex()
    for _ in range(_MOST_ROUNDS):
        before = work.codes
        work.go_through(rules)
        work.drop_integral()
        if work.codes == before:
            break
    for place in rules.concerning(work.categories):
        if rules.rules[place].kind is GuidelineKind.FIRST:
            work.put_first(rules.rules[place])
    return Guided(tuple(work.found.values()), tuple(work.dropped))


def beside(
    rest: Iterable[Candidate], standing: Iterable[Candidate], rules: InForce, around: Surroundings
) -> tuple[Candidate, ...]:
    """What doesn't stand, without what the standing ones rule out: the general beside the specific, the
    symptom beside its disease.
    """
    work = _Work({each.code: each for each in rest}, around)
    codes = sorted(each.code for each in standing)
    for place in rules.concerning(work.categories):
        rule = rules.rules[place]
        if rule.kind is GuidelineKind.EXCLUDES and work.concerns(rule) and rule.beside.fitting(codes):
            work.forget(rule.codes.fitting(work.codes))
    owners = (around.concepts.get(each.concept) for each in standing)
    integral = {symptom for owner in owners if owner for symptom in owner.with_symptoms}
    work.forget(code for code in work.codes if work.found[code].concept in integral)
    return tuple(work.found.values())


class _Work:
    """The candidates by code while rules change them."""

    def __init__(self, found: dict[str, Candidate], ground: Surroundings) -> None:
        self.found, self.ground = found, ground
        self.dropped: list[Dropped] = []
        self._look_again()

    def _look_again(self) -> None:
        """Take note of which codes stand, and of their categories; after each change of them."""
        self.codes = sorted(self.found)
        self.categories = frozenset([code[:3] for code in self.codes])

    def concerns(self, rule: Guideline) -> bool:
        """A code stands that the rule looks for first."""
        return not rule.heads or not rule.heads.isdisjoint(self.categories)

    def go_through(self, rules: InForce) -> None:
        """Do once, in order, what the rules say that concern what stands when it is their turn."""
        seen, left = self.categories, rules.concerning(self.categories)
        while left:
            place = left.pop(0)
            self.apply(rules.rules[place])
            if self.categories != seen:
                seen, left = self.categories, rules.concerning(self.categories, place)

    def apply(self, rule: Guideline) -> None:
        """Do what a rule says; it must concern what stands."""
        if rule.kind is GuidelineKind.COMBINE:
            self._combine(rule)
        elif rule.kind is GuidelineKind.COMPANION:
            self._join(rule)
        elif rule.kind is GuidelineKind.NEEDS:
            if not self._matching(rule.beside):
                self._drop(self._matching(rule.codes), rule, "")
        elif rule.kind is GuidelineKind.EXCLUDES:
            stays = self._matching(rule.beside)
            goes = [code for code in self._matching(rule.codes) if code not in stays]
            if stays:
                self._drop(goes, rule, stays[0])

    def _matching(self, patterns: Patterns) -> list[str]:
        return patterns.fitting(self.codes)

    def _combine(self, rule: Guideline) -> None:
        groups = []
        for patterns in rule.all:
            groups.append(self._matching(patterns))
            if not groups[-1]:
                return
        if self._matching(rule.unless):
            return
        parts = sorted({code for group in groups for code in group})
        goes = [code for code in self._matching(rule.drops) if code in parts]
        mapped = [code for code in goes if any(code.startswith(old) for old, _ in rule.maps)]
        self._become(rule, parts, [code for code in goes if code not in mapped[1:]], groups[0])
        for code in mapped[1:]:
            self._become(rule, parts, [code], groups[0])

    def _become(self, rule: Guideline, parts: list[str], goes: list[str], first: list[str]) -> None:
        """What stands together becomes the code that the rule gives; of codes that change their beginning
        each its own."""
        given = self._given(rule, goes or first)
        if not given or (given in self.found and not goes):
            return
        title = self.ground.codes.title(given)
        if title is None:
            return
        own = [self.found[code] for code in (goes or parts)]
        self._drop([code for code in goes if code != given], rule, given)
        self._put(
            _joined(given, title, own, [self.found[code] for code in parts if code in self.found], rule)
        )

    def _given(self, rule: Guideline, goes: list[str]) -> str:
        """The code that the rule gives: named, or the dropped one with another beginning."""
        for code in goes if rule.maps else ():
            for old, new in rule.maps:
                if code.startswith(old):
                    return self._nearest(new + code[len(old) :])
        return self._nearest(rule.gives)

    def _nearest(self, code: str) -> str:
        """The code, or the one above it that may be billed on the day."""
        while code and self.ground.codes.title(code) is None and len(code) > 3:
            code = code[:-1].rstrip(".")
        return code if self.ground.codes.title(code) is not None else ""

    def _join(self, rule: Guideline) -> None:
        """A companion that a drug proves."""
        beside = self._matching(rule.beside)
        place = next((self.ground.drugs[each] for each in rule.drugs if each in self.ground.drugs), None)
        given = self._nearest(rule.gives)
        if not beside or place is None or not given or given in self.found:
            return
        title = self.ground.codes.title(given) or ""
        why = (Why(rule.id, rule.says),)
        self._put(
            Candidate(
                code=given,
                title=title,
                concept="",
                evidence=(place,),
                ground=Ground.COMPANION,
                why=why,
                beside=beside[0],
                order=_COMPANION_ORDER,
            )
        )

    def _put(self, candidate: Candidate) -> None:
        other = self.found.get(candidate.code)
        if other is not None:
            evidence = tuple(dict.fromkeys([*other.evidence, *candidate.evidence]))
            mentions = tuple(sorted({*other.mentions, *candidate.mentions}, key=lambda each: each.span))
            why = tuple(dict.fromkeys([*other.why, *candidate.why]))
            candidate = replace(other, evidence=evidence, mentions=mentions, why=why)
        self.found[candidate.code] = candidate
        self._look_again()

    def _drop(self, codes: Iterable[str], rule: Guideline, instead: str) -> None:
        for code in codes:
            self._take_out(code, Why(rule.id, rule.says), instead)

    def _take_out(self, code: str, why: Why, instead: str) -> None:
        candidate = self.found.pop(code)
        self._look_again()
        self.dropped.append(Dropped(candidate, why, instead))
        kept = self.found.get(instead)
        if kept is not None:
            shown = Alternative(code, candidate.title, why.rule)
            self.found[instead] = replace(kept, alternatives=(*kept.alternatives, shown))

    def forget(self, codes: Iterable[str]) -> None:
        """Take codes out without a word: they stood nowhere."""
        for code in list(codes):
            del self.found[code]
        self._look_again()

    def drop_integral(self) -> None:
        """A symptom that belongs to a disease which stands is no code of its own."""
        integral: dict[str, str] = {}
        for code in self.codes:
            owner = self.found[code]
            concept = self.ground.concepts.get(owner.concept) if owner.ground is Ground.MENTION else None
            for symptom in concept.with_symptoms if concept else ():
                integral.setdefault(symptom, code)
        for code in self.codes:
            disease = integral.get(self.found[code].concept)
            if disease and disease != code and disease in self.found:
                self._take_out(code, Why(_INTEGRAL, "it belongs to a disease that stands"), disease)

    def drop_other_sex(self) -> None:
        """A condition of the other sex is none of this patient's."""
        for code in self.codes if self.ground.sex else ():
            concept = self.ground.concepts.get(self.found[code].concept)
            if concept and concept.sex and concept.sex != self.ground.sex:
                self._take_out(code, Why(_SEX, "it doesn't fit the patient's sex"), "")

    def put_first(self, rule: Guideline) -> None:
        """What must come first goes before the first of what follows it."""
        for code in self._matching(rule.codes):
            after = [each for each in self._matching(rule.beside) if each != code]
            for each in after:
                first, later = self.found[code], self.found[each]
                if (later.order, later.evidence[0]) <= (first.order, first.evidence[0]):
                    self.found[each] = replace(later, order=first.order + 1)


def _joined(
    code: str, title: str, own: list[Candidate], parts: list[Candidate], rule: Guideline
) -> Candidate:
    """One candidate out of those that it stands for, proven by all that led to it."""
    chief = min(own, key=lambda each: (each.order, each.evidence[0], each.code))
    others = [each for each in [*own, *parts] if each.code != chief.code]
    evidence = [*chief.evidence, *(span for each in others for span in each.evidence[:1])]
    mentions = {mention for each in own for mention in each.mentions}
    dropped = tuple(Alternative(each.code, each.title, rule.id) for each in own if each.code != code)
    return replace(
        chief,
        code=code,
        title=title,
        evidence=tuple(dict.fromkeys(evidence)),
        mentions=tuple(sorted(mentions, key=lambda each: each.span)) or chief.mentions,
        missing=(),
        alternatives=dropped,
        why=(*chief.why, Why(rule.id, rule.says)),
    )


_COMPANION_ORDER = 50
