"""An advice names a remittance and a claim of its practice, and shows a record; nothing takes them from under
it.
"""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError

from almoner.core.plan import Plan
from almoner.core.remit import Advice
from almoner.flow.access import cause
from almoner.store.commit import RefusedByStore, commit
from almoner.store.session import books
from tests.flow.cycle import pay, sent_claim
from tests.flow.files import Payment
from tests.practices import House, new_house

ON = date(2026, 3, 16)


@pytest.fixture(scope="module")
def house(store: object) -> House:
    """One practice for the tests of this module."""
    assert store
    return new_house()


@pytest.fixture(scope="module")
def advice(house: House) -> Advice:
    """An advice that lies on the books."""
    return posted(house)


def posted(house: House) -> Advice:
    """The advice of a claim that was paid."""
    sent = sent_claim(house)
    remittance_id = pay(house, Payment("MCR01", "T1", [sent.paid(8000, ("CO", "45", 7000))]), on=ON)
    with books(house.practice.id) as session:
        (found,) = session.find(Advice, remittance_id=remittance_id)
    return found


def test_an_advice_that_names_what_is_not_there_is_refused(house: House, advice: Advice) -> None:
    theirs = posted(new_house(name="Another practice"))
    with books(house.practice.id) as session:
        fresh = replace(advice, id=next(session.ids()))
    for astray, guard in (
        (replace(fresh, claim_id=theirs.claim_id), "advice_claim_id_fk"),
        (replace(fresh, remittance_id=theirs.remittance_id), "advice_remittance_id_fk"),
    ):
        with pytest.raises(RefusedByStore, match=guard), books(house.practice.id) as session:
            commit(session, Plan(on=ON, records=(advice_of(fresh), astray)), cause=cause(house.actor, "test"))
    with books(house.practice.id) as session:
        alone = replace(fresh, claim_id=0)
        commit(session, Plan(on=ON, records=(fresh, advice_of(alone))), cause=cause(house.actor, "test"))


def advice_of(advice: Advice) -> Advice:
    """Another advice beside it."""
    return replace(advice, id=advice.id + 1, ordinal=advice.ordinal + 1)


@pytest.mark.parametrize(
    "change", ["version = 2", "claim_id = 1", "remittance_id = 1", "id = 1", "practice_id = 1"]
)
def test_an_advice_cannot_be_made_to_name_anything_else(house: House, advice: Advice, change: str) -> None:
    refused(house, f"UPDATE advice SET {change} WHERE id = {advice.id}")


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM record WHERE id = {id} AND version = 1",
        "UPDATE record SET version = 2 WHERE id = {id}",
        "UPDATE record SET id = 1 WHERE id = {id}",
        "DELETE FROM remittance WHERE id = {remittance_id}",
        "UPDATE remittance SET id = 1 WHERE id = {remittance_id}",
        "DELETE FROM claim WHERE id = {claim_id}",
        "UPDATE claim SET id = 1 WHERE id = {claim_id}",
    ],
)
def test_what_an_advice_names_stays_even_for_the_owner(house: House, advice: Advice, sql: str) -> None:
    named = {"id": advice.id, "remittance_id": advice.remittance_id, "claim_id": advice.claim_id}
    refused(house, sql.format(**named), past_other_keys=True)


OTHER_KEYS = """
SELECT conrelid::regclass, conname FROM pg_constraint
WHERE contype = 'f' AND confrelid IN ('record'::regclass, 'remittance'::regclass, 'claim'::regclass)
  OR conname IN ('claim_record_fk', 'remittance_record_fk')
"""


def refused(house: House, sql: str, *, past_other_keys: bool = False) -> None:
    """Expect the owner to be refused for the advice's sake."""
    with pytest.raises(DatabaseError, match="an advice names what is not there"):
        act(house, sql, past_other_keys=past_other_keys)


def act(house: House, sql: str, *, past_other_keys: bool) -> None:
    """Do it as the owner, who has the other keys dropped first."""
    with books(house.practice.id, alias="owner") as session:
        for table, name in session.rows(OTHER_KEYS) if past_other_keys else ():
            session.rows(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        session.rows(sql)


def test_looks_by_key_see_the_tables_as_their_owner(house: House) -> None:
    """Where a table was never counted, row security lets any index of a practice look as good as the key."""
    sql = """SELECT p.proname FROM pg_proc p JOIN pg_trigger t ON t.tgfoid = p.oid
    WHERE p.proname LIKE 'refuse_%%' AND p.proconfig::text LIKE '%%seqscan%%' AND NOT p.prosecdef"""
    with books(house.practice.id, alias="owner") as session:
        assert session.rows(sql) == []
        assert len(session.rows(sql.replace("NOT ", ""))) >= 5
