"""What payers may say of a line and of a payment, drawn by chance: every situation of the field.

A decision always balances (charge less reasons is what is paid); whoever sends it may break it afterwards.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Reason = tuple[str, str, int]
"""Group, CARC and cents as sent."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a payer says of one line: what it pays, and why not the rest."""

    paid: int
    reasons: tuple[Reason, ...]


Draw = Callable[[int, random.Random], Said]
"""From the cents that were charged."""


def _parts(cents: int, chance: random.Random, count: int) -> list[int]:
    """Cut cents into parts, some of which may be nothing."""
    cuts = sorted(chance.randint(0, cents) for _ in range(count - 1))
    ends = [0, *cuts, cents]
    return [end - start for start, end in pairwise(ends)]


def _said(paid: int, *reasons: Reason) -> Said:
    return Said(paid, tuple(reason for reason in reasons if reason[2]))


def _paid(cents: int, chance: random.Random) -> Said:
    paid, cut, share = _parts(cents, chance, 3)
    return _said(paid, ("CO", "45", cut), ("PR", chance.choice("123"), share))


def _paid_whole(cents: int, chance: random.Random) -> Said:
    del chance
    return Said(cents, ())


def _two_shares(cents: int, chance: random.Random) -> Said:
    paid, cut, deductible, coinsurance = _parts(cents, chance, 4)
    return _said(paid, ("CO", "45", cut), ("PR", "1", deductible), ("PR", "2", coinsurance))


def _sequestered(cents: int, chance: random.Random) -> Said:
    paid, cut, share = _parts(cents, chance, 3)
    kept = paid // 50
    return _said(paid - kept, ("CO", "45", cut), ("PR", "2", share), ("CO", "253", kept))


def _all_to_patient(cents: int, chance: random.Random) -> Said:
    cut, share = _parts(cents, chance, 2)
    return _said(0, ("CO", "45", cut), ("PR", chance.choice("123"), share))


def _refused(cents: int, chance: random.Random) -> Said:
    return Said(
        0, ((chance.choice(["CO", "PI", "OA"]), chance.choice(["16", "29", "50", "197", "B15"]), cents),)
    )


def _part_refused(cents: int, chance: random.Random) -> Said:
    paid, cut, refused = _parts(cents, chance, 3)
    return _said(paid, ("CO", "45", cut), ("CO", chance.choice(["50", "97", "197"]), refused))


def _bundled(cents: int, chance: random.Random) -> Said:
    return Said(0, (("CO", chance.choice(["97", "236"]), cents),))


def _not_covered(cents: int, chance: random.Random) -> Said:
    return Said(0, (("PR", chance.choice(["96", "204"]), cents),))


def _doubled(cents: int, chance: random.Random) -> Said:
    return Said(0, ((chance.choice(["CO", "OA"]), "18", cents),))


def _capitated(cents: int, chance: random.Random) -> Said:
    del chance
    return Said(0, (("CO", "24", cents),))


def _hidden(cents: int, chance: random.Random) -> Said:
    del chance
    return Said(0, (("CO", "45", cents),))


def _unknown(cents: int, chance: random.Random) -> Said:
    paid, rest = _parts(cents, chance, 2)
    return _said(paid, (chance.choice(["CO", "PR", "OA"]), chance.choice(["999", "W9Q"]), rest))


def _own_reduction(cents: int, chance: random.Random) -> Said:
    paid, rest = _parts(cents, chance, 2)
    return _said(paid, ("PI", chance.choice(["45", "104", "237"]), rest))


def _with_interest(cents: int, chance: random.Random) -> Said:
    paid, cut = _parts(cents, chance, 2)
    interest = chance.randint(1, 500)
    return _said(paid + interest, ("CO", "45", cut), ("OA", "225", -interest))


def _with_reward(cents: int, chance: random.Random) -> Said:
    paid, cut = _parts(cents, chance, 2)
    reward = chance.randint(1, 300)
    return _said(paid + reward, ("CO", "45", cut), ("CO", "144", -reward))


def _to_member(cents: int, chance: random.Random) -> Said:
    member, cut = _parts(cents, chance, 2)
    return _said(0, ("OA", "100", member), ("CO", "45", cut))


def _after_others(cents: int, chance: random.Random) -> Said:
    paid, before, share = _parts(cents, chance, 3)
    return _said(paid, ("OA", "23", before), ("PR", chance.choice("123"), share))


def _met_by_others(cents: int, chance: random.Random) -> Said:
    before, cut = _parts(cents, chance, 2)
    return _said(0, ("OA", "23", before), ("CO", "45", cut))


FIRST: tuple[tuple[Draw, int], ...] = (
    (_paid, 30),
    (_paid_whole, 3),
    (_two_shares, 8),
    (_sequestered, 5),
    (_all_to_patient, 8),
    (_refused, 8),
    (_part_refused, 5),
    (_bundled, 3),
    (_not_covered, 3),
    (_doubled, 2),
    (_capitated, 2),
    (_hidden, 2),
    (_unknown, 2),
    (_own_reduction, 3),
    (_with_interest, 3),
    (_with_reward, 2),
    (_to_member, 1),
)
"""What a first payer says, with how often."""
LATER: tuple[tuple[Draw, int], ...] = ((_after_others, 12), (_met_by_others, 5), *FIRST[:3], (_refused, 3))
"""What a payer after others says."""


def say(cents: int, rank: int, chance: random.Random) -> Said:
    """Return what a payer of a rank says of a line that was charged with `cents`."""
    draws = FIRST if rank == 1 else LATER
    (draw,) = chance.choices([one for one, _ in draws], [weight for _, weight in draws])
    return draw(cents, chance)


CODES: Sequence[tuple[str, int]] = (
    ("WO", 1),
    ("WO", -1),
    ("FB", -1),
    ("FB", 1),
    ("72", 1),
    ("CS", 1),
    ("J1", 1),
    ("L6", -1),
    ("50", 1),
    ("90", 1),
    ("AP", -1),
    ("AP", 1),
    ("B2", 1),
    ("C5", -1),
    ("IR", 1),
    ("LE", 1),
    ("CT", -1),
    ("CT", 1),
    ("ZZ", 1),
    ("ZZ", -1),
)
"""Provider-level codes with the sign of their amount: positive lowers the payment."""
