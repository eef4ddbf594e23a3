"""How far suggestions go by themselves in a practice, by kind of code: a manager raises a level with a reason
where the decisions bear it out; it falls by itself where they don't.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.coding.autonomy import (
    LONGEST_REASON,
    CodeAutonomy,
    CodeKind,
    Disputed,
    Level,
    Shown,
    against_level,
    has_fallen,
    shown,
)
from almoner.core.coding.decision import Act, CodingDecision, Origin, Sort
from almoner.core.coding.offer import Offer
from almoner.core.coding.review import FIRST_LISTED, CodingReview, Right
from almoner.core.plan import Plan, Task, reading
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.refused import refusal
from almoner.store.commit import commit
from almoner.store.lists import lists_coding, lists_review
from almoner.store.session import Session
from almoner.store.shipped.coding_cards import shipped_autonomy

LOOK_BACK = timedelta(days=365)
TASK = "autonomy_fell"
DUE = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Standing:
    """A kind of code with its level, what its decisions show, and what stands against the next level."""

    kind: CodeKind
    level: Level
    seen: Shown
    higher: Level | None
    """The next level, None where there is none for this kind."""
    against: str


def levels_of(session: Session) -> Mapping[str, CodeAutonomy]:
    """Return the levels that were set in a practice, by kind (inside another flow)."""
    return {one.code_kind: one for one in session.find(CodeAutonomy)}


def level_of(levels: Mapping[str, CodeAutonomy], kind: CodeKind) -> Level:
    """Return how far a kind goes: as it was set, else as it begins."""
    return levels[kind.id].level if kind.id in levels else kind.begins


def going(offered: Iterable[Offer], levels: Mapping[str, CodeAutonomy], level: Level) -> tuple[Offer, ...]:
    """Return the offers nobody has decided on whose kinds stand at a level: sure ones with evidence, or what
    records say was done.
    """
    card = shipped_autonomy()
    found = []
    for one in offered:
        kind = card.kind_of(one.sort, one.code)
        is_sure = one.tier == "confirm" or one.origin is Origin.ORDER
        if kind is None or one.decision is not None or not is_sure or not (one.evidence or one.records):
            continue
        if min(level_of(levels, kind), kind.highest, key=lambda each: each.rank) is level:
            found.append(one)
    return tuple(found)


def standings(session: Session, *, on: date) -> tuple[Standing, ...]:
    """Return every kind of code as it stands (inside another flow)."""
    card, levels, wrong = shipped_autonomy(), levels_of(session), _disputed(session, on)
    found = []
    for kind, own in _by_kind(session, on).items():
        level = level_of(levels, kind)
        higher = next((one for one in Level if level.rank < one.rank <= kind.highest.rank), None)
        seen = shown(own[: card.window], wrong)
        against = against_level(card, kind, level, higher, seen) if higher else ""
        found.append(Standing(kind, level, seen, higher, against))
    return tuple(found)


def history(session: Session) -> tuple[CodeAutonomy, ...]:
    """Return every level that was ever set, the last first (inside another flow)."""
    return lists_coding.levels_ever(session)


def set_level(actor: Actor, kind_id: str, level: Level, reason: str, *, on: date) -> CodeAutonomy:
    """Set how far a kind of code goes. Refused without a reason, and upwards without enough decisions."""
    require(actor, Permission.AUTONOMY_SET)
    with enter(actor, Permission.AUTONOMY_SET) as session:
        kind = shipped_autonomy().kind(kind_id)
        if kind is None:
            raise refusal("COD-30", "There is no such kind of code.", "Load the page again.")
        if not reason.strip() or len(reason) > LONGEST_REASON:
            raise refusal(
                "COD-31", "A level changes for a reason.", f"Say why, in {LONGEST_REASON} characters."
            )
        levels = levels_of(session)
        before, now = levels.get(kind.id), level_of(levels, kind)
        seen = _seen(session, kind, on)
        if stands := against_level(shipped_autonomy(), kind, now, level, seen):
            raise refusal("COD-32", stands, "Leave it where it is.")
        made = _set(session, kind, before, level, on)
        made = replace(made, reason=reason.strip(), decided_by=actor.name)
        reads = reading(before) if before else {}
        commit(session, Plan(on=on, records=(made,), reads=reads), cause=cause(actor, "code", "autonomy"))
        return made


def fallen(session: Session, decided: Sequence[CodingDecision], *, on: date) -> Plan:
    """Return the plan of the kinds that go back to suggestions by decisions that are being made: those that
    differ from what was suggested (inside another flow). Kinds that nobody has raised fall by a review or by
    the week's look alone, so that a decision doesn't read those of a year.
    """
    differing = [one for one in decided if one.suggestion is not None and one.action is not Act.ACCEPT]
    kinds = _kinds((one.sort, one.suggestion.code) for one in differing if one.suggestion)
    levels = levels_of(session) if kinds else {}
    kinds = [kind for kind in kinds if kind.id in levels]
    return _fallen(session, kinds, decided, frozenset(), on)


def fallen_by_review(session: Session, review: CodingReview, *, on: date) -> Plan:
    """Return the plan of the kinds that fall by what a second review found (inside another flow)."""
    wrong = wrong_in(review)
    return _fallen(session, _kinds((sort, code) for _, sort, code in wrong), (), wrong, on)


def fallen_by_drift(session: Session, kind_ids: Iterable[str], *, on: date) -> Plan:
    """Return the plan that takes drifting kinds back to suggestions (inside another flow)."""
    kinds = [kind for kind in map(shipped_autonomy().kind, dict.fromkeys(kind_ids)) if kind]
    levels = levels_of(session)
    raised = [kind for kind in kinds if level_of(levels, kind) is not Level.SUGGEST]
    return _back(session, raised, levels, on)


def wrong_in(review: CodingReview) -> frozenset[tuple[int, Sort, str]]:
    """Return the first coder's codes that a settled review found wrong."""
    return frozenset(
        (review.visit_id, one.difference.sort, one.difference.about)
        for one in review.verdicts
        if one.right is not Right.FIRST and one.difference.about != FIRST_LISTED
    )


def _fallen(
    session: Session,
    kinds: Sequence[CodeKind],
    decided: Sequence[CodingDecision],
    wrong: Disputed,
    on: date,
) -> Plan:
    levels = levels_of(session) if kinds else {}
    raised = [kind for kind in kinds if level_of(levels, kind) is not Level.SUGGEST]
    if not raised:
        return Plan(on=on)
    disputed = frozenset((*_disputed(session, on), *wrong))
    by_kind = _by_kind(session, on)
    card = shipped_autonomy()
    down = []
    for kind in raised:
        new = [one for one in reversed(decided) if _kind_of(one) == kind]
        if has_fallen(card, [*new, *by_kind[kind]], disputed):
            down.append(kind)
    return _back(session, down, levels, on)


def _back(session: Session, kinds: Sequence[CodeKind], levels: Mapping[str, CodeAutonomy], on: date) -> Plan:
    """The plan that takes kinds back to suggestions, each with a task for the manager."""
    records, tasks, reads = [], [], []
    for kind in kinds:
        before = levels.get(kind.id)
        made = _set(session, kind, before, Level.SUGGEST, on)
        records.append(replace(made, reason="The last decisions don't bear it out.", decided_by="almoner"))
        reads += [before] if before else []
        tasks.append(
            Task(
                id=next(session.ids()),
                what=TASK,
                subject_kind=CodeAutonomy.kind,
                subject_id=made.id,
                why=f"{kind.name} are only suggested again: fewer suggestions stood than the card asks for.",
                owner="manager",
                opened_on=on,
                due_on=on + DUE,
            )
        )
    return Plan(on=on, records=tuple(records), tasks=tuple(tasks), reads=reading(*reads))


def _set(
    session: Session, kind: CodeKind, before: CodeAutonomy | None, level: Level, on: date
) -> CodeAutonomy:
    seen = _seen(session, kind, on)
    return CodeAutonomy(
        id=before.id if before else next(session.ids()),
        code_kind=kind.id,
        level=level,
        reason="",
        decided_by="",
        decided_on=on,
        count=seen.count,
        stood=seen.stood,
        version=before.version + 1 if before else 1,
    )


def _seen(session: Session, kind: CodeKind, on: date) -> Shown:
    own = _by_kind(session, on)[kind]
    return shown(own[: shipped_autonomy().window], _disputed(session, on))


def _by_kind(session: Session, on: date) -> dict[CodeKind, list[CodingDecision]]:
    """The decisions of the last year on suggestions, by kind, the newest first."""
    found: dict[CodeKind, list[CodingDecision]] = {kind: [] for kind in shipped_autonomy().kinds}
    for one in reversed(lists_coding.decided(session, since_on=on - LOOK_BACK)):
        if kind := _kind_of(one):
            found[kind].append(one)
    return found


def _kind_of(one: CodingDecision) -> CodeKind | None:
    return shipped_autonomy().kind_of(*one.about) if one.suggestion is not None else None


def _kinds(codes: Iterable[tuple[Sort, str]]) -> list[CodeKind]:
    card = shipped_autonomy()
    found = [card.kind_of(sort, code) for sort, code in codes]
    return list(dict.fromkeys(kind for kind in found if kind))


def _disputed(session: Session, on: date) -> Disputed:
    over = lists_review.reviews_over(session, since_on=on - LOOK_BACK)
    return frozenset(each for one in over for each in wrong_in(one))
