"""Three hundred patients' stories of money by chance, through the flows on PostgreSQL: payments, reversals,
corrections, patients' money, payments by a link, refunds, write-offs, agencies, deposits, closes.

Hypothesis tells them, so that one which leaves broken books comes back as the few acts that break them. Each
is told of a patient of its own, and a practice whose books a story broke is left behind.
"""

import random
from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import note, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from almoner.flow.follow import follow
from almoner.flow.refused import Refused
from almoner.store.proof.verify import verify
from tests.flow.cycle import faults, totals
from tests.flow.stories import ACTS, Act, Clinic, Story, open_clinic

RUNS, STORIES, STEPS, TRIES = 4, 75, 7, 6
MOST_LACKING = 5
"""Kinds that may lack in one of the runs: others must come before them."""
BY_NAME: dict[str, Act] = {act.__name__: act for act, _ in ACTS}
NAMES = [act.__name__ for act, _ in ACTS]


@dataclass
class Ward:
    """Where stories are told: a practice that none of them broke, with patients who had none."""

    name: str
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    told: int = 0
    clinic: Clinic | None = None
    _opened: int = 0

    def take(self) -> Clinic:
        """Return a practice with a patient who waits; it is put back when its books are whole."""
        if self.clinic is None or not self.clinic.waiting:
            patients = STORIES if not self._opened else 1  # whoever comes later looks for the shortest story
            self._opened += 1
            self.clinic = open_clinic(f"{self.name} {self._opened}", patients)
        clinic, self.clinic = self.clinic, None
        return clinic


class Told(RuleBasedStateMachine):
    """One patient's story: the payers pay, and then anything happens."""

    def __init__(self, ward: Ward) -> None:
        super().__init__()
        self.ward, clinic = ward, ward.take()
        self.story = Story(clinic, clinic.waiting.pop(0), ward.done, ward.refused)
        self.holds = True
        self._live("pay_some", 1)

    @rule(first=st.integers(0, len(NAMES) - 1), seed=st.integers(0, 1 << 16))
    def happens(self, first: int, seed: int) -> None:
        """The first act from a place on that the flows let happen, of the next few."""
        self.holds = False
        for name in dict.fromkeys([*NAMES[first:], *NAMES[:first]][:TRIES]):
            if self._live(name, seed):
                note(f"# {name}")
                break
        self.holds = True

    def _live(self, name: str, seed: int) -> bool:
        """Do an act; False where it is refused, or there is nothing to do it to."""
        story = self.story
        try:
            BY_NAME[name](story, random.Random(seed))
        except (Refused, IndexError) as error:
            story.refused[f"{name}: {error}"] += 1
            return False
        story.done[name] += 1
        assert sum(totals(story.house).values()) == 0, name
        return True

    def teardown(self) -> None:
        if not self.holds:
            return
        clinic = self.story.clinic
        while follow.watch(clinic.house.actor, on=clinic.on):
            pass
        assert verify(clinic.house.practice.id, on=clinic.on, is_quick=True) == []
        self.ward.clinic = clinic
        self.ward.told += 1


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("number", range(RUNS))
def test_every_story_leaves_whole_books(number: int) -> None:
    ward = Ward(f"Chance {number}")

    @seed(number)
    class Begun(Told):
        def __init__(self) -> None:
            super().__init__(ward)

    shape = settings(max_examples=STORIES, stateful_step_count=STEPS, deadline=None, database=None)
    run_state_machine_as_test(Begun, settings=shape)
    assert ward.told >= STORIES
    assert ward.clinic is not None
    assert faults(ward.clinic.house, on=ward.clinic.on) == []
    assert len(BY_NAME.keys() - ward.done.keys()) <= MOST_LACKING, ward.refused
    assert ward.done.total() > STEPS * STORIES // 2, ward.refused
