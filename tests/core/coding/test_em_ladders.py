"""Minutes that must be reached and ranks that carry a code, each at its boundary."""

from datetime import date

import pytest

from almoner.core.coding import Family, Rank
from almoner.core.coding.em_ladders import LADDERS, ladder_of
from tests.core.coding.samples import ON_2022, ON_2023, ON_2024, ON_2026, all_of, level

TIMES = [
    (Family.OFFICE, True, ON_2026, "99202 15 99203 30 99204 45 99205 60"),
    (Family.OFFICE, False, ON_2026, "99212 10 99213 20 99214 30 99215 40"),
    (Family.OFFICE, True, ON_2022, "99202 15 99203 30 99204 45 99205 60"),
    (Family.OFFICE, False, ON_2022, "99212 10 99213 20 99214 30 99215 40"),
    (Family.HOSPITAL_FIRST, None, ON_2026, "99221 40 99222 55 99223 75"),
    (Family.HOSPITAL_LATER, None, ON_2026, "99231 25 99232 35 99233 50"),
    (Family.HOSPITAL_ONE_DAY, None, ON_2026, "99234 45 99235 70 99236 85"),
    (Family.CONSULT_OFFICE, None, ON_2026, "99242 20 99243 30 99244 40 99245 55"),
    (Family.CONSULT_HOSPITAL, None, ON_2026, "99252 35 99253 45 99254 60 99255 80"),
    (Family.NURSING_FIRST, None, ON_2023, "99304 25 99305 35 99306 45"),
    (Family.NURSING_FIRST, None, ON_2024, "99304 25 99305 35 99306 50"),
    (Family.NURSING_LATER, None, ON_2023, "99307 10 99308 15 99309 30 99310 45"),
    (Family.NURSING_LATER, None, ON_2024, "99307 10 99308 20 99309 30 99310 45"),
    (Family.HOME, True, ON_2026, "99341 15 99342 30 99344 60 99345 75"),
    (Family.HOME, False, ON_2026, "99347 20 99348 30 99349 40 99350 60"),
    (Family.VIDEO, True, ON_2026, "98000 15 98001 30 98002 45 98003 60"),
    (Family.VIDEO, False, ON_2026, "98004 10 98005 20 98006 30 98007 40"),
    (Family.AUDIO, True, ON_2026, "98008 15 98009 30 98010 45 98011 60"),
    (Family.AUDIO, False, ON_2026, "98012 10 98013 20 98014 30 98015 40"),
]


@pytest.mark.parametrize(("family", "is_new", "on", "rows"), TIMES)
def test_minutes_exactly_and_one_less(*, family: Family, is_new: bool | None, on: date, rows: str) -> None:
    words = rows.split()
    before = ""
    for code, text in zip(words[::2], words[1::2], strict=True):
        for minutes, expected in ((int(text), code), (int(text) - 1, before)):
            found = level(family, is_new=is_new, on=on, minutes=minutes, talk_minutes=11)
            assert found.by_time == expected, (minutes, code)
        before = code


@pytest.mark.parametrize(("on", "code"), [(date(2023, 12, 31), "99306"), (date(2024, 1, 1), "99305")])
def test_a_time_that_rose_holds_from_its_day(on: date, code: str) -> None:
    assert level(Family.NURSING_FIRST, on=on, minutes=45).by_time == code


RANKS = [
    (Family.OFFICE, True, "99202 99203 99204 99205"),
    (Family.OFFICE, False, "99212 99213 99214 99215"),
    (Family.HOSPITAL_FIRST, None, "99221 99221 99222 99223"),
    (Family.HOSPITAL_LATER, None, "99231 99231 99232 99233"),
    (Family.HOSPITAL_ONE_DAY, None, "99234 99234 99235 99236"),
    (Family.CONSULT_OFFICE, None, "99242 99243 99244 99245"),
    (Family.CONSULT_HOSPITAL, None, "99252 99253 99254 99255"),
    (Family.NURSING_FIRST, None, "99304 99304 99305 99306"),
    (Family.NURSING_LATER, None, "99307 99308 99309 99310"),
    (Family.HOME, True, "99341 99342 99344 99345"),
    (Family.HOME, False, "99347 99348 99349 99350"),
    (Family.VIDEO, True, "98000 98001 98002 98003"),
    (Family.VIDEO, False, "98004 98005 98006 98007"),
    (Family.AUDIO, True, "98008 98009 98010 98011"),
    (Family.AUDIO, False, "98012 98013 98014 98015"),
    (Family.EMERGENCY, None, "99282 99283 99284 99285"),
]


@pytest.mark.parametrize(("family", "is_new", "codes"), RANKS)
def test_each_rank_carries_its_code(*, family: Family, is_new: bool | None, codes: str) -> None:
    found = [
        level(family, is_new=is_new, decision=all_of(rank), talk_minutes=11).code for rank in Rank if rank > 0
    ]
    assert found == codes.split()


def test_ladders_of_a_family_never_overlap() -> None:
    for number, one in enumerate(LADDERS):
        for other in LADDERS[number + 1 :]:
            if (one.family, one.is_new) == (other.family, other.is_new):
                assert one.until_on <= other.since_on or other.until_on <= one.since_on


def test_ladders_rise() -> None:
    for row in LADDERS:
        minutes = [item.minutes for item in row.levels if item.minutes is not None]
        ranks = [item.rank for item in row.levels if item.rank is not None]
        assert minutes == sorted(set(minutes)), row.family
        assert ranks == sorted(set(ranks)), row.family


def test_a_code_stands_on_one_ladder_of_its_day() -> None:
    known = ladder_of("99214", ON_2026)
    assert known is not None
    assert (known.family, known.is_new) == (Family.OFFICE, False)
    assert ladder_of("99211", ON_2026) == known
    assert ladder_of("99214", date(2020, 12, 31)) is None
    assert ladder_of("99306", ON_2023) != ladder_of("99306", ON_2024)
    assert ladder_of("", ON_2026) is None
    assert ladder_of("93000", ON_2026) is None
