"""Which codes a visit climbs: by date, by patient and by the payer's way."""

from datetime import date
from typing import Any

import pytest

from almoner.core.coding import Family, Follows, Rank
from tests.core.coding.samples import all_of, level

MEDICARE = Follows.MEDICARE


@pytest.mark.parametrize(
    ("family", "first_on"),
    [
        (Family.OFFICE, date(2021, 1, 1)),
        (Family.HOSPITAL_FIRST, date(2023, 1, 1)),
        (Family.HOSPITAL_LATER, date(2023, 1, 1)),
        (Family.CONSULT_OFFICE, date(2023, 1, 1)),
        (Family.NURSING_LATER, date(2023, 1, 1)),
        (Family.HOME, date(2023, 1, 1)),
        (Family.EMERGENCY, date(2023, 1, 1)),
        (Family.AUDIO, date(2025, 1, 1)),
    ],
)
def test_the_first_day_of_the_rules(family: Family, first_on: date) -> None:
    facts: dict[str, Any] = {"is_new": False, "decision": all_of(Rank.HIGH), "talk_minutes": 11}
    assert level(family, on=first_on, **facts).code
    before = level(family, on=date.fromordinal(first_on.toordinal() - 1), **facts)
    assert (before.code, len(before.not_judged)) == ("", 1)


@pytest.mark.parametrize("family", [Family.OFFICE, Family.HOME, Family.VIDEO, Family.AUDIO])
def test_new_or_known_must_be_known(family: Family) -> None:
    found = level(family, decision=all_of(Rank.HIGH), minutes=60, talk_minutes=11)
    assert (found.code, len(found.not_judged)) == ("", 1)


@pytest.mark.parametrize(
    ("family", "is_new", "code"),
    [
        (Family.VIDEO, True, "99204"),
        (Family.VIDEO, False, "99214"),
        (Family.AUDIO, False, "99214"),
        (Family.CONSULT_OFFICE, True, "99204"),
        (Family.CONSULT_OFFICE, False, "99214"),
        (Family.CONSULT_HOSPITAL, None, "99222"),
        (Family.HOSPITAL_FIRST, None, "99222"),
        (Family.HOME, True, "99344"),
    ],
)
def test_medicare_takes_visit_codes(*, family: Family, is_new: bool | None, code: str) -> None:
    found = level(family, is_new=is_new, follows=MEDICARE, decision=all_of(Rank.MODERATE))
    assert found.code == code
    assert bool(found.notes) == (family not in {Family.HOSPITAL_FIRST, Family.HOME})


def test_a_consultation_asks_medicare_for_new_or_known() -> None:
    assert level(Family.CONSULT_OFFICE, decision=all_of(Rank.LOW)).code == "99243"
    assert level(Family.CONSULT_OFFICE, follows=MEDICARE, decision=all_of(Rank.LOW)).code == ""


@pytest.mark.parametrize(("on", "code"), [(date(2024, 12, 31), "99213"), (date(2025, 1, 1), "98005")])
def test_video_has_codes_of_its_own_from_2025(on: date, code: str) -> None:
    assert level(Family.VIDEO, is_new=False, on=on, decision=all_of(Rank.LOW)).code == code


@pytest.mark.parametrize(("talk", "code"), [(0, ""), (10, ""), (11, "98013"), (None, "")])
def test_audio_needs_more_than_ten_minutes_of_talk(talk: int | None, code: str) -> None:
    found = level(Family.AUDIO, is_new=False, decision=all_of(Rank.LOW), minutes=20, talk_minutes=talk)
    assert (found.code, bool(found.not_judged)) == (code, talk is None)
