"""A payer's contract brought as a list: looked at, with what it changes and what it would have come to, put
in force from its day, and taken back. Its rates are never edited.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.party import Location, Payer, PayerPlan
from almoner.core.plan import Plan, reading
from almoner.core.pricing import shelf
from almoner.core.pricing.contract_card import ContractError
from almoner.core.pricing.dated import make_room, take_back
from almoner.core.pricing.payer_contract import (
    LESSER,
    PayerContract,
    RateChange,
    as_contract,
    changes,
    read_rates,
)
from almoner.core.pricing.rows import Fault
from almoner.core.report.contract_impact import Change, counted
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.price import contracts
from almoner.flow.price.expected import LOCATIONS, PARTIES, PAYERS, PLANS, parties_of
from almoner.flow.rate_files import rows_of
from almoner.flow.refused import refusal, refuse_all, refuse_if
from almoner.flow.remit import contract_impact
from almoner.flow.work import long_run
from almoner.store.commit import commit, take_turn
from almoner.store.kept import long_runs
from almoner.store.kept.long_runs import Begun, LongRun
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.session import Ask, NotFound, Session

LONGEST_NAME = 80
SORT = "contract"
"""Its long run, where many claims are looked at."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A contract as somebody brings it: a CSV file or a workbook, its name, for whom and where, its days."""

    name: str
    content: bytes
    payer_id: int
    since_on: date | None
    until_on: date | None = None
    plan_id: int = 0
    location_id: int = 0
    lesser_of: str = "line"


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of an upload: the id of the contract that was kept to be looked at, else its faults."""

    contract_id: int
    rows: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """The contracts, the newest first, with the payers, plans and places that one may be for; `carded` are
    the ids of those that stand in files beside the books.
    """

    frame: Frame
    contracts: tuple[PayerContract, ...]
    payers: tuple[Payer, ...]
    plans: tuple[PayerPlan, ...]
    locations: tuple[Location, ...]
    carded: tuple[str, ...]

    def scope(self, one: PayerContract) -> str:
        """For whom one is, in words."""
        names = (
            next((each.name for each in self.payers if each.id == one.payer_id), ""),
            next((each.name for each in self.plans if each.id == one.plan_id), "every plan"),
            next((each.name for each in self.locations if each.id == one.location_id), "every place"),
        )
        return ", ".join(names)


@dataclass(frozen=True, slots=True)
class Look:
    """A contract that is looked at: what it takes the place of, what it changes, why it can't be put in
    force, what was counted of its impact, and the run that still counts.
    """

    screen: Screen
    contract: PayerContract
    ends: tuple[PayerContract, ...]
    changes: tuple[RateChange, ...]
    stops: tuple[str, ...]
    impact: tuple[Change, ...]
    run: LongRun | None
    claims: int


def screen(actor: Actor, *, on: date) -> Screen:
    """Return the practice's contracts."""
    with enter(actor, Permission.SETUP_WRITE) as session:
        return _screen(session, on=on)


_ALL = Ask(PayerContract)


def _screen(session: Session, *, on: date) -> Screen:
    got = session.gather(_ALL, PAYERS, PLANS, LOCATIONS)
    found = sorted(got.of(_ALL), key=lambda one: (one.since_on, one.id), reverse=True)
    return Screen(
        lists.frame(session, on=on),
        tuple(found),
        tuple(got.of(PAYERS)),
        tuple(got.of(PLANS)),
        tuple(got.of(LOCATIONS)),
        _carded(),
    )


def _carded() -> tuple[str, ...]:
    try:
        return tuple(one.id for one in contracts.cards())
    except ContractError:
        return ()


def bring(actor: Actor, upload: Upload, *, on: date) -> Brought:
    """Keep a contract to be looked at, or say what is wrong with its file by row and field. Refused where it
    has no name or day, or names a plan of another payer.
    """
    require(actor, Permission.SETUP_WRITE)
    rows, faults = rows_of(upload.content)
    rates, wrong = ((), faults) if faults else read_rates(rows)
    with enter(actor, Permission.SETUP_WRITE) as session:
        _check(session, upload)
        if wrong:
            return Brought(0, len(rows), tuple(wrong))
        assert upload.since_on is not None, "it was checked"
        made = PayerContract(
            id=next(session.ids()),
            name=upload.name.strip(),
            payer_id=upload.payer_id,
            since_on=upload.since_on,
            rates=rates,
            brought_by=actor.name,
            brought_on=on,
            plan_id=upload.plan_id,
            location_id=upload.location_id,
            until_on=upload.until_on,
            lesser_of=upload.lesser_of,
        )
        commit(session, Plan(on=on, records=(made,)), cause=cause(actor, "contract", "bring"))
        claims = contract_impact.claims_of(session, made, on=on)
        if len(claims) > contract_impact.MOST_NOW:
            long_run.begin(session, Begun(SORT, claims, about_id=made.id), on=on)
        return Brought(made.id, len(rows), ())


def _check(session: Session, upload: Upload) -> None:
    name = upload.name.strip()
    stops = []
    if not name or len(name) > LONGEST_NAME or name.casefold() in ("medicare", "fees"):
        stops += [
            refusal(
                "CON-01", "The contract has no name of its own.", "Give it one, such as Cedar 2026.", "name"
            )
        ]
    if upload.since_on is None:
        stops += [refusal("CON-01", "The contract has no first day.", "Say from when it holds.", "since")]
    if upload.since_on and upload.until_on and upload.until_on <= upload.since_on:
        stops += [
            refusal("CON-01", "Its last day is not after its first one.", "Choose other days.", "until")
        ]
    if not upload.payer_id:
        stops += [refusal("CON-01", "The contract has no payer.", "Say whose it is.", "payer")]
    if upload.lesser_of not in LESSER:
        why = "There is no such rule about the charge."
        stops += [refusal("CON-01", why, "Choose one of the list.", "lesser")]
    refuse_all(stops)
    session.get(Payer, upload.payer_id)
    plan = session.get(PayerPlan, upload.plan_id) if upload.plan_id else None
    if plan is not None and plan.payer_id != upload.payer_id:
        raise refusal("CON-01", "The plan is another payer's.", "Choose a plan of this payer.", "plan")
    if upload.location_id:
        session.get(Location, upload.location_id)


def look(actor: Actor, contract_id: int, *, on: date) -> Look:
    """Return a contract with what it changes and what it would have come to. Raises NotFound."""
    with enter(actor, Permission.SETUP_WRITE) as session:
        shown = _screen(session, on=on)
        contract = next((one for one in shown.contracts if one.id == contract_id), None)
        if contract is None:
            raise NotFound("no such payer_contract in this practice")
        standing = _standing(shown.contracts, contract)
        ends, stops = _room(session, contract, standing)
        run = long_runs.run_about(session, SORT, contract_id)
        claims = contract_impact.claims_of(session, contract, on=on) if run is None else run.subjects
        return Look(
            screen=shown,
            contract=contract,
            ends=tuple(ends),
            changes=changes(contract, _before(contract, standing)),
            stops=tuple(stops),
            impact=_impact(session, contract, claims, run),
            run=run,
            claims=len(claims),
        )


def _impact(
    session: Session, contract: PayerContract, claims: Sequence[int], run: LongRun | None
) -> tuple[Change, ...]:
    """What was counted by a run, else the newest claims counted now."""
    if run is not None:
        return counted((), contract_impact.kept(run.result))
    seen = claims[: contract_impact.MOST_NOW]
    return counted(contract_impact.looked_at(session, contract, seen))


def _standing(all_of_them: Sequence[PayerContract], but: PayerContract) -> list[PayerContract]:
    return [one for one in all_of_them if one.is_in_force and not one.is_taken_back and one.id != but.id]


def _before(contract: PayerContract, standing: Sequence[PayerContract]) -> PayerContract | None:
    """The one of its scope that holds when it begins, or held last before."""
    own = [one for one in standing if one.scope == contract.scope and one.since_on <= contract.since_on]
    return max(own, key=lambda one: one.since_on, default=None)


def _room(
    session: Session, contract: PayerContract, standing: Sequence[PayerContract]
) -> tuple[list[PayerContract], list[str]]:
    """Those that end where it begins, and why it can't be put in force, the cards beside the books among
    it.
    """
    if contract.is_in_force:
        return [], []
    ends, stops = make_room(contract, standing)
    ended = {one.id for one in ends}
    parties = parties_of(session.gather(*PARTIES))
    left = [one for one in standing if one.id not in ended]
    brought = [(one, parties.names_of(one)) for one in (*left, *ends, contract)]
    try:
        own = [as_contract(*one) for one in brought]
        stops += [f"{one}." for one in shelf.conflicts([*contracts.cards(), *own])]
    except ContractError as error:
        stops.append(f"A contract in a file can't be read: {error}.")
    return ends, stops


def put_in_force(actor: Actor, contract_id: int, *, on: date) -> PayerContract:
    """Put a contract in force from its day; the one of its scope that was open to the end stops there.
    Refused where it meets another on a day, was taken back, or is in force.
    """
    with enter(actor, Permission.SETUP_WRITE) as session:
        take_turn(session)
        contract = session.get(PayerContract, contract_id)
        if contract.is_in_force or contract.is_taken_back:
            raise refusal("CON-02", "It is in force, or was taken back.", "Load the page again.")
        standing = _standing(session.find(PayerContract), contract)
        ends, stops = _room(session, contract, standing)
        refuse_if(refusal("CON-03", one, "Choose other days, or limit it.").findings[0] for one in stops)
        made = contract.in_force([one.id for one in ends])
        was = [one for one in standing if one.id in made.ended_ids]
        plan = Plan(on=on, records=(*ends, made), reads=reading(contract, *was))
        commit(session, plan, cause=cause(actor, "contract", "in force"))
        return made


def withdraw(actor: Actor, contract_id: int, *, on: date, why: str) -> PayerContract:
    """Take a contract back: it holds on no day, and what it ended holds again. What was paid, billed and
    posted by it stands. Refused where it was taken back already.
    """
    with enter(actor, Permission.SETUP_WRITE) as session:
        if not why.strip():
            raise refusal("CON-04", "No reason is given.", "Say why it is taken back.", "why")
        take_turn(session)
        contract = session.get(PayerContract, contract_id)
        if contract.is_taken_back:
            raise refusal("CON-02", "It was taken back already.", "Load the page again.")
        all_of_them = session.find(PayerContract)
        ended = [one for one in all_of_them if one.id in contract.ended_ids]
        made = take_back(contract, ended, _standing(all_of_them, contract))
        was = [one for one in ended if one.id in {each.id for each in made}]
        plan = Plan(on=on, records=tuple(made), reads=reading(contract, *was))
        commit(session, plan, cause=cause(actor, "contract", f"withdraw: {why}"))
        return made[0]
