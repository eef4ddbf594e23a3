"""What may be laid on the books at all: whole, ours, real, once."""

from dataclasses import replace

import pytest

from almoner.core.remit import RemittanceState
from tests.core.remit.samples import Books, clp, era, make_book, svc

S = RemittanceState


def paid(contractual: str = "20", paid: str = "80") -> list[str]:
    adjustment = f"CO 45 {contractual}"
    return [clp("A1", "1", "100", paid), *svc("HC:99213", "100", paid, adjustment, control="L1")]


def states(books: Books) -> list[str]:
    return [each.state.value for each in books.remittances.values()]


def test_dm1_the_same_payment_again_posts_nothing_and_says_when_it_came() -> None:
    books = Books.of(make_book())
    books.take(era(paid()))
    before = list(books.postings)
    planned = books.take(era(paid()))
    assert (books.postings, states(books)) == (before, ["posted", "duplicate"])
    assert "03/18/2026" in planned.plan.notes[0]
    assert planned.suspense == ()


def test_dm1_a_copy_that_differs_in_its_envelope_only() -> None:
    books = Books.of(make_book())
    books.take(era(paid()))
    books.take(
        era(paid())
        .replace(b"000000001", b"000000777")
        .replace(b"ST*835*0001", b"ST*835*0009")
        .replace(b"*0001~GE", b"*0009~GE")
    )
    assert states(books) == ["posted", "duplicate"]


def test_dm2_the_same_trace_with_another_amount_is_held() -> None:
    books = Books.of(make_book())
    books.take(era(paid()))
    planned = books.take(era(paid("30", "70")))
    assert states(books) == ["posted", "suspect"]
    assert "-$10.00 apart" in planned.suspense[0].why
    assert books.open_work() == ["suspect_remittance"]


def test_a_reversed_batch_may_come_again() -> None:
    books = Books.of(make_book())
    books.take(era(paid()))
    (first,) = books.remittances.values()
    books.remittances[first.id] = replace(first, state=S.REVERSED)
    _, plan = books.plan(era(paid()))
    assert plan.records[0].kind == "remittance"
    assert getattr(plan.records[0], "state", None) is not S.DUPLICATE


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: data.index(b"SE*")],
        lambda data: data.replace(b"SE*", b"SE*9"),
        lambda data: data.replace(b"*0001~GE", b"*0002~GE"),
        lambda data: data[: data.index(b"IEA*")],
        lambda data: data[: data.index(b"GE*")],
        lambda data: data.replace(b"GE*1*", b"GE*2*"),
        lambda data: data.replace(b"IEA*1*000000001", b"IEA*1*000000002"),
    ],
)
def test_en7_en8_a_set_that_is_cut_or_miscounted_posts_nothing(damage: object) -> None:
    assert callable(damage)
    books = Books.of(make_book())
    planned = books.take(damage(era(paid())))
    assert planned.plan.postings == ()
    assert states(books) == ["damaged"]
    assert books.open_work() == ["damaged_remittance"]
    assert books.claim().version == 1


def test_en9_a_test_file_among_real_books() -> None:
    books = Books.of(make_book())
    books.desk = replace(books.desk, is_production=True)
    books.take(era(paid(), usage="T"))
    assert states(books) == ["refused"]
    books = Books.of(make_book())
    books.take(era(paid(), usage="T"))
    assert states(books) == ["posted"]


def test_a_plan_reads_what_it_supersedes_and_is_the_same_twice() -> None:
    books = Books.of(make_book())
    _, plan = books.plan(era(paid()))
    read = dict(plan.reads)
    assert {kind for kind, _ in read} == {"remittance", "claim"}
    assert all(version == 1 for version in read.values())
    assert {record.kind: record.version for record in plan.records} == {
        "remittance": 2,
        "advice": 1,
        "claim": 2,
    }
    again = Books.of(make_book()).plan(era(paid()))[1]
    assert [each.key for each in again.postings] == [each.key for each in plan.postings]


@pytest.mark.parametrize(
    ("npis", "tax_ids", "is_ours"),
    [
        ((), (), True),
        (("1555555550",), (), False),
        ((), ("161234567",), False),
        (("1999999984",), (), True),
        ((), ("999999999",), True),
    ],
)
def test_a_payee_is_judged_by_whatever_is_known_of_the_practice(
    npis: tuple[str, ...], tax_ids: tuple[str, ...], *, is_ours: bool
) -> None:
    books = Books.of(make_book())
    books.desk = replace(books.desk, npis=frozenset(npis), tax_ids=frozenset(tax_ids))
    rows = svc("HC:99213", "100", "60", "CO 45 40", control="L1")
    planned = books.take(era(clp("A1", "1", "100", "60"), rows, payee="XX*1999999984"))
    assert (planned.state is not RemittanceState.MISROUTED) is is_ours
    assert (books.total("cash") == 60_00) is is_ours
    assert [one.cents for one in planned.suspense] == ([] if is_ours else [0]), "another's money is not ours"


@pytest.mark.parametrize(("cents", "rest", "state"), [("0", "100", "posted"), ("0.01", "99.99", "received")])
def test_bq6_a_cent_waits_for_its_deposit_and_no_money_for_none(cents: str, rest: str, state: str) -> None:
    books = Books.of(make_book())
    books.desk = replace(books.desk, is_held=True)
    books.take(era(clp("A1", "1", "100", cents), svc("HC:99213", "100", cents, f"CO 50 {rest}")))
    assert states(books) == [state]


def test_en7_what_is_cut_names_its_place_where_it_is_in_the_set() -> None:
    whole = era(paid())
    cut, envelope = whole.replace(b"SE*", b"SE*9"), whole.replace(b"GE*1*", b"GE*2*")
    told = [Books.of(make_book()).plan(data)[0].suspense[0].why for data in (cut, envelope)]
    (error, ends) = [why.partition("come whole.")[2] for why in told]
    assert error.startswith(" error X-SE")
    assert ends == ""
