"""Charts of one patient: found, compared, merged for a reason, and parted again.

Promises that a merge moves nothing: records and postings stay under the chart where they were written, and
are read with the chart that stands. What can't be said to be one chart's keeps two from being parted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from almoner.core.collect.payment_plan import PaymentPlan, PlanState
from almoner.core.coverage import Coverage
from almoner.core.coverage.merged import Rivals, ended_for, reopened, rivals
from almoner.core.identity import ChartPair, Choice, Fact, Match, PairState, Two, possible_duplicates
from almoner.core.identity.merge import (
    Before,
    Parted,
    differing,
    kept_apart,
    lacking,
    merge,
    separate,
    with_merged,
)
from almoner.core.money import dollars
from almoner.core.party import Patient, PayerPlan
from almoner.core.plan import Plan, Task, TaskState, join
from almoner.core.rules import Finding
from almoner.core.schedule import Appointment
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.once import first_act
from almoner.flow.refused import Refused, refusal, refuse_if, refuse_without_reason
from almoner.store.commit import StalePlan, commit, take_turn
from almoner.store.lists import lists, lists_pairs
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_pairs import Between, Holdings, merged_with
from almoner.store.load import bookings_ahead
from almoner.store.session import Session

P = Permission
LIKELY = 60
"""The least score of a pair that the list shows; a form of the registration warns of less."""


@dataclass(frozen=True, slots=True)
class Likely:
    """Two charts that may be one patient's: the older, the newer, and why."""

    older: Patient
    newer: Patient
    match: Match


@dataclass(frozen=True, slots=True)
class Worklist:
    """Likely pairs, the likeliest first; `before` is where older charts go on, 0 at the end."""

    frame: Frame
    pairs: tuple[Likely, ...]
    before: int


def likely_pairs(actor: Actor, *, on: date, before: int = 0) -> Worklist:
    """Return charts among the newest, or among those before one, that may be of a patient with another chart;
    pairs that somebody said are two people are left out.
    """
    with enter(actor, P.PATIENT_MERGE) as session:
        found = lists_pairs.alike(session, before=before)
        wanted = {one for pair in found.pairs for one in pair}
        patients = {one.id: one for one in session.find(Patient, id=list(wanted))} if wanted else {}
        pairs = [
            Likely(patients[other], patients[one], match)
            for one, other in found.pairs
            for match in possible_duplicates(patients[one], [patients[other]])
            if match.score >= LIKELY
        ]
        pairs.sort(key=lambda pair: (-pair.match.score, -pair.newer.id, pair.older.id))
        return Worklist(lists.frame(session, on=on), tuple(pairs), found.before)


def chart_named(actor: Actor, number: str) -> int:
    """Return the chart that is shown for a chart number, 0 where nobody has it."""
    with enter(actor, P.PATIENT_MERGE) as session:
        found = session.find(Patient, number=number.strip())
        return session.charts.standing(found[0].id) if found else 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two charts side by side: on which facts they differ, which of them a proposal takes from the merged
    one, what goes along, and what stands against it or wants a look.
    """

    frame: Frame
    two: Two
    why: tuple[str, ...]
    score: int
    differing: tuple[Fact, ...]
    proposed: frozenset[Fact]
    ours: Holdings
    theirs: Holdings
    rivals: tuple[Rivals, ...]
    plans: Mapping[int, str]
    against: tuple[Finding, ...]
    look_at: tuple[str, ...]
    said: tuple[ChartPair, ...]
    turns: bool = False
    """The other way round nothing stands against it."""

    def wish(self, reason: str) -> "Wish":
        """Return the wish that a proposal makes: facts that only the merged chart has are taken from it, and
        its policies end where the survivor's of their rank go on.
        """
        two = self.two
        seen = (two.survivor.version, two.merged.version)
        ended = frozenset(one.theirs.id for one in self.rivals)
        return Wish(two.survivor.id, two.merged.id, seen, self.proposed, ended, reason)

    def counted(self) -> list[tuple[str, str, str]]:
        """Return what both charts hold, by its name in words, counts and money alike."""
        names = [each.name for each in fields(Holdings)]
        told = [(name, getattr(self.ours, name), getattr(self.theirs, name)) for name in names]
        return [
            (name.removesuffix("_cents"), dollars(ours), dollars(theirs))
            if name.endswith("_cents")
            else (name, str(ours), str(theirs))
            for name, ours, theirs in told
        ]


def compare(actor: Actor, survivor_id: int, merged_id: int, *, on: date) -> Comparison:
    """Return two charts side by side, the one that is to stand first; NotFound where there are not two."""
    with enter(actor, P.PATIENT_MERGE) as session:
        two = Two(session.get(Patient, survivor_id), session.get(Patient, merged_id))
        met = _rivals(session, two, on=on)
        found = possible_duplicates(two.survivor, [two.merged])
        match = found[0] if found else Match(merged_id, (), 0)
        return Comparison(
            frame=lists.frame(session, on=on),
            two=two,
            why=match.why,
            score=match.score,
            differing=differing(two),
            proposed=lacking(two),
            ours=lists_pairs.holdings(session, survivor_id),
            theirs=lists_pairs.holdings(session, merged_id),
            rivals=tuple(met),
            plans=_plan_names(session, met),
            against=tuple(one for each in _against(session, two) for one in each.findings),
            look_at=_clashes(session, two, on=on),
            said=tuple(lists_pairs.said_of(session, [survivor_id, merged_id])),
            turns=not any(_against(session, Two(two.merged, two.survivor))),
        )


def _rivals(session: Session, two: Two, *, on: date) -> list[Rivals]:
    ours = session.find(Coverage, patient_id=two.survivor.id)
    return rivals(ours, session.find(Coverage, patient_id=two.merged.id), on=on)


def _plan_names(session: Session, met: Iterable[Rivals]) -> Mapping[int, str]:
    ids = {one.plan_id for each in met for one in (each.ours, each.theirs)}
    return {one.id: one.name for one in session.find(PayerPlan, id=sorted(ids))} if ids else {}


def _against(session: Session, two: Two) -> Iterable[Refused]:
    """What keeps two charts from being merged this way."""
    if two.survivor.id == two.merged.id:
        yield refusal("MRG-01", "A chart can't be merged into itself.", "Choose two charts.")
        return
    if session.charts.merged.get(two.merged.id):
        yield refusal(
            "MRG-02",
            "Other charts are merged into the one that would go.",
            "Let that one stand and merge this one into it; where both have others, part those of one first.",
        )
    plans = session.find(PaymentPlan, patient_id=[two.survivor.id, two.merged.id], state=PlanState.OPEN)
    if len({one.patient_id for one in plans}) > 1:
        why = "Both charts have an open payment plan."
        yield refusal("MRG-03", why, "End one of the plans first: one account is paid by one.")


def _clashes(session: Session, two: Two, *, on: date) -> tuple[str, ...]:
    """What a person wants to look at before the two are one."""
    ours = {(one.starts_at, one.provider_id) for one in bookings_ahead(session, two.survivor.id, on)}
    days = {start.date() for start, _ in ours}
    theirs: list[Appointment] = bookings_ahead(session, two.merged.id, on)
    found = [
        f"Both charts are booked on {one.starts_at:%m/%d/%Y}: cancel the one that is too many."
        for one in theirs
        if one.starts_at.date() in days
    ]
    if {two.survivor.sex, two.merged.sex} == {"F", "M"}:
        found.append("The two charts tell another sex.")
    if two.survivor.birth_on != two.merged.birth_on:
        found.append("The two charts tell another birth date.")
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person chose: the chart that stands and the one that goes with the versions that were seen, the
    facts to take from the one that goes, and the policies that end for the other chart's of their rank.
    """

    survivor_id: int
    merged_id: int
    seen: tuple[int, int]
    from_merged: frozenset[Fact]
    ended_ids: frozenset[int]
    reason: str


def merge_charts(actor: Actor, wish: Wish, *, on: date) -> ChartPair:
    """Let one chart be read with another from now on; open questions whether they are one are answered.

    Refused without a reason, where a chart was merged before, where both have a payment plan, and where of
    two policies of one rank none ends.
    """
    with enter(actor, P.PATIENT_MERGE) as session:
        if (first := first_act(session, actor, ChartPair)) is not None:
            return first
        take_turn(session)
        refuse_without_reason(wish.reason)
        two = Two(session.get(Patient, wish.survivor_id), session.get(Patient, wish.merged_id))
        _refuse_changed(two, wish.seen)
        refuse_if(one for each in _against(session, two) for one in each.findings)
        ended = _ended(session, two, wish, on=on)
        answered = session.find(Patient, guarantor=f"patient:{two.merged.id}")
        choice = Choice(wish.from_merged, tuple(one.id for one in ended), wish.reason.strip(), actor.name)
        plan = merge(two, choice, answered, ids=session.ids(), on=on)
        others = _shown_alike(session, plan, two.survivor)
        tasks = _answered(session, two, "one patient", actor, on)
        closed = Plan(on=on, records=(*ended, *others), tasks=tasks)
        commit(session, join([plan, closed], on=on), cause=cause(actor, "merge", wish.reason.strip()))
        return next(one for one in plan.records if isinstance(one, ChartPair))


def _shown_alike(session: Session, plan: Plan, survivor: Patient) -> tuple[Patient, ...]:
    """The charts that were merged into the survivor's before, with the facts that a plan gives it."""
    changed = next(one for one in plan.records if isinstance(one, Patient) and one.id == survivor.id)
    planned = {one.id for one in plan.records}
    others = [one for one in merged_with(session, survivor) if one.id not in planned]
    return with_merged(changed, others)[1:]


def _refuse_changed(two: Two, seen: tuple[int, int]) -> None:
    for one, version in zip((two.survivor, two.merged), seen, strict=True):
        if one.version != version:
            said = "a patient was changed since the charts were compared"
            raise StalePlan(said, kind="patient", record_id=one.id, seen=version)


def _ended(session: Session, two: Two, wish: Wish, *, on: date) -> list[Coverage]:
    """The policies that end, each in its next version; of every two of one rank one has to."""
    met = _rivals(session, two, on=on)
    if any(len({one.ours.id, one.theirs.id} & wish.ended_ids) != 1 for one in met):
        why = "Two policies of one rank would hold at once."
        raise refusal("MRG-04", why, "Say of each two which one goes on.")
    every = {one.id: one for each in met for one in (each.ours, each.theirs)}
    return [ended_for(every[each], on=on) for each in sorted(wish.ended_ids & every.keys())]


def _answered(session: Session, two: Two, outcome: str, by: Actor, on: date) -> tuple[Task, ...]:
    """The open questions whether the two are one, closed."""
    both = {two.survivor.id, two.merged.id}
    asked = session.find(Task, what="possible_duplicate", state=TaskState.OPEN.value, patient_id=sorted(both))
    return tuple(one.closed(by=by.name, outcome=outcome, on=on) for one in asked if one.subject_id in both)


@dataclass(frozen=True, slots=True)
class Apart:
    """A pair with the versions that were seen, and why somebody acts."""

    one_id: int
    other_id: int
    reason: str


def keep_apart(actor: Actor, pair: Apart, *, on: date) -> ChartPair:
    """Say that two charts are of two people: the pair is not proposed again."""
    with enter(actor, P.PATIENT_MERGE) as session:
        if (first := first_act(session, actor, ChartPair)) is not None:
            return first
        refuse_without_reason(pair.reason)
        two = Two(session.get(Patient, pair.one_id), session.get(Patient, pair.other_id))
        if pair.one_id == pair.other_id:
            raise refusal("MRG-01", "This is one chart.", "Choose two charts.")
        said = Parted(actor.name, pair.reason.strip())
        plan = kept_apart(two.survivor, two.merged, parted=said, ids=session.ids(), on=on)
        closed = Plan(on=on, tasks=_answered(session, two, "two people", actor, on))
        commit(session, join([plan, closed], on=on), cause=cause(actor, "merge", said.why))
        return next(one for one in plan.records if isinstance(one, ChartPair))


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge that stands: the chart that went, what belongs to both, and how much came since."""

    pair: ChartPair
    patient: Patient
    between: Between
    since: int

    @property
    def can_part(self) -> bool:
        """True while it can be said of everything whose it is."""
        return not (self.between.payments or self.between.claims)


def merged_of(actor: Actor, patient_id: int, *, on: date) -> tuple[Frame, Patient, tuple[Merged, ...]]:
    """Return the charts that are read with a patient's, the last that was merged first."""
    with enter(actor, P.PATIENT_MERGE) as session:
        patient = session.get(Patient, patient_id)
        pairs = lists_pairs.merges(session, patient_id)
        gone = {one.id: one for one in session.find(Patient, id=[each.merged_id for each in pairs])}
        return (
            lists.frame(session, on=on),
            patient,
            tuple(
                Merged(
                    each,
                    gone[each.merged_id],
                    lists_pairs.between(session, each),
                    lists_pairs.since_merged(session, each),
                )
                for each in pairs
            ),
        )


def part_named(actor: Actor, number: str, *, on: date, reason: str) -> ChartPair:
    """Part the merged chart of a number from the one that it is read with, as `separate_charts` does; refused
    where no merged chart has it.
    """
    with enter(actor, P.PATIENT_MERGE) as session:
        gone = [one.id for one in session.find(Patient, number=number.strip())]
        pairs = session.find(ChartPair, merged_id=gone, state=PairState.MERGED.value) if gone else []
    if not pairs:
        raise refusal("MRG-05", "No merged chart has this number.", "Give the number of the one that went.")
    return separate_charts(actor, pairs[0].id, on=on, reason=reason)


def separate_charts(actor: Actor, pair_id: int, *, on: date, reason: str) -> ChartPair:
    """Part two merged charts: each holds again what was written under it, and the merged one has its own
    facts back. What was added to the chart that stands since stays there.

    Refused without a reason, where they are parted already, and where something belongs to both.
    """
    with enter(actor, P.PATIENT_MERGE) as session:
        if (first := first_act(session, actor, ChartPair)) is not None:
            return first
        take_turn(session)
        refuse_without_reason(reason)
        pair = session.get(ChartPair, pair_id)
        if pair.state is not PairState.MERGED:
            raise refusal("MRG-05", "These charts are not merged.", "Load the patient again.")
        _refuse_between(lists_pairs.between(session, pair))
        plan = separate(pair, _before(session, pair), Parted(actor.name, reason.strip()), on=on)
        others = _shown_alike(session, plan, session.get(Patient, pair.survivor_id))
        left = Plan(on=on, records=(*_reopened(session, pair), *others))
        commit(session, join([plan, left], on=on), cause=cause(actor, "merge", reason.strip()))
        return next(one for one in plan.records if isinstance(one, ChartPair))


def _refuse_between(found: Between) -> None:
    if found.payments:
        why = "Money of one chart lies on a line of the other."
        raise refusal("MRG-06", why, "Take that payment off the line first: then it is said whose it is.")
    if found.claims:
        why = "A claim of one chart is billed to a policy of the other."
        raise refusal("MRG-06", why, "Bill it to a policy of its own chart first.")


def _before(session: Session, pair: ChartPair) -> Before:
    ours, theirs = (session.history(Patient, one) for one in (pair.survivor_id, pair.merged_id))
    answered = session.find(Patient, id=list(pair.answered_ids)) if pair.answered_ids else []
    return Before(
        now=Two(ours[-1], theirs[-1]),
        then=Two(ours[pair.survivor_version - 1], theirs[pair.merged_version - 1]),
        left=ours[pair.survivor_version],
        answered=tuple(answered),
    )


def _reopened(session: Session, pair: ChartPair) -> list[Coverage]:
    """The policies that the merge ended and nobody changed since, as they were before."""
    made = []
    for policy_id in pair.ended_ids:
        *_, before, now = session.history(Coverage, policy_id)
        if now.until_on == max(pair.decided_on, now.since_on) and before.until_on != now.until_on:
            made.append(reopened(now, before))
    return made
