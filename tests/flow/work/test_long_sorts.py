"""Each act over many rows goes on in a run: done part by part or as one act, harmless when a part that was
cut off is done again, told where it is refused, and taken back as one.
"""

from datetime import date

import pytest

from almoner.core.collect.adjust import ActState, BalanceAct
from almoner.core.collect.placement import Placement, PlacementState
from almoner.core.plan import Task
from almoner.core.remit import Remittance, RemittanceState
from almoner.flow.access import Actor
from almoner.flow.claim import hand_over
from almoner.flow.claim.hand_over import Sleep
from almoner.flow.collect import adjust, collections, give_up, statement
from almoner.flow.desk import notices
from almoner.flow.refused import Refused
from almoner.flow.setup import people
from almoner.flow.work import long_run
from almoner.flow.work.long_sorts import AT_ONCE, SORTS, is_long, taking
from almoner.store.kept import brought, long_runs
from almoner.store.kept.long_runs import DONE, LongRun
from almoner.store.session import books
from tests.flow.collect.test_adjust import denied
from tests.flow.collect.test_small import LATER
from tests.flow.cycle import faults, sent_claim, take_in, totals
from tests.flow.files import Payment, paying
from tests.flow.owing import ON, owing, take
from tests.practices import House, new_house

AGENCY = "Collect Ltd"


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two subjects be a part, so that three want a run of two parts."""
    for name, number in AT_ONCE.items():
        monkeypatch.setitem(AT_ONCE, name, min(number, 2))


def person(house: House, role: str = "biller") -> Actor:
    """Return somebody of the practice in a role, who is there."""
    here = house.practice.id
    by = Actor(f"{role}{here}", here, frozenset({role}))
    people.invite(Actor("ada", here, frozenset({"admin"})), by.name, role, on=ON)
    return by


def run_of(house: House, run_id: int) -> LongRun:
    with books(house.practice.id) as session:
        return long_runs.run(session, run_id)


def let_run(house: House, run_id: int, by: Actor, *, on: date = ON) -> LongRun:
    """Let a run's parts be done, the first one twice: it was cut off after its act."""
    seen = run_of(house, run_id)
    sort = SORTS[seen.sort]
    sort.act(by, seen, taking(sort, seen), on)
    while long_run.take_on(house.actor, run_id, on=on):
        pass
    done = run_of(house, run_id)
    assert (done.state, done.left, done.problems) == (DONE, 0, ())
    assert faults(house, on=on) == []
    return done


def three_owe(house: House) -> list[int]:
    return [owing(house, 5000, trace=f"T{at}").claim.patient_id for at in range(3)]


@pytest.mark.usefixtures("small_parts")
def test_debts_are_placed_as_one_batch_whatever_the_parts(house: House) -> None:
    by, patients = person(house), three_owe(house)
    with pytest.raises(Refused, match="no usable name"):
        long_run.begin_debts(by, patients, "?", on=ON)
    let_run(house, long_run.begin_debts(by, patients, AGENCY, on=ON), by)
    with books(house.practice.id) as session:
        placed = session.find(Placement)
    assert (len(placed), len({one.batch_id for one in placed})) == (3, 1)
    assert totals(house)["collections"] == 15000
    (batch,) = collections.at_agencies(by, on=ON).batches
    assert (batch.batch_id, batch.count) == (placed[0].batch_id, 3)


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("state", [PlacementState.RECALLED, PlacementState.LOST])
def test_a_large_batch_comes_back_part_by_part(house: House, state: PlacementState) -> None:
    is_lost = state is PlacementState.LOST
    biller = person(house)
    by = person(house, "manager") if is_lost else biller
    (batch_id,) = {
        one.batch_id for one in collections.place_accounts(biller, three_owe(house), AGENCY, on=ON)
    }
    with pytest.raises(Refused, match="Say why"):
        long_run.begin_ending(by, batch_id, on=ON, reason=" ", is_lost=is_lost)
    let_run(house, long_run.begin_ending(by, batch_id, on=ON, reason="Moved.", is_lost=is_lost), by)
    with books(house.practice.id) as session:
        assert {one.state for one in session.find(Placement)} == {state}


def test_what_is_little_is_done_while_somebody_waits(house: House) -> None:
    by, patients = person(house), three_owe(house)
    (batch_id,) = {one.batch_id for one in collections.place_accounts(by, patients, AGENCY, on=ON)}
    assert long_run.begin_ending(by, batch_id, on=ON, reason="Moved.") == 0
    assert long_run.begin_small(by, seen_cents=0, on=LATER) == 0
    assert (is_long("receipts", 20), is_long("receipts", 21)) == (False, True)


def test_free_money_is_applied_in_a_run(house: House) -> None:
    by, sent = person(house), owing(house, 5000)
    take(house, sent, 2000)
    let_run(house, long_run.begin_receipts(by, [sent.claim.patient_id], on=ON), by)
    assert totals(house)["patient_ar"] == 3000


@pytest.mark.usefixtures("small_parts")
def test_small_balances_are_one_act_that_is_taken_back_as_one(house: House) -> None:
    by = person(house)
    for at, cents in enumerate((900, 300, 149)):
        owing(house, cents, trace=f"T{at}")
    before = totals(house)
    stale = long_run.begin_small(by, seen_cents=1348, on=LATER)
    assert not long_run.take_on(house.actor, stale, on=LATER)
    (problem,) = run_of(house, stale).problems
    assert "changed since" in problem.why
    assert totals(house) == before
    done = let_run(house, long_run.begin_small(by, seen_cents=1349, on=LATER), by, on=LATER)
    with books(house.practice.id) as session:
        (act,) = session.find(BalanceAct)
    assert (done.result, act.state, len(act.parts)) == (("posted", act.id), ActState.POSTED, 3)
    adjust.take_back(by, act.id, on=LATER, why="They called.")
    assert totals(house) == before


def test_refusals_are_given_up_as_one_act_within_one_limit(house: House) -> None:
    by = person(house)
    for cents in (1300, 1301):
        denied(house, cents=cents, trace=f"T{cents}")
    seen = {one.denial.id: one.cents for one in give_up.refusals(by, on=ON).rows}
    done = let_run(house, long_run.begin_denials(by, seen, note="No way to win.", on=ON), by)
    assert done.result[0] == "proposed", "in pieces each would have been within the limit"
    with books(house.practice.id) as session:
        (act,) = session.find(BalanceAct)
    assert act.cents == 2601


@pytest.mark.parametrize("to", ["manager", ""])
def test_many_tasks_move_as_one_act_and_come_back_as_one(house: House, to: str) -> None:
    by = person(house)
    for at in range(2):
        denied(house, cents=700 + at, trace=f"T{at}")
    with books(house.practice.id) as session:
        tasks = session.find(Task, owner="biller", state="open")
    seen = {one.id: one.version for one in tasks}
    assert len(seen) >= 2
    with pytest.raises(Refused, match="1 to 60 days"):
        long_run.begin_putting_off(by, seen, Sleep(None, "records"), on=ON)
    sleep = Sleep(min(one.due_on for one in tasks), "records")
    if to:
        run_id = long_run.begin_handing(by, seen, to=to, on=ON)
    else:
        run_id = long_run.begin_putting_off(by, seen, sleep, on=ON)
    kind, entry = let_run(house, run_id, by).result
    assert (kind, entry > 0) == ("work", True)
    with books(house.practice.id) as session:
        moved = session.find(Task, id=list(seen))
    assert {one.owner for one in moved} == {to or by.name}
    assert {one.version for one in moved} == {version + 1 for version in seen.values()}
    hand_over.take_back(by, entry, on=ON)
    with books(house.practice.id) as session:
        assert {one.owner for one in session.find(Task, id=list(seen))} == {"biller"}


def test_a_large_payment_is_posted_and_taken_back_in_runs(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    by, manager = person(house), person(house, "manager")
    sent = sent_claim(house)
    file = paying(house, Payment("MCR01", "T1", [sent.paid(15000)]))
    (remittance_id,) = take_in(house, file, on=ON).remittance_ids
    assert long_run.begin_posting(by, remittance_id, on=ON) == 0, "so few claims are posted at once"
    monkeypatch.setattr(long_run, "LARGE_PAYMENT", 0)
    done = let_run(house, long_run.begin_posting(by, remittance_id, on=ON), by)
    assert done.result == ("payment", remittance_id)
    with pytest.raises(Refused, match="Say why"):
        long_run.begin_reversal(manager, remittance_id, on=ON, reason="")
    let_run(house, long_run.begin_reversal(manager, remittance_id, on=ON, reason="Of another."), manager)
    with books(house.practice.id) as session:
        assert session.get(Remittance, remittance_id).state is RemittanceState.REVERSED


def test_files_are_taken_in_each_whole_or_not_at_all_and_kept_no_longer(house: House) -> None:
    by, sent = person(house), sent_claim(house)
    good = paying(house, Payment("MCR01", "T1", [sent.paid(15000)]))
    files = [("march.835", good), ("a<b>\n.835", b"PK\x03\x04" * 1000), ("again.835", good)]
    run_id = long_run.begin_files(by, files, on=ON)
    while long_run.take_on(house.actor, run_id, on=ON):
        pass
    done = run_of(house, run_id)
    first, second, third = done.result
    assert first["words"].startswith("1 remittance with 1 claim")
    assert third["words"].startswith("This file came before")
    assert first["ids"] == third["ids"]
    assert second["name"] == "a<b>?.835"
    assert "not X12" in second["against"]
    assert [one.subject_id for one in done.problems] == [done.subjects[1]]
    with books(house.practice.id) as session:
        assert [brought.kept(session, one) for one in done.subjects] == [None] * 3
        assert len(session.find(Remittance)) == 1


def test_files_that_nobody_takes_in_any_more_are_deleted_with_their_run(house: House) -> None:
    by = person(house)
    run_id = long_run.begin_files(by, [("a.835", b"ISA")], on=ON)
    long_run.stop(by, run_id)
    (run,) = notices.mine(by, on=ON).runs
    assert (run.id, notices.mine(person(house, "manager"), on=ON).runs) == (run_id, ())
    with books(house.practice.id) as session:
        assert brought.kept(session, run.subjects[0]) == ("a.835", b"ISA")
    long_run.put_away(by, run_id)
    assert notices.mine(by, on=ON).runs == ()
    with books(house.practice.id) as session:
        assert brought.kept(session, run.subjects[0]) is None


def test_every_statement_of_a_cycle_is_made_once(house: House) -> None:
    by, patients = person(house), three_owe(house)
    let_run(house, long_run.begin_statements(by, patients, on=ON), by)
    assert statement.statements_due(by, on=ON, limit=10) == []
