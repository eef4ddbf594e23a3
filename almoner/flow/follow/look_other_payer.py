"""A refused claim with who else may be billed, what the refusal and the payer's answers name, and what the
act would change. Writes nothing.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.edits.filing_limit import last_day
from almoner.core.claim.scrub import situation
from almoner.core.coverage import Benefits, Coverage
from almoner.core.coverage.benefits import MARK_WORDS, BenefitState
from almoner.core.coverage.put_first import ONE_DAY, Stance
from almoner.core.ledger import Account, ranked
from almoner.core.party import Payer
from almoner.core.remit import Advice, Remittance
from almoner.core.remit.advice import REVERSAL
from almoner.core.rules import Finding
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.follow.other_payer import Billed, Case, Wish, case_of, planned
from almoner.flow.policy import reasons, rules_in_force
from almoner.flow.refused import Refused
from almoner.store.lists import lists, lists_claim
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_claim import ClaimHead
from almoner.store.session import Session
from almoner.store.shipped.elsewhere import shipped_elsewhere

FILING_LIMIT = "filing_limit"
ELSEWHERE = frozenset({"advantage", "hospice", "other_first"})
"""What a payer's answer says of somebody else who pays."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person has said so far: which policy, what becomes of the other one, and its last day."""

    coverage_id: int = 0
    stance: Stance | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A policy that may be billed: its payer, until when that payer takes the claim, and whether the refusal
    names it.
    """

    policy: Coverage
    payer: Payer
    limit_on: date
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """A policy in the order in which it pays once the act is done."""

    policy: Coverage
    payer: Payer
    is_billed: bool = False
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Stands:
    """What a payer posted on a line and has to take back first; cents that it took off the receivable."""

    code: str
    account: str
    cents: int


@dataclass(frozen=True, slots=True)
class Proof:
    """The payer's refusal, which proves that it was asked in time: its day and its payment."""

    decided_on: date
    remittance_id: int
    trace: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What billing another payer would do. `hints` are what payers told of it, `turns` how the policies pay
    after it, `fresh` the claims with what holds them; `refused` why it can't be done as wished.
    """

    frame: Frame
    head: ClaimHead
    claim: Claim
    payer: Payer
    policy: Coverage | None
    choices: tuple[Choice, ...]
    wish: Wish
    told: tuple[tuple[str, str], ...] = ()
    hints: tuple[str, ...] = ()
    proof: Proof | None = None
    stands: tuple[Stands, ...] = ()
    turns: tuple[Turn, ...] = ()
    fresh: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    at_stake_cents: int = 0
    is_changed: bool = False
    """The policies stand otherwise after it."""
    alone: tuple[str, ...] = ()
    """The codes of the refused lines that go alone while the claim stays; empty where the whole goes."""
    refused: Refused | None = None

    @property
    def moving_cents(self) -> int:
        """What is owed by the other payer after it."""
        return sum(one.total_cents for one in self.fresh)

    @property
    def chosen(self) -> Choice | None:
        """The policy that would be billed."""
        return next((one for one in self.choices if one.policy.id == self.wish.coverage_id), None)


def look(actor: Actor, claim_id: int, asked: Asked, *, on: date) -> Seen:
    """Return what billing another payer would do; what isn't asked is proposed from what payers told. Raise
    NotFound.
    """
    with enter(actor, Permission.DENIAL_WORK) as session:
        head = lists_claim.claim_head(session, claim_id)
        case = case_of(session, session.get(Claim, claim_id))
        known = _known(session, case)
        choices = () if case.stays else _choices(case, known)
        wish = _proposed(case, known, choices, asked)
        seen = Seen(
            frame=lists.frame(session, on=on),
            head=head,
            claim=case.claim,
            payer=case.folder.house.payers[case.claim.payer_id],
            policy=case.refused_policy,
            choices=choices,
            wish=wish,
            told=_told(case),
            hints=_hints(known),
            proof=_proof(session, known),
            stands=_stands(case),
            at_stake_cents=sum(one.cents for one in case.denials) or case.claim.total_cents,
            refused=case.stays,
            alone=tuple(line.code for line in case.folder.lines) if case.is_in_part else (),
        )
        if case.stays:
            return seen
        try:
            billed = planned(session, case, wish, on=on, by=actor.name)
        except Refused as refused:
            return replace(seen, refused=refused)
        return _with_plan(seen, case, billed)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of who pays: the payer's last decision, and its last answer about the day."""

    advice: Advice | None
    benefits: Benefits | None


def _known(session: Session, case: Case) -> _Known:
    found = session.find(Advice, claim_id=case.claim.id, order="id")
    told = [one for one in found if one.status != REVERSAL]
    claim = case.claim
    answers = session.find(Benefits, coverage_id=claim.coverage_id, service_on=claim.service_on, order="id")
    return _Known(told[-1] if told else None, answers[-1] if answers else None)


def _choices(case: Case, known: _Known) -> tuple[Choice, ...]:
    payers, named = case.folder.house.payers, known.advice.other_payer if known.advice else ""
    found = [
        Choice(
            one,
            payers[one.payer_id],
            _limit_on(case, payers[one.payer_id]),
            is_named=_is_named(payers[one.payer_id], named),
        )
        for one in case.policies
    ]
    return tuple(sorted(found, key=lambda one: not one.is_named))


def _limit_on(case: Case, payer: Payer) -> date:
    """The last day on which a payer takes the claim, by the cards that would judge it."""
    on = case.claim.service_on
    told = situation(case.revision)._replace(
        payer_kind=payer.payer_kind.value, payer=payer.claim_payer_id, plan=""
    )
    cards = rules_in_force().at(on).of(told).live
    found = [last_day(card, on, payer.filing_days) for card in cards if card.kind == FILING_LIMIT]
    return min((day for day in found if day), default=on + timedelta(days=payer.filing_days))


def _is_named(payer: Payer, told: str) -> bool:
    """True where a payer's words name another payer: by its number, or by the words of its name."""
    if not told:
        return False
    words, own = set(told.casefold().split()), set(payer.name.casefold().split())
    return told == payer.claim_payer_id or words <= own or own <= words


def _proposed(case: Case, known: _Known, choices: tuple[Choice, ...], asked: Asked) -> Wish:
    """What is wished, or proposed where nothing is said: whom the refusal names, else who pays first."""
    ids = [one.policy.id for one in choices]
    chosen_id = asked.coverage_id or next(iter(ids), 0)
    stance = asked.stance or _stance(case, known)
    last_on = asked.last_on
    refused = case.refused_policy
    if asked.stance is None and stance is Stance.ENDED and refused is not None:
        last_on = _last_day(case, known, chosen_id)
        stance = stance if last_on else Stance.ASIDE
    return Wish(chosen_id, stance, last_on, mark=case.mark)


def _stance(case: Case, known: _Known) -> Stance:
    reasons_told = {one.carc for one in case.denials}
    marks = set(known.benefits.marks) if known.benefits else set()
    card = shipped_elsewhere()
    if case.is_in_part:
        return Stance.ASIDE
    if reasons_told & card.behind or "other_first" in marks:
        return Stance.BEHIND
    has_ended = known.benefits is not None and known.benefits.state is BenefitState.INACTIVE
    return Stance.ENDED if reasons_told & card.ended or "advantage" in marks or has_ended else Stance.ASIDE


def _last_day(case: Case, known: _Known, chosen_id: int) -> date | None:
    """The last day of the refusing payer's policy: as the payer told it, else the day before the other one
    began; None where neither can be.
    """
    refused = case.refused_policy
    chosen = next((one for one in case.policies if one.id == chosen_id), None)
    told = known.advice.coverage_ends_on if known.advice else None
    days = [told, chosen.since_on - ONE_DAY if chosen else None]
    if refused is None:
        return None
    return next((day for day in days if day and refused.since_on <= day < case.claim.service_on), None)


def _hints(known: _Known) -> tuple[str, ...]:
    """Who else was named, and what the payer answered about the day."""
    found = []
    if known.advice and known.advice.other_payer:
        found.append(f"Its refusal names who pays first: {known.advice.other_payer}.")
    if known.advice and known.advice.coverage_ends_on:
        found.append(f"Its refusal says that the policy ended on {known.advice.coverage_ends_on:%m/%d/%Y}.")
    if answer := known.benefits:
        said = [MARK_WORDS[one] for one in answer.marks if one in ELSEWHERE]
        if answer.state is BenefitState.INACTIVE:
            said.append("not covered on this day")
        if said:
            found.append(f"Its answer of {answer.answered_on:%m/%d/%Y} says: {', '.join(said)}.")
    return tuple(found)


def _told(case: Case) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    table = reasons()
    for denial in case.denials:
        found[f"{denial.group}-{denial.carc}"] = table.label("carc", denial.carc)
        found |= {code: table.label("rarc", code) for code in denial.remarks}
    return tuple(found.items())


def _proof(session: Session, known: _Known) -> Proof | None:
    if known.advice is None:
        return None
    payment = session.get(Remittance, known.advice.remittance_id)
    return Proof(payment.paid_on, payment.id, payment.trace)


def _stands(case: Case) -> tuple[Stands, ...]:
    codes = {line.id: line.code for line in case.folder.lines}
    own = ranked(Account.PAYER_AR, case.claim.rank)
    return tuple(
        Stands(
            codes.get(one.subject.line_id, ""),
            one.debit if one.credit == own else one.credit,
            one.cents if one.credit == own else -one.cents,
        )
        for one in case.posted
    )


def _with_plan(seen: Seen, case: Case, billed: Billed) -> Seen:
    payers = case.folder.house.payers
    is_aside = seen.wish.stance is Stance.ASIDE
    turns = tuple(
        Turn(
            one,
            payers[one.payer_id],
            is_billed=one.id == seen.wish.coverage_id,
            is_left_out=is_aside and place < billed.turned.place,
        )
        for place, one in enumerate(billed.turned.policies)
    )
    made = {claim.id for claim, _ in billed.built}
    fresh = [one for one in billed.plan.records if isinstance(one, Claim) and one.id in made]
    told = [one for one in billed.plan.records if isinstance(one, ClaimRevision)]
    held = {one.revision_id for one in fresh if one.state is ClaimState.HELD}
    findings = tuple(finding for one in told if one.id in held for finding in one.findings)
    return replace(
        seen,
        turns=turns,
        fresh=tuple(fresh),
        findings=findings,
        is_changed=bool(billed.turned.changed),
    )
