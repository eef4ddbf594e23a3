"""Kind `code_shape`: codes have the shape of their system. Params: `what` (procedure, modifier, diagnosis),
`shapes`.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from almoner.core.claim.edits.kind import Hit, Judge, Prepared
from almoner.core.claim.edits.shape import pattern
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card, CardError

Fits = Callable[[str], bool]


def prepare(card: Card) -> Prepared:
    """A code's shape is told once a process: codes repeat."""
    matches = pattern(card.words("shapes")).fullmatch

    @lru_cache(maxsize=8192)
    def fits(code: str) -> bool:
        return matches(code) is not None

    what = card.text("what")
    if what == "diagnosis":
        return Prepared(lambda facts: _of_claim(facts, fits))
    if what not in _CODES:
        raise CardError(f"card {card.id}: params.what is procedure, modifier or diagnosis")
    return Prepared(_by_line(_CODES[what], what, fits))


def _procedure(line: ClaimLine) -> Iterable[str]:
    return (line.code,)


def _modifier(line: ClaimLine) -> Iterable[str]:
    return line.modifiers


_CODES = {"procedure": _procedure, "modifier": _modifier}


def _by_line(codes_of: Callable[[ClaimLine], Iterable[str]], what: str, fits: Fits) -> Judge:
    def judge(facts: Facts) -> list[Hit]:
        found = []
        for number, line in enumerate(facts.revision.lines, 1):
            for code in codes_of(line):
                if not fits(code):
                    found.append(Hit(number, what))
                    break
        return found

    return judge


def _of_claim(facts: Facts, fits: Fits) -> list[Hit]:
    """Each at the first line that points to it, or at the claim where none does."""
    return [
        Hit(_first_line(facts, place), f"diagnosis {place}")
        for place, code in enumerate(facts.revision.diagnoses, 1)
        if not fits(code.replace(".", ""))
    ]


def _first_line(facts: Facts, place: int) -> int:
    lines = enumerate(facts.revision.lines, 1)
    return next((number for number, line in lines if place in line.pointers), 0)
