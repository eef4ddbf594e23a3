"""Rows come in as arrays: whatever a text holds comes back as it was written; what is not told is NULL."""

from dataclasses import replace
from pathlib import Path

import pytest

from almoner.core.ledger import Posting, Reason, Subject
from almoner.core.party import Patient
from almoner.core.plan import Plan, Task
from almoner.flow.access import cause
from almoner.store.commit import commit
from almoner.store.money.postings import postings_of
from almoner.store.proof import verify as verifying
from almoner.store.session import books
from tests.practices import DAY, House, add_patient, new_house

ODD = (
    "NULL",
    "null",
    "",
    '"',
    '""',
    "\\",
    "\\N",
    '\\"',
    "{}",
    "{a,b}",
    "a,b",
    " a ",
    "a\nb",
    "a\r\n\tb",
    "\\n",
    "café ₿ 𐍈",
    "%s",
)
"""What means something in the text of an array, or at the end of a line."""


@pytest.fixture(scope="module")
def house(store: Path) -> House:
    """One practice for the tests of this module."""
    assert store.is_dir()
    return new_house()


def keep(house: House, plan: Plan) -> None:
    with books(house.practice.id) as session:
        commit(session, plan, cause=cause(house.actor, "test"))


def test_whatever_texts_records_hold_they_come_back_so(house: House) -> None:
    with books(house.practice.id) as session:
        ids = session.draw(len(ODD))
    tasks = tuple(
        Task(record_id, "odd", "patient", record_id, f"{text}.", "biller", DAY, DAY, outcome=text)
        for record_id, text in zip(ids, ODD, strict=True)
    )
    keep(house, Plan(on=DAY, tasks=tasks))
    with books(house.practice.id) as session:
        assert session.find(Task, id=ids) == sorted(tasks, key=lambda task: task.id)
    assert verifying.verify(house.practice.id, on=DAY) == []


@pytest.mark.parametrize("size", [1, len(ODD)])
def test_whatever_texts_postings_hold_they_come_back_so(house: House, size: int) -> None:
    laid = tuple(
        Posting(
            *("undeposited", "unapplied", 100 + number, Reason.RECEIPT, DAY, f"{size}:{text}:{number}"),
            *(Subject(service_on=DAY if number % 2 else None, rank=number % 3), text, text, text),
        )
        for number, text in enumerate(ODD[:size])
    )
    keep(house, Plan(on=DAY, postings=laid))
    keys = [posting.key for posting in laid]
    with books(house.practice.id) as session:
        assert postings_of(session, key=keys) == list(laid)
        told = (
            "service_on IS NOT NULL OR reverses IS NOT NULL OR patient_id IS NOT NULL OR line_id IS NOT NULL"
        )
        where = "practice_id = %s AND key = ANY(%s)"
        found = session.rows(f"SELECT key FROM posting WHERE {where} AND ({told})", house.practice.id, keys)
    assert {key for (key,) in found} == {one.key for one in laid if one.subject.service_on}


def test_a_reversal_names_its_posting_whatever_its_key(house: House) -> None:
    first = Posting("undeposited", "unapplied", 100, Reason.RECEIPT, DAY, key='the "first", {a}\\')
    back = replace(first, debit="unapplied", credit="undeposited", key="back", reverses=first.key)
    keep(house, Plan(on=DAY, postings=(first, back)))
    with books(house.practice.id) as session:
        assert postings_of(session, key=[first.key, back.key]) == [first, back]


def test_of_several_versions_in_one_plan_the_last_is_shown(house: House) -> None:
    patient = add_patient(house)
    versions = [replace(patient, version=2 + step, phone=f"518555010{step}") for step in range(3)]
    with books(house.practice.id) as session:
        plan = Plan(on=DAY, records=tuple(reversed(versions)), reads={("patient", patient.id): 1})
        commit(session, plan, cause=cause(house.actor, "test"))
    with books(house.practice.id) as session:
        assert session.get(Patient, patient.id) == versions[-1]
        assert session.history(Patient, patient.id) == [patient, *versions]
