"""Refusals that nobody will fight: listed with what is open of each, and given up many at once as they were
seen; the act is signed, posted and taken back as every other (`almoner/flow/collect/adjust.py`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim
from almoner.core.collect.adjust import UNDECIDED, ActPart, BalanceAct
from almoner.core.collect.adjust_reasons import ActReason
from almoner.core.denial import Denial, DenialState
from almoner.core.denial.open import LIVE
from almoner.core.ledger import Account, ranked
from almoner.core.party import Patient, Payer
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.collect.adjust import act_reasons, asked
from almoner.flow.once import first_act
from almoner.flow.policy import reasons
from almoner.flow.refused import refusal
from almoner.store.commit import take_turn
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.lists.order import USUAL, Order, Read, read
from almoner.store.load import revision_lines
from almoner.store.money.postings import line_balances
from almoner.store.session import Session

REASON = "denial"
MOST_SHOWN = 120
FIRST_DUE = Read(("t.due_on", "t.id"), is_down=False)
COLUMNS = {"why": ("t.carc",), "due": ("t.due_on",)}
"""What refusals can be sorted by."""
# From each reason to the next one: of a hundred thousand refusals there are some forty reasons.
_CARCS = """
WITH RECURSIVE seen AS (
  (SELECT carc FROM denial WHERE practice_id = %s AND state = ANY(%s) ORDER BY carc LIMIT 1)
  UNION ALL
  SELECT next.carc FROM seen CROSS JOIN LATERAL (
    SELECT carc FROM denial d WHERE d.practice_id = %s AND d.state = ANY(%s) AND d.carc > seen.carc
    ORDER BY carc LIMIT 1) next)
SELECT carc FROM seen
"""
MOST_TOGETHER = 100
"""Refusals of one act; what is more comes with the next."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal that is followed: of which claim and line (None: the whole claim), our word for its reason,
    and
    what is open of it with its payer, by line. `stays` says why it can't be given up now; empty where it can.
    """

    denial: Denial
    claim: Claim
    patient: Patient
    payer: str
    label: str
    line: ChargeLine | None
    open_by_line: Mapping[int, int]
    stays: str = ""

    @property
    def cents(self) -> int:
        """What would be given up."""
        return sum(self.open_by_line.values())


@dataclass(frozen=True, slots=True)
class Refusals:
    """Refusals by their day, the first due first, and what the actor may give up alone in one act."""

    frame: Frame
    rows: tuple[Refused, ...]
    alone_cents: int
    carcs: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def cents(self) -> int:
        """What is open of all, a line that is refused twice once."""
        return sum(_by_line(self.rows).values())

    @property
    def wants_another(self) -> bool:
        """True where a second person would have to sign."""
        return self.cents > self.alone_cents


def refusals(actor: Actor, *, on: date, carc: str = "", order: Order = USUAL) -> Refusals:
    """Return the refusals that are followed, of one reason code or of all, usually the first due first; at
    most so many are shown, of whichever order.
    """
    with enter(actor, Permission.BALANCE_ADJUST) as session:
        columns = {"carc": carc} if carc else {}
        by = read(COLUMNS, order, FIRST_DUE).by.removeprefix("t.")
        found = session.find(Denial, state=[*LIVE], order=by, limit=MOST_SHOWN + 1, **columns)
        carcs = live_reasons(session)
        return Refusals(
            lists.frame(session, on=on),
            tuple(_rows(session, found[:MOST_SHOWN], on=on)),
            _reason().alone(actor.roles),
            carcs,
            is_cut=len(found) > MOST_SHOWN,
        )


def live_reasons(session: Session) -> tuple[str, ...]:
    """Return the reason codes of the refusals that are followed (inside another flow's session)."""
    asked = (session.practice_id, [state.value for state in LIVE])
    return tuple(row[0] for row in session.rows(_CARCS, *asked, *asked))


def preview(actor: Actor, denial_ids: Collection[int], *, on: date) -> Refusals:
    """Return what giving these up would move, and which of them stay; nothing is written."""
    with enter(actor, Permission.BALANCE_ADJUST) as session:
        rows = tuple(_rows(session, _live(session, denial_ids), on=on))
        return Refusals(lists.frame(session, on=on), rows, _reason().alone(actor.roles))


def give_up(actor: Actor, seen: Mapping[int, int], *, note: str, on: date) -> BalanceAct:
    """Give refusals up as one act, as they were seen (cents by refusal): posted at once within the actor's
    limit, else proposed to a second person. Refused where one has changed, or can't be given up.
    """
    with enter(actor, Permission.BALANCE_ADJUST) as session:
        take_turn(session)
        if (first := first_act(session, actor, BalanceAct)) is not None:
            return first
        rows = tuple(_rows(session, _live(session, seen), on=on))
        if not rows or {one.denial.id: one.cents for one in rows} != dict(seen):
            raise refusal("GUP-01", "The refusals have changed since.", "Look at them again.")
        for one in rows:
            if one.stays:
                raise refusal("GUP-02", one.stays, "Leave it out.")
        parts = tuple(_parts(rows))
        cents = sum(part.cents for part in parts)
        act = BalanceAct(0, REASON, parts, cents, actor.name, on, note=" ".join(note.split()))
        return asked(session, act, _reason(), by=actor, on=on)


def _reason() -> ActReason:
    reason = act_reasons().get(REASON)
    assert reason is not None, "the reasons that ship have it"
    return reason


def _live(session: Session, denial_ids: Collection[int]) -> list[Denial]:
    if len(denial_ids) > MOST_TOGETHER:
        raise refusal("GUP-03", f"At most {MOST_TOGETHER} refusals go together.", "Choose fewer.")
    return session.find(Denial, id=list(denial_ids), state=[*LIVE]) if denial_ids else []


def _rows(session: Session, denials: Sequence[Denial], *, on: date) -> Iterable[Refused]:
    """Load refusals with a fixed number of queries."""
    if not denials:
        return
    claims = {one.id: one for one in session.find(Claim, id=list({one.claim_id for one in denials}))}
    carried = revision_lines(session, [one.revision_id for one in claims.values()])
    lines = {
        one.id: one for one in session.find(ChargeLine, id=[one for each in carried.values() for one in each])
    }
    balances = line_balances(session, lines)
    patients = {one.id: one for one in session.find(Patient, id=list({one.patient_id for one in denials}))}
    payers = {one.id: one.name for one in session.find(Payer)}
    appealed = {one.claim_id for one in denials if one.state is DenialState.APPEALED}
    appealed |= {
        one.claim_id for one in session.find(Denial, claim_id=list(claims), state=DenialState.APPEALED)
    }
    for one in denials:
        claim = claims[one.claim_id]
        account = ranked(Account.PAYER_AR, claim.rank)
        own = [one.line_id] if one.line_id else carried[claim.revision_id]
        left = {line_id: balances.get((line_id, account), 0) for line_id in own}
        known = reasons().carc(one.carc, on)
        yield Refused(
            one,
            claim,
            patients[one.patient_id],
            payers[one.payer_id],
            known.label if known else "",
            lines.get(one.line_id),
            {line_id: cents for line_id, cents in left.items() if cents > 0},
            _stays(
                claim, is_appealed=claim.id in appealed, is_open=any(cents > 0 for cents in left.values())
            ),
        )


def _stays(claim: Claim, *, is_appealed: bool, is_open: bool) -> str:
    if is_appealed:
        return "An appeal of the claim waits for its answer."
    if claim.state in UNDECIDED:
        return "The payer has still to speak of the claim."
    return "" if is_open else "Nothing of it is open any more: end it on the claim."


def _by_line(rows: Iterable[Refused]) -> dict[tuple[int, int], int]:
    return {
        (one.claim.id, line_id): cents
        for one in rows
        if not one.stays
        for line_id, cents in one.open_by_line.items()
    }


def _parts(rows: Sequence[Refused]) -> Iterable[ActPart]:
    ranks = {one.claim.id: one.claim.rank for one in rows}
    for (claim_id, line_id), cents in _by_line(rows).items():
        yield ActPart(line_id, ranked(Account.PAYER_AR, ranks[claim_id]), cents, claim_id)
