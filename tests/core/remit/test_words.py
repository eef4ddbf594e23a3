"""What is said of a payer's file is as long as a person reads, however much the file says."""

from dataclasses import replace

import pytest

from almoner.core.remit.match import MOST_OWN
from almoner.core.remit.recoupment import open_pairs
from almoner.core.remit.words import MOST_SAID, said
from tests.core.remit.samples import Books, cas, clp, era, make_book, read_one, svc

MANY = 3_000
LONGEST = 6_000


def test_of_many_parts_the_first_are_said_and_how_many_more_there_are() -> None:
    parts = [f"part {number}" for number in range(MOST_SAID)]
    assert said(parts) == ", ".join(parts)
    assert said([*parts, "one", "two"], "; ").endswith("; part 19; and 2 more")
    assert said(["x"] * (MOST_SAID + 1234)).endswith(", and 1,234 more")
    assert said([*parts, "one"]).endswith("part 19, and 1 more")
    assert said([]) == ""


def pairs(*each: str) -> bytes:
    """A payment with many pairs, which come to nothing."""
    claim = [clp("A1", "1", "100", "80"), *svc("HC:99213", "100", "80", "CO 45 20", control="L1")]
    return era(claim, plb=[pair for _ in range(MANY) for pair in each])


def adjusted(*each: str, paid: str = "0") -> bytes:
    """A claim of one line with many adjustments."""
    return era(clp("A1", "1", "100", paid), svc("HC:99213", "100", paid, *each, control="L1"))


DATA = {
    "pairs of one reference": pairs("WO:A*1", "WO:A*-1"),
    "pairs of many codes": pairs("CS:A*1", "ZZ:B*-1"),
    "balances carried on": pairs("FB:A*1", "FB:A*-1"),
    "reasons": adjusted("CO 50 100", *["CO 97 1", "CO 97 -1"] * MANY),
    "equations": era(clp("A1", "1", "100", "0"), *[svc("HC:99213", "1", "0", "CO 50 2")] * MANY),
    "remarks": era(
        clp("A1", "1", "100", "0"),
        svc("HC:99213", "100", "0", "CO 50 100", control="L1", remarks=[f"N{n}" for n in range(MANY)]),
    ),
}


@pytest.mark.parametrize("what", DATA)
def test_no_work_and_no_note_says_more_than_a_person_reads(what: str) -> None:
    books = Books.of(make_book())
    planned = books.take(DATA[what])
    told = [task.why for task in books.tasks.values()] + [item.why for item in planned.items]
    told += planned.plan.notes
    assert any(" more" in one for one in told)
    assert max(map(len, told)) < LONGEST


@pytest.mark.parametrize(("more", "work"), [(0, []), (2, ["suspended_claim"])])
def test_more_adjustments_than_a_claim_can_have_are_a_persons(more: int, work: list[str]) -> None:
    own = [cas("CO 45 20"), *[cas("PR 1 1"), cas("PR 1 -1")] * ((MOST_OWN + more) // 2)][
        : MOST_OWN - 1 + more
    ]
    books = Books.of(make_book())
    books.take(era(clp("A1", "1", "100", "80"), own, svc("HC:99213", "100", "100", control="L1")))
    assert [task.what for task in books.tasks.values()] == work


def test_a_balance_carried_on_beside_many_names_the_oldest_of_them() -> None:
    books, carried = Books.of(make_book()), [f"FB:X{number}*-1" for number in range(MANY)]
    first = read_one(era(plb=carried, trace="T0")).remittance
    books.desk = replace(books.desk, open_pairs=tuple(open_pairs([first])))
    books.take(era(plb=carried, trace="T1"))
    told = [task for task in books.tasks.values() if task.what == "recoupment"]
    assert len(told) == MANY
    assert {task.why.count("2026-03-16") for task in told} == {MOST_SAID}
