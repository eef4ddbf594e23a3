"""A claim made of a file alone: each decision names its lines alike, and nothing about it is invented."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.remit.advice import Advice, AdviceLine
from almoner.core.remit.own_claims import (
    BilledClaim,
    BilledLine,
    OwnIds,
    make_book,
    numbered,
    own_book,
    rank_of,
    undecided_book,
)
from tests.core.remit.samples import PAID_ON, table

DAY, EARLIER = date(2026, 3, 2), date(2026, 3, 1)


def service(
    code: str, cents: int, *, control: str = "", submitted: str = "", on: date | None = None
) -> AdviceLine:
    return AdviceLine(control, "HC", code, (), cents, 0, (), submitted_code=submitted, service_on=on)


def advice(*lines: AdviceLine, status: str = "1") -> Advice:
    return Advice(0, 0, 1, "A1", status, sum(line.charge_cents or 0 for line in lines), 0, 0, "P1", lines)


def names(*told: Advice) -> list[list[str]]:
    return [[line.control for line in one.lines] for one in numbered(told)]


@pytest.mark.parametrize(
    ("status", "rank"), [("1", 1), ("19", 1), ("2", 2), ("20", 2), ("3", 3), ("21", 3), ("22", 1)]
)
def test_a_status_says_whose_turn_it_was(status: str, rank: int) -> None:
    assert rank_of(advice(status=status)) == rank


def test_lines_without_a_number_are_named_alike_in_whatever_order() -> None:
    first, other = service("99213", 100_00), service("93000", 40_00)
    assert names(advice(first, other), advice(other, first)) == [["1", "2"], ["2", "1"]]
    dearer = replace(first, charge_cents=120_00)
    assert names(advice(first, dearer), advice(dearer, first)) == [["1", "2"], ["2", "1"]]


def test_two_lines_alike_are_two_in_every_decision() -> None:
    twin = service("99213", 100_00)
    assert names(advice(twin, twin, twin), advice(twin, twin)) == [["1", "2", "3"], ["1", "2"]]


def test_a_name_that_a_line_has_is_given_to_no_other() -> None:
    first, other = service("99213", 100_00), service("93000", 40_00)
    assert names(advice(first), advice(other, first)) == [["1"], ["#1", "1"]]
    assert names(advice(service("99213", 100_00, control="1"), other)) == [["1", "2"]]
    assert names(advice(service("99213", 100_00, control="2"), other)) == [["2", "#2"]]


def test_a_line_is_known_by_what_was_billed_where_the_payer_has_changed_it() -> None:
    billed, changed = service("99213", 100_00), service("99212", 100_00, submitted="99213")
    other = service("99212", 100_00)
    assert names(advice(billed), advice(changed), advice(other)) == [["1"], ["1"], ["#1"]]


@pytest.mark.parametrize(
    ("of_line", "of_claim", "wanted"),
    [(EARLIER, DAY, EARLIER), (None, DAY, DAY), (None, None, PAID_ON), (EARLIER, None, EARLIER)],
)
def test_a_line_is_of_its_own_day_else_of_the_claims_else_of_the_payment(
    of_line: date | None, of_claim: date | None, wanted: date
) -> None:
    told = replace(advice(service("99213", 100_00, control="L1", on=of_line)), service_on=of_claim)
    (line,) = own_book(told, table(), OwnIds(), paid_on=PAID_ON).lines
    assert line.service_on == wanted
    whole = replace(told, lines=(), charge_cents=100_00)
    assert own_book(whole, table(), OwnIds(), paid_on=PAID_ON).lines[0].service_on == (of_claim or PAID_ON)


@pytest.mark.parametrize(("charged", "owed"), [(100_00, 100_00), (1, 1), (0, 0), (None, 0)])
def test_a_claim_without_lines_owes_as_much_as_it_charges(charged: int | None, owed: int) -> None:
    whole = replace(advice(), charge_cents=charged)
    book = own_book(whole, table(), OwnIds(), paid_on=PAID_ON)
    assert [line.charge_cents for line in book.lines] == [owed]


def test_such_a_claim_is_of_nobody_that_we_know_and_owes_its_charge() -> None:
    claim = BilledClaim(
        "A1", (BilledLine("L1", "99213", (), DAY, 100_00), BilledLine("L2", "93000", (), DAY, 1))
    )
    book = make_book(advice(status="19"), claim.lines, table(), OwnIds())
    assert (book.claim.patient_id, book.claim.coverage_id, book.claim.payer_id) == (0, 0, 0)
    for line in book.lines:
        people = (line.visit_id, line.superbill_id, line.patient_id, line.provider_id, line.location_id)
        assert people == (0, 0, 0, 0, 0)
        assert line.units == 1
    assert [line.sequence for line in book.lines] == [1, 2]
    assert [book.balances[line.id, "payer_ar:1"] for line in book.lines] == [100_00, 1]
    following = book.next_coverage
    assert following is not None
    assert (following.rank, following.id, following.patient_id, following.plan_id) == (2, 0, 0, 0)
    assert following.payer_id == -1, "the payer that it was sent on to is none of those that we know"
    assert make_book(advice(), claim.lines, table(), OwnIds()).next_coverage is None


def test_what_nothing_decides_is_the_first_payers_to_pay_unless_another_is_named() -> None:
    lines = (BilledLine("L1", "99213", (), DAY, 100_00),)
    assert list(undecided_book("A1", lines, OwnIds()).balances) == [(1, "payer_ar:1")]
    assert list(undecided_book("A1", lines, OwnIds(), rank=2).balances) == [(1, "payer_ar:2")]
