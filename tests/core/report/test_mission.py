"""Missions: read from cards, done when each count went up, scored within par."""

import pytest

from almoner.core.report.mission import done_steps, points, read_missions

CARD = """
[[mission]]
id = "slip"
role = "biller"
title = "The drawer"
why = "It ties."
par_acts = 4
par_seconds = 60
steps = [
  { say = "Make the slip.", at = "/day", measure = "slips", hint = "Deposit." },
  { say = "Close.", at = "/day", measure = "days_closed", hint = "Close." },
]
"""


def test_a_step_is_done_when_its_own_count_went_up() -> None:
    (mission,) = read_missions(CARD)
    before = {"slips": 3, "days_closed": 2}
    assert done_steps(mission, before, before) == (False, False)
    assert done_steps(mission, before, {"slips": 4, "days_closed": 2}) == (True, False)
    assert done_steps(mission, before, {"slips": 4, "days_closed": 3}) == (True, True)


@pytest.mark.parametrize(
    ("acts", "seconds", "hints", "worth"),
    [(4, 60, 0, 100), (1, 5, 0, 100), (8, 60, 0, 90), (4, 120, 0, 90), (8, 120, 2, 70), (0, 0, 0, 100)],
)
def test_points_fall_with_acts_time_and_hints(acts: int, seconds: int, hints: int, worth: int) -> None:
    (mission,) = read_missions(CARD)
    assert points(mission, acts=acts, seconds=seconds, hints=hints) == worth


def test_an_unknown_field_names_its_mission() -> None:
    with pytest.raises(ValueError, match="mission slip"):
        read_missions(CARD.replace("par_acts", "par_clicks"))
