"""Row by row through the write-off gate (2.9), the groups (2.8) and the zero-payment truth table (2.10)."""

from dataclasses import replace

import pytest

from almoner.core.remit import Book, ItemKind
from tests.core.remit.samples import PAYER, Books, clp, contract_price, era, make_book, moves, secondary, svc

PAID, SHARE, WRITTEN_OFF = ("cash", "payer_ar:1"), ("patient_ar", "payer_ar:1"), ("contractual", "payer_ar:1")


def laid(*adjustments: str, status: str = "1", paid: str = "0", book: Book | None = None) -> Books:
    """Books after a one-line claim of 100.00."""
    books = Books.of(book or make_book())
    books.take(era(clp("A1", status, "100", paid), svc("HC:99213", "100", paid, *adjustments, control="L1")))
    return books


def posted(books: Books) -> list[tuple[str, str, int]]:
    return [(each.debit, each.credit, each.cents) for each in books.postings]


# ------------------------------------------------------------------------------------ zero payments


def test_z1_a_whole_deductible_is_the_patients() -> None:
    books = laid("CO 45 20", "PR 1 80")
    assert posted(books) == [(*SHARE, 80_00), (*WRITTEN_OFF, 20_00)]
    assert books.postings[0].carc == "1"
    assert books.claim().state == "paid"
    assert books.denials == {}
    assert books.receivable() == {"patient_ar": 80_00}


def test_z1_with_a_next_payer_it_is_that_payers() -> None:
    books = laid("CO 45 20", "PR 1 80", book=secondary(make_book()))
    assert posted(books) == [("payer_ar:2", "payer_ar:1", 80_00), (*WRITTEN_OFF, 20_00)]
    assert books.open_work() == ["bill_next_payer"]


@pytest.mark.parametrize("carc", ["2", "3"])
def test_z2_coinsurance_and_copay_keep_their_kind(carc: str) -> None:
    books = laid("CO 45 20", f"PR {carc} 80")
    assert [(each.reason.value, each.carc) for each in books.postings] == [
        ("patient_share", carc),
        ("contractual", "45"),
    ]


@pytest.mark.parametrize("status", ["1", "2", "3", "4"])
@pytest.mark.parametrize("carc", ["16", "50", "197", "29"])
def test_z3_z4_a_denial_posts_nothing_and_has_an_owner(status: str, carc: str) -> None:
    books = laid(f"CO {carc} 100", status=status)
    assert posted(books) == []
    assert books.receivable() == {"payer_ar:1": 100_00}
    assert books.claim().state == "denied"
    (denial,) = books.denials.values()
    assert (denial.carc, denial.cents, denial.state) == (carc, 100_00, "open")
    assert denial.owner
    assert denial.due_on > denial.opened_on
    assert books.open_work() == ["denial"]


@pytest.mark.parametrize("carc", ["96", "204"])
def test_z5_non_covered_is_the_patients_only_after_a_check(carc: str) -> None:
    books = laid(f"PR {carc} 100")
    assert posted(books) == []
    assert books.open_work() == ["coverage_review"]
    assert books.claim().state == "denied"


@pytest.mark.parametrize("group", ["CO", "OA"])
def test_z6_a_duplicate_is_linked_to_its_original(group: str) -> None:
    books = laid(f"{group} 18 100")
    assert posted(books) == []
    assert books.open_work() == ["duplicate_review"]

    books = laid("CO 45 20", paid="80")
    books.take(
        era(
            clp("A1", "1", "100", "0"),
            svc("HC:99213", "100", "0", f"{group} 18 100", control="L1"),
            trace="T2",
        )
    )
    assert books.open_work() == []
    assert books.denials == {}
    assert books.claim().state == "paid"


def test_z8_capitated_care_is_adjusted_only_under_a_capitated_contract() -> None:
    books = laid("CO 24 100", book=replace(make_book(), is_capitated=True))
    assert posted(books) == [("capitation", "payer_ar:1", 100_00)]
    assert (books.open_work(), books.claim().state) == ([], "paid")

    books = laid("CO 24 100")
    assert posted(books) == []
    assert (books.open_work(), books.claim().state) == (["denial"], "denied")


def as_second(left: int) -> Book:
    """A claim to the second payer, to whom so many cents were passed on."""
    book = make_book(rank=2)
    return replace(book, balances={(book.lines[0].id, "payer_ar:2"): left})


def test_z9_a_second_payer_whose_allowed_amount_is_met_writes_off_what_is_left_with_it() -> None:
    books = Books.of(as_second(16_00))
    planned, plan = books.plan(
        era(clp("A1", "2", "100", "0"), svc("HC:99213", "100", "0", "OA 23 64", "CO 45 36", control="L1"))
    )
    assert moves(plan) == [("contractual", "payer_ar:2", 16_00)]
    assert planned.items == ()


def test_z9_the_share_comes_before_the_write_off() -> None:
    books = Books.of(as_second(16_00))
    _, plan = books.plan(
        era(
            clp("A1", "2", "100", "4", "6"),
            svc("HC:99213", "100", "4", "OA 23 64", "CO 45 26", "PR 3 6", control="L1"),
        )
    )
    assert moves(plan) == [
        ("cash", "payer_ar:2", 4_00),
        ("patient_ar", "payer_ar:2", 6_00),
        ("contractual", "payer_ar:2", 6_00),
    ]


@pytest.mark.parametrize("status", ["19", "20", "21"])
def test_z10_a_crossed_over_claim_is_watched_and_not_billed_by_us(status: str) -> None:
    books = laid("CO 45 20", "PR 1 80", status=status, book=secondary(make_book()))
    assert posted(books) == [("payer_ar:2", "payer_ar:1", 80_00), (*WRITTEN_OFF, 20_00)]
    assert books.open_work() == ["crossover_watch"]


def test_z10_a_crossover_remark_says_the_same() -> None:
    books = Books.of(secondary(make_book()))
    books.take(
        era(
            clp("A1", "1", "100", "64", "16"),
            "MOA***MA01*MA18",
            svc("HC:99213", "100", "64", "CO 45 20", "PR 2 16", control="L1"),
        )
    )
    assert books.open_work() == ["crossover_watch"]


def test_z12_forwarded_only_and_pricing_only_decide_nothing() -> None:
    books = laid("CO 45 100", status="23")
    assert (posted(books), books.claim().state) == ([], "forwarded")
    assert books.open_work() == ["forwarded_claim"]

    books = laid("CO 45 20", "PR 1 80", status="25")
    assert (posted(books), books.claim().state, books.open_work()) == ([], "accepted", [])


@pytest.mark.parametrize("status", ["23", "25", "7", ""])
def test_cash_with_a_status_that_decides_nothing_is_held(status: str) -> None:
    books = laid("CO 45 20", status=status, paid="80")
    assert posted(books) == [("cash", "suspense", 80_00)]
    assert books.claim().state == "suspended"


def test_z13_a_write_down_to_nothing_is_a_hidden_denial() -> None:
    books = laid("CO 45 100")
    assert posted(books) == []
    assert books.open_work() == ["underpayment"]
    assert books.claim().state == "denied"


@pytest.mark.parametrize("group", ["OA", "PI", "CO", "PR"])
def test_z14_money_that_went_to_the_patient_is_collected_there(group: str) -> None:
    books = laid("CO 45 20", f"{group} 100 80")
    assert books.receivable() == {"patient_ar": 80_00}
    assert books.open_work() == ["member_paid"]
    assert books.claim().state == "paid"


# ------------------------------------------------------------------------------------ the gate


def test_wg3_only_the_contract_group_is_written_off() -> None:
    for group in ("PI", "OA", "CR", "XX"):
        books = laid(f"{group} 45 20", paid="80")
        assert posted(books) == [(*PAID, 80_00)]
        assert books.receivable() == {"payer_ar:1": 20_00}
        assert len(books.open_work()) == 1
    books = Books.of(make_book())
    books.desk = replace(books.desk, write_off_groups=frozenset({"PI"}))
    books.take(era(clp("A1", "1", "100", "80"), svc("HC:99213", "100", "80", "PI 45 20", control="L1")))
    assert books.receivable() == {}


def test_wg4_no_write_off_beside_a_denial() -> None:
    books = laid("CO 45 20", "CO 151 40", paid="40")
    assert posted(books) == [(*PAID, 40_00)]
    (denial,) = books.denials.values()
    assert (denial.carc, denial.cents) == ("151", 60_00)


def test_wg4_an_unknown_number_moves_nothing() -> None:
    for adjustment in ("CO 999 20", "PR 999 20", "OA 999 20", "PI 999 20"):
        books = laid(adjustment, paid="80")
        assert posted(books) == [(*PAID, 80_00)]
        assert books.receivable() == {"payer_ar:1": 20_00}
        assert books.open_work() == ["unknown_code"]


def test_wg4_a_number_counts_as_of_the_payers_day() -> None:
    books = laid("CO A2 20", paid="80")
    assert posted(books) == [(*PAID, 80_00)], "A2 ended in 2008"
    assert books.open_work() == ["unknown_code"]


def test_wg6_no_more_than_the_contract_allows() -> None:
    book = make_book()
    books = laid("CO 45 30", paid="70", book=replace(book, prices={book.lines[0].id: contract_price(85_00)}))
    assert posted(books) == [(*PAID, 70_00), (*WRITTEN_OFF, 15_00)]
    assert books.receivable() == {"payer_ar:1": 15_00}
    assert books.open_work() == ["variance"]
    assert books.claim().state == "paid"


def test_wg6_what_stays_open_says_how_the_price_came_about() -> None:
    book = make_book()
    books = laid("CO 45 30", paid="70", book=replace(book, prices={book.lines[0].id: contract_price(85_00)}))
    (task,) = books.tasks.values()
    assert task.cents == 15_00
    assert "fixed fee, term visits: $85.00 (agreement of 2025, p. 4)" in task.why


@pytest.mark.parametrize(("tolerance", "open_cents"), [(0, 15_00), (14_99, 15_00), (15_00, 0)])
def test_wg6_within_the_tolerance_it_is_let_be(tolerance: int, open_cents: int) -> None:
    made = make_book()
    price = {made.lines[0].id: contract_price(85_00)}
    books = laid("CO 45 30", paid="70", book=replace(made, prices=price, tolerance_cents=tolerance))
    assert books.receivable() == ({"payer_ar:1": open_cents} if open_cents else {})


def test_wg6_the_federal_cut_is_written_off_beside_the_contract() -> None:
    made = make_book()
    price = {made.lines[0].id: contract_price(80_00)}
    books = laid("CO 45 20", "CO 253 1.28", "PR 2 16", paid="62.72", book=replace(made, prices=price))
    assert books.receivable() == {"patient_ar": 16_00}
    assert books.open_work() == []


def test_wg6_a_price_that_a_person_sets_limits_nothing() -> None:
    made = make_book()
    price = {made.lines[0].id: contract_price(85_00, "reduced services are priced by report")}
    books = laid("CO 45 30", paid="70", book=replace(made, prices=price))
    assert books.receivable() == {}


def test_wg6_without_a_price_no_more_than_the_practices_limit() -> None:
    books = Books.of(make_book())
    books.desk = replace(books.desk, payer=replace(PAYER, contract_discount_bp=2500))
    books.take(era(clp("A1", "1", "100", "60"), svc("HC:99213", "100", "60", "CO 45 40", control="L1")))
    assert posted(books) == [(*PAID, 60_00), (*WRITTEN_OFF, 25_00)]
    assert books.receivable() == {"payer_ar:1": 15_00}
    (task,) = books.tasks.values()
    assert "it takes off $40.00, and $25.00 is agreed with it" in task.why
    assert "allowed $15.00 less than expected" in task.why


def test_wg7_status_four_writes_nothing_off() -> None:
    books = laid("CO 45 20", "PR 1 80", status="4")
    assert posted(books) == [(*SHARE, 80_00)]
    assert books.receivable() == {"payer_ar:1": 20_00, "patient_ar": 80_00}
    assert len(books.open_work()) == 1


def test_wg8_a_payer_on_hold() -> None:
    books = Books.of(make_book())
    books.desk = replace(books.desk, write_off_hold=True)
    books.take(era(clp("A1", "1", "100", "80"), svc("HC:99213", "100", "80", "CO 45 20", control="L1")))
    assert posted(books) == [(*PAID, 80_00)]
    assert books.open_work() == ["write_off_hold"]


def test_sequestration_is_contractual() -> None:
    books = laid("CO 45 20", "CO 253 1.60", paid="78.40")
    assert books.receivable() == {}
    assert books.open_work() == []


def test_a_rewards_negative_sign_is_kept() -> None:
    books = laid("CO 45 20", "CO 144 -5", paid="85")
    assert posted(books) == [(*PAID, 85_00), (*WRITTEN_OFF, 20_00), ("payer_ar:1", "contractual", 5_00)]
    assert books.receivable() == {}


def test_ag4_the_payers_own_reduction_is_neither_written_off_nor_billed() -> None:
    books = laid("PI 45 20", paid="80")
    assert books.open_work() == ["dispute"]
    assert books.receivable() == {"payer_ar:1": 20_00}


def test_ag2_a_part_that_is_not_covered_goes_with_the_rest_of_a_paid_line() -> None:
    books = laid("CO 45 20", "PR 96 10", paid="70")
    assert books.receivable() == {"patient_ar": 10_00}


def test_ag2_a_refusal_is_not_the_patients_by_itself() -> None:
    books = laid("PR 27 100")
    assert posted(books) == []
    (denial,) = books.denials.values()
    assert (denial.category, denial.owner) == ("eligibility", "front_desk")


def test_the_kinds_of_items_are_all_reachable() -> None:
    reached = {
        kind
        for adjustments, paid in [
            (("CO 16 100",), "0"),
            (("CO 97 100",), "0"),
            (("CO 18 100",), "0"),
            (("PR 96 100",), "0"),
            (("CO 45 100",), "0"),
            (("CO 999 20",), "80"),
            (("PI 45 20",), "80"),
            (("CO 45 85",), "15"),
            (("CO 104 20",), "80"),
        ]
        for kind in laid(*adjustments, paid=paid).open_work()
    }
    assert reached == {kind.value for kind in ItemKind} - {"write_off_hold"}
