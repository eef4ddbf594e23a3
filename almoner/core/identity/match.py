"""Which patients may be one and the same: proposals for a person with reasons in words, never a merge.

Promises that a name alone proposes nobody: a birth date, a telephone or a mail address must speak for it too.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from almoner.core.party import Patient, PersonName

SAME_NAME = "same name"
SWAPPED_NAME = "first and last name swapped"
SIMILAR_NAME = "similar name"
SAME_LAST = "same last name"
SAME_FIRST = "same first name"
SAME_BIRTH = "same birth date"
NEAR_BIRTH = "birth date differs by one slip"
SAME_PHONE = "same telephone"
SAME_EMAIL = "same mail address"
SAME_ADDRESS = "same address"
OTHER_SEX = "sex differs"

WEIGHT = {
    SAME_NAME: 40,
    SWAPPED_NAME: 35,
    SIMILAR_NAME: 25,
    SAME_LAST: 20,
    SAME_FIRST: 15,
    SAME_BIRTH: 40,
    NEAR_BIRTH: 20,
    SAME_PHONE: 15,
    SAME_EMAIL: 15,
    SAME_ADDRESS: 5,
    OTHER_SEX: -20,
}
"""What each reason adds to the score, of 100 at most."""

_WHOLE_NAME = frozenset({SAME_NAME, SWAPPED_NAME, SIMILAR_NAME})


@dataclass(frozen=True, slots=True)
class Match:
    """A patient who may be the same person; `why` are reasons without values, `score` runs from 1 to 100."""

    id: int
    why: tuple[str, ...]
    score: int


def possible_duplicates(patient: Patient, others: Iterable[Patient]) -> list[Match]:
    """Return who among the others may be this patient, the likeliest first."""
    found = []
    for other in others:
        if other.id == patient.id:
            continue
        why = _reasons(patient, other)
        if why:
            score = sum(WEIGHT[reason] for reason in why)
            found.append(Match(other.id, why, max(1, min(score, 100))))
    return sorted(found, key=lambda match: (-match.score, match.id))


def _reasons(one: Patient, two: Patient) -> tuple[str, ...]:
    """Return why the two may be one, or nothing. Cheap questions come first: most pairs end at the second
    line.
    """
    birth = _birth_reason(one.birth_on, two.birth_on)
    reached = _reach_reasons(one, two)
    if not birth and not reached:
        return ()
    name = _name_reason(one.name, two.name)
    if not name or (birth != SAME_BIRTH and name not in _WHOLE_NAME):
        return ()
    if birth != SAME_BIRTH and _letters(one.name.suffix) != _letters(two.name.suffix):
        return ()  # a father and a son of one name and one telephone
    home = [SAME_ADDRESS] if _home(one) == _home(two) else []
    sex = [OTHER_SEX] if {one.sex, two.sex} == {"F", "M"} else []
    return tuple(reason for reason in (name, birth, *reached, *home, *sex) if reason)


def _name_reason(one: PersonName, two: PersonName) -> str:
    ours = (_letters(one.last), _letters(one.first))
    theirs = (_letters(two.last), _letters(two.first))
    if ours == theirs:
        return SAME_NAME
    if ours == (theirs[1], theirs[0]):
        return SWAPPED_NAME
    if _is_alike(ours[0], theirs[0]) and _is_alike(ours[1], theirs[1]):
        return SIMILAR_NAME
    if ours[0] == theirs[0]:
        return SAME_LAST
    return SAME_FIRST if ours[1] == theirs[1] else ""


def _birth_reason(one: date, two: date) -> str:
    if one == two:
        return SAME_BIRTH
    if one.year == two.year and (one.month, one.day) == (two.day, two.month):
        return NEAR_BIRTH
    if (one.year == two.year) + (one.month == two.month) + (one.day == two.day) < 2:
        return ""
    return NEAR_BIRTH if _slips(f"{one:%Y%m%d}", f"{two:%Y%m%d}", most=1) <= 1 else ""


def _reach_reasons(one: Patient, two: Patient) -> list[str]:
    found = []
    phone = _digits(one.phone)
    if len(phone) == 10 and phone == _digits(two.phone):
        found.append(SAME_PHONE)
    if one.email and one.email.casefold() == two.email.casefold():
        found.append(SAME_EMAIL)
    return found


def _home(patient: Patient) -> tuple[str, str]:
    return _letters(patient.address.line1), patient.address.zip[:5]


def _is_alike(one: str, two: str) -> bool:
    """True for one name with a slip or two of the pen, or cut short (`Rob` of `Robert`)."""
    short, long = sorted((one, two), key=len)
    if len(short) >= 3 and long.startswith(short):
        return True
    most = 1 if len(long) <= 5 else 2
    return len(short) >= 3 and _slips(one, two, most=most) <= most


def _slips(one: str, two: str, *, most: int) -> int:
    """Count the letters put in, left out, changed, or swapped with their neighbour between two words.

    Gives up with `most` + 1 where there are more.
    """
    if abs(len(one) - len(two)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(two) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, other in enumerate(two, 1):
            cost = min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == two[column - 2] and one[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most and min(last) > most:
            return most + 1
        before, last = last, now
    return min(last[-1], most + 1)


@lru_cache(maxsize=65_536)
def _letters(text: str) -> str:
    """Letters and digits in one case, without accents: `O'Brien-Núñez` is `obriennunez`."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum())


def _digits(phone: str) -> str:
    """The ten digits of a number, without its country's 1."""
    found = "".join(sign for sign in phone if sign.isascii() and sign.isdigit())
    return found[1:] if len(found) == 11 and found[0] == "1" else found
