"""What the notes of a day state together, against its length and each other."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.coding.day_card import DayLimits
from almoner.core.coding.day_minutes import DayTime, Stretch, Told, day_time, stretches_of, told
from almoner.store.shipped.lexicon import shipped_lexicon

LIMITS = DayLimits(date(2026, 1, 1), 720, 100, 480, 5, 1440, 5)
DAY = Stretch(8 * 60, 17 * 60)


def at(hour: int, minute: int = 0) -> int:
    return hour * 60 + minute


def note(visit_id: int, minutes: int, *stretches: Stretch, patient_id: int = 0) -> Told:
    return Told(visit_id, patient_id or visit_id, minutes, stretches)


def edits(found: DayTime) -> list[str]:
    return [one.edit for one in found.findings]


@pytest.mark.parametrize(
    ("minutes", "wanted", "is_impossible"),
    [(540, [], False), (541, ["DAY-21"], False), (1440, ["DAY-21"], False), (1441, ["DAY-20"], True)],
)
def test_stated_time_is_held_against_the_span_of_the_day(
    minutes: int,
    wanted: list[str],
    is_impossible: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    found = day_time([note(1, minutes - 40), note(2, 40)], [DAY], LIMITS)
    assert (found.minutes, found.span, edits(found)) == (minutes, 540, wanted)
    assert found.is_impossible is is_impossible
    assert found.longest_id == 1


def test_twelve_hours_are_looked_at_also_where_the_day_was_as_long() -> None:
    long = Stretch(at(7), at(20))
    assert edits(day_time([note(1, 720)], [long], LIMITS)) == ["DAY-22"]
    assert edits(day_time([note(1, 719)], [long], LIMITS)) == []


def test_a_day_without_bookings_is_as_long_as_the_card_says() -> None:
    assert edits(day_time([note(1, 480)], [], LIMITS)) == []
    assert edits(day_time([note(1, 481)], [], LIMITS)) == ["DAY-21"]
    assert edits(day_time([note(1, 481)], [], replace(LIMITS, span_percent=110))) == []


def test_times_of_two_patients_overlap_by_more_than_a_hand_over() -> None:
    first, second = Stretch(at(9), at(10)), Stretch(at(9, 55), at(10, 40))
    assert edits(day_time([note(1, 60, first), note(2, 45, second)], [DAY], LIMITS)) == []
    second = Stretch(at(9, 54), at(10, 40))
    found = day_time([note(1, 60, first), note(2, 45, second)], [DAY], LIMITS)
    assert (edits(found), found.is_impossible) == (["DAY-23"], True)
    same = [note(1, 60, first, patient_id=7), note(2, 45, second, patient_id=7)]
    assert edits(day_time(same, [DAY], LIMITS)) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Psychotherapy from 10:00 am to 10:53 am.", [(at(10), at(10, 53))]),
        ("Psychotherapy started at 10:00. Psychotherapy ended at 10:45.", [(at(10), at(10, 45))]),
        ("Session 1:00-1:45 pm", [(at(13), at(13, 45))]),
        ("Session start 11:30, stop 12:15 pm", [(at(11, 30), at(12, 15))]),
        ("Visit began 1:05 and ended 1:40.", [(at(13, 5), at(13, 40))]),
        ("Session 10:00 to 10:45. Start and stop of the session: 10:00 to 10:45.", [(at(10), at(10, 45))]),
        ("Infusion started 9:00, stopped 10:10.", []),
        ("Pain from 10:00 to 11:00 at night.", []),
        ("Session 10:00 to 25:45", []),
    ],
)
def test_start_and_stop_times_are_read_where_they_are_the_clinicians(
    text: str, wanted: list[tuple[int, int]]
) -> None:
    assert [(one.since, one.until) for one in stretches_of(text)] == wanted


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Total time spent by me on this date: 45 minutes.", 45),
        ("I spent 30 minutes. Psychotherapy was provided for 45 minutes.", 75),
        ("I spent 75 minutes including 45 minutes of psychotherapy.", 75),
        ("Psychotherapy for 53 minutes. Psychotherapy for 53 minutes.", 53),
        ("Critical care time: 40 minutes.", 40),
        ("Psychotherapy session from 10:00 am to 10:53 am.", 53),
        ("Walks 30 minutes every day.", 0),
        ("Stable hypertension.", 0),
    ],
)
def test_a_note_states_its_total_with_what_stands_beside_it(text: str, minutes: int) -> None:
    lexicon = shipped_lexicon()
    assert told(1, 2, text, (lexicon.headings, lexicon.visit)).minutes == minutes
