"""Debts at a collection agency: decided by a person, placed as a batch, its file, its money, and its end."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from almoner.core.charge import ChargeLine
from almoner.core.collect import Allocation, Receipt
from almoner.core.collect.dunning import Keep
from almoner.core.collect.placement import (
    Debt,
    Held,
    Placement,
    PlacementState,
    bring_home,
    give_up,
    lay_on_placed,
    place,
    placed_key,
    recall,
)
from almoner.core.collect.returned_fee import Limit
from almoner.core.ledger import Account
from almoner.core.ledger.accounts import by_line, credit_beside
from almoner.core.party import Patient, Practice
from almoner.core.report.agency_sheet import agency_sheet
from almoner.core.report.sheet import Sheet
from almoner.core.report.statement import Bill, KeptBack, state
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.collect.asking import wording
from almoner.flow.collect.returned_fee import limit_of
from almoner.flow.collect.statement import bills_of, bills_to_decide
from almoner.flow.once import first_act
from almoner.flow.refused import refusal, refuse_without_reason
from almoner.store.commit import commit, take_turn
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.money.disputes import NOTHING, disputes_of
from almoner.store.money.dunning import injury_visits, unplaced
from almoner.store.money.postings import line_balances, postings_of
from almoner.store.session import Session

P = Permission
_AGENCY = re.compile(r"[\w .,&'-]{2,60}")
AGENCY = Account.COLLECTIONS.value
MAY_PLACE = frozenset({Keep.DECIDE, Keep.RETURNED_MAIL, Keep.SMALL})
"""What keeps a statement back and doesn't forbid placing the debt."""


@dataclass(frozen=True, slots=True)
class ToDecide:
    """A guarantor whose final notice ran out: the patient their statements go by, and what is due."""

    patient_id: int
    name: str
    cents: int
    last_stated_on: date


@dataclass(frozen=True, slots=True)
class Batch:
    """Debts that went to an agency together; amounts in cents."""

    batch_id: int
    agency: str
    placed_on: date
    count: int
    placed_cents: int
    left_cents: int


@dataclass(frozen=True, slots=True)
class AtAgencies:
    """What waits for a decision, and what agencies have. `after` is where the decisions go on."""

    frame: Frame
    to_decide: tuple[ToDecide, ...]
    after: str
    batches: tuple[Batch, ...]
    fee_cents: int
    fee_limit: Limit | None
    """What a returned check costs here, and the most that the state allows where that is on file."""


def at_agencies(actor: Actor, *, on: date, after: str = "", limit: int = 30) -> AtAgencies:
    """Return whose final notice ran out, some guarantors at a time, and the batches that agencies work on."""
    with enter(actor, P.STATEMENT_READ) as session:
        bills, last = bills_to_decide(session, on=on, after=after, limit=limit)
        practice = session.get(Practice, session.practice_id)
        return AtAgencies(
            frame=lists.frame(session, on=on),
            to_decide=tuple(_to_decide(bill, on=on) for bill in bills),
            after=last,
            batches=tuple(_batches(session)),
            fee_cents=practice.returned_fee_cents,
            fee_limit=limit_of(practice),
        )


def _to_decide(bill: Bill, *, on: date) -> ToDecide:
    lead = bill.accounts[0].patient
    (back,) = (one for one in _kept_back(bill, on=on) if not one.patient_id)
    return ToDecide(
        patient_id=lead.id,
        name=(lead.guarantor or lead).name.listed,
        cents=back.cents,
        last_stated_on=max(told.stated_on for told in bill.asking.told),
    )


def _batches(session: Session) -> list[Batch]:
    placed = session.find(Placement, state=PlacementState.PLACED)
    own = by_line(line_balances(session, [one.line_id for one in placed]))
    return batches_of(placed, {line_id: accounts.get(AGENCY, 0) for line_id, accounts in own.items()})


def batches_of(placed: Sequence[Placement], left: Mapping[int, int] | None = None) -> list[Batch]:
    """Return what went to agencies together; `left` are the balances of the lines, all of each by default."""
    found: dict[int, list[Placement]] = defaultdict(list)
    for one in placed:
        found[one.batch_id].append(one)
    return [
        Batch(
            batch_id=batch_id,
            agency=ours[0].agency,
            placed_on=ours[0].placed_on,
            count=len(ours),
            placed_cents=sum(one.cents for one in ours),
            left_cents=sum(one.cents if left is None else left.get(one.line_id, 0) for one in ours),
        )
        for batch_id, ours in sorted(found.items())
    ]


def place_accounts(actor: Actor, patient_ids: Sequence[int], agency: str, *, on: date) -> list[Placement]:
    """Hand all that patients owe to an agency, line by line, as one batch; never a visit of an injury, nor a
    line that is disputed.

    Refused as a whole where something forbids it for one of them: a dispute, a bankruptcy, a plan that is
    kept, an application for help, a confidential account, an injury's insurer.
    """
    with enter(actor, P.PLACEMENT_WRITE) as session:
        take_turn(session)
        return _place(session, actor, patient_ids, _Batch(agency, next(session.ids())), on=on)


def place_bills(
    actor: Actor, patient_ids: Sequence[int], agency: str, *, on: date, batch_id: int = 0
) -> list[Placement]:
    """Hand the whole bills to an agency on which these patients stand: all whom the same guarantors answer
    for, but for those that may not be asked. `batch_id`: they go with the others of that batch.
    """
    with enter(actor, P.PLACEMENT_WRITE) as session:
        take_turn(session)
        wanted = set(patient_ids)
        for bill in bills_of(session, patient_ids, on=on):
            forbidden = {one.patient_id for one in _kept_back(bill, on=on) if one.rule not in MAY_PLACE}
            forbidden |= {one.patient.id for one in bill.accounts if one.plan_cents is not None}
            wanted |= {one.patient.id for one in bill.accounts} - forbidden
        batch = _Batch(agency, batch_id or next(session.ids()))
        return _place(session, actor, sorted(wanted), batch, on=on)


@dataclass(frozen=True, slots=True)
class _Batch:
    agency: str
    id: int


def check_agency(agency: str) -> None:
    """Refuse a name that no agency's file can bear."""
    if _AGENCY.fullmatch(agency) is None:
        raise refusal("PLC-01", "The agency has no usable name.", "Give 2 to 60 letters and digits.")


def _place(
    session: Session, actor: Actor, patient_ids: Sequence[int], batch: _Batch, *, on: date
) -> list[Placement]:
    check_agency(batch.agency)
    if (first := first_act(session, actor, Placement)) is not None:
        return session.find(Placement, batch_id=first.batch_id)
    _refuse_forbidden(session, patient_ids, on=on)
    injuries = injury_visits(session, patient_ids)
    owed = _debts(session, patient_ids, Account.PATIENT_AR)
    disputes = disputes_of(session, patient_ids, on=on)
    debts = [
        debt
        for debt in owed
        if debt.line.visit_id not in injuries
        and not disputes.get(debt.line.patient_id, NOTHING).covers(debt.line.id)
    ]
    if not debts:
        raise refusal("PLC-02", "They owe nothing that could be placed.", "Load the list again.")
    ids = chain([batch.id], session.ids())  # the first number of a batch is the batch's own
    plan = place(debts, batch.agency, by=actor.name, ids=ids, on=on)
    commit(session, plan, cause=cause(actor, "collect", f"placed with {batch.agency}"))
    return [record for record in plan.records if isinstance(record, Placement)]


def _kept_back(bill: Bill, *, on: date) -> tuple[KeptBack, ...]:
    return state(bill, wording(), ids=iter(range(1, 2)), on=on).kept_back


def _refuse_forbidden(session: Session, patient_ids: Sequence[int], *, on: date) -> None:
    wanted = set(patient_ids)
    for bill in bills_of(session, patient_ids, on=on):
        for back in _kept_back(bill, on=on):
            if back.rule not in MAY_PLACE and back.patient_id in wanted:
                raise refusal("PLC-03", "One of the accounts may not be placed.", back.why)
        if any(one.patient.id in wanted and one.plan_cents is not None for one in bill.accounts):
            raise refusal("PLC-03", "One of the accounts may not be placed.", "Its payment plan is kept.")


def _debts(session: Session, patient_ids: Sequence[int], account: Account) -> list[Debt]:
    lines = session.find(ChargeLine, patient_id=list(patient_ids), order="service_on, t.id")
    balances = line_balances(session, [line.id for line in lines])
    owed = (Debt(line, balances.get((line.id, account.value), 0)) for line in lines)
    return [debt for debt in owed if debt.cents > 0 and debt.line.stands]


def placement_sheet(actor: Actor, batch_id: int) -> Sheet:
    """Return a batch for its agency, as it was placed; Refused where there is none."""
    with enter(actor, P.PLACEMENT_WRITE) as session:
        placed = _of_batch(session, batch_id)
        lines = {one.id: one for one in session.find(ChargeLine, id=[each.line_id for each in placed])}
        patients = {one.id: one for one in session.find(Patient, id=[each.patient_id for each in placed])}
        return agency_sheet(placed, lines, patients)


def held_patients(session: Session, batch_id: int) -> list[int]:
    """Return whose debts of a batch the agency still works on (inside another flow's session)."""
    placed = _of_batch(session, batch_id)
    return sorted({one.patient_id for one in placed if one.state is PlacementState.PLACED})


def recall_batch(
    actor: Actor, batch_id: int, *, on: date, reason: str, patient_ids: Sequence[int] = ()
) -> int:
    """Take a batch back from its agency, or some patients' part of it; return how many lines came back."""
    with enter(actor, P.PLACEMENT_WRITE) as session:
        take_turn(session)
        refuse_without_reason(reason)
        held = _held(session, batch_id, patient_ids)
        commit(session, recall(held, why=reason, on=on), cause=cause(actor, "collect", reason))
        return len(held)


def write_off_batch(
    actor: Actor, batch_id: int, *, on: date, reason: str, patient_ids: Sequence[int] = ()
) -> int:
    """Write off as bad debt what an agency gave back as lost. Who may sign write-offs does it, never who
    places.
    """
    with enter(actor, P.BALANCE_APPROVE) as session:
        take_turn(session)
        refuse_without_reason(reason)
        held = _held(session, batch_id, patient_ids)
        if actor.name in {one.placement.placed_by for one in held}:
            raise refusal("PLC-05", "Who placed a debt doesn't write it off.", "Ask another person.")
        commit(session, give_up(held, why=reason, on=on), cause=cause(actor, "collect", reason))
        return len(held)


def lay_agency_money(actor: Actor, receipt_id: int, *, on: date) -> list[Allocation]:
    """Lay a receipt that an agency brought in, gross of its fee, on what it holds of the patient, the oldest
    service first; the rest on what was written off as bad debt before. What is left stays free.
    """
    with enter(actor, P.RECEIPT_ALLOCATE) as session:
        take_turn(session)
        receipt = session.get(Receipt, receipt_id)
        placed, lost = (
            _debts(session, [receipt.patient_id], account)
            for account in (Account.COLLECTIONS, Account.BAD_DEBT)
        )
        plan = lay_on_placed(receipt, placed, lost, ids=session.ids(), on=on)
        if plan.is_empty:
            raise refusal("PLC-06", "No debt of this patient is placed or written off.", "Apply it as usual.")
        commit(session, plan, cause=cause(actor, "collect", "paid to the agency"))
        return [record for record in plan.records if isinstance(record, Allocation)]


def tend_placements(actor: Actor, *, on: date) -> int:
    """Make the patients' again what came back of an agency's money after its placement ended; return how many
    lines. Safe to run at any time.
    """
    with enter(actor, P.PLACEMENT_WRITE) as session:
        take_turn(session)
        strays = unplaced(session)
        lines = session.find(ChargeLine, id=list(strays)) if strays else []
        plan = bring_home([Debt(line, strays[line.id]) for line in lines], ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "collect", "came back after its placement ended"))
        return len(plan.postings)


def _held(session: Session, batch_id: int, patient_ids: Sequence[int]) -> list[Held]:
    placed = [
        one
        for one in _of_batch(session, batch_id)
        if one.state is PlacementState.PLACED and (not patient_ids or one.patient_id in patient_ids)
    ]
    if not placed:
        raise refusal("PLC-04", "Nothing of this batch is at the agency.", "Load the list again.")
    lines = {one.id: one for one in session.find(ChargeLine, id=[each.line_id for each in placed])}
    own = by_line(line_balances(session, [one.line_id for one in placed]))
    postings = {one.key: one for one in postings_of(session, key=[placed_key(each) for each in placed])}
    return [
        Held(
            one,
            lines[one.line_id],
            own[one.line_id].get(AGENCY, 0),
            postings[placed_key(one)],
            credit_cents=credit_beside(own[one.line_id], AGENCY),
        )
        for one in placed
    ]


def _of_batch(session: Session, batch_id: int) -> list[Placement]:
    found = session.find(Placement, batch_id=batch_id)
    if not found:
        raise refusal("PLC-04", "There is no such batch.", "Load the list again.")
    return found
