"""`verify` finds whatever is broken or owned by nobody, and names it; whole books have nothing to say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connections, transaction

from almoner.core.charge import SuperbillLine
from almoner.core.collect import Receipt
from almoner.core.collect.deposit import BankRow
from almoner.core.collect.receipt import DepositKind
from almoner.core.plan import Task
from almoner.flow.access import Actor, cause
from almoner.flow.books.close import deposit_receipts, plan_bank_list
from almoner.flow.claim import claim
from almoner.flow.collect import collect, refund, returned
from almoner.flow.follow import follow
from almoner.flow.remit import suspense
from almoner.flow.remit.post import post, reverse
from almoner.store.commit import commit
from almoner.store.proof.silent import GRACE, SILENCES
from almoner.store.proof.verify import CHECKS, READING_ALL, verify
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, Sent, pay, sent_claim, take_in
from tests.flow.files import PAID_ON, Payment, paying
from tests.practices import DAY, House, add_patient, new_house, visit_of

ON = DAY + timedelta(days=2)
LATER = ON + GRACE + timedelta(days=60)
SECOND = ("CMA01", "CMA7788990")


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def broken(house: House, *, on: date = ON) -> list[str]:
    return [str(one).partition(":")[0] for one in verify(house.practice.id, on=on)]


def harm(house: House, sql: str) -> None:
    """Tamper as the owner of the database, who alone can."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(f"SET LOCAL almoner.practice = '{house.practice.id}'")
        cursor.execute(sql.replace("{here}", f"practice_id = {house.practice.id}"))


def denied(house: House) -> None:
    sent = sent_claim(house)
    pay(house, Payment("MCR01", "T1", [sent.paid(0, ("CO", "50", 15000))]), on=ON)


def paid(house: House) -> int:
    sent = sent_claim(house)
    return pay(house, Payment("MCR01", "T1", [sent.paid(8000, ("CO", "45", 7000))]), on=ON)


def suspended(house: House) -> None:
    sent = sent_claim(house)
    decided = replace(sent.paid(8000, ("CO", "45", 7000)), control="NOBODY1", payer_control="")
    pay(house, Payment("MCR01", "T1", [decided]), on=ON)


def put_back(house: House) -> None:
    """Suspended cash that was placed by hand, and taken back."""
    sent = sent_claim(house)
    decided = replace(sent.paid(8000, ("CO", "45", 7000)), control="NOBODY1", payer_control="")
    pay(house, Payment("MCR01", "T1", [decided]), on=ON)
    with books(house.practice.id) as session:
        (task,) = session.find(Task, what="unknown_claim")
    suspense.place_on_claim(house.actor, task.id, sent.claim.control, on=ON)
    suspense.take_placing_back(house.actor, task.id, on=ON, why="another's")


def odd_level(house: House) -> None:
    pay(house, Payment("MCR01", "T1", [sent_claim(house).paid(15000)], levels=(("ZZ", "9", -500),)), on=ON)


def unbalanced(house: House) -> None:
    sent = sent_claim(house)
    file = paying(house, Payment("MCR01", "T1", [sent.paid(8000, ("CO", "45", 7000))], amount=9000))
    post(house.actor, take_in(house, file, on=ON).remittance_ids[0], on=ON)


def received(house: House) -> None:
    take_in(house, paying(house, Payment("MCR01", "T1", [sent_claim(house).paid(15000)])), on=ON)


def passed_on(house: House) -> None:
    """A share that waits for its claim to the next payer."""
    sent = sent_claim(house, covered=(MEDICARE, SECOND))
    pay(house, Payment("MCR01", "T1", [sent.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000))]), on=ON)


def overpaid(house: House) -> None:
    sent = sent_claim(house, covered=(MEDICARE, SECOND))
    pay(house, Payment("MCR01", "T1", [sent.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000))]), on=ON)
    (later,) = follow.bill_next(house.actor, sent.claim.id, on=ON)
    answer = replace(Sent(later, sent.lines).paid(2500, ("OA", "23", 12500)), status="2", payer_control="S1")
    pay(house, Payment("CMA01", "S1", [answer]), on=ON)


def banked(house: House) -> None:
    """An undone payment of which the bank has the money."""
    remittance_id = paid(house)
    row = BankRow(1, PAID_ON, DepositKind.EFT, "T1", "MCR01", 8000)
    with books(house.practice.id) as session:
        plan = plan_bank_list(session, (row,), source_id=1, on=ON)
        commit(session, plan, cause=cause(house.actor, "test"))
    reverse(house.actor, remittance_id, on=ON, reason="the wrong one")


def receipt(house: House) -> None:
    patient = add_patient(house)
    collect.take_receipt(house.actor, Receipt(0, patient.id, "cash", 700, ON, "desk"), on=ON)
    deposit_receipts(house.actor, on=ON)


def given_back(house: House) -> None:
    """A receipt of which a part was laid, a part refunded, and then the bank took the rest back."""
    sent = sent_claim(house)
    pay(house, Payment("MCR01", "T1", [sent.paid(14900, ("PR", "1", 100))]), on=ON)
    draft = Receipt(0, sent.claim.patient_id, "check", 700, ON, "desk", reference="1")
    taken = collect.take_receipt(house.actor, draft, on=ON)
    collect.lay_receipts(house.actor, [sent.claim.patient_id], on=ON)
    deposit_receipts(house.actor, on=ON)
    biller, manager, desk = (
        Actor(role, house.practice.id, frozenset({role})) for role in ("biller", "manager", "front_desk")
    )
    asked = refund.ask_for_patient(biller, taken.id, refund.Wish(200, "paid twice"), on=ON)
    refund.decide_refund(manager, asked.id, is_approved=True, why="", on=ON)
    refund.issue_refund(desk, asked.id, method="check", number="5001", on=ON)
    returned.return_receipt(biller, taken.id, 400, on=ON, reason="chargeback")


def charged(house: House) -> None:
    sent_claim(house, SuperbillLine("99213", 1, 15000, (1,)), SuperbillLine("85025", 1, 4000, (1,)))


NO_TASKS = "UPDATE task SET state = 'done' WHERE {here} AND what = '%s'"
CASES: list[tuple[str, Callable[[House], object], str]] = [
    ("silent claim", denied, NO_TASKS % "denial"),
    ("denial without an owner", denied, NO_TASKS % "denial"),
    ("payment that waits for nobody", unbalanced, NO_TASKS % "unbalanced_remittance"),
    ("payment that waits for nobody", banked, NO_TASKS % "undone_payment"),
    ("cash in suspense without an owner", suspended, NO_TASKS % "unknown_claim"),
    ("cash in suspense without an owner", put_back, NO_TASKS % "unknown_claim"),
    ("cash in suspense without an owner", odd_level, NO_TASKS % "provider_level_review"),
    ("money on a line that nobody follows", passed_on, NO_TASKS % "bill_next_payer"),
    ("money on a line that nobody follows", overpaid, NO_TASKS % "overpaid"),
    (
        "posting about another patient than its charge_line",
        lambda house: (add_patient(house), paid(house)),
        (
            "UPDATE posting SET patient_id = (SELECT min(id) FROM patient WHERE {here}) WHERE {here} "
            "AND reason = 'payment'"
        ),
    ),
    ("account that differs from its records", receipt, "UPDATE receipt SET deposit_id = NULL WHERE {here}"),
    ("receipt whose allocations differ", given_back, "UPDATE allocation SET undone_on = now() WHERE {here}"),
    (
        "receipt whose free money differs",
        given_back,
        "UPDATE posting SET cents = 99 WHERE {here} AND reason = 'allocation'",
    ),
    ("receipt whose return differs", given_back, "UPDATE receipt SET returned_cents = 399 WHERE {here}"),
    ("receipt whose refunds differ", given_back, "UPDATE receipt SET refunded_cents = 199 WHERE {here}"),
    (
        "refund posted otherwise",
        given_back,
        "UPDATE refund SET state = 'approved' WHERE {here}",
    ),
    (
        "refund posted otherwise",
        given_back,
        "UPDATE posting SET cents = 201 WHERE {here} AND reason = 'refund_issued'",
    ),
    ("deposit slip whose receipts differ", receipt, "UPDATE receipt SET cents = 600 WHERE {here}"),
    ("account that differs from its records", paid, "UPDATE remittance SET amount_cents = 1 WHERE {here}"),
    ("remittance whose cash differs", paid, "UPDATE remittance SET amount_cents = 1 WHERE {here}"),
    ("charge line posted otherwise", charged, "UPDATE charge_line SET charge_cents = 1 WHERE {here}"),
    (
        "posting without its claim",
        paid,
        "UPDATE posting SET claim_id = 1 WHERE {here} AND reason = 'payment'",
    ),
    (
        "state of a claim",
        paid,
        "UPDATE record SET body = jsonb_set(body, '{state}', '\"held\"') WHERE {here} AND kind = 'claim'",
    ),
    ("bytes of a file", paid, "UPDATE interchange_bytes SET content = 'x' WHERE {here}"),
    (
        "cached receivables by age",
        charged,
        "UPDATE aged_total SET cents = cents + 1 WHERE {here}",
    ),
    ("trial balance", paid, "UPDATE account_total SET debit_cents = debit_cents + 1 WHERE {here}"),
]


@pytest.mark.parametrize(
    ("named", "story", "sql"), CASES, ids=[f"{one[0]}-{n}" for n, one in enumerate(CASES)]
)
def test_verify_names_what_is_broken(
    house: House, named: str, story: Callable[[House], object], sql: str
) -> None:
    story(house)
    assert broken(house) == []
    harm(house, sql)
    assert named in broken(house)


LATE: list[tuple[str, Callable[[House], object]]] = [
    ("silent claim", charged),
    ("payment that waits for nobody", received),
    ("file that was not delivered", charged),
    ("visit that went no further", lambda house: visit_of(house, add_patient(house))),
]


@pytest.mark.parametrize(("named", "story"), LATE, ids=[one[0] for one in LATE])
def test_what_is_late_is_broken_until_it_is_somebodys(
    house: House, named: str, story: Callable[[House], object]
) -> None:
    story(house)
    assert broken(house) == []
    assert named in broken(house, on=LATER)
    follow.watch(house.actor, on=LATER)
    assert broken(house, on=LATER) == []


def test_a_claim_that_no_charge_follows_is_missed(house: House) -> None:
    sent = sent_claim(house)
    harm(house, "UPDATE claim SET state = 'voided' WHERE {here}")
    assert "money on a line that nobody follows" in broken(house)
    assert sent.claim.state != "voided"


def test_a_quick_look_leaves_out_only_what_reads_every_record(house: House) -> None:
    denied(house)
    harm(house, "UPDATE patient SET phone = '1' WHERE {here}")
    assert broken(house) == ["projection of patient"]
    assert verify(house.practice.id, on=ON, is_quick=True) == []
    assert set(READING_ALL) < set(CHECKS)
    assert len({each.name for each in SILENCES}) == len(SILENCES)


def test_claims_of_the_practice_next_door_are_not_looked_at(house: House) -> None:
    other = new_house(name="Next door")
    denied(other)
    harm(other, NO_TASKS % "denial")
    claim.charged_visits(house.actor)
    assert broken(house) == []
