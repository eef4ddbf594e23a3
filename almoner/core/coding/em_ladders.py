"""The levels of each family of visits as dated rows: code, the rank that carries it and the minutes that must
be reached (handbook, rules 5.1 and 5.2). Code numbers only; a row that ended stays for its dates.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.coding.em_facts import Family, Rank

RULES_2021 = date(2021, 1, 1)
"""Office visits by decision making or time, without counting history and examination."""
RULES_2023 = date(2023, 1, 1)
"""The same for every other family; three kinds of facts were added to the tables."""
TIMES_2024 = date(2024, 1, 1)
"""Two times of nursing facilities rose (99306 from 45 to 50, 99308 from 15 to 20)."""
TELEHEALTH_2025 = date(2025, 1, 1)
"""The codes of their own for video and audio visits."""
_ALWAYS, _OPEN = date.min, date.max


@dataclass(frozen=True, slots=True)
class Level:
    """One code: the lowest rank that carries it (None: ranks don't) and the minutes to reach (None: no
    time).
    """

    code: str
    rank: Rank | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The levels of one family in rising order, for dates [since_on, until_on). `is_new` None: all patients.

    `staff_code` is the code of a visit by staff alone, which has no decision level.
    """

    family: Family
    is_new: bool | None
    levels: tuple[Level, ...]
    since_on: date
    until_on: date = _OPEN
    staff_code: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Its codes from the lowest level up, without that of staff."""
        return tuple(level.code for level in self.levels)


_FOUR = (Rank.STRAIGHTFORWARD, Rank.LOW, Rank.MODERATE, Rank.HIGH)
_THREE = (Rank.STRAIGHTFORWARD, Rank.MODERATE, Rank.HIGH)


def _levels(codes: str, minutes: str) -> tuple[Level, ...]:
    names, times = codes.split(), [int(text) for text in minutes.split()]
    ranks = _FOUR if len(names) == len(_FOUR) else _THREE
    return tuple(Level(*row) for row in zip(names, ranks, times, strict=True))


def _plain(*rows: tuple[str, int]) -> tuple[Level, ...]:
    return tuple(Level(code, None, minutes) for code, minutes in rows)


_EMERGENCY = tuple(
    Level(code, rank, None) for code, rank in zip(("99282", "99283", "99284", "99285"), _FOUR, strict=True)
)

LADDERS: tuple[Ladder, ...] = (
    Ladder(Family.OFFICE, True, _levels("99202 99203 99204 99205", "15 30 45 60"), RULES_2021),
    Ladder(
        Family.OFFICE,
        False,
        _levels("99212 99213 99214 99215", "10 20 30 40"),
        RULES_2021,
        staff_code="99211",
    ),
    Ladder(Family.HOSPITAL_FIRST, None, _levels("99221 99222 99223", "40 55 75"), RULES_2023),
    Ladder(Family.HOSPITAL_LATER, None, _levels("99231 99232 99233", "25 35 50"), RULES_2023),
    Ladder(Family.HOSPITAL_ONE_DAY, None, _levels("99234 99235 99236", "45 70 85"), RULES_2023),
    Ladder(Family.HOSPITAL_DISCHARGE, None, _plain(("99238", 0), ("99239", 31)), _ALWAYS),
    Ladder(Family.CONSULT_OFFICE, None, _levels("99242 99243 99244 99245", "20 30 40 55"), RULES_2023),
    Ladder(Family.CONSULT_HOSPITAL, None, _levels("99252 99253 99254 99255", "35 45 60 80"), RULES_2023),
    Ladder(Family.NURSING_FIRST, None, _levels("99304 99305 99306", "25 35 45"), RULES_2023, TIMES_2024),
    Ladder(Family.NURSING_FIRST, None, _levels("99304 99305 99306", "25 35 50"), TIMES_2024),
    Ladder(
        Family.NURSING_LATER, None, _levels("99307 99308 99309 99310", "10 15 30 45"), RULES_2023, TIMES_2024
    ),
    Ladder(Family.NURSING_LATER, None, _levels("99307 99308 99309 99310", "10 20 30 45"), TIMES_2024),
    Ladder(Family.NURSING_DISCHARGE, None, _plain(("99315", 0), ("99316", 31)), _ALWAYS),
    Ladder(Family.HOME, True, _levels("99341 99342 99344 99345", "15 30 60 75"), RULES_2023),
    Ladder(Family.HOME, False, _levels("99347 99348 99349 99350", "20 30 40 60"), RULES_2023),
    Ladder(Family.VIDEO, True, _levels("98000 98001 98002 98003", "15 30 45 60"), TELEHEALTH_2025),
    Ladder(Family.VIDEO, False, _levels("98004 98005 98006 98007", "10 20 30 40"), TELEHEALTH_2025),
    Ladder(Family.AUDIO, True, _levels("98008 98009 98010 98011", "15 30 45 60"), TELEHEALTH_2025),
    Ladder(Family.AUDIO, False, _levels("98012 98013 98014 98015", "10 20 30 40"), TELEHEALTH_2025),
    Ladder(Family.EMERGENCY, None, _EMERGENCY, RULES_2023, staff_code="99281"),
    Ladder(Family.CRITICAL, None, _plain(("99291", 30)), _ALWAYS),
)


def ladders_on(family: Family, on: date) -> tuple[Ladder, ...]:
    """A family's ladders in force on a day: none, one for all patients, or one each for new and known."""
    return tuple(row for row in LADDERS if row.family == family and row.since_on <= on < row.until_on)


def ladder_of(code: str, on: date) -> Ladder | None:
    """The ladder on which a visit code stands on a day, also as its code for staff; None for any other."""
    standing = (row for row in LADDERS if code and row.since_on <= on < row.until_on)
    return next((row for row in standing if code == row.staff_code or code in row.codes), None)
