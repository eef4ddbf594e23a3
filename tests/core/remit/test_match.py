"""Matching (2.6): certainty or a person; never a name, never a charge of our making."""

from dataclasses import replace

import pytest

from tests.core.remit.samples import DOS, NPI, Books, clp, era, make_book, moves, svc

TWO = [("L1", "99213", 100_00), ("L2", "93000", 40_00)]
ALIKE = [("L1", "97110", 50_00), ("L2", "97110", 50_00)]
PAID = [("cash", "payer_ar:1", 80_00), ("contractual", "payer_ar:1", 20_00)]


def one(control: str = "A1", payer_control: str = "P1", **line: str) -> bytes:
    code = line.get("code", "HC:99213")
    return era(
        clp(control, "1", "100", "80", payer_control=payer_control),
        svc(code, "100", "80", "CO 45 20", control=line.get("line", "")),
    )


def held(books: Books, data: bytes) -> str:
    """Why the file's claim was held, with its 80.00 in suspense."""
    planned = books.take(data)
    assert moves(planned.plan) == [("cash", "suspense", sum(each.cents for each in planned.suspense))]
    return planned.suspense[0].why


@pytest.mark.parametrize(("modifier", "place"), [("25", 0), ("24", 1)])
def test_mt6_of_two_lines_alike_the_very_modifiers_decide(modifier: str, place: int) -> None:
    book = make_book("A1", (("L1", "99213:25", 100_00), ("L2", "99213:24", 100_00)))
    books = Books.of(book)
    books.take(era(clp("A1", "1", "100", "100"), svc(f"HC:99213:{modifier}", "100", "100")))
    (paid,) = books.postings
    assert (paid.reason, paid.subject.line_id) == ("payment", book.lines[place].id)


def test_mt2_our_control_number() -> None:
    assert moves(Books.of(make_book()).plan(one())[1]) == PAID


@pytest.mark.parametrize(("told", "is_found"), [("A12345", True), ("A1234", False)])
def test_mt2_a_truncation_is_taken_from_six_places_on(told: str, *, is_found: bool) -> None:
    books = Books.of(make_book("A1234567"))
    books.take(
        era(clp(told, "1", "100", "100", payer_control=""), svc("HC:99213", "100", "100", control="L1"))
    )
    assert (books.total("suspense") == 0) is is_found


def test_mt2_a_truncation_only_where_it_is_unique() -> None:
    book = make_book("A123456789")
    assert moves(Books.of(book).plan(one("A1234567"))[1]) == PAID
    books = Books.of(book, make_book("A123456788"))
    assert "No claim of ours" in held(books, one("A1234567"))
    assert "No claim of ours" in held(Books.of(book), one("A1234"))


def test_mt3_the_payers_control_number() -> None:
    book = make_book()
    books = Books.of(book)
    books.desk = replace(books.desk, by_payer_control={"ICN7": book})
    assert moves(books.plan(one("", "ICN7"))[1]) == PAID


def test_mt4_one_that_fits_is_only_proposed() -> None:
    books = Books.of(make_book("A777"))
    books.desk = replace(books.desk, lookalikes={"A1": ("A777",)})
    assert "A777 fits" in held(books, one())
    assert books.claim("A777").state == "accepted"


def test_an_unknown_claim_is_held() -> None:
    books = Books.of(make_book("A2"))
    assert "No claim of ours" in held(books, one())
    assert books.open_work() == ["unknown_claim"]


def test_mt5_two_lines_of_one_code_keep_their_own_numbers() -> None:
    books = Books.of(make_book(lines=ALIKE))
    books.take(
        era(
            clp("A1", "1", "100", "70"),
            svc("HC:97110", "50", "30", "CO 45 20", control="L2"),
            svc("HC:97110", "50", "40", "CO 45 10", control="L1"),
        )
    )
    paid = {each.subject.line_id: each.cents for each in books.postings if each.debit == "cash"}
    first, second = books.books["A1"].lines
    assert paid == {first.id: 40_00, second.id: 30_00}


def test_mt6_without_a_number_by_its_facts() -> None:
    books = Books.of(make_book(lines=[("L1", "99213:25", 100_00), ("L2", "93000", 100_00)]))
    books.take(
        era(
            clp("A1", "1", "200", "160"),
            svc("HC:93000", "100", "80", "CO 45 20"),
            svc("HC:99213:25", "100", "80", "CO 45 20"),
        )
    )
    assert books.claim().state == "paid"
    assert books.receivable() == {}


def test_mt7_a_dropped_modifier_where_one_candidate_remains() -> None:
    assert moves(Books.of(make_book(lines=[("L1", "99213:25", 100_00)])).plan(one())[1]) == PAID
    books = Books.of(make_book(lines=[("L1", "99213:25", 100_00), ("L2", "99213:24", 100_00)]))
    assert "several lines alike" in held(books, one())


def test_mt8_lines_alike_without_numbers_want_a_person() -> None:
    books = Books.of(make_book(lines=ALIKE))
    data = era(
        clp("A1", "1", "100", "70"),
        svc("HC:97110", "50", "30", "CO 45 20"),
        svc("HC:97110", "50", "40", "CO 45 10"),
    )
    assert "several lines alike" in held(books, data)
    assert books.open_work() == ["suspended_claim"]


def test_mt9_parts_of_a_split_line_add_up() -> None:
    books = Books.of(make_book())
    books.take(
        era(
            clp("A1", "1", "100", "80"),
            svc("HC:99213", "60", "50", "CO 45 10", control="L1"),
            svc("HC:99213", "40", "30", "CO 45 10", control="L1"),
        )
    )
    assert books.receivable() == {}
    assert books.total("cash") == 80_00

    short = era(clp("A1", "1", "60", "50"), svc("HC:99213", "60", "50", "CO 45 10", control="L1"))
    assert "charges $60.00, ours $100.00" in held(Books.of(make_book()), short)


def test_mt10_a_claim_that_the_payer_split_posts_part_by_part() -> None:
    books = Books.of(make_book(lines=TWO))
    books.take(era(clp("A1", "1", "100", "80"), svc("HC:99213", "100", "80", "CO 45 20", control="L1")))
    assert books.claim().state == "accepted", "the second line still waits, with the claim's own day"
    books.take(
        era(clp("A1", "1", "40", "30"), svc("HC:93000", "40", "30", "CO 45 10", control="L2"), trace="T2")
    )
    assert (books.claim().state, books.receivable()) == ("paid", {})


def test_mt10_both_parts_in_one_check() -> None:
    books = Books.of(make_book(lines=TWO))
    books.take(
        era(
            clp("A1", "1", "100", "80"),
            svc("HC:99213", "100", "80", "CO 45 20", control="L1"),
            clp("A1", "1", "40", "0"),
            svc("HC:93000", "40", "0", "CO 50 40", control="L2"),
        )
    )
    assert books.claim().state == "denied"
    assert books.receivable() == {"payer_ar:1": 40_00}


def test_mt10_claims_that_the_payer_merged() -> None:
    books = Books.of(make_book("A1"), make_book("A2", lines=[("L9", "93000", 40_00)]))
    books.take(
        era(
            clp("A1", "1", "140", "110"),
            svc("HC:99213", "100", "80", "CO 45 20", control="L1"),
            svc("HC:93000", "40", "30", "CO 45 10", control="L9"),
        )
    )
    assert [books.claim(control).state for control in ("A1", "A2")] == ["paid", "paid"]
    assert [each.subject.claim_id for each in books.postings] == [100, 100, 200, 200]


def test_mt11_another_code_is_laid_on_our_line_and_shown() -> None:
    books = Books.of(make_book(lines=[("L1", "99214", 100_00)]))
    books.take(one(line="L1"))
    assert books.receivable() == {}
    assert books.open_work() == ["recode_review"]


def test_mt11_the_submitted_code_names_our_line() -> None:
    books = Books.of(make_book(lines=[("L1", "99214", 100_00)]))
    segments = [
        clp("A1", "1", "100", "80"),
        "SVC*HC:99213*100*80**1*HC:99214*1",
        f"DTM*472*{DOS:%Y%m%d}",
        "CAS*CO*45*20",
    ]
    books.take(era(segments))
    assert books.receivable() == {}
    assert books.open_work() == ["recode_review"]


@pytest.mark.parametrize(
    ("paid", "sent", "work"),
    [("1", "2", 1), ("2", "2", 0), ("", "1", 0), ("1.0", "1", 0), ("1.5", "1", 1), ("1.5", "1.7", 1)],
)
def test_mt11_other_units_than_we_sent_are_shown(paid: str, sent: str, work: int) -> None:
    books = Books.of(make_book())
    segments = [clp("A1", "1", "100", "80"), f"SVC*HC:99213*100*80**{paid}**{sent}", "CAS*CO*45*20"]
    books.take(era([*segments, "REF*6R*L1"]))
    assert books.receivable() == {}
    assert books.open_work() == ["recode_review"] * work


def test_mt11_units_that_the_payer_does_not_tell_are_told_as_one() -> None:
    books = Books.of(make_book())
    books.take(era([clp("A1", "1", "100", "80"), "SVC*HC:99213*100*80****2", "CAS*CO*45*20", "REF*6R*L1"]))
    (task,) = books.tasks.values()
    assert "1 units in place of 2 on line L1" in task.why


def test_a_reporting_line_without_a_charge_is_matched_by_its_number() -> None:
    books = Books.of(make_book("A1", (("L1", "99213", 100_00), ("L2", "3074F", 0))))
    rows = svc("HC:99213", "100", "80", "CO 45 20", control="L1") + svc("HC:3074F", "0", "0", control="L2")
    books.take(era(clp("A1", "1", "100", "80"), rows))
    assert (books.claim().state, books.receivable(), books.open_work()) == ("paid", {}, [])


def test_mt12_a_line_that_we_never_sent_makes_no_charge() -> None:
    books = Books.of(make_book())
    assert "never sent" in held(books, one(code="HC:36415"))
    assert books.receivable() == {"payer_ar:1": 100_00}


def test_mt13_what_the_payer_knows_of_coverage_is_a_proposal() -> None:
    books = Books.of(make_book())
    segments = [
        clp("A1", "1", "100", "80"),
        "NM1*74*1******C*NEWID",
        "NM1*PR*2*FIRST PAYER",
        "DTM*036*20260228",
    ]
    books.take(era(segments, svc("HC:99213", "100", "80", "CO 45 20", control="L1")))
    (task,) = [task for task in books.tasks.values() if task.what == "coverage_proposal"]
    assert "member id" in task.why
    assert "another payer" in task.why
    assert "end of coverage" in task.why
    assert "NEWID" not in task.why


@pytest.mark.parametrize("qualifier", ["HC", "NU", "AD", "HP", "IV", "ER", "WK"])
def test_sq_every_kind_of_code_matches_by_code(qualifier: str) -> None:
    code = "0450" if qualifier == "NU" else "D0120"
    books = Books.of(make_book(lines=[("L1", code, 100_00)]))
    books.take(one(code=f"{qualifier}:{code}"))
    assert books.receivable() == {}


def test_sq3_a_drug_matches_by_ndc() -> None:
    book = make_book(lines=[("L1", "J1885", 100_00)])
    book = replace(book, lines=(replace(book.lines[0], ndc="00409379501"),))
    books = Books.of(book)
    books.take(one(code="N4:00409379501"))
    assert books.receivable() == {}


@pytest.mark.parametrize("qualifier", ["UI", "N6"])
def test_sq9_product_codes_match_by_number_only(qualifier: str) -> None:
    assert "never sent" in held(Books.of(make_book()), one(code=f"{qualifier}:99213"))
    books = Books.of(make_book())
    books.take(one(code=f"{qualifier}:123", line="L1"))
    assert books.receivable() == {}


def test_sq10_an_unknown_kind_holds_its_claim_and_the_file_goes_on() -> None:
    books = Books.of(make_book("A1"), make_book("A2"))
    planned = books.take(
        era(
            clp("A1", "1", "100", "80"),
            svc("ZZ:99213", "100", "80", "CO 45 20", control="L1"),
            clp("A2", "1", "100", "80"),
            svc("HC:99213", "100", "80", "CO 45 20", control="L1"),
        )
    )
    assert [each.claim for each in planned.suspense] == ["A1"]
    assert books.receivable("A2") == {}


def test_a_claim_without_lines_is_shared_out_by_charge() -> None:
    books = Books.of(make_book(lines=[("L1", "99213", 100_00), ("L2", "93000", 50_00)]))
    books.take(era(clp("A1", "1", "150", "100.01", "10"), ["CAS*CO*45*39.99", "CAS*PR*3*10"]))
    assert books.receivable() == {"patient_ar": 10_00}
    assert books.total("cash") == 100_01
    first, second = books.books["A1"].lines
    paid = {each.subject.line_id: each.cents for each in books.postings if each.debit == "cash"}
    assert paid.keys() == {first.id, second.id}


def test_the_claims_own_adjustment_lowers_what_its_lines_pay() -> None:
    books = Books.of(make_book(lines=TWO))
    books.take(
        era(
            clp("A1", "1", "140", "99"),
            "CAS*CO*253*1",
            svc("HC:99213", "100", "70", "CO 45 30", control="L1"),
            svc("HC:93000", "40", "30", "CO 45 10", control="L2"),
        )
    )
    assert books.total("cash") == 99_00
    assert books.receivable() == {}


def test_dm5_a_file_for_another_practice_is_kept_apart() -> None:
    books = Books.of(make_book())
    planned = books.take(
        era(clp("A1", "1", "100", "80"), svc("HC:99213", "100", "80", "CO 45 20"), payee="XX*1999999999")
    )
    assert planned.plan.postings == ()
    assert [record.kind for record in planned.plan.records] == ["remittance"]
    assert books.open_work() == ["misrouted_remittance"]


def test_mt1_the_tax_number_is_enough() -> None:
    books = Books.of(make_book())
    books.desk = replace(books.desk, tax_ids=frozenset({"999999999"}))
    books.take(
        era(
            clp("A1", "1", "100", "80"),
            svc("HC:99213", "100", "80", "CO 45 20", control="L1"),
            payee="XX*1999999999",
        )
    )
    assert books.receivable() == {}
    assert NPI in books.desk.npis


def test_a_claims_own_reasons_are_shared_by_charge_where_nothing_is_left_to_lower() -> None:
    books = Books.of(make_book("A1", (("L1", "99213", 100_00), ("L2", "93000", 50_00))))
    books.take(era([clp("A1", "1", "150", "30"), "CAS*CO*45*150", "CAS*OA*225*-30"]))
    paid = {each.subject.line_id: each.cents for each in books.postings if each.reason == "interest"}
    assert [paid[line.id] for line in books.books["A1"].lines] == [20_00, 10_00]
