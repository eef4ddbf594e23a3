"""Training outside a room: the cards hold together, and everything refuses before it does anything."""

import pytest

from almoner.flow.access import ROLES, AccessDenied
from almoner.store.training_counts import COUNTS

pytestmark = pytest.mark.usefixtures("store")


def test_each_mission_is_of_a_desk_and_counts_what_the_books_have() -> None:
    from almoner.flow.setup.training import missions

    assert {mission.role for mission in missions().values()} == set(ROLES) - {"admin"}
    for mission in missions().values():
        assert {step.measure for step in mission.steps} <= set(COUNTS), mission.id


def test_every_desk_practises_its_daily_tasks() -> None:
    from almoner.flow.setup.training import missions

    asked = {
        "front_desk": "register ended copay book missed drawer",
        "biller": "post modifier appeal slip send call",
        "coder": "code ask",
        "provider": "sign answer",
        "manager": "write_off close cause prices",
    }
    for role, wanted in asked.items():
        assert [one.id for one in missions().values() if one.role == role] == wanted.split(), role


def test_nothing_of_it_acts_on_real_books() -> None:
    from almoner.flow.setup import training

    mission = training.missions()["slip"]
    for act in (
        training.learner,
        training.begin_anew,
        training.results_of_learner,
        lambda: training.sit("biller"),
        lambda: training.pass_days(1),
        lambda: training.counts(mission),
        lambda: training.finish(mission, acts=1, seconds=1, hints=0),
    ):
        with pytest.raises(AccessDenied):
            act()
