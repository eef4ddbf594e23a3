"""Lists in the order of a column: over all that they find, each row once from page to page."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from almoner.core.claim import ClaimState
from almoner.core.party import PersonName
from almoner.core.wire.interchange import Interchange, Transmission
from almoner.store.lists import lists, lists_batches, lists_claims, lists_remits, lists_work
from almoner.store.lists.lists import Page, Sought
from almoner.store.lists.lists_claims import ClaimFilter
from almoner.store.lists.lists_work import Scope
from almoner.store.lists.order import USUAL, Order, Read, read
from almoner.store.session import Session, books
from tests.web.conftest import receive
from tests.web.era import decided
from tests.web.shelf import DAY, Shelf

pytestmark = pytest.mark.usefixtures("store")
CLAIM_KEYS: dict[str, Callable[[Any], object]] = {
    "claim": lambda row: row.control,
    "patient": lambda row: (row.last_name, row.first_name, row.patient_id),
    "payer": lambda row: row.payer,
    "visit": lambda row: row.service_on,
    "state": lambda row: (row.state, row.since_on),
    "charged": lambda row: row.total_cents,
}
WORK_KEYS: dict[str, Callable[[Any], object]] = {
    "what": lambda row: row.what,
    "patient": lambda row: (row.last_name, row.first_name),
    "claim": lambda row: row.control,
    "owner": lambda row: (row.owner, row.due_on),
    "due": lambda row: (row.due_on, -row.cents),
    "stake": lambda row: row.cents,
}
PAYMENT_KEYS: dict[str, Callable[[Any], object]] = {
    "payer": lambda row: row.payer,
    "trace": lambda row: row.trace,
    "state": lambda row: (row.state, row.received_on),
    "paid": lambda row: row.paid_on,
    "received": lambda row: row.received_on,
    "amount": lambda row: row.amount_cents,
}
PATIENT_KEYS: dict[str, Callable[[Any], object]] = {
    "patient": lambda row: (row.last_name, row.first_name),
    "born": lambda row: row.birth_on,
    "number": lambda row: row.number,
}


@pytest.fixture(scope="module")
def many(store: Path) -> Shelf:
    """More than a page of claims, tasks and patients, many alike in every column; and three payments."""
    assert store.is_dir()
    shelf = Shelf(name="In order")
    people = [
        shelf.patient(place, name=PersonName(f"Name{place % 4}", f"F{place % 3}")) for place in range(60)
    ]
    states = (ClaimState.ACCEPTED, ClaimState.DENIED)
    made = []
    for place, patient in enumerate(people):
        visit, lines = shelf.charged_visit(
            patient, on=DAY - timedelta(days=place % 5), cents=10000 * (place % 3 + 1)
        )
        claim = shelf.claim(
            shelf.coverage(patient, place % 3),
            visit,
            lines,
            patient,
            state=states[place % 2],
            wait_until=None,
        )
        made.append((claim, lines))
        shelf.task(
            what=("denial", "look")[place % 2],
            owner=("biller", "coder")[place % 2],
            due_on=DAY + timedelta(days=place % 4),
            cents=100 * (place % 6),
            claim_id=claim.id if place % 3 else None,
            patient_id=None if place % 3 else patient.id,
        )
    shelf.lay()
    for place, (claim, lines) in enumerate(made[:3]):
        receive(shelf, f"T{7 - place}", [decided(claim, lines)])
    return shelf


def every(page_after: Callable[[int], Page[Any]]) -> list[Any]:
    """All rows of a list, page after page."""
    found, after = list[Any](), 0
    while True:
        page = page_after(after)
        found += page.rows
        if not page.after:
            return found
        after = page.after


def in_order(rows: list[Any], key: Callable[[Any], object], order: Order) -> list[int]:
    return [row.id for row in sorted(rows, key=lambda row: (key(row), row.id), reverse=order.is_down)]


def both_ways(columns: Iterable[str]) -> list[Order]:
    return [Order(column, is_down) for column in columns for is_down in (False, True)]


@pytest.mark.parametrize("order", both_ways(CLAIM_KEYS), ids=str)
def test_claims_stand_in_the_order_of_a_column(order: Order, many: Shelf) -> None:
    with books(many.practice_id) as session:
        wanted = ClaimFilter(order=order)
        rows = every(lambda after: lists_claims.claims(session, wanted, on=DAY, after=after))
    assert len(rows) == 60
    assert [row.id for row in rows] == in_order(rows, CLAIM_KEYS[order.column], order)


@pytest.mark.parametrize("order", both_ways(["payer"]), ids=str)
def test_claims_of_several_states_stand_together_by_their_payers(order: Order, many: Shelf) -> None:
    wanted = ClaimFilter(states=("accepted", "denied", "held"), order=order)
    with books(many.practice_id) as session:
        rows = every(lambda after: lists_claims.claims(session, wanted, on=DAY, after=after))
    assert len(rows) == 60
    assert [row.id for row in rows] == in_order(rows, CLAIM_KEYS["payer"], order)


@pytest.mark.parametrize("order", [*both_ways(CLAIM_KEYS), USUAL], ids=str)
def test_a_claim_leads_to_those_beside_it_in_the_order_of_its_list(order: Order, many: Shelf) -> None:
    wanted = ClaimFilter(states=("denied",), order=order)
    with books(many.practice_id) as session:
        ids = [
            row.id for row in every(lambda after: lists_claims.claims(session, wanted, on=DAY, after=after))
        ]
        for place in (0, 13, 29):
            beside = lists_claims.neighbours(session, wanted, ids[place], on=DAY)
            assert beside.before_id == (ids[place - 1] if place else 0)
            assert beside.after_id == (ids[place + 1] if place < 29 else 0)
            assert (beside.place, beside.total) == (place + 1, 30)


@pytest.mark.parametrize("order", both_ways(WORK_KEYS), ids=str)
def test_work_stands_in_the_order_of_a_column(order: Order, many: Shelf) -> None:
    scope = Scope(DAY)
    theirs = replace(scope, owners=("coder",))
    with books(many.practice_id) as session:
        rows = every(lambda after: lists_work.tasks(session, scope, order=order, after=after))
        few = every(lambda after: lists_work.tasks(session, theirs, order=order, after=after))
    assert len(rows) == 60
    assert [row.id for row in rows] == in_order(rows, WORK_KEYS[order.column], order)
    assert [row.id for row in few] == [row.id for row in rows if row.owner == "coder"]


@pytest.mark.parametrize("order", both_ways(PAYMENT_KEYS), ids=str)
def test_payments_stand_in_the_order_of_a_column(order: Order, many: Shelf) -> None:
    with books(many.practice_id) as session:
        page = lists_remits.remittances(session, order=order)
        after = lists_remits.remittances(session, order=order, after=page.rows[0].id)
    assert len(page.rows) == 3
    assert [row.id for row in page.rows] == in_order(list(page.rows), PAYMENT_KEYS[order.column], order)
    assert after.rows == page.rows[1:]


@pytest.mark.parametrize("order", both_ways(PATIENT_KEYS), ids=str)
def test_patients_stand_in_the_order_of_a_column(order: Order, many: Shelf) -> None:
    def page(session: Session, after: int) -> Page[Any]:
        return lists.patients(session, Sought(), on=DAY, order=order, after=after)

    with books(many.practice_id) as session:
        rows = every(lambda after: page(session, after))
    assert len(rows) == 60
    assert [row.id for row in rows] == in_order(rows, PATIENT_KEYS[order.column], order)


FILE_KEYS: dict[str, Callable[[Any], object]] = {
    "file": lambda row: row.control,
    "made": lambda row: row.made_on,
    "sent": lambda row: row.sent_on or date.min,
    "claims": lambda row: row.claims,
    "charged": lambda row: row.cents,
}


@pytest.fixture(scope="module")
def files(store: Path) -> Shelf:
    """More than a page of files of claims, many alike."""
    assert store.is_dir()
    shelf = Shelf(name="Files in order")
    for place in range(55):
        made_on = DAY - timedelta(days=place % 4)
        file = Interchange(
            id=shelf.id(),
            direction="out",
            name=f"837P-{place}.x12",
            about="837P",
            sha256=f"{place:064x}",
            size=1,
            control=f"{place:09}",
            sender="US",
            receiver="THEM",
            exchanged_on=made_on,
            claims=place % 3,
            cents=100 * (place % 5),
        )
        shelf.records.append(file)
        if place % 2:
            shelf.records.append(Transmission(shelf.id(), file.id, made_on + timedelta(days=place % 3)))
    return shelf.lay()


@pytest.mark.parametrize("order", [*both_ways(FILE_KEYS), USUAL], ids=str)
def test_files_of_claims_stand_in_the_order_of_a_column(order: Order, files: Shelf) -> None:
    with books(files.practice_id) as session:
        rows = every(lambda after: lists_batches.batches(session, order=order, after=after))
    assert len(rows) == 55
    wanted = order if order.column else Order("made", is_down=True)
    assert [row.id for row in rows] == in_order(rows, FILE_KEYS[wanted.column], wanted)


def test_every_column_is_tried() -> None:
    assert set(CLAIM_KEYS) == set(lists_claims.COLUMNS)
    assert set(WORK_KEYS) == set(lists_work.COLUMNS)
    assert set(PAYMENT_KEYS) == set(lists_remits.COLUMNS)
    assert set(PATIENT_KEYS) == set(lists.PATIENT_COLUMNS)
    assert set(FILE_KEYS) == set(lists_batches.COLUMNS)


def test_an_order_is_read_from_either_end() -> None:
    usual = Read(("t.id",), is_down=True)
    up = read({"due": ("t.due_on",)}, Order("due"), usual)
    assert (up.by, up.back.by) == ("t.due_on, t.id", "t.due_on DESC, t.id DESC")
    assert up.beyond("task t") == "(t.due_on, t.id) > (SELECT t.due_on, t.id FROM task t)"
    assert up.back.beyond("task t", with_row=True).startswith("(t.due_on, t.id) <= (SELECT")
    assert read({}, USUAL, usual) is usual
