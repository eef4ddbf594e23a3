"""Tampering of every kind, by the owner of the database who alone can, is found by `verify` and named.

One practice has lived through every kind of money; each case changes rows behind the back of the flows, asks,
and takes the change back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.db import connections, transaction

from almoner.core.charge import SuperbillLine
from almoner.core.collect import Receipt
from almoner.flow.access import Actor
from almoner.flow.books import close, ledger
from almoner.flow.collect import adjust, collect, refund
from almoner.flow.collect.adjust import Draft
from almoner.flow.collect.refund import Wish
from almoner.flow.remit import post, takebacks, variance
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, Sent, faults, pay, sent_claim
from tests.flow.files import Payment, mirrored
from tests.flow.price.test_expected import CARD, PPO, write
from tests.practices import DAY, House, new_house
from tests.store.proof.tampering import CASES

ON = date(2026, 3, 16)
APRIL = date(2026, 4, 2)
SECOND = ("CMA01", "CMA7788990")


def person(house: House, name: str, role: str) -> Actor:
    return Actor(name, house.practice.id, frozenset({role}))


@pytest.fixture(scope="module")
def house(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A practice with every kind of money in its books, its month closed, a contract that its payer falls
    short of, and somebody who may enter.
    """
    assert store.is_dir()
    with pytest.MonkeyPatch.context() as patched:
        data = tmp_path_factory.mktemp("contracts")
        patched.setenv("ALMONER_DATA", str(data))
        (data / "contracts").mkdir()
        write(data, CARD)
        yield _lived(new_house())


def _lived(made: House) -> House:
    shared = sent_claim(made, covered=(MEDICARE, SECOND))
    pay(made, Payment("MCR01", "T1", [shared.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000))]), on=ON)
    turned = sent_claim(made)
    decided = turned.paid(9000, ("CO", "45", 4000), ("PR", "1", 2000))
    pay(made, Payment("MCR01", "T2", [decided], levels=(("L6", "", -150), ("FB", "T9", 400))), on=ON)
    pay(made, Payment("MCR01", "T3", [mirrored(decided), turned.paid(10000, ("CO", "45", 5000))]), on=ON)
    mistake = sent_claim(made)
    undone = pay(made, Payment("MCR01", "T4", [mistake.paid(15000)]), on=ON)
    post.reverse(made.actor, undone, on=ON, reason="another practice's check")
    _denied(made)
    _patient_money(made)
    short, full = (sent_claim(made, covered=(PPO,)) for _ in range(2))
    told = [
        short.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000)),
        full.paid(9000, ("CO", "45", 4000), ("PR", "2", 2000)),
    ]
    pay(made, Payment("CMA01", "T8", told), on=ON)
    for day in (DAY, ON):
        close.close_books(made.actor, on=day)
    close.close_books(made.actor, on=date(2026, 3, 31))
    ledger.close_books_of_month(made.actor, month_on=ON, on=APRIL)
    variance.keep_variance(made.actor, on=APRIL)
    takebacks.keep_standings(made.actor, on=APRIL + takebacks.KEPT_BEFORE)
    ledger.keep_receivables(made.actor, on=APRIL)
    from almoner.flow import users  # its models want settings that are ready

    users.add_user(made.actor, name=f"clerk{made.practice.id}", password="a-long-password-7", role="biller")
    assert faults(made, on=APRIL) == []
    return made


def _denied(made: House) -> Sent:
    """A refusal that is followed, and one that two people gave up."""
    sent = sent_claim(made, SuperbillLine("99213", 1, 13000, (1, 2)), SuperbillLine("81002", 1, 90000, (1,)))
    one, two = (Sent(sent.claim, (line,)) for line in sent.lines)
    refused = two.paid(0, ("CO", "50", 90000))
    whole = one.paid(13000)
    pay(made, Payment("MCR01", "T5", [type(whole)(sent.claim, (*whole.lines, *refused.lines))]), on=ON)
    asked = Draft("denial", {(sent.lines[1].id, "payer_ar:1"): 90000}, "The appeal was lost.", sent.claim.id)
    act = adjust.ask(person(made, "bea", "biller"), asked, on=ON)
    adjust.sign(person(made, "mona", "manager"), act.id, on=ON, why="seen")
    open_one = sent_claim(made)
    pay(made, Payment("MCR01", "T6", [open_one.paid(0, ("CO", "50", 15000))]), on=ON)
    return sent


def _patient_money(made: House) -> None:
    """A share that was paid by a check, taken off and laid again; a refund that left, and one that waits."""
    owing = sent_claim(made)
    pay(made, Payment("MCR01", "T7", [owing.paid(10000, ("PR", "1", 5000))]), on=ON)
    patient_id = owing.claim.patient_id
    draft = Receipt(0, patient_id, "check", 9000, ON, "desk", reference="1044")
    taken = collect.take_receipt(made.actor, draft, on=ON)
    (laid,) = collect.lay_receipts(made.actor, [patient_id], on=ON)
    collect.take_off(made.actor, [laid.id], on=ON, reason="the other visit")
    collect.lay_receipts(made.actor, [patient_id], on=ON)
    close.deposit_receipts(made.actor, on=ON)
    for cents, is_sent in ((1000, True), (500, False)):
        asked = refund.ask_for_patient(person(made, "bea", "biller"), taken.id, Wish(cents, "twice"), on=ON)
        refund.decide_refund(person(made, "max", "manager"), asked.id, is_approved=True, why="", on=ON)
        if is_sent:
            issuer = person(made, "fay", "front_desk")
            refund.issue_refund(issuer, asked.id, method="check", number="5001", on=ON)


REFERRING = """
SELECT conrelid::regclass, conname FROM pg_constraint
WHERE contype = 'f' AND confrelid = %s::regclass AND conparentid = 0
"""


@contextmanager
def tampered(house: House, table: str, sql: str) -> Iterator[None]:
    """Change a table of the practice, past the keys that point to it, and take it all back in the end."""
    here = f"practice_id = {house.practice.id}"
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(f"SET LOCAL almoner.practice = '{house.practice.id}'")
        cursor.execute(REFERRING, [table])
        for referring, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {referring} DROP CONSTRAINT "{name}"')
        for statement in sql.replace("{here}", here).split(";"):
            cursor.execute(statement)
        assert cursor.rowcount > 0, "something was tampered with"
        yield
        transaction.set_rollback(True, using="owner")


@pytest.mark.parametrize("name", CASES)
def test_verify_finds_the_planted(house: House, name: str) -> None:
    table, sql, found = CASES[name]
    with tampered(house, table, sql):
        told = [str(one) for one in verify(house.practice.id, on=APRIL)]
    assert any(one.startswith(found) for one in told), told


def test_what_was_planted_is_gone_again(house: House) -> None:
    """The cases above put back what they took, so that each found its own tampering alone."""
    assert verify(house.practice.id, on=APRIL) == []
    with books(house.practice.id) as session:
        moved = session.rows("SELECT DISTINCT reason FROM posting WHERE practice_id = %s", house.practice.id)
    assert len(moved) > 12, "the practice has lived through many kinds of money"


def test_a_role_of_before_there_were_decisions_about_roles_needs_none(house: House) -> None:
    older = (
        "INSERT INTO membership (practice_id, user_id, role, is_of_before) "
        "SELECT practice_id, user_id, 'coder', true FROM membership WHERE {here}"
    )
    with tampered(house, "membership", older):
        assert verify(house.practice.id, on=APRIL) == []
