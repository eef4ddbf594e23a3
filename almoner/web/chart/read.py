"""From a form to an entry: each noun by its own reader. What a form doesn't show of one stays as it was."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar, cast

from almoner.core.chart.allergy import (
    NONE_CONCEPT,
    Allergy,
    AllergyCategory,
    AllergyVerification,
    Criticality,
    Reaction,
)
from almoner.core.chart.entry import Entry, Label
from almoner.core.chart.goal import Achievement, Goal, Target
from almoner.core.chart.history import TOPICS, FamilyCondition, FamilyHistory, Relative, SocialHistory
from almoner.core.chart.medication import Adherence, Dosage, Medication, Reporter
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.order import Order, OrderSort, Priority
from almoner.core.chart.problem import ListedProblem, ProblemSort, Severity, Verification
from almoner.core.chart.result import Report
from almoner.core.chart.shape import Amount, Concept, Moment, Value
from almoner.core.chart.systems import SNOMED
from almoner.flow.refused import refusal
from almoner.web.chart.typed import Typed

E = TypeVar("E", bound=StrEnum)
Reader = Callable[[Typed, Entry, Any], AnyNoun]
_FRESH = 0
MOST_LINES = 60


def entry(typed: Typed, patient_id: int, seen: AnyNoun | None = None) -> Entry:
    """Return what every form says of an entry; a label that the form can't show stays."""
    before = seen.entry if seen else Entry(patient_id)
    label = chosen(Label, typed.text("label", longest=40))
    labels = (*((label,) if label else ()), *before.labels[1:])
    return replace(
        before,
        visit_id=typed.id("visit"),
        author_id=typed.id("author"),
        note=typed.text("note"),
        labels=tuple(dict.fromkeys(labels)),
    )


def chosen(kind: type[E], word: str) -> E | None:
    """Return the member of that name, None where nothing was chosen. Refused is what is not offered."""
    if not word:
        return None
    try:
        return kind(word)
    except ValueError:
        raise not_offered() from None


def needed(kind: type[E], word: str, usual: E) -> E:
    """Return the member of that name, the usual one where nothing was chosen."""
    return chosen(kind, word) or usual


def one_of(word: str, allowed: tuple[str, ...]) -> str:
    """Return a word that is offered, or raise Refused."""
    if word not in allowed:
        raise not_offered()
    return word


def not_offered() -> Exception:
    """Return the refusal of a choice that no form offers."""
    return refusal("CHT-21", "A choice is none that is offered.", "Choose from the list.")


def problem(typed: Typed, of: Entry, seen: ListedProblem | None) -> AnyNoun:
    """A problem."""
    before = seen or ListedProblem(_FRESH, of, Concept())
    return replace(
        before,
        entry=of,
        concept=typed.concept(before.concept),
        onset=typed.moment("onset"),
        severity=chosen(Severity, typed.text("severity")),
        verification=needed(Verification, typed.text("verification"), Verification.CONFIRMED),
        sort=needed(ProblemSort, typed.text("sort"), ProblemSort.PROBLEM),
    )


def allergy(typed: Typed, of: Entry, seen: Allergy | None) -> AnyNoun:
    """An allergy, or that none is known."""
    before = seen or Allergy(_FRESH, of, Concept())
    concept = typed.concept(before.concept)
    if concept.text.casefold() == NONE_CONCEPT.text.casefold() and not concept.codings:
        concept = NONE_CONCEPT
    return replace(
        before,
        entry=of,
        concept=concept,
        reactions=_reactions(typed, before),
        category=chosen(AllergyCategory, typed.text("category")),
        criticality=chosen(Criticality, typed.text("criticality")),
        verification=needed(AllergyVerification, typed.text("verification"), AllergyVerification.CONFIRMED),
        onset=typed.moment("onset"),
    )


def _reactions(typed: Typed, before: Allergy) -> tuple[Reaction, ...]:
    known = {one.words: one for reaction in before.reactions for one in reaction.manifestations}
    told = [words.strip() for words in typed.text("reactions", longest=500).split(",")]
    manifestations = tuple(known.get(words, Concept(words)) for words in told if words)
    if not manifestations:
        return ()
    first = before.reactions[0] if before.reactions else Reaction(())
    severity = chosen(Severity, typed.text("severity"))
    return (replace(first, manifestations=manifestations, severity=severity),)


def medication(typed: Typed, of: Entry, seen: Medication | None) -> AnyNoun:
    """A prescription or an entry of the list."""
    before = seen or Medication(_FRESH, of, Concept())
    dosage = typed.text("dosage", longest=500)
    first, *rest = before.dosages or (Dosage(),)
    reason = typed.id("reason")
    adherence = one_of(typed.text("adherence"), ("", "taking", "not-taking", "on-hold", "unknown"))
    return replace(
        before,
        entry=of,
        concept=typed.concept(before.concept),
        dosages=((replace(first, text=dosage), *rest) if dosage or rest else ()),
        reason_ids=((reason, *before.reason_ids[1:]) if reason else before.reason_ids[1:]),
        written=typed.moment("written"),
        taken=replace(before.taken, start=typed.moment("since")),
        quantity=typed.amount("quantity", ""),
        refills=typed.number("refills"),
        days_supply=typed.number("supply"),
        reported_by=cast(Reporter, one_of(typed.text("reported"), ("", "patient", "relative", "other"))),
        adherence=cast(Adherence, adherence),
    )


def order(typed: Typed, of: Entry, seen: Order | None) -> AnyNoun:
    """An order; it is written on the day on which it is recorded."""
    before = seen or Order(_FRESH, of, Concept(), OrderSort.LABORATORY, Moment.of(typed.on))
    reason, words = typed.id("reason"), typed.plain_concept("reason_words", _first(before.reasons))
    return replace(
        before,
        entry=of,
        concept=typed.concept(before.concept),
        sort=needed(OrderSort, typed.text("sort"), OrderSort.LABORATORY),
        reason_ids=((reason, *before.reason_ids[1:]) if reason else before.reason_ids[1:]),
        reasons=((words, *before.reasons[1:]) if words else before.reasons[1:]),
        priority=cast(
            Priority, one_of(typed.text("priority") or "routine", ("routine", "urgent", "asap", "stat"))
        ),
        wanted=replace(before.wanted, end=typed.moment("wanted")),
        performer=typed.outsider("performer", before.performer),
        instructions=typed.text("instructions"),
    )


def goal(typed: Typed, of: Entry, seen: Goal | None) -> AnyNoun:
    """A goal."""
    before = seen or Goal(_FRESH, of, Concept())
    about, target = typed.id("about"), typed.text("target", longest=500)
    first, *rest = before.targets or (Target(Concept()),)
    standing = (
        "",
        "in-progress",
        "improving",
        "worsening",
        "no-change",
        "achieved",
        "sustaining",
        "not-achieved",
    )
    return replace(
        before,
        entry=of,
        concept=typed.plain_concept("words", before.concept) or Concept(),
        problem_ids=((about, *before.problem_ids[1:]) if about else before.problem_ids[1:]),
        start=typed.moment("start"),
        due=typed.moment("due"),
        targets=((replace(first, text=target), *rest) if target or rest else ()),
        achievement=cast(Achievement, one_of(typed.text("achievement"), standing)),
        is_by_patient=typed.text("whose") == "patient",
    )


def family(typed: Typed, of: Entry, seen: FamilyHistory | None) -> AnyNoun:
    """A relative: one condition a line, with the age behind a comma."""
    before = seen or FamilyHistory(_FRESH, of, Relative.OTHER)
    known = {one.concept.words: one for one in before.conditions}
    lines = [line.strip() for line in typed.text("conditions").splitlines()[:MOST_LINES]]
    conditions = tuple(_condition(line, known) for line in lines if line)
    dead = one_of(typed.text("dead"), ("", "yes", "no"))
    return replace(
        before,
        entry=of,
        relative=needed(Relative, typed.text("relative"), Relative.OTHER),
        conditions=conditions,
        status="completed" if conditions else "health-unknown",
        is_deceased={"yes": True, "no": False}.get(dead),
        died_aged=typed.number("died_aged") or None,
    )


def _condition(line: str, known: dict[str, FamilyCondition]) -> FamilyCondition:
    words, _, age = line.rpartition(",")
    is_aged = bool(words) and age.strip().isascii() and age.strip().isdecimal() and len(age.strip()) < 4
    name = words.strip() if is_aged else line
    kept = known.get(name, FamilyCondition(Concept(name)))
    return replace(kept, age=int(age) if is_aged else None)


def social(typed: Typed, of: Entry, seen: SocialHistory | None) -> AnyNoun:
    """A fact of how a patient lives."""
    topic = typed.text("topic", longest=40)
    if topic not in TOPICS:
        raise not_offered()
    before = seen or SocialHistory(_FRESH, of, TOPICS[topic], Value())
    found = typed.amount_or_text("value", "")
    value = Value(amount=found) if isinstance(found, Amount) else _told(typed, found, before.value)
    return replace(before, entry=of, concept=TOPICS[topic], value=value, since=typed.moment("since"))


def _told(typed: Typed, words: str, before: Value) -> Value:
    if not typed.text("code", longest=100):
        return Value(text=words)
    coded = typed.concept(before.concept)
    if any(one.system != SNOMED for one in coded.codings):
        raise not_offered()
    return Value(concept=replace(coded, text=words))


def report(typed: Typed, of: Entry, seen: Report | None) -> AnyNoun:
    """The conclusion of a report; a report itself comes with its results."""
    if seen is None:
        raise not_offered()
    concept = typed.plain_concept("words", seen.concept) or Concept()
    return replace(seen, entry=of, concept=concept, conclusion=typed.text("conclusion", longest=20_000))


def _first(concepts: tuple[Concept, ...]) -> Concept | None:
    return concepts[0] if concepts else None
