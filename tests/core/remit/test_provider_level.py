"""Provider-level amounts (2.11): each pair on the account of its code, with its own reference and sign."""

from dataclasses import replace

import pytest

from almoner.core.remit.recoupment import open_pairs
from tests.core.remit.samples import PAID_ON, PAYER, Books, clp, era, make_book, moves, svc

CLAIM = [clp("A1", "1", "100", "80"), *svc("HC:99213", "100", "80", "CO 45 20", control="L1")]


@pytest.mark.parametrize(
    ("code", "account"),
    [
        ("WO", "payer_recoupment"),
        ("FB", "payer_recoupment"),
        ("72", "refunds_in_transit"),
        ("CS", "payer_adjustments"),
        ("J1", "payer_adjustments"),
        ("L6", "interest"),
        ("50", "penalties"),
        ("90", "payer_adjustments"),
        ("AP", "payer_advances"),
        ("B2", "payer_adjustments"),
        ("C5", "payer_advances"),
        ("IR", "tax_withheld"),
        ("LE", "levies"),
        ("ZZ", "suspense"),
    ],
)
def test_pl1_to_pl14_a_positive_amount_takes_cash_and_a_negative_one_brings_it(
    code: str, account: str
) -> None:
    for amount, cents in (("10", 10_00), ("-2.50", -2_50)):
        books = Books.of(make_book())
        planned = books.take(era(CLAIM, plb=[f"{code}:REF*{amount}"]))
        assert books.total("cash") == 80_00 - cents
        assert books.total(account) == cents
        held = [(each.claim, each.cents) for each in planned.suspense]
        assert held == ([("", -cents)] if code == "ZZ" else [])


def test_an_unknown_code_is_shown_and_has_an_owner() -> None:
    books = Books.of(make_book())
    planned = books.take(era(CLAIM, plb=["ZZ:1*5"]))
    (task,) = books.tasks.values()
    assert (task.what, task.owner) == ("provider_level_review", "biller")
    assert [each.advice_id for each in planned.suspense] == [0], "no claim's decision brought it"
    assert "ZZ" in task.why


def test_each_pair_owns_its_reference() -> None:
    books = Books.of(make_book("A1"), make_book("A2"))
    planned, plan = books.plan(era(CLAIM, plb=["WO:A2*10*L6:A1*-1*WO*5"], check="66"))
    pairs = {each.key.rpartition(":")[2]: each for each in plan.postings if ":plb:" in each.key}
    subjects = [(pairs[number].carc, pairs[number].subject) for number in "123"]
    assert [(code, subject.claim_id) for code, subject in subjects] == [("WO", 200), ("L6", 100), ("WO", 0)]
    assert {subject.rank for _, subject in subjects} == {0}, "it is no claim's receivable"
    assert planned.suspense == ()


def test_pl1_a_deferral_and_its_collection_sum_to_zero() -> None:
    books = Books.of(make_book())
    books.take(era(CLAIM, plb=["WO:P1*-30"], trace="T1"))
    assert books.total("payer_recoupment") == -30_00
    assert books.open_work() == []
    books.take(era(plb=["WO:P1*30"], check="-30", trace="T2"))
    assert books.total("payer_recoupment") == 0
    assert books.open_work() == ["recoupment"]


def test_pl2_a_negative_total_is_carried_forward_and_comes_back() -> None:
    books = Books.of(make_book("A1"), make_book("A2"))
    books.take(era(CLAIM, trace="T1"))
    back = [
        clp("A1", "22", "-100", "-80"),
        "SVC*HC:99213*-100*-80",
        "CAS*CO*45*-20",
        "REF*6R*L1",
    ]
    books.take(era(back, plb=["FB:T3*-80"], check="0", trace="T2"))
    assert books.total("payer_recoupment") == -80_00
    other = [clp("A2", "1", "100", "90"), *svc("HC:99213", "100", "90", "CO 45 10", control="L1")]
    books.take(era(other, plb=["FB:T2*80"], check="10", trace="T3"))
    assert books.total("payer_recoupment") == 0
    assert books.total("cash") == 90_00


def test_a_check_of_zero_still_posts_its_claims() -> None:
    books = Books.of(make_book())
    books.take(era(CLAIM, plb=["WO:OLD*80"], check="0"))
    assert books.receivable() == {}
    assert books.total("cash") == 0
    assert books.total("payer_recoupment") == 80_00


def test_a_remittance_of_provider_level_amounts_only() -> None:
    _, plan = Books.of().plan(era(plb=["L6*-3.21"], check="3.21"))
    assert moves(plan) == [("cash", "interest", 3_21)]


def test_a_pair_that_cannot_be_read_holds_the_check() -> None:
    planned, plan = Books.of(make_book()).plan(era(CLAIM, plb=["WO:1*x"], check="80"))
    assert plan.postings == ()
    assert "cannot be read" in planned.suspense[0].why


def looked_back(books: Books) -> Books:
    """The same books, with what earlier payments left open looked up, as a flow does before it plans."""
    books.desk = replace(books.desk, open_pairs=tuple(open_pairs(books.remittances.values())))
    return books


def test_a_collection_of_what_was_deferred_asks_nobody() -> None:
    books = Books.of(make_book())
    books.take(era(CLAIM, plb=["WO:P1*-30"], trace="T1"))
    planned = looked_back(books).take(era(plb=["WO:P1*30"], check="-30", trace="T2"))
    assert books.open_work() == []
    assert f"WO collects $30.00 left open on {PAID_ON:%m/%d/%Y}." in planned.plan.notes


def test_only_what_nothing_explains_is_somebodys() -> None:
    books = Books.of(make_book())
    books.take(era(CLAIM, plb=["WO:P1*-30"], trace="T1"))
    looked_back(books).take(era(plb=["WO:P1*45"], check="-45", trace="T2"))
    (task,) = books.tasks.values()
    assert (task.what, task.cents) == ("recoupment", 15_00)
    assert (
        "The check of -$45.00 is $0.00 for claims less the provider-level amounts: WO $45.00 for P1."
        in task.why
    )


def test_a_balance_that_was_never_carried_on_is_asked_about() -> None:
    books = Books.of(make_book())
    looked_back(books).take(era(CLAIM, plb=["FB:T0*20"], check="60"))
    assert books.open_work() == ["recoupment"]


def test_a_second_balance_carried_on_is_asked_about() -> None:
    books = Books.of(make_book())
    books.take(era(CLAIM, plb=["FB:T1*-20"], trace="T1"))
    assert books.open_work() == []
    looked_back(books).take(era(plb=["FB:T2*-5"], check="5", trace="T2"))
    (task,) = books.tasks.values()
    assert (task.cents, PAID_ON.isoformat() in task.why) == (5_00, True)


def test_pl3_our_refund_acknowledged_beside_the_takeback_asks_nobody() -> None:
    books = Books.of(make_book())
    books.take(era(CLAIM, plb=["WO:P9*50*72:P9*-50"], check="80"))
    assert books.open_work() == []
    other = Books.of(make_book())
    other.take(era(CLAIM, plb=["WO:P9*50*72:P9*-49"], check="79"))
    assert other.open_work() == ["recoupment"]


def test_our_refund_acknowledged_asks_nobody_however_much_is_looked_up() -> None:
    books = Books.of(make_book())
    looked_back(books).take(era(CLAIM, plb=["WO:P9*50*72:P9*-50"], check="80"))
    assert books.open_work() == []


@pytest.mark.parametrize(("code", "work"), [("AP", []), ("FB", ["recoupment"]), ("WO", ["recoupment"])])
def test_only_a_balance_or_a_takeback_that_nothing_explains_asks_somebody(code: str, work: list[str]) -> None:
    books = Books.of(make_book())
    looked_back(books).take(era(CLAIM, plb=[f"{code}:X*0.01"], check="79.99"))
    assert [(task.what, task.cents) for task in books.tasks.values()] == [(what, 1) for what in work]


@pytest.mark.parametrize(("reference", "is_known"), [("A1", True), ("P1", True), ("OLD", False)])
def test_a_takeback_says_where_it_names_no_claim_of_ours(reference: str, *, is_known: bool) -> None:
    books = Books.of(make_book())
    books.take(era(CLAIM, plb=[f"WO:{reference}*20"], check="60"))
    (task,) = books.tasks.values()
    assert ("No claim of ours has the number" not in task.why) is is_known


@pytest.mark.parametrize(("code", "amount", "work"), [("CS", "0.01", 1), ("CS", "-0.01", 0), ("CS", "0", 0)])
def test_a_general_adjustment_is_looked_at_from_the_first_cent_that_it_takes(
    code: str, amount: str, work: int
) -> None:
    books = Books.of(make_book())
    books.take(era(CLAIM, plb=[f"{code}:X*{amount}"]))
    assert books.open_work() == ["provider_level_review"] * work


def test_a_pair_of_nothing_asks_nobody_whatever_is_open() -> None:
    books = Books.of(make_book())
    books.take(era(CLAIM, plb=["FB:T1*-20"], trace="T1"))
    planned = looked_back(books).take(era(plb=["FB:T2*0"], check="0", trace="T2"))
    assert (books.open_work(), planned.plan.postings) == ([], ())


def test_a_plan_whose_contract_pays_by_the_head_pays_so_by_that_code_alone() -> None:
    books = Books.of(make_book())
    books.desk = replace(books.desk, payer=replace(PAYER, capitated_codes=("99213",)))
    books.take(era(CLAIM, plb=["CT:X*-500*WO:X*-30"], check="610"))
    assert (books.total("capitation"), books.total("payer_recoupment")) == (-500_00, -30_00)


def test_how_the_check_comes_to_its_amount_is_noted() -> None:
    planned = Books.of(make_book()).take(era(CLAIM, plb=["L6*-1"], check="81"))
    assert planned.plan.notes == (
        "The check of $81.00 is $80.00 for claims less the provider-level amounts: L6 -$1.00.",
    )


def test_a_check_of_a_cent_is_not_offset_to_nothing() -> None:
    books = Books.of(make_book())
    books.take(era(CLAIM, plb=["72:P9*79.99"], check="0.01"))
    assert books.open_work() == []


def test_a_check_that_is_offset_to_nothing_is_explained() -> None:
    books = Books.of(make_book())
    books.take(era(CLAIM, plb=["72:P9*80"], check="0"))
    (task,) = books.tasks.values()
    assert (task.what, task.cents) == ("offset_check", 80_00)
    assert task.why == (
        "The check of $0.00 is $80.00 for claims less the provider-level amounts: 72 $80.00 for P9."
    )


def test_a_reference_may_name_a_claim_by_the_number_that_comes_with_it() -> None:
    books = Books.of(make_book("A1"), make_book("A2"))
    _, plan = books.plan(era(CLAIM, plb=["L6:P1*-1"], check="81"))
    (interest,) = [each for each in plan.postings if each.carc == "L6"]
    assert interest.subject.claim_id == 100


def test_a_payers_number_that_two_claims_bear_names_neither() -> None:
    books = Books.of(make_book("A1"), make_book("A2"))
    other = [clp("A2", "1", "100", "90"), *svc("HC:99213", "100", "90", "CO 45 10", control="L1")]
    _, plan = books.plan(era(CLAIM, other, plb=["L6:P1*-1"], check="171"))
    (interest,) = [each for each in plan.postings if each.carc == "L6"]
    assert interest.subject.claim_id == 0
