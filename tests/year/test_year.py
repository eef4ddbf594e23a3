"""A practice lives a short year in trouble: every day all that must hold does, and kills change nothing."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from almoner.cli.year import CALM, Shape, Trouble, Year
from almoner.cli.year.proof import Proof, outcome
from almoner.core.wire.interchange import Interchange
from almoner.store.session import books
from almoner.store.verify import verify

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
    """Two hundred visits, with everything that can go wrong."""
    assert store.is_dir()
    shape = Shape(name="Troubled", seed=7, patients=120, visits_a_day=40, days=5)
    return live(tmp_path_factory.mktemp("troubled"), shape)


def test_every_day_of_a_troubled_year_is_proved(troubled: Lived) -> None:
    with books(troubled.year.practice_id) as session:
        seen = session.value("SELECT count(*) FROM visit WHERE practice_id = %s", troubled.year.practice_id)
    assert seen > 180
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
    assert states["duplicate"] > 0, "the same payment came in other bytes"
    assert "The row fits by now." in outcomes, "money came before its advice"
    assert "The whole file has come." in outcomes, "a file was read while it was still being written"


KILLED = replace(Trouble(), kill_every=2500)


@pytest.mark.parametrize("seed", [11, 12])
def test_kills_change_nothing(tmp_path: Path, seed: int) -> None:
    shape = Shape(patients=50, visits_a_day=10, days=3, seed=seed)
    unkilled = replace(shape, name=f"Unkilled {seed}", trouble=replace(KILLED, kill_every=0))
    killed = replace(shape, name=f"Killed {seed}", trouble=KILLED)
    calm, struck = live(tmp_path / "unkilled", unkilled), live(tmp_path / "killed", killed)
    assert struck.year.hammer.strikes > 3
    assert outcome(struck.year.practice_id) == outcome(calm.year.practice_id)


def test_the_same_seed_lives_the_same_year(tmp_path: Path) -> None:
    shape = Shape(patients=30, visits_a_day=6, days=2, seed=21, trouble=CALM)
    first = live(tmp_path / "first", replace(shape, name="First"))
    again = live(tmp_path / "again", replace(shape, name="Again"))
    other = live(tmp_path / "other", replace(shape, name="Other", seed=22))
    assert outcome(first.year.practice_id) == outcome(again.year.practice_id)
    assert outcome(first.year.practice_id) != outcome(other.year.practice_id)


def test_the_proof_finds_what_is_lost(tmp_path: Path) -> None:
    """A payment that never comes to the door is missed, though the books by themselves cannot know."""
    shape = Shape(patients=30, visits_a_day=4, days=1, seed=31, trouble=CALM)
    usual = live(tmp_path / "usual", replace(shape, name="Usual")).year
    payment = min(path.name for path in (usual.postman.box / "from").glob("*-835-*"))
    year = Year(tmp_path / "robbed", replace(shape, name="Robbed", most_days=20))
    (year.postman.door / "from" / payment).write_bytes(bytes(100_000))
    proof, found = Proof(year), []
    for on in year.live():
        found += [(on, one) for one in proof.faults(on)]
    missed = [(on, one) for on, one in found if one.startswith("came and is not posted")]
    assert missed
    assert f"{missed[0][0]:%Y%m%d}" == payment[:8], "it is missed on its day"
    assert verify(year.practice_id, on=on) == []
