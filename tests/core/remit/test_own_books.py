"""Books of a file alone must say what real books would: the same payments, one after the other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from random import Random

import pytest

from almoner.core.ledger import Posting, account_name
from almoner.core.remit import Book, Desk, OwnBooks, plan_remittance
from almoner.core.remit.own_claims import BilledClaim, BilledLine
from almoner.core.wire.remit_835 import read_remittances
from almoner.core.x12 import read
from tests.cli.era_cases import interchanges
from tests.cli.era_random import Decided, again, decided
from tests.core.remit.samples import TODAY, Books, make_book, table

DAY = date(2026, 3, 2)


def chains(random: Random) -> tuple[list[Decided], list[list[str]]]:
    """Claims, and the checks over which their decisions and reversals are spread, in any order."""
    claims, checks = [], [list[str]() for _ in range(3)]
    for number in range(1, random.randint(2, 4)):
        first = replace(decided(random, f"C{number}", f"C{number}P1"), status="1", off=0)
        claims.append(first)
        last, told = first, [first.told()]
        for turn in range(random.randrange(3)):
            following = again(random, last, f"C{number}P{turn + 2}")
            told += [last.told(is_reversed=True), following.told()]
            last = following
        for each in told:
            random.choice(checks).append(each)
    return claims, checks


@pytest.mark.parametrize("seed", range(80))
def test_a_file_alone_ends_as_real_books_do(seed: int) -> None:
    claims, checks = chains(Random(seed))
    data = [
        interchanges(f"@set trace=T{number}\n" + "\n".join(rows))
        for number, rows in enumerate(checks)
        if rows
    ]
    real = Books.of(*(_book(claim) for claim in claims))
    real.desk = Desk(reasons=table())
    for each in data:
        real.take(each)
    wanted = _sums(real.postings)
    assert _own(b"".join(data), None) == wanted
    assert _own(b"".join(data), [_billed(claim) for claim in claims]) == wanted


def _book(claim: Decided) -> Book:
    return make_book(claim.control, [(each.control, "99213", each.charge) for each in claim.services])


def _billed(claim: Decided) -> BilledClaim:
    lines = [BilledLine(each.control, "99213", (), DAY, each.charge) for each in claim.services]
    return BilledClaim(claim.control, tuple(lines))


def _own(data: bytes, billed: list[BilledClaim] | None) -> dict[str, int]:
    ids = count(1)
    own = OwnBooks(read_remittances(read(data), ids=ids, received_on=TODAY), table(), billed)
    postings: list[Posting] = []
    for one in own.reads:
        planned = plan_remittance(one, own.desk_of(one), ids=ids, on=TODAY)
        own.take(planned.plan)
        postings += planned.plan.postings
    return _sums(postings)


def _sums(postings: Sequence[Posting]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for each in postings:
        sums[account_name(each.debit)] += each.cents
        sums[account_name(each.credit)] -= each.cents
    return {name: cents for name, cents in sums.items() if cents}
