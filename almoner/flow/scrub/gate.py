"""The gate: no claim becomes ready and none leaves but by what the edits of the policy in force say of it.

Every door, job, import and retry comes through here, so that each gets the same findings. What was judged on
another day, by other cards or on other releases is judged again before it leaves.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.chart import Visit
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.documented import owner_of
from almoner.core.claim.facts import Facts
from almoner.core.claim.folder import Folder
from almoner.core.claim.judgement import Judgement, Override, stopping
from almoner.core.claim.mends import consented, mend
from almoner.core.claim.scrub import Verdict
from almoner.core.claim.state import Event, after, judged
from almoner.core.claim.stops import mark, raised, raised_cards
from almoner.core.claim.surroundings import Surroundings
from almoner.core.plan import Ids, Plan, Record, Task, reading
from almoner.core.rules import Autonomy, Finding
from almoner.core.rules.pack import PackError
from almoner.flow.patient.consent import mend_notices
from almoner.flow.policy import InForce, PolicyBroken, in_force
from almoner.flow.refused import Refused, refusal
from almoner.flow.scrub.folders import STOPS, load_folders, load_surroundings
from almoner.store.chart.disclosure import substance_use
from almoner.store.session import Ask, Session

HOLD_DAYS = 2
LONGEST_WHY = 1000
"""Characters of a task's reason; the claim shows every finding."""

Built = tuple[Claim, ClaimRevision]


@dataclass(frozen=True, slots=True)
class Passed:
    """A claim that may leave now, with the revision that leaves. Made here alone; nothing else is written."""

    claim: Claim
    revision: ClaimRevision


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim as the edits see it now. `left` are the findings that stop it and that nobody has overridden;
    `judgement` is what is to be recorded, where it isn't what was recorded last.
    """

    claim: Claim
    revision: ClaimRevision
    findings: tuple[Finding, ...]
    left: tuple[Finding, ...]
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """What may leave, and the plan that holds the rest, each with its owner."""

    passed: tuple[Passed, ...]
    held_ids: tuple[int, ...]
    plan: Plan


def judge(built: Iterable[Built], around: Surroundings, *, ids: Ids, on: date) -> Plan:
    """Return the plan of claims that were just built: each with its findings, each that is stopped a task."""
    pairs = list(built)
    rules = _rules()
    records: list[Record] = []
    tasks: list[Task] = []
    may = consented(rules.mendable, around.consents)
    for (claim, given), said in zip(pairs, _scrubbed(rules, pairs, around, on), strict=True):
        revision, verdict = given, said
        if may:
            facts = around.facts(claim, given, on=on)
            revision, verdict = _mended(rules, facts, said, may)
            verdict = _stopped(verdict, around)
            verdict = _noted(verdict, around.documented(claim, on=on))
            tasks += mend_notices(claim, revision, ids, on)
        standing = judged(claim, verdict.findings)
        version = rules.version + mark(around.raised)
        records += [standing, replace(revision, findings=verdict.findings, policy=version)]
        if verdict.shadow:
            records.append(_said(next(ids), revision, verdict, (version, on)))
        if standing.state is ClaimState.HELD:
            tasks.append(_held_by(standing, verdict.findings, ids, on))
    return Plan(on=on, records=tuple(records), tasks=tuple(tasks))


def foretold(built: Sequence[Built], around: Surroundings, *, on: date) -> tuple[Finding, ...]:
    """Return what would be said of claims that nobody has decided to make."""
    verdicts = _scrubbed(_rules(), built, around, on)
    return tuple(finding for verdict in verdicts for finding in verdict.findings)


def leaving(session: Session, claims: Sequence[Claim], *, on: date) -> Leaving:
    """Return which ready claims may leave on a day, by a fixed number of queries (in a flow's session)."""
    assert all(claim.state is ClaimState.READY for claim in claims), "only what is ready leaves"
    found = session.find(ClaimRevision, id=[claim.revision_id for claim in claims])
    revisions = {revision.id: revision for revision in found}
    pairs = [(claim, revisions[claim.revision_id]) for claim in claims]
    seen = standings(session, pairs, on=on)
    stopped = [one for one in seen if one.left]
    ids = session.ids()
    plan = Plan(
        on=on,
        records=(
            *(one.judgement for one in seen if one.judgement),
            *(after(one.claim, Event.HELD, on=on) for one in stopped),
        ),
        tasks=tuple(_held_by(one.claim, one.left, ids, on) for one in stopped),
        reads=reading(*(one.claim for one in stopped)),
    )
    passed = tuple(Passed(one.claim, one.revision) for one in seen if not one.left)
    return Leaving(passed, tuple(one.claim.id for one in stopped), plan)


def standings(
    session: Session, pairs: Sequence[Built], *, on: date, folders: Sequence[Folder] | None = None
) -> list[Standing]:
    """Return how the edits see claims with the revisions that stand, in their order. What was judged today by
    the policy in force is not judged twice, unless it is a substance use record, whose consent may be taken
    back at any time, or the folders of the claims' visits are given: then all are.
    """
    rules = _rules()
    told, cards = _told(session, [revision for _, revision in pairs])
    version = rules.version + mark(cards)
    now = (on, version)
    stale = list(pairs)
    if folders is None:
        apart = substance_use(session, [each for claim, _ in pairs for each in claim.visit_ids])
        stale = [
            (claim, one)
            for claim, one in pairs
            if (told[one.id].judged_on, told[one.id].policy) != now or apart & set(claim.visit_ids)
        ]
    fresh: dict[int, Verdict] = {}
    if stale:
        folders = folders or list(folders_by_visit(session, [claim for claim, _ in stale]).values())
        scrubbed = _scrubbed(rules, stale, load_surroundings(session, folders, stale), on)
        fresh = {revision.id: verdict for (_, revision), verdict in zip(stale, scrubbed, strict=True)}
    said = told | {
        revision.id: _said(0, revision, fresh[revision.id], (version, on)) for _, revision in stale
    }
    decided = overrides_of(session, [key for key, one in said.items() if stopping(one.findings, ())])
    ids = session.ids()
    made = []
    for claim, revision in pairs:
        one = said[revision.id]
        is_new = replace(one, id=0, judged_on=on) != replace(told[revision.id], id=0, judged_on=on)
        left = stopping(one.findings, decided.get(revision.id, ()))
        made.append(
            Standing(claim, revision, one.findings, left, replace(one, id=next(ids)) if is_new else None)
        )
    return made


def _said(
    judgement_id: int, revision: ClaimRevision, verdict: Verdict, judged_by: tuple[str, date]
) -> Judgement:
    version, on = judged_by
    return Judgement(
        id=judgement_id,
        claim_id=revision.claim_id,
        revision_id=revision.id,
        judged_on=on,
        policy=version,
        findings=verdict.findings,
        shadow=verdict.shadow,
    )


def judged_last(session: Session, revisions: Sequence[ClaimRevision]) -> dict[int, Judgement]:
    """Return what was said last of each revision: at its building, or since."""
    return _told(session, revisions)[0]


def _told(
    session: Session, revisions: Sequence[ClaimRevision]
) -> tuple[dict[int, Judgement], frozenset[str]]:
    """What was said last of each revision, and the cards whose warnings hold claims now: one query."""
    told = {
        one.id: Judgement(0, one.claim_id, one.id, one.built_on, one.policy, one.findings)
        for one in revisions
    }
    since = Ask(Judgement, {"revision_id": list(told)})
    found = session.gather(since, STOPS)
    for one in sorted(found.of(since), key=lambda one: one.id):
        told[one.revision_id] = one
    return told, raised_cards(found.of(STOPS))


def overrides_of(session: Session, revision_ids: Sequence[int]) -> dict[int, list[Override]]:
    """Return what people decided against the findings of revisions."""
    found: dict[int, list[Override]] = defaultdict(list)
    if revision_ids:
        for one in session.find(Override, revision_id=list(revision_ids)):
            found[one.revision_id].append(one)
    return found


def _rules() -> InForce:
    try:
        return in_force()
    except (PackError, PolicyBroken) as error:
        raise _unreadable(error) from None


def _scrubbed(rules: InForce, pairs: Sequence[Built], around: Surroundings, on: date) -> list[Verdict]:
    """Scrub claims; the only place where a claim of the books is scrubbed, and mended ones again. What the
    practice lets stop a claim stops it.
    """
    try:
        return [
            _noted(
                _stopped(rules.scrubber.scrub(around.facts(claim, revision, on=on)), around),
                around.documented(claim, on=on),
            )
            for claim, revision in pairs
        ]
    except PackError as error:
        raise _unreadable(error) from None


def _stopped(verdict: Verdict, around: Surroundings) -> Verdict:
    if not around.raised:
        return verdict
    return replace(verdict, findings=raised(verdict.findings, around.raised))


def _noted(verdict: Verdict, found: tuple[Finding, ...]) -> Verdict:
    """What the edits say with what the visit's note stops the claim by."""
    fresh = tuple(one for one in found if one not in verdict.findings)
    return replace(verdict, findings=(*verdict.findings, *fresh)) if fresh else verdict


def _mended(
    rules: InForce, facts: Facts, said: Verdict, may: Mapping[str, Autonomy]
) -> tuple[ClaimRevision, Verdict]:
    """Mend what the practice lets be mended; a mended claim is scrubbed again before anything counts."""
    try:
        return mend(rules.scrubber, facts, said, rules.mendable, may)
    except PackError as error:
        raise _unreadable(error) from None


def _unreadable(error: PackError | PolicyBroken) -> Refused:
    """A table that can't be read finds nothing, and a claim that nothing was found in would leave."""
    return refusal(
        "CLM-04", f"Claims can't be checked: {error}.", "Import the code sets again, or roll the bundle back."
    )


def why_held(findings: Iterable[Finding]) -> str:
    """Return why a claim is held, for its task."""
    said = dict.fromkeys(finding.message for finding in findings if finding.is_stopping)
    return " ".join(said)[:LONGEST_WHY]


def _held_by(claim: Claim, findings: Iterable[Finding], ids: Ids, on: date) -> Task:
    """Return the task of a claim that findings hold, with whoever can mend them as its owner."""
    told = tuple(findings)
    return replace(hold_task(claim, why_held(told), ids, on), owner=owner_of(told))


def hold_task(claim: Claim, why: str, ids: Ids, on: date) -> Task:
    """Return the task of a held claim; it closes when the claim is checked again and goes."""
    return Task(
        id=next(ids),
        what="held_claim",
        subject_kind="claim",
        subject_id=claim.id,
        why=why,
        owner="biller",
        opened_on=on,
        due_on=on + timedelta(days=HOLD_DAYS),
        patient_id=claim.patient_id,
        claim_id=claim.id,
        cents=claim.total_cents,
    )


def folders_by_visit(session: Session, claims: Iterable[Claim]) -> dict[int, Folder]:
    """Load the folder of each claim's visit, with a fixed number of queries."""
    visits = session.find(Visit, id=list({claim.visit_ids[0] for claim in claims}))
    return {folder.visits[0].id: folder for folder in load_folders(session, visits)}
