"""What one claim's screen shows: its life from the visit to zero, told by records, answers and postings.
Reads only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from almoner.core.chart.nouns import AnyNoun
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.build import is_withdrawable, may_be_passed_over
from almoner.core.claim.judgement import Judgement, Override, is_overridable, mark
from almoner.core.claim.payer_call import PayerCall
from almoner.core.collect.adjust import UNDECIDED
from almoner.core.collect.suspense import placings
from almoner.core.denial import Denial
from almoner.core.denial.open import LIVE
from almoner.core.plan import Task, TaskState
from almoner.core.rules import Finding
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.claim.in_place import NOWHERE, Places, places
from almoner.flow.claim.look_claim_money import LineMoney, line_money, total
from almoner.flow.claim.look_claim_worth import Chance, asks_of, chance_of, contract_of
from almoner.flow.patient.comment import told_roles
from almoner.flow.policy import reasons
from almoner.flow.price.expected import Expected
from almoner.flow.visit.look_chart import Billable, billed, billed_asks
from almoner.store.lists import lists, lists_claim, lists_claims, lists_comments, lists_work
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_claim import AckRow, AdviceRow, Booked, ClaimHead, ClaimVersion
from almoner.store.lists.lists_claims import ClaimFilter, Neighbours
from almoner.store.lists.lists_comments import NO_COMMENTS, Comments
from almoner.store.lists.lists_work import Beside, Walk
from almoner.store.money import acts
from almoner.store.money.acts import ActRow
from almoner.store.session import Ask, Gathered, Session
from almoner.store.shipped.elsewhere import shipped_elsewhere

NO_PRICES = Expected()


@dataclass(frozen=True, slots=True)
class Why:
    """One reason that the payer gave for a line (`line_id` 0: for the claim), with our words for it."""

    line_id: int
    group: str
    carc: str
    cents: int
    label: str
    remarks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One finding of the latest judgement, with the decision against it where a person made one. `mark` names
    it; `can_go` where a person may still decide.
    """

    finding: Finding
    mark: str
    override: Override | None
    can_go: bool

    @property
    def is_stopping(self) -> bool:
        """True where it stops the claim."""
        return self.finding.is_stopping and self.override is None


@dataclass(frozen=True, slots=True)
class Life:
    """One claim. `revision` is the latest, `money` has a line for each of its lines, in their order. `checks`
    are what the edits said of it last, by `policy` on `judged_on`.
    """

    frame: Frame
    head: ClaimHead
    claim: Claim
    revision: ClaimRevision
    revisions: tuple[ClaimRevision, ...]
    versions: tuple[ClaimVersion, ...]
    acks: tuple[AckRow, ...]
    advices: tuple[AdviceRow, ...]
    postings: tuple[Booked, ...]
    money: tuple[LineMoney, ...]
    total: LineMoney
    whys: tuple[Why, ...]
    denials: tuple[Denial, ...]
    tasks: tuple[Task, ...]
    neighbours: Neighbours | None
    checks: tuple[Check, ...]
    judged_on: date
    acts: tuple[ActRow, ...] = ()
    calls: tuple[PayerCall, ...] = ()
    billed: tuple[Billable, ...] = ()
    """What the chart says was ordered, given and done at its visits, as far as a claim needs it."""
    comments: Comments = NO_COMMENTS
    contract: Expected = NO_PRICES
    """What the contract says of each line, in their order."""
    chance: Chance | None = None
    """That what is open gets paid."""
    places: Places = NOWHERE
    """The claims to another payer in its place."""
    beside: Beside | None = None
    """Where the claim stands in the work that a person came from."""

    @property
    def is_balanced(self) -> bool:
        """True when every line's parts sum to its charge."""
        return all(line.is_balanced for line in self.money)

    @property
    def may_be_moved(self) -> bool:
        """True where a person may give up or move what is open, or end a refusal of which nothing is left."""
        return self.claim.state not in UNDECIDED and bool(self.movable or self.settled_refusals)

    @property
    def movable(self) -> list[tuple[int, str, int]]:
        """What is open with the payer: line, code and cents."""
        pairs = zip(self.revision.lines, self.money, strict=True)
        return [
            (line.line_id, line.code, money.open + money.denied)
            for line, money in pairs
            if money.open + money.denied > 0
        ]

    @property
    def placings(self) -> dict[int, int]:
        """What persons placed of a payer's cash in suspense: its former task with the cents."""
        return placings([one.posting for one in self.postings], self.claim.id)

    @property
    def settled_refusals(self) -> list[Denial]:
        """Refusals that are still followed although nothing is left of them."""
        left = {line_id for line_id, _, _ in self.movable}
        return [one for one in self.open_denials if (one.line_id not in left if one.line_id else not left)]

    @property
    def told(self) -> list[tuple[str, str]]:
        """The payer's reasons, each code once with our words: of what is refused, else of the whole. Of a
        claim that came back before it was judged, the answer as it came.
        """
        if self.claim.state is ClaimState.REJECTED:
            sent_back = [ack for ack in self.acks if not ack.is_accepted]
            return [(f"{ack.form} {ack.verbatim or ack.code}", ack.words) for ack in sent_back[-1:]]
        refused = {(one.group, one.carc) for one in self.open_denials}
        found: dict[str, str] = {}
        for why in self.whys:
            if refused and (why.group, why.carc) not in refused:
                continue
            found.setdefault(f"{why.group}-{why.carc}", why.label)
            found |= {code: label for code, label in why.remarks if refused and label}
        return list(found.items())

    @property
    def is_elsewhere(self) -> bool:
        """True where a standing refusal says that another payer is to pay, and its line can go there."""
        card = shipped_elsewhere()
        return self.may_be_elsewhere and any(
            card.is_sure(one) and self._can_go(one) for one in self.open_denials
        )

    @property
    def may_be_elsewhere(self) -> bool:
        """True where another payer may be billed: the first payer has refused, for whom it covers or when."""
        if self.claim.prior_claim_id:
            return False
        card = shipped_elsewhere()
        is_refused = any(card.names_another(one) for one in self.open_denials)
        return is_refused or self.claim.state is ClaimState.REJECTED

    def _can_go(self, denial: Denial) -> bool:
        """True where nothing that the payer posted stands on what it refused, and where it says that it pays
        behind, on no line at all.
        """
        is_whole = not denial.line_id or denial.carc in shipped_elsewhere().behind
        rows = [one for one in self.money if is_whole or one.line_id == denial.line_id]
        return not any(one.paid or one.adjusted or one.patient or one.later for one in rows)

    @property
    def can_be_passed_over(self) -> bool:
        """True where the payer need not be asked: it has not got the claim, and another pays behind it."""
        others = self.revision.others
        has_next = any(other.payer.rank > self.revision.payer.rank for other in others)
        return has_next and may_be_passed_over(self.claim, self.revision)

    @property
    def can_be_withdrawn(self) -> bool:
        """True where it is a later payer's claim that has not come to that payer."""
        return is_withdrawable(self.claim, self.revision)

    @property
    def open_tasks(self) -> list[Task]:
        """What waits for a person, the most urgent first."""
        still = [task for task in self.tasks if task.state is TaskState.OPEN]
        return sorted(still, key=lambda task: (task.due_on, task.id))

    @property
    def open_denials(self) -> list[Denial]:
        """Refusals that are not settled, the largest first."""
        return sorted(
            (one for one in self.denials if one.state in LIVE), key=lambda one: (-one.cents, one.id)
        )


def claim(
    actor: Actor, claim_id: int, *, on: date, within: ClaimFilter | Walk | None = None, is_whole: bool = False
) -> Life:
    """Return one claim's life and its place in the list that a person came from; where the whole is wanted,
    also what people wrote on it, what it is worth by contract and its chance. Or raise NotFound.
    """
    with enter(actor, Permission.CLAIM_READ) as session:
        head = lists_claim.claim_head(session, claim_id)
        versions = lists_claim.claim_versions(session, claim_id)
        current = versions[-1].claim
        chart = billed_asks(current.visit_ids) if actor.may(Permission.CHART_BILL) else []
        worth = asks_of(current) if is_whole else []
        found = _gathered(session, claim_id, chart, worth)
        revision = found.revisions[-1]
        advices = lists_claim.advices(session, claim_id)
        line_ids = [line.line_id for line in revision.lines]
        postings = lists_claim.claim_postings(session, claim_id, line_ids)
        money = _money(revision, postings, found.denials, current.rank)
        life = Life(
            frame=lists.frame(session, on=on),
            head=head,
            claim=current,
            revision=revision,
            revisions=found.revisions,
            versions=versions,
            acks=lists_claim.acknowledgements(session, claim_id, versions),
            advices=advices,
            postings=postings,
            money=money,
            total=total(money),
            whys=_whys(revision, advices),
            denials=found.denials,
            tasks=found.tasks,
            neighbours=_neighbours(session, within, claim_id, on=on),
            beside=lists_work.beside(session, within) if isinstance(within, Walk) else None,
            checks=_checks(current, found),
            judged_on=found.judgement.judged_on if found.judgement else revision.built_on,
            acts=tuple(acts.acts_about(session, claim_id=claim_id)),
            calls=found.calls,
            billed=found.billed,
            contract=contract_of(current, revision, worth, found.gathered),
        )
        if not is_whole:
            return life
        chance = chance_of(session, life.open_denials, life.open_tasks)
        around = places(session, versions)
        return replace(life, comments=_comments(session, current), chance=chance, places=around)


def _neighbours(
    session: Session, within: ClaimFilter | Walk | None, claim_id: int, *, on: date
) -> Neighbours | None:
    if not isinstance(within, ClaimFilter):
        return None
    return lists_claims.neighbours(session, within, claim_id, on=on)


def _comments(session: Session, claim: Claim) -> Comments:
    return lists_comments.about_claim(session, claim.patient_id, claim.id, told_roles(claim.id))


@dataclass(frozen=True, slots=True)
class _Found:
    """A claim's records of several kinds; `judgement` is the latest revision's last, where there is one."""

    revisions: tuple[ClaimRevision, ...]
    judgement: Judgement | None
    overrides: tuple[Override, ...]
    denials: tuple[Denial, ...]
    tasks: tuple[Task, ...]
    calls: tuple[PayerCall, ...]
    billed: tuple[Billable, ...]
    gathered: Gathered


def _gathered(
    session: Session, claim_id: int, chart: Sequence[Ask[AnyNoun]], worth: Sequence[Ask[Any]]
) -> _Found:
    revisions, judgements = Ask(ClaimRevision, {"claim_id": claim_id}), Ask(Judgement, {"claim_id": claim_id})
    overrides, denials = Ask(Override, {"claim_id": claim_id}), Ask(Denial, {"claim_id": claim_id})
    tasks, calls = Ask(Task, {"claim_id": claim_id}), Ask(PayerCall, {"claim_id": claim_id})
    found: Gathered = session.gather(revisions, judgements, overrides, denials, tasks, calls, *chart, *worth)
    by_number = sorted(found.of(revisions), key=lambda one: one.number)
    latest = by_number[-1].id
    of_latest = [one for one in found.of(judgements) if one.revision_id == latest]
    return _Found(
        revisions=tuple(by_number),
        judgement=of_latest[-1] if of_latest else None,
        overrides=tuple(one for one in found.of(overrides) if one.revision_id == latest),
        denials=tuple(found.of(denials)),
        tasks=tuple(found.of(tasks)),
        calls=tuple(found.of(calls)),
        billed=billed(each for ask in chart for each in found.of(ask)),
        gathered=found,
    )


def _checks(claim: Claim, found: _Found) -> tuple[Check, ...]:
    """Return what the edits said last, each with what was decided about it."""
    decided = {one.finding: one for one in found.overrides}
    said = found.judgement.findings if found.judgement else found.revisions[-1].findings
    is_held = claim.state is ClaimState.HELD
    return tuple(
        Check(
            one,
            mark(one),
            decided.get(mark(one)),
            is_held and is_overridable(one) and mark(one) not in decided,
        )
        for one in said
    )


def _money(
    revision: ClaimRevision, postings: tuple[Booked, ...], denials: tuple[Denial, ...], rank: int
) -> tuple[LineMoney, ...]:
    refused: dict[int, int] = {}
    for denial in denials:
        if denial.state in LIVE:
            refused[denial.line_id] = refused.get(denial.line_id, 0) + denial.cents
    by_line: dict[int, list[Booked]] = {}
    for booked in postings:
        by_line.setdefault(booked.posting.subject.line_id, []).append(booked)
    return tuple(
        line_money(
            line,
            [booked.posting for booked in by_line.get(line.line_id, [])],
            rank=rank,
            refused=refused.get(line.line_id, 0),
        )
        for line in revision.lines
    )


def _whys(revision: ClaimRevision, advices: tuple[AdviceRow, ...]) -> tuple[Why, ...]:
    """Return the reasons of the last decision, line by line."""
    if not advices:
        return ()
    last = advices[-1].advice
    by_control = {line.control: line.line_id for line in revision.lines}
    given = [(0, last.adjustments, last.remarks)]
    given += [(by_control.get(line.control, 0), line.adjustments, line.remarks) for line in last.lines]
    table = reasons()
    return tuple(
        Why(
            line_id,
            adjustment.group,
            adjustment.carc,
            adjustment.cents,
            table.label("carc", adjustment.carc),
            tuple((code, table.label("rarc", code)) for code in remarks),
        )
        for line_id, adjustments, remarks in given
        for adjustment in adjustments
    )
