"""Many at once: what two people or two workers do in one moment happens once, and the books stay whole."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from almoner.core.claim import Claim, ClaimState
from almoner.core.collect import Receipt
from almoner.core.plan import Task
from almoner.core.remit import Remittance, RemittanceState
from almoner.core.schedule import Appointment
from almoner.flow.books import close
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.collect import collect, statement
from almoner.flow.exchange import exchange, receive
from almoner.flow.follow import follow
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.flow.remit import post
from almoner.flow.visit import document
from almoner.links.folder import FolderMailbox
from almoner.store.commit import AlreadyDone, StalePlan
from almoner.store.proof.verify import verify
from almoner.store.session import StoreBusy, books
from tests.flow.cycle import LINE, MEDICARE, pay, sent_claim, totals
from tests.flow.files import Payment, paying
from tests.practices import DAY, House, add_patient, new_house, visit_of

MANY = 6
REFUSALS = (Refused, StalePlan, AlreadyDone, StoreBusy)
"""What somebody who came second may be told; nothing else may come out."""
NINE = datetime(2026, 3, 2, 9)  # noqa: DTZ001 - a booking has the place's own time
ON = DAY + timedelta(days=2)


@pytest.fixture
def house(store: Path) -> House:
    assert store.is_dir()
    return new_house()


@dataclass
class Told:
    """What each of those who tried was told."""

    done: list[Any] = field(default_factory=list)
    refused: list[Exception] = field(default_factory=list)


def at_once(act: Callable[[], Any], *, times: int = MANY) -> Told:
    """Have an act done by several threads in the same moment, each with its own connection."""
    start, told = Barrier(times), Told()

    def one(_: int) -> None:
        start.wait(timeout=300)
        try:
            told.done.append(act())
        except REFUSALS as refused:
            told.refused.append(refused)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        list(pool.map(one, range(times)))
    assert len(told.done) + len(told.refused) == times
    return told


def whole(house: House, *, on: date = ON) -> bool:
    return [str(one) for one in verify(house.practice.id, on=on)] == []


def count(house: House, table: str, condition: str = "true") -> int:
    with books(house.practice.id) as session:
        sql = f"SELECT count(*) FROM {table} WHERE practice_id = %s AND {condition}"
        return int(session.value(sql, house.practice.id))


def test_a_patient_is_checked_in_and_begun_once(house: House) -> None:
    patient = add_patient(house, MEDICARE)
    start = Appointment(0, patient.id, house.provider.id, house.location.id, NINE, 20, "Follow-up")
    (booked,) = register.book(house.actor, [start], on=DAY)
    assert at_once(lambda: register.check_in(house.actor, booked.id, on=DAY)).done
    assert count(house, "record", "kind = 'appointment'") == 2
    begun = at_once(lambda: document.begin(house.actor, booked.id, on=DAY))
    assert begun.done
    assert {visit.id for visit in begun.done} == {begun.done[0].id}
    assert count(house, "visit") == 1
    assert whole(house)


def test_a_visit_is_charged_billed_and_sent_once(house: House) -> None:
    visits = [visit_of(house, add_patient(house, MEDICARE)).id for _ in range(3)]
    at_once(lambda: charge.charge_visits(house.actor, visits, on=DAY))
    assert totals(house)["payer_ar:1"] == 3 * LINE.charge_cents
    at_once(lambda: claim.build_claims(house.actor, visits, on=DAY))
    assert count(house, "claim") == 3
    sent = at_once(lambda: submit.submit_ready(house.actor, on=DAY))
    assert len([batch for batch in sent.done if batch]) == 1
    assert count(house, "interchange", "about = '837P'") == 1
    with books(house.practice.id) as session:
        assert {one.state for one in session.find(Claim)} == {ClaimState.SENT}
    assert whole(house)


def test_a_file_is_taken_in_and_posted_once(house: House) -> None:
    sent = sent_claim(house)
    file = paying(house, Payment("MCR01", "T1", [sent.paid(8000, ("CO", "45", 7000))]))
    taken = at_once(lambda: receive.receive(house.actor, "one.x12", file, on=ON))
    assert len(taken.done) == MANY
    assert [one.is_repeated for one in taken.done].count(False) == 1
    with books(house.practice.id) as session:
        (remittance,) = session.find(Remittance)
    posted = at_once(lambda: post.post(house.actor, remittance.id, on=ON))
    assert len(posted.done) == 1
    assert totals(house)["cash"] == 8000
    undone = at_once(lambda: post.reverse(house.actor, remittance.id, on=ON, reason="wrong"))
    assert len(undone.done) == 1
    assert totals(house).get("cash", 0) == 0
    assert whole(house)


def test_two_files_about_one_payment_post_it_once(house: House) -> None:
    sent = sent_claim(house)
    payment = Payment("MCR01", "T1", [sent.paid(8000, ("CO", "45", 7000))])
    files = [paying(house, payment) for _ in range(MANY)]
    ids = [
        receive.receive(house.actor, f"{n}", file, on=ON).remittance_ids[0] for n, file in enumerate(files)
    ]
    waiting = iter(ids)
    at_once(lambda: post.post(house.actor, next(waiting), on=ON))
    with books(house.practice.id) as session:
        states = [one.state for one in session.find(Remittance)]
    assert states.count(RemittanceState.POSTED) == 1
    assert set(states) == {RemittanceState.POSTED, RemittanceState.DUPLICATE}
    assert totals(house)["cash"] == 8000
    assert whole(house)


def test_the_next_payer_is_billed_and_money_laid_once(house: House) -> None:
    sent = sent_claim(house, covered=(MEDICARE, ("CMA01", "CMA7788990")))
    alone = sent_claim(house)
    pay(house, Payment("MCR01", "T1", [sent.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000))]), on=ON)
    pay(house, Payment("MCR01", "T2", [alone.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000))]), on=ON)
    at_once(lambda: follow.bill_next(house.actor, sent.claim.id, on=ON))
    assert count(house, "claim", "rank = 2") == 1
    owing = alone.claim.patient_id
    collect.take_receipt(house.actor, Receipt(0, owing, "cash", 3000, ON, "desk"), on=ON)
    at_once(lambda: collect.lay_receipts(house.actor, [owing], on=ON))
    assert totals(house)["unapplied"] == -1000
    at_once(lambda: statement.state_accounts(house.actor, [owing], on=ON))
    assert at_once(lambda: close.deposit_receipts(house.actor, on=ON)).done
    assert (totals(house)["bank"], count(house, "deposit")) == (3000, 1)
    at_once(lambda: follow.watch(house.actor, on=ON + timedelta(days=40)))
    with books(house.practice.id) as session:
        late = [(task.what, task.subject_id) for task in session.find(Task)]
    assert len(set(late)) == len(late), "nothing is given to somebody twice"


def test_two_workers_exchange_files_once(house: House, tmp_path: Path) -> None:
    sent = sent_claim(house)
    for part in ("to", "from"):
        (tmp_path / part).mkdir()
    for number in range(3):
        payment = Payment("MCR01", f"T{number}", [sent.paid(8000, ("CO", "45", 7000))])
        (tmp_path / "from" / f"{number}.x12").write_bytes(paying(house, payment))
    at_once(lambda: exchange.exchange_files(house.actor, FolderMailbox(tmp_path), on=ON))
    exchange.exchange_files(house.actor, FolderMailbox(tmp_path), on=ON)
    assert count(house, "remittance") == 3
    assert count(house, "transmission") == count(house, "interchange", "direction = 'out'") == 1
    assert count(house, "interchange", "direction = 'in' AND about = '835'") == 3
    assert whole(house)


def test_different_work_at_once_leaves_one_chain_of_seals(house: House) -> None:
    patients = [add_patient(house, MEDICARE, first=f"P{number}") for number in range(MANY)]
    todo = iter(patients)

    def visit() -> None:
        patient = next(todo)
        seen = visit_of(house, patient)
        charge.charge_visits(house.actor, [seen.id], on=DAY)
        collect.take_receipt(house.actor, Receipt(0, patient.id, "cash", 100, DAY, "desk"), on=DAY)

    told = at_once(visit)
    assert told.refused == []
    assert totals(house)["payer_ar:1"] == MANY * LINE.charge_cents
    assert whole(house)
