"""Bills the payer that has to pay, after another one has refused for that: the old claim ends with its
reason, its refusals with it, and a fresh claim asks for the same lines. Where the payer decided some of the
lines, those that it refused for that go alone, and its claim stays.

Promises that the charges stay as they are and that what is owed for them is the same before and after; that
no line moves on which a payer's money, write-off or share stands; and that the policies stand from now on as
the claim says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.charge.reassign import OPENINGS
from almoner.core.chart import Visit
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.build import UNDECIDED, build
from almoner.core.claim.folder import Folder
from almoner.core.claim.state import Event, after, event_of, noted
from almoner.core.coverage import Coverage
from almoner.core.coverage.put_first import Stance, Turned, doubled, put_first
from almoner.core.denial import Denial, DenialState
from almoner.core.denial.elsewhere import BILLED, IN_PLACE, billed_elsewhere
from almoner.core.denial.open import LIVE
from almoner.core.ledger import Account, Posting, account_name
from almoner.core.plan import Plan, Record, join, reading
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.charge.charge import reassigned
from almoner.flow.claim.claim import tasks_of
from almoner.flow.follow.follow import CORRECTABLE
from almoner.flow.once import first_act
from almoner.flow.patient.payers import looks
from almoner.flow.refused import Refused, refusal
from almoner.flow.scrub.elsewhere import lines_elsewhere
from almoner.flow.scrub.folders import load_folders, load_surroundings
from almoner.flow.scrub.gate import judge
from almoner.flow.scrub.priors import later_claims
from almoner.store.commit import commit, take_turn
from almoner.store.load import revision_lines
from almoner.store.money.postings import postings_of
from almoner.store.session import Session
from almoner.store.shipped.elsewhere import shipped_elsewhere

LONGEST_REASON = 500
GIVEN_BACK = CORRECTABLE | {ClaimState.READY, ClaimState.REVERSED}
"""States in which no payer has the claim and still has to answer."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person decides: the policy that is billed, what becomes of the one whose payer refused (with its
    last day where it had ended), why, and the mark of their look at it.
    """

    coverage_id: int
    stance: Stance
    last_on: date | None = None
    reason: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A claim as another payer may be billed for it: what the lines that go are built from now, their
    standing refusals, and what payers have posted on the claim's lines. `is_in_part` where only refused lines
    go and the claim stays; `stays` says why it can't be done.
    """

    claim: Claim
    revision: ClaimRevision
    folder: Folder
    denials: tuple[Denial, ...]
    posted: tuple[Posting, ...]
    stays: Refused | None
    is_in_part: bool = False

    @property
    def policies(self) -> tuple[Coverage, ...]:
        """Those that may be billed in the refusing one's place, in the order in which they pay."""
        return tuple(one for one in self.folder.coverages if one.id != self.claim.coverage_id)

    @property
    def refused_policy(self) -> Coverage | None:
        """The refusing payer's policy, where it still answers for the visit."""
        return next((one for one in self.folder.coverages if one.id == self.claim.coverage_id), None)

    @property
    def mark(self) -> str:
        """What tells this look from one after anything of it has changed."""
        seen = [(self.claim.id, self.claim.version)]
        seen += [(one.id, one.version) for one in self.folder.coverages]
        seen += [(one.id, one.version) for one in self.denials]
        return " ".join(f"{number}.{version}" for number, version in seen)


@dataclass(frozen=True, slots=True)
class Billed:
    """What billing another payer does: the plan, how the policies stand after it, and the fresh claims."""

    plan: Plan
    turned: Turned
    built: tuple[tuple[Claim, ClaimRevision], ...]


def bill_other(actor: Actor, claim_id: int, wish: Wish, *, on: date) -> list[Claim]:
    """End a refused claim and build its lines' claim to the policy that is chosen; return the fresh claims.

    Refused without a reason, where the look at it is over, where a payer still has to answer, and where
    anything that a payer posted stands on a line.
    """
    require(actor, Permission.CLAIM_BUILD)
    with enter(actor, Permission.DENIAL_WORK) as session:
        if (first := first_act(session, actor, Claim)) is not None:
            return [first]
        why = said_reason(wish.reason)
        take_turn(session)
        case = case_of(session, session.get(Claim, claim_id))
        if wish.mark and wish.mark != case.mark:
            message = "The claim, its refusal or the policies have changed since you looked."
            raise refusal("OTH-02", message, "Look again.")
        billed = planned(session, case, wish, on=on, by=actor.name)
        commit(session, billed.plan, cause=cause(actor, "follow", why))
        made = {claim.id for claim, _ in billed.built}
        return [one for one in billed.plan.records if isinstance(one, Claim) and one.id in made]


def said_reason(text: str) -> str:
    """Return why another payer is billed, or not billed after all; refused where nothing is said."""
    why = " ".join(text.split())
    if not why or len(why) > LONGEST_REASON:
        mend = f"Say why in {LONGEST_REASON} characters."
        raise refusal("OTH-01", "Another payer is billed for a reason.", mend, "reason")
    return why


def case_of(session: Session, claim: Claim) -> Case:
    """Return a claim as another payer may be billed for it (inside another flow's session)."""
    revision = session.get(ClaimRevision, claim.revision_id)
    folder = load_folders(session, session.find(Visit, id=list(claim.visit_ids)))[0]
    carried = set(revision_lines(session, [revision.id])[revision.id]) - lines_elsewhere(session, claim)
    lines = tuple(line for line in folder.lines if line.id in carried and line.stands)
    denials = tuple(session.find(Denial, claim_id=claim.id, state=[*LIVE], order="id"))
    posted = _posted_by_payers(session, [line.id for line in lines])
    case = Case(claim, revision, replace(folder, lines=lines), denials, posted, None)
    case = _in_part(case) if posted else case
    return replace(case, stays=_stays(case, later_claims(session, [claim])))


def _in_part(case: Case) -> Case:
    """The case of the refused lines alone, where the payer's decision stands on others; the same case where
    it stands on each of them.
    """
    names = shipped_elsewhere()
    decided = {one.subject.line_id for one in case.posted}
    refused = {one.line_id for one in case.denials if names.names_another(one)} - decided
    lines = tuple(line for line in case.folder.lines if line.id in refused)
    if not lines:
        return case
    told = max(0, case.folder.patient_paid_cents - case.revision.patient_paid_cents)
    folder = replace(case.folder, lines=lines, patient_paid_cents=told)
    denials = tuple(one for one in case.denials if one.line_id in refused)
    return replace(case, folder=folder, denials=denials, is_in_part=True)


def _posted_by_payers(session: Session, line_ids: Sequence[int]) -> tuple[Posting, ...]:
    """What stands on lines beside their charges and moves a payer's receivable."""
    found = postings_of(session, line_id=list(line_ids)) if line_ids else []
    gone = {one.reverses for one in found}
    return tuple(
        one
        for one in found
        if one.reason not in OPENINGS
        and not one.reverses
        and one.key not in gone
        and Account.PAYER_AR in (account_name(one.debit), account_name(one.credit))
    )


def _stays(case: Case, later: Sequence[Claim]) -> Refused | None:
    """Why another payer can't be billed now; None where it can."""
    claim = case.claim
    if claim.state in (ClaimState.VOIDED, ClaimState.CLOSED):
        return refusal("OTH-03", "The claim has ended.", "See the visit's other claims.")
    if claim.state not in GIVEN_BACK:
        return refusal(
            "OTH-04", "The payer has the claim and has not decided.", "Wait for its answer, then look again."
        )
    if claim.prior_claim_id:
        return refusal(
            "OTH-05",
            "This is a later payer's claim: it rests on what the payer before it decided.",
            "Correct it, or give its part up or move it by hand.",
        )
    if claim.state in UNDECIDED - {ClaimState.REJECTED} and case.revision.frequency == "1":
        return refusal(
            "OTH-06",
            "No payer has refused this claim.",
            "Correct the policies, then check it again: it goes to who answers now.",
        )
    if later:
        return refusal(
            "OTH-07",
            "A later payer's claim rests on this one.",
            "Withdraw that claim first, or wait for its answer.",
        )
    return _money_stays(case)


def _money_stays(case: Case) -> Refused | None:
    if any(one.state is DenialState.APPEALED for one in case.denials):
        return refusal(
            "OTH-08", "An appeal of the refusal waits for its answer.", "Record the answer first, or wait."
        )
    if case.is_in_part and case.claim.state in UNDECIDED:
        return refusal(
            "OTH-20",
            "A correction of the claim waits to go, with the refused line on it.",
            "Send it and wait for the answer: refused again, the line goes to the other payer.",
        )
    if case.is_in_part and any(one.carc in shipped_elsewhere().behind for one in case.denials):
        return refusal(
            "OTH-18",
            "The payer says that it pays behind for a line, and it paid others of the claim as the first.",
            "Have it decide the whole claim again as the second; when it has taken the money back, bill the "
            "other payer.",
        )
    if case.posted and not case.is_in_part:
        return refusal(
            "OTH-09",
            "The payer's decision stands on some of the lines: money, a write-off or a share that it posted.",
            "Have the payer take its decision back; when its reversal is posted, bill the other payer.",
        )
    if not case.folder.lines:
        return refusal("OTH-10", "No charge of the claim stands.", "Charge the visit anew.")
    if not case.policies:
        return refusal(
            "OTH-11",
            "No other policy is in force on the day of service.",
            "Register the policy with its first and last day, then come back to this claim.",
        )
    return None


def planned(session: Session, case: Case, wish: Wish, *, on: date, by: str) -> Billed:
    """Return what billing another payer does (inside another flow's session); refused where it can't be."""
    if case.stays is not None:
        raise case.stays
    turned = _turned(session, case, wish)
    folder = replace(case.folder, coverages=turned.policies, turn=turned.place)
    if wish.stance is Stance.ASIDE:
        passed = {one.payer_id for one in turned.policies[: turned.place]}
        folder = replace(folder, passed_over=frozenset(passed))
    ids = session.ids()
    built = build(folder, ids=ids, on=on)
    judged = judge(built, load_surroundings(session, [folder], built), ids=ids, on=on)
    judged = replace(judged, records=tuple(_in_place(one, case.claim) for one in judged.records))
    paying = replace(folder, coverages=turned.policies[turned.place :], turn=0)
    moved = reassigned(session, [paying], on=on)
    records = (judged, moved, _ended(session, case, built, on=on, by=by))
    work = looks(session, case.claim.patient_id, {one.id for one in turned.changed}, on)
    asked = [one for one in work if one.claim_id != case.claim.id]
    told = Plan(on=on, records=turned.changed, tasks=tuple(asked))
    return Billed(join([*records, told], on=on), turned, tuple(built))


def _in_place(record: Record, old: Claim) -> Record:
    """A fresh claim says in its history in whose place it stands."""
    if not isinstance(record, Claim):
        return record
    return replace(record, cause=f"{event_of(record).value}: {IN_PLACE}{old.control}")


def _turned(session: Session, case: Case, wish: Wish) -> Turned:
    """How the policies stand from now on; refused where the choice can't be."""
    claim = case.claim
    if wish.coverage_id not in {one.id for one in case.policies}:
        raise refusal(
            "OTH-12", "This policy does not answer for the visit.", "Choose one that is in force.", "policy"
        )
    if case.is_in_part:
        return _as_they_stand(case, wish)
    refused = case.refused_policy
    if wish.stance is Stance.ENDED and refused is not None:
        is_before = wish.last_on is not None and refused.since_on <= wish.last_on < claim.service_on
        if not is_before:
            raise refusal(
                "OTH-13",
                "The last day of a policy that had ended lies before the service, and not before its first.",
                "Give its last day, or say that it does not pay for this care.",
                "last_on",
            )
    turned = put_first(case.folder.coverages, wish.coverage_id, claim.coverage_id, wish.stance, wish.last_on)
    changed = {one.id: one for one in turned.changed}
    every = session.find(Coverage, patient_id=claim.patient_id)
    if changed and doubled(changed.get(one.id, one) for one in every):
        raise refusal(
            "OTH-14",
            "Two of the patient's policies would pay in one place on some day.",
            "Correct the policies' days and places on the patient's page first.",
            "policy",
        )
    return turned


def _as_they_stand(case: Case, wish: Wish) -> Turned:
    """The policies where a line goes alone: what was decided on the others rests on their order."""
    if wish.stance is not Stance.ASIDE:
        raise refusal(
            "OTH-19",
            "The payer decided other lines of the claim, so its policy stays as it is.",
            "Say that it does not pay for this care, or have it take its whole decision back first.",
            "stance",
        )
    ids = [one.id for one in case.folder.coverages]
    return Turned(case.folder.coverages, ids.index(wish.coverage_id), ())


def _ended(
    session: Session, case: Case, built: Sequence[tuple[Claim, ClaimRevision]], *, on: date, by: str
) -> Plan:
    """The old claim's end, or the note that a line of it went, with the refusals and the work about them."""
    payer = case.folder.house.payers[built[0][0].payer_id].name
    outcome = f"{BILLED}, {payer}: {', '.join(claim.control for claim, _ in built)}"
    asked = tasks_of(session, case.claim.id)
    if case.is_in_part:
        codes = ", ".join(line.code for line in case.folder.lines)
        own = {one.id for one in case.denials}
        left = _stayed(session, case, own, f"{codes} {outcome}", on)
        asked = [one for one in asked if one.subject_kind == Denial.kind and one.subject_id in own]
    else:
        left = after(case.claim, Event.VOIDED, on=on, cause=outcome)
    ended = Plan(on=on, records=(left,), reads=reading(case.claim))
    return join([ended, billed_elsewhere(case.denials, asked, by=by, outcome=outcome, on=on)], on=on)


def _stayed(session: Session, case: Case, gone: set[int], words: str, on: date) -> Claim:
    """The claim of which lines went: as the payer decided it where nothing else of it is refused."""
    live = session.find(Denial, claim_id=case.claim.id, state=[*LIVE])
    is_decided = case.claim.state is ClaimState.DENIED and {one.id for one in live} <= gone
    return after(case.claim, Event.PAID, on=on, cause=words) if is_decided else noted(case.claim, words)
