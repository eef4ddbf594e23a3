"""A whole remittance to one plan: the cash is the check, nothing is lost, and no refusal is ever written
off.
"""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.ledger import Account, Reason, account_name
from almoner.core.money import amount
from almoner.core.remit.undo import NotTogether, undo
from tests.core.remit.samples import (
    PAYER,
    TODAY,
    Books,
    batch_of,
    cas,
    clp,
    era,
    make_book,
    secondary,
    svc,
    table,
)

GROUPS = ["CO", "PR", "OA", "PI", "CR"]
CARCS = "1 2 3 16 18 23 24 29 45 50 94 96 97 100 104 131 144 197 204 253 999 A2 B15 W9Q".split()


@st.composite
def claims(draw: st.DrawFn, number: int) -> list[str]:
    """A claim of one or two lines that balances or not, of any status and reasons."""
    control = f"A{draw(st.sampled_from([number, number, number, 99]))}"
    status = draw(st.sampled_from(["1", "1", "1", "2", "4", "19", "22", "23", "25", "9"]))
    sign = -1 if status == "22" else 1
    rows, paid_total, charge_total = [], 0, 0
    for place in range(draw(st.integers(1, 2))):
        charge = 100_00
        left = charge
        reasons = []
        for _ in range(draw(st.integers(0, 3))):
            part = draw(st.integers(0, left))
            left -= part
            reasons.append(
                f"{draw(st.sampled_from(GROUPS))} {draw(st.sampled_from(CARCS))} {amount(sign * part)}"
            )
        off = draw(st.sampled_from([0, 0, 0, 0, 1]))
        rows += [f"SVC*HC:99213*{amount(sign * charge)}*{amount(sign * left)}", *map(cas, reasons)]
        rows.append(f"REF*6R*L{place + 1}")
        paid_total += left + off
        charge_total += charge
    return [clp(control, status, amount(sign * charge_total), amount(sign * paid_total)), *rows]


@st.composite
def files(draw: st.DrawFn) -> bytes:
    made = [draw(claims(number)) for number in range(1, draw(st.integers(1, 4)) + 1)]
    plb = draw(st.lists(st.sampled_from(["WO:A1*5", "FB*-3", "L6*-1.01", "ZZ*2", "72*4"]), max_size=2))
    return era(*made, plb=plb)


def books_of_four() -> Books:
    lines = [("L1", "99213", 100_00), ("L2", "99213", 100_00)]
    books = [make_book(f"A{number}", lines if number % 2 else lines[:1]) for number in range(1, 5)]
    return Books.of(books[0], secondary(books[1]), *books[2:])


@settings(max_examples=150, deadline=None)
@given(files())
def test_the_cash_of_a_plan_is_the_check_and_advice_in_is_advice_out(data: bytes) -> None:
    books = books_of_four()
    planned, plan = books.plan(data)
    (remittance,) = [record for record in plan.records if record.kind == "remittance"]
    cash = sum(
        (each.cents if each.debit == "cash" else 0) - (each.cents if each.credit == "cash" else 0)
        for each in plan.postings
    )
    assert cash == getattr(remittance, "amount_cents", None)
    held = sum(each.cents for each in planned.suspense)
    assert held == sum(
        (each.cents if each.credit == "suspense" else 0) - (each.cents if each.debit == "suspense" else 0)
        for each in plan.postings
    )
    books.commit(plan)
    for book in books.books.values():
        assert book.claim.state != "suspended" or books.open_work()
        owned = {denial.claim_id for denial in books.denials.values()}
        assert book.claim.state != "denied" or book.claim.id in owned, "no denial without an owner"


@settings(max_examples=150, deadline=None)
@given(files())
def test_no_refusal_and_no_unknown_number_is_written_off(data: bytes) -> None:
    _, plan = books_of_four().plan(data)
    listed = {
        code.code
        for code in table().codes.values()
        if code.kind == "carc" and code.standing in ("write_off", "capitated")
    }
    for posting in plan.postings:
        assert account_name(posting.debit) is not Account.DENIAL_WRITE_OFF
        if posting.reason is Reason.CONTRACTUAL:
            assert (posting.group, posting.carc in listed) == ("CO", True)
        if posting.reason in (Reason.PATIENT_SHARE, Reason.NEXT_PAYER):
            assert posting.carc not in ("16", "29", "50", "97", "999", "W9Q", "197")


@settings(max_examples=50, deadline=None)
@given(files())
def test_the_same_input_gives_the_same_plan(data: bytes) -> None:
    assert books_of_four().plan(data) == books_of_four().plan(data)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from([1, 2])), min_size=1, max_size=8), st.data())
def test_any_sequence_of_files_keeps_the_books_whole(
    steps: list[tuple[int, int]], data: st.DataObject
) -> None:
    """Coarse amounts make reversals meet their originals by chance; two payers answer, and batches are
    undone.
    """
    books = books_of_four()
    for number, (kind, payer_id) in enumerate(steps):
        books.desk = replace(books.desk, payer=replace(PAYER, id=payer_id))
        if kind < 8 and undone(books, kind):
            continue
        claims_of_file = [coarse(data) for _ in range(data.draw(st.integers(1, 3)))]
        books.take(era(*claims_of_file, trace=f"T{number % 5}-{payer_id}"))
        held = {task.what for task in books.tasks.values() if task.state == "open"}
        states = [book.claim.state for book in books.books.values()]
        assert "suspended" not in states or held & WAITING
        assert sum(books.total(name) for name in accounts_of(books)) == 0


WAITING = {
    "suspended_claim",
    "unbalanced_claim",
    "second_adjudication",
    "unknown_original",
    "reversal_differs",
}


def accounts_of(books: Books) -> set[str]:
    return {account for each in books.postings for account in (each.debit, each.credit)}


def undone(books: Books, place: int) -> bool:
    """Undo one posted batch, where none that came later stands in its way."""
    posted = [each for each in books.remittances.values() if each.state == "posted"]
    if not posted:
        return False
    try:
        books.commit(undo(batch_of(books, posted[place % len(posted)]), on=TODAY))
    except NotTogether:
        return False
    return True


def coarse(data: st.DataObject) -> list[str]:
    """A claim of one line of 100.00 in quarters."""
    control = data.draw(st.sampled_from(["A1", "A2"]))
    status = data.draw(st.sampled_from(["1", "1", "2", "22", "22", "4"]))
    sign = -1 if status == "22" else 1
    paid = data.draw(st.sampled_from([0, 50, 100]))
    reason = data.draw(st.sampled_from(["CO 45", "PR 2", "CO 50", "OA 23", "CO 18"]))
    rows = [f"SVC*HC:99213*{sign * 100}*{sign * paid}"]
    rows += [cas(f"{reason} {sign * (100 - paid)}")] if paid < 100 else []
    return [clp(control, status, str(sign * 100), str(sign * paid)), *rows, "REF*6R*L1"]


def test_every_remark_reaches_the_denial() -> None:
    books = Books.of(make_book())
    books.take(
        era(
            clp("A1", "1", "100", "0"),
            "MOA***MA01*MA130",
            svc("HC:99213", "100", "0", "CO 16 100", control="L1", remarks=["M51", "N350"]),
        )
    )
    (denial,) = books.denials.values()
    assert denial.remarks == ("M51", "N350", "MA01", "MA130")


def test_an_unknown_remark_is_a_finding_and_the_reason_decides() -> None:
    books = Books.of(make_book())
    planned = books.take(
        era(
            clp("A1", "1", "100", "0"),
            svc("HC:99213", "100", "0", "CO 16 100", control="L1", remarks=["N9999"]),
        )
    )
    assert [(finding.edit, finding.line) for finding in planned.plan.findings] == [("RC5", 0)]
    (denial,) = books.denials.values()
    assert (denial.category, denial.next_step) == ("missing_info", "fix_resubmit")


def test_a_posting_knows_all_that_it_is_about() -> None:
    books = Books.of(make_book())
    books.take(era(clp("A1", "1", "100", "80"), svc("HC:99213", "100", "80", "CO 45 20", control="L1")))
    payment, contractual = books.postings
    subject = payment.subject
    assert (subject.claim_id, subject.line_id, subject.patient_id, subject.rank) == (100, 101, 150, 1)
    assert subject.remittance_id
    assert payment.element.endswith("SVC03")
    assert (contractual.group, contractual.carc) == ("CO", "45")
    assert contractual.element.endswith("CAS03")
    assert books.claim().payer_control == "P1"


def test_a_decision_on_a_visit_without_a_charge_is_laid_on_it() -> None:
    books = Books.of(make_book("A1", (("L1", "3074F", 0),)))
    planned = books.take(era(clp("A1", "1", "0", "0"), svc("HC:3074F", "0", "0", control="L1")))
    assert (planned.suspense, books.open_work(), books.claim().state) == ((), [], "paid")


def test_money_beyond_what_is_owed_is_seen() -> None:
    books = Books.of(make_book())
    books.take(era(clp("A1", "1", "100", "110"), svc("HC:99213", "100", "110", "OA 94 -10", control="L1")))
    assert books.receivable() == {"payer_ar:1": -10_00}
    assert books.open_work() == ["overpaid"]
