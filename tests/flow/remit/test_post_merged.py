"""Claims that a payer answers under one number (MT10), over several payments: no line is decided twice, and
what is taken back of one claim gives the other's decision room.
"""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.claim import ClaimState
from almoner.core.plan import Task, TaskState
from almoner.flow.remit.post import reverse
from almoner.store.session import books
from tests.flow.cycle import Sent, balances, faults, now, pay, sent_claim, totals
from tests.flow.files import Decided, Payment, Served, mirrored
from tests.practices import House, new_house

ON = date(2026, 3, 16)
WHOLE = {"cash": 15000, "revenue": -15000}
LESS = {"cash": 9000, "contractual": 6000, "revenue": -15000}
CUT = (("CO", "45", 6000),)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def merged(first: Sent, second: Sent) -> Decided:
    """Both claims paid in full under the number of the first."""
    lines = tuple(Served(one.lines[0], 15000) for one in (first, second))
    return replace(first.paid(15000), lines=lines, payer_control="PCN9")


def work(house: House) -> list[tuple[str, int]]:
    with books(house.practice.id) as session:
        found = session.find(Task, state=TaskState.OPEN)
    return sorted((one.what, one.claim_id) for one in found if one.what not in ("silent_claim", "card_due"))


def paid_less(sent: Sent) -> Decided:
    return replace(sent.paid(9000, *CUT), payer_control="PCN2")


def test_a_merged_decision_waits_for_the_reversal_of_a_line_that_is_decided(house: House) -> None:
    first, second = sent_claim(house), sent_claim(house)
    pay(house, Payment("MCR01", "T1", [paid_less(second)]), on=ON)
    pay(house, Payment("MCR01", "T2", [merged(first, second)]), on=ON)
    assert balances(house, second) == LESS
    assert totals(house)["suspense"] == -30000
    assert ("second_adjudication", first.claim.id) in work(house)
    assert now(house, first).state is ClaimState.SUSPENDED
    pay(house, Payment("MCR01", "T3", [mirrored(paid_less(second))]), on=ON)
    assert [balances(house, one) for one in (first, second)] == [WHOLE, WHOLE]
    assert "suspense" not in totals(house)
    assert {one.what for one in _open(house, first, second)} == set()
    assert [now(house, one).state for one in (first, second)] == [ClaimState.PAID, ClaimState.PAID]
    assert faults(house, on=ON) == []


def test_a_claims_own_decision_waits_where_a_merged_one_stands(house: House) -> None:
    first, second = sent_claim(house), sent_claim(house)
    pay(house, Payment("MCR01", "T1", [merged(first, second)]), on=ON)
    pay(house, Payment("MCR01", "T2", [paid_less(second)]), on=ON)
    assert [balances(house, one) for one in (first, second)] == [WHOLE, WHOLE]
    assert totals(house)["suspense"] == -9000
    assert ("second_adjudication", second.claim.id) in work(house)
    pay(house, Payment("MCR01", "T3", [mirrored(merged(first, second))]), on=ON)
    assert balances(house, first) == {"payer_ar:1": 15000, "revenue": -15000}
    assert balances(house, second) == LESS
    assert {one.what for one in _open(house, first, second)} == {"await_correction"}
    assert faults(house, on=ON) == []


def test_the_reversal_of_a_merged_decision_reaches_the_lines_of_both_claims(house: House) -> None:
    first, second = sent_claim(house), sent_claim(house)
    pay(house, Payment("MCR01", "T1", [merged(first, second)]), on=ON)
    pay(house, Payment("MCR01", "T2", [mirrored(merged(first, second))]), on=ON)
    assert [balances(house, one) for one in (first, second)] == [{"payer_ar:1": 15000, "revenue": -15000}] * 2
    assert {now(house, one).cause for one in (first, second)} == {"reversed"}
    assert {(one.what, one.claim_id) for one in _open(house, first, second)} == {
        ("await_correction", first.claim.id),
        ("await_correction", second.claim.id),
    }
    pay(house, Payment("MCR01", "T3", [replace(merged(first, second), payer_control="PCN10")]), on=ON)
    assert [balances(house, one) for one in (first, second)] == [WHOLE, WHOLE]
    assert _open(house, first, second) == []
    assert faults(house, on=ON) == []


def test_a_payment_that_took_a_merged_decision_back_is_undone_as_a_unit(house: House) -> None:
    first, second = sent_claim(house), sent_claim(house)
    pay(house, Payment("MCR01", "T1", [merged(first, second)]), on=ON)
    remittance_id = pay(house, Payment("MCR01", "T2", [mirrored(merged(first, second))]), on=ON)
    reverse(house.actor, remittance_id, on=ON, reason="another practice's")
    assert [balances(house, one) for one in (first, second)] == [WHOLE, WHOLE]
    assert faults(house, on=ON) == []


def _open(house: House, *sent: Sent) -> list[Task]:
    with books(house.practice.id) as session:
        found = session.find(Task, state=TaskState.OPEN, claim_id=[one.claim.id for one in sent])
    return [one for one in found if one.what != "silent_claim"]
