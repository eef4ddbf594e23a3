"""Contract variance: what payers allowed by the postings against what the contract prices, kept by night, and
one task that disputes a group.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from almoner.core.plan import Task, TaskState
from almoner.flow.access import AccessDenied
from almoner.flow.refused import Refused
from almoner.flow.remit import post, variance
from almoner.flow.remit.variance import Which
from almoner.store.session import books
from tests.flow.cycle import Sent, faults, pay, sent_claim
from tests.flow.files import PAID_ON, Payment
from tests.flow.price.test_expected import CARD, PPO, write
from tests.practices import House, new_house

SHORT, FULL = ("CO", "45", 5000), ("CO", "45", 4000)
SHARE = ("PR", "2", 2000)


@pytest.fixture
def house(store: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A practice with one contract."""
    assert store
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path))
    (tmp_path / "contracts").mkdir()
    write(tmp_path, CARD)
    return new_house()


def which(house: House) -> Which:
    return Which(house.payers["CMA01"].id, "ppo", "99213")


def decided(house: House) -> tuple[int, Sent]:
    """Of four claims one is allowed 100 of its 110, one all, one is refused, and one no contract prices."""
    short, full, refused = (sent_claim(house, covered=(PPO,)) for _ in range(3))
    other = sent_claim(house)
    told = [
        short.paid(8000, SHORT, SHARE),
        full.paid(9000, FULL, SHARE),
        refused.paid(0, ("CO", "197", 15000)),
    ]
    remittance_id = pay(house, Payment("CMA01", "T1", told), on=PAID_ON)
    pay(house, Payment("MCR01", "T2", [other.paid(9000, ("CO", "45", 6000))]), on=PAID_ON)
    return remittance_id, short


def test_what_falls_short_is_counted_and_kept_and_disputed_once(house: House) -> None:
    remittance_id, short = decided(house)
    found = variance.variance(house.actor, which(house), on=PAID_ON)
    (group,) = found.groups
    assert group is found.chosen
    assert (group.lines, group.expected_cents, group.allowed_cents) == (2, 22000, 21000)
    assert (group.short_lines, group.short_cents) == (1, 1000)
    (line,) = found.lines
    assert (line.claim_id, line.expected_cents, line.allowed_cents) == (short.claim.id, 11000, 10000)
    assert found.controls == {short.claim.id: short.claim.control}

    variance.keep_variance(house.actor, on=PAID_ON)
    with books(house.practice.id, alias="owner") as session:
        session.rows(f"UPDATE kept_variance SET took_ms = 60000 WHERE practice_id = {house.practice.id}")
    night = variance.variance(house.actor, which(house), on=PAID_ON)
    assert (night.is_of_night, found.is_of_night) == (True, False)
    assert (night.groups, night.lines, night.asked) == (found.groups, found.lines, found.asked)

    task = variance.dispute(house.actor, which(house), on=PAID_ON)
    assert (task.what, task.owner, task.cents, task.subject_id) == (
        *("contract_dispute", "biller", 1000),
        which(house).payer_id,
    )
    assert task.why.startswith("ppo 99213: 1 line")
    assert variance.variance(house.actor, which(house), on=PAID_ON).disputed == task
    with pytest.raises(Refused, match="disputed already"):
        variance.dispute(house.actor, which(house), on=PAID_ON)
    variance.withdraw(house.actor, task.id, on=PAID_ON, why="taken back")
    with books(house.practice.id) as session:
        assert session.get(Task, task.id).state is TaskState.DONE
    with pytest.raises(Refused, match="isn't open"):
        variance.withdraw(house.actor, task.id, on=PAID_ON, why="again")
    with pytest.raises(Refused, match="falls short"):
        variance.dispute(house.actor, replace(which(house), code="99214"), on=PAID_ON)
    assert faults(house, on=PAID_ON) == []

    post.reverse(house.actor, remittance_id, on=PAID_ON, reason="wrong file")
    variance.keep_variance(house.actor, on=PAID_ON)
    assert variance.variance(house.actor, Which(), on=PAID_ON).groups == ()


def test_who_may_not_read_the_ledger_sees_no_variance(house: House) -> None:
    desk = replace(house.actor, roles=frozenset({"front_desk"}))
    with pytest.raises(AccessDenied):
        variance.variance(desk, Which(), on=PAID_ON)
    with pytest.raises(AccessDenied):
        variance.variance_sheet(desk, Which(), on=PAID_ON)
