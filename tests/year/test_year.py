"""A practice lives a short year in trouble: every day all that must hold does, and kills change nothing."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from pathlib import Path

import pytest

from almoner.cli.year import CALM, Shape, Trouble, Year
from almoner.cli.year.proof import Proof, outcome
from almoner.core.charge import ChargeLine
from almoner.core.collect import Deposit
from almoner.core.collect.card import CardCharge, CardState
from almoner.core.collect.pay_link import LinkState, PayLink
from almoner.core.collect.placement import Placement, PlacementState
from almoner.core.wire.interchange import Interchange
from almoner.store.proof.verify import verify
from almoner.store.session import books

pytestmark = pytest.mark.usefixtures("store")
EVERY_RECORD = 7
"""How often a day's proof reads every record; the last day's always does."""


@dataclass(frozen=True)
class Lived:
    """A year that is over."""

    year: Year
    days: int

    @property
    def files(self) -> Counter[str]:
        """How many files of the mailbox were taken as what."""
        with books(self.year.practice_id) as session:
            return Counter(file.about for file in session.find(Interchange, direction="in"))


def whole(year: Year, on: date) -> None:
    """The books are whole at the very moment of a kill, not only when the day is done."""
    assert verify(year.practice_id, on=on, is_quick=True) == []


def live(folder: Path, shape: Shape) -> Lived:
    """Live a year and prove each of its days."""
    year = Year(folder, shape, after_kill=whole)
    proof = Proof(year)
    days, on = 0, shape.first_on
    for days, on in enumerate(year.live(), 1):
        found = proof.faults(on, is_quick=days % EVERY_RECORD != 0)
        assert not found, f"seed {shape.seed}, day {days}, {on}: {found[:5]}"
    assert proof.faults(on, is_last=True) == []
    assert days < shape.most_days, "the year came to its end by itself"
    return Lived(year, days)


@pytest.fixture(scope="module")
def troubled(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """A hundred visits and more, with everything that can go wrong; `./run bench year` lives thousands."""
    assert store.is_dir()
    shape = Shape(name="Troubled", seed=7, patients=80, visits_a_day=24, days=5)
    return live(tmp_path_factory.mktemp("troubled"), shape)


def test_every_day_of_a_troubled_year_is_proved(troubled: Lived) -> None:
    with books(troubled.year.practice_id) as session:
        seen = session.value("SELECT count(*) FROM visit WHERE practice_id = %s", troubled.year.practice_id)
    assert seen > 100
    assert troubled.days > 30


def test_the_trouble_was_there(troubled: Lived) -> None:
    files = troubled.files
    assert min(files[about] for about in ("835", "bank", "271", "acknowledgement", "refused", "repeated")) > 1
    assert troubled.year.hammer.strikes > 3
    with books(troubled.year.practice_id) as session:
        practice = troubled.year.practice_id
        states = Counter(
            dict(
                session.rows(
                    "SELECT state, count(*) FROM remittance WHERE practice_id = %s GROUP BY 1", practice
                )
            )
        )
        outcomes = {
            row[0]
            for row in session.rows(
                "SELECT body->>'outcome' FROM record WHERE practice_id = %s AND kind = 'task'", practice
            )
        }
        gone = [line for line in session.find(ChargeLine) if not line.stands]
        ends = {one.state for one in session.find(Placement)}
        charges = [one.state for one in session.find(CardCharge) if one.link_id]
        links = {one.state for one in session.find(PayLink)}
        paid = session.find(Deposit)
        brought = troubled.year.agency.brought()
    assert gone, "charges were taken back"
    assert ends == set(PlacementState), "debts are at the agency, came back, and were lost"
    assert brought, "the agency brought in money"
    assert {CardState.APPROVED, CardState.DECLINED} <= set(charges), "guarantors paid by the link"
    assert links == set(LinkState), "links were closed"
    assert states["duplicate"] > 0, "the same payment came in other bytes"
    rows = Counter((one.source_id, one.row) for one in paid if one.remittance_id and one.source_id)
    assert max(rows.values()) > 1, "a check came in two files, and in one row of the bank"
    explained = "The advice has come and explains the money."
    assert explained in outcomes, "money came before its advice"
    assert "The whole file has come." in outcomes, "a file was read while it was still being written"


KILLED = replace(Trouble(), kill_every=1100)


def test_kills_change_nothing(tmp_path: Path) -> None:
    shape = Shape(patients=40, visits_a_day=9, days=2, seed=11)
    unkilled = replace(shape, name="Unkilled", trouble=replace(KILLED, kill_every=0))
    killed = replace(shape, name="Killed", trouble=KILLED)
    calm, struck = live(tmp_path / "unkilled", unkilled), live(tmp_path / "killed", killed)
    assert struck.year.hammer.strikes > 3
    assert outcome(struck.year.practice_id) == outcome(calm.year.practice_id)


def test_the_same_seed_lives_the_same_year(tmp_path: Path) -> None:
    shape = Shape(patients=20, visits_a_day=4, days=1, seed=21, trouble=CALM)
    first = live(tmp_path / "first", replace(shape, name="First"))
    again = live(tmp_path / "again", replace(shape, name="Again"))
    other = live(tmp_path / "other", replace(shape, name="Other", seed=22))
    assert outcome(first.year.practice_id) == outcome(again.year.practice_id)
    assert outcome(first.year.practice_id) != outcome(other.year.practice_id)


def payments(year: Year) -> list[str]:
    """The names of the payments that the box has sent."""
    return sorted(path.name for path in (year.postman.box / "from").glob("*-835-*"))


def test_the_proof_finds_what_is_lost(tmp_path: Path) -> None:
    """A payment that never comes to the door is missed, though the books by themselves cannot know."""
    shape = Shape(patients=30, visits_a_day=4, days=1, seed=31, trouble=CALM)
    usual = Year(tmp_path / "usual", replace(shape, name="Usual"))
    paid_on = next(on for on in usual.live() if payments(usual))
    year = Year(tmp_path / "robbed", replace(shape, name="Robbed"))
    (year.postman.door / "from" / payments(usual)[0]).write_bytes(bytes(100_000))
    proof = Proof(year)
    found = {on: proof.faults(on) for on in takewhile(lambda on: on <= paid_on, year.live())}
    assert [one for one in found.pop(paid_on) if one.startswith("came and is not posted")]
    assert not any(found.values())
    assert verify(year.practice_id, on=paid_on) == []
