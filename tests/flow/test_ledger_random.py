"""Three hundred patients' stories of money by chance, through the flows on PostgreSQL: payments, reversals,
corrections, patients' money, payments by a link, refunds, write-offs, agencies, deposits, closes.

Hypothesis tells them, so that one which leaves broken books comes back as the few acts that break them. Each
is told of a patient of its own, and a practice whose books a story broke is left behind.
"""

import random
from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from almoner.flow import follow
from almoner.flow.refused import Refused
from almoner.store.verify import verify
from tests.flow.cycle import faults, totals
from tests.flow.stories import ACTS, Act, Clinic, Story, open_clinic

RUNS, STORIES = 4, 75
KINDS = [place for place, (_, weight) in enumerate(ACTS) for _ in range(weight)]
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 1 << 16)), min_size=4, max_size=16)
Steps = list[tuple[int, int]]


@dataclass
class Teller:
    """Tells each story of a patient who had none, in a practice that no story has broken."""

    name: str
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    told: int = 0
    clinic: Clinic | None = None
    _opened: int = 0

    def tell(self, steps: Steps) -> None:
        """Live the acts; raises where something doesn't hold after one of them or in the end."""
        if self.clinic is None or not self.clinic.waiting:
            patients = STORIES if not self._opened else 1  # whoever comes later looks for the shortest story
            self._opened += 1
            self.clinic = open_clinic(f"{self.name} {self._opened}", patients)
        clinic, self.clinic = self.clinic, None
        story = Story(clinic, clinic.waiting.pop(0), self.done, self.refused)
        for place, chance in [(0, 1), *steps]:
            _live(story, ACTS[place][0], random.Random(chance))
        while follow.watch(clinic.house.actor, on=clinic.on):
            pass
        assert verify(clinic.house.practice.id, on=clinic.on, is_quick=True) == []
        self.clinic = clinic
        self.told += 1


def _live(story: Story, act: Act, chance: random.Random) -> None:
    name = act.__name__
    try:
        act(story, chance)
    except (Refused, IndexError) as error:  # the flows forbid it now, or there is nothing to do it to
        story.refused[f"{name}: {error}"] += 1
    else:
        story.done[name] += 1
    assert sum(totals(story.house).values()) == 0, name


def told(teller: Teller, *, examples: int, number: int) -> None:
    """Tell stories of a seed; a broken one is shrunk before it is raised."""

    @seed(number)
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def story(steps: Steps) -> None:
        teller.tell(steps)

    story()


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("number", range(RUNS))
def test_every_story_leaves_whole_books(number: int) -> None:
    teller = Teller(f"Chance {number}")
    told(teller, examples=STORIES, number=number)
    assert teller.told >= STORIES
    assert teller.clinic is not None
    assert faults(teller.clinic.house, on=teller.clinic.on) == []
    assert teller.done.keys() >= {act.__name__ for act, _ in ACTS} - {"place_cash"}, teller.refused
    assert teller.done.total() > 5 * STORIES, teller.refused
