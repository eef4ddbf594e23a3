"""Where the claims of a file alone stand after each of its payments, and what counts as posted before."""

from collections.abc import Sequence
from datetime import date
from itertools import count

import pytest

from almoner.core.ledger import Posting, account_name
from almoner.core.remit import Book, OwnBooks, plan_remittance
from almoner.core.remit.own_claims import BilledClaim, BilledLine
from almoner.core.wire.remit_835 import read_remittances
from almoner.core.x12 import read
from tests.core.remit.samples import TODAY, cas, clp, era, svc, table

FIRST = [clp("A1", "1", "100", "64"), *svc("HC:99213", "100", "64", "CO 45 20", "PR 2 16", control="L1")]
BACK = [
    clp("A1", "22", "-100", "-64"),
    *svc("HC:99213", "-100", "-64", "CO 45 -20", "PR 2 -16", control="L1"),
]
SECOND = [
    clp("A1", "1", "100", "70", payer_control="P2"),
    *svc("HC:99213", "100", "70", "CO 45 30", control="L1"),
]


class File:
    """The payments of one file, taken one after the other."""

    def __init__(self, *payments: bytes, billed: Sequence[BilledClaim] | None = None) -> None:
        self._ids = count(1)
        reads = read_remittances(read(b"".join(payments)), ids=self._ids, received_on=TODAY)
        self.own = OwnBooks(reads, table(), billed)
        self._left = iter(self.own.reads)
        self.postings: list[Posting] = []

    def take(self) -> Book:
        """Take the next payment, and return the first claim as it stands then."""
        one = next(self._left)
        planned = plan_remittance(one, self.own.desk_of(one), ids=self._ids, on=TODAY)
        self.own.take(planned.plan)
        self.postings += planned.plan.postings
        return next(iter(self.own.books))

    def take_all(self) -> dict[str, int]:
        """Take all, and return what is on each account, from which all lies on the payer's receivable."""
        for _ in self.own.reads:
            self.take()
        sums: dict[str, int] = {}
        for each in self.postings:
            for account, cents in ((each.debit, each.cents), (each.credit, -each.cents)):
                sums[account_name(account).value] = sums.get(account_name(account).value, 0) + cents
        return {account: cents for account, cents in sums.items() if cents and account != "payer_ar"}


def test_a_claim_stands_as_each_payment_left_it() -> None:
    file = File(era(FIRST, trace="T1"), era(BACK, plb=["WO:A1*-64"], trace="T2"))
    (line,) = next(iter(file.own.books)).lines
    book = file.take()
    assert book.claim.state == "paid"
    assert (book.balances[line.id, "payer_ar:1"], book.balances[line.id, "patient_ar"]) == (0, 16_00)
    book = file.take()
    assert book.claim.state == "reversed"
    assert (book.balances[line.id, "payer_ar:1"], book.balances[line.id, "patient_ar"]) == (100_00, 0)


def test_work_stands_with_its_claim_until_what_it_waits_for_has_come() -> None:
    file = File(era(FIRST, trace="T1"), era(SECOND, trace="T2"), era(BACK, plb=["WO:A1*-64"], trace="T3"))
    assert file.take().tasks == ()
    assert [task.what for task in file.take().tasks] == ["second_adjudication"]
    assert file.take().tasks == ()


def test_a_payment_that_repeats_another_of_the_file_brings_no_decision() -> None:
    back = era(BACK, plb=["WO:A1*-64"], trace="T2")
    once, twice = File(era(FIRST, trace="T1"), back), File(era(FIRST, trace="T1"), back, back)
    assert once.take_all() == twice.take_all() == {"payer_recoupment": -64_00, "cash": 64_00}
    (book,), (same,) = once.own.books, twice.own.books
    assert book.balances == same.balances, "nothing is assumed to stand beside what the file brings"
    assert book.balances[book.lines[0].id, "payer_ar:1"] == 100_00


def test_what_is_reversed_counts_as_posted_beside_a_decision_on_the_whole_claim() -> None:
    """Neither decision names a line, so that nothing says that they are on different ones."""
    back = [clp("A1", "22", "-100", "-80"), cas("CO 45 -20")]
    anew = [clp("A1", "1", "100", "90", payer_control="P2"), cas("CO 45 10")]
    assert File(era(back, anew)).take_all() == {"cash": 10_00, "contractual": -10_00}


@pytest.mark.parametrize(("charge", "is_held"), [("-0.01", False), ("0", False), ("0.01", True)])
def test_what_is_reversed_counts_as_posted_where_its_charge_is_given_back(
    charge: str, *, is_held: bool
) -> None:
    """A reversal that charges anew mirrors nothing that could have been posted."""
    cut = {"-0.01": "9.99", "0": "10", "0.01": "10.01"}[charge]
    sums = File(era([clp("A1", "22", charge, "-10"), cas(f"CO 45 {cut}")], check="-10")).take_all()
    assert (sums["cash"], "suspense" in sums) == (-10_00, is_held)


def test_a_claim_that_was_billed_and_that_no_payment_decides_is_owed_by_its_first_payer() -> None:
    lines = (BilledLine("L1", "99213", (), date(2026, 3, 2), 100_00),)
    (book,) = File(era(FIRST), billed=[BilledClaim("A7", lines)]).own.books
    assert (book.claim.control, book.claim.rank) == ("A7", 1)
    assert book.balances == {(book.lines[0].id, "payer_ar:1"): 100_00}
