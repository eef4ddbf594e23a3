"""The process is killed at every statement of every act: books are whole each time, and end alike."""

import itertools
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from almoner.cli.year.hammer import Fragile, Hammer, Killed, start_anew
from almoner.core.claim import Claim
from almoner.core.collect import Receipt
from almoner.core.plan import Task
from almoner.flow.books import close
from almoner.flow.charge import charge
from almoner.flow.claim import claim, outbox, submit
from almoner.flow.collect import collect, statement
from almoner.flow.exchange import exchange
from almoner.flow.follow import follow
from almoner.flow.remit import post
from almoner.links.folder import FolderMailbox
from almoner.store.money.figures import closing
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, sent_claim, totals
from tests.flow.files import Payment, paying
from tests.mailboxes import make_mailbox
from tests.practices import DAY, House, add_patient, new_house, visit_of

ON = date(2026, 3, 16)
Act = Callable[[House, Fragile], object]
Outcome = tuple[dict[str, int], list[tuple[str, ...]], list[str]]


def post_all(house: House, _: Fragile) -> None:
    for one in post.waiting(house.actor):
        post.post(house.actor, one.id, on=ON)


def bill_next(house: House, _: Fragile) -> None:
    for task in follow.open_tasks(house.actor, what=("bill_next_payer",)):
        follow.bill_next(house.actor, task.claim_id, on=ON)


def lay(house: House, _: Fragile) -> None:
    collect.lay_receipts(house.actor, collect.unapplied_patients(house.actor), on=ON)


def state(house: House, _: Fragile) -> None:
    due = statement.statements_due(house.actor, on=ON)
    statement.state_accounts(house.actor, [one.patient_id for one in due], on=ON)


def close_day(house: House, _: Fragile) -> None:
    with books(house.practice.id) as session:
        through = closing(session).closed_through_on
    for day in (DAY, ON):
        if through is None or through < day:
            close.close_books(house.actor, on=day)


ACTS: dict[str, Act] = {
    "charge": lambda house, _: charge.charge_visits(house.actor, charge.coded_visits(house.actor), on=DAY),
    "claim": lambda house, _: claim.build_claims(house.actor, claim.charged_visits(house.actor), on=DAY),
    "submit": lambda house, _: submit.submit_ready(house.actor, on=DAY),
    "deliver": lambda house, link: outbox.deliver(house.actor, link, on=DAY),
    "exchange": lambda house, link: exchange.exchange_files(house.actor, link, on=ON),
    "post": post_all,
    "exchange again": lambda house, link: exchange.exchange_files(house.actor, link, on=ON),
    "bill next": bill_next,
    "watch": lambda house, _: follow.watch(house.actor, on=ON),
    "lay": lay,
    "state": state,
    "deposit": lambda house, _: close.deposit_receipts(house.actor, on=ON),
    "deliver the slip": lambda house, link: outbox.deliver(house.actor, link, on=ON),
    "close": close_day,
}


def prepared(folder: Path, name: str) -> tuple[House, FolderMailbox]:
    """A practice with a visit to charge, a claim on its way, money in the drawer, and files that wait."""
    house = new_house(name=name)
    make_mailbox(folder)
    sent = sent_claim(house, covered=(MEDICARE, ("CMA01", "CMA7788990")))
    visit_of(house, add_patient(house, MEDICARE, last="Brandt"))
    draft = Receipt(0, sent.claim.patient_id, "cash", 1500, ON, "frances")
    collect.take_receipt(house.actor, draft, on=ON)
    payment = Payment("MCR01", "T1", [sent.paid(8000, ("CO", "45", 5000), ("PR", "1", 2000))])
    content = paying(house, payment)
    files = {
        "1-bank.csv": b"date,kind,trace,payer,cents\n2026-03-16,eft,T1,MCR01,8000\n",
        "2-cut.x12": content[:400],
        "3-era.x12": content,
        "4-again.x12": content,
    }
    for file, data in files.items():
        (folder / "from" / file).write_bytes(data)
    return house, FolderMailbox(folder)


def outcome(house: House) -> Outcome:
    """What the books say without ids and times."""
    with books(house.practice.id) as session:
        claims = [(one.state.value, str(one.rank), str(one.total_cents)) for one in session.find(Claim)]
        tasks = [f"{one.what} {one.state} {one.cents}" for one in session.find(Task)]
        files = session.rows(
            "SELECT about, count(*) FROM interchange WHERE practice_id = %s GROUP BY 1", house.practice.id
        )
    return totals(house), sorted(claims), sorted([*tasks, *(f"{about} {count}" for about, count in files)])


def end_of(house: House) -> object:
    """The end of the chain of seals, which every change moves."""
    with books(house.practice.id) as session:
        return session.rows("SELECT last_id, seal FROM audit_chain WHERE practice_id = %s", house.practice.id)


def is_done(act: Act, house: House, mailbox: FolderMailbox, hammer: Hammer) -> bool:
    """Whether an act came to its end before the hammer struck."""
    try:
        with hammer.over():
            act(house, Fragile(mailbox, hammer))
    except Killed:
        start_anew()
        return False
    return True


@pytest.mark.usefixtures("store")
def test_a_kill_at_any_statement_of_any_act_leaves_whole_books(tmp_path: Path) -> None:
    calm, link = prepared(tmp_path / "calm", "Calm Clinic")
    struck, mailbox = prepared(tmp_path / "struck", "Struck Clinic")
    strikes, end = 0, end_of(struck)
    for name, act in ACTS.items():
        act(calm, Fragile(link, Hammer.at(0)))
        for step in itertools.count(1):
            if is_done(act, struck, mailbox, Hammer.at(step)):
                break
            strikes += 1
            if end_of(struck) != end:  # otherwise the kill left what the one before had left
                end = end_of(struck)
                assert verify(struck.practice.id, on=DAY) == [], f"{name}, step {step}"
        assert outcome(struck) == outcome(calm), name
    assert strikes > 300
    assert verify(struck.practice.id, on=ON) == []
