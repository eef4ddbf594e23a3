"""The end of a day: the drawer at the bank, the bank's list on the books, and a close only when all ties."""

import ast
import importlib
import inspect
import pkgutil
from datetime import date, timedelta

import pytest

import almoner.core.remit
from almoner.core.collect import Deposit, DepositKind, Receipt
from almoner.core.plan import Task, TaskState
from almoner.core.remit.history import SUSPENDING
from almoner.core.wire.interchange import Interchange
from almoner.flow.books import close
from almoner.flow.collect import collect
from almoner.flow.follow import follow
from almoner.flow.refused import Refused
from almoner.store.commit import ClosedDay
from almoner.store.session import books
from tests.flow.cycle import Sent, faults, pay, sent_claim, standing, take_in, totals
from tests.flow.files import Payment
from tests.practices import DAY, House, new_house

ON = date(2026, 3, 16)
HEAD = "date,kind,trace,payer,cents\n"


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own, with its first day closed."""
    assert store
    return new_house()


@pytest.fixture
def sent(house: House) -> Sent:
    made = sent_claim(house)
    close.close_books(house.actor, on=DAY)
    return made


def take(house: House, sent: Sent, cents: int, *, on: date = ON) -> Receipt:
    draft = Receipt(0, sent.claim.patient_id, "cash", cents, on, "frances")
    return collect.take_receipt(house.actor, draft, on=on)


def listed(house: House, *rows: str, on: date = ON) -> None:
    """The bank's list comes."""
    take_in(house, (HEAD + "".join(f"{row}\n" for row in rows)).encode(), on=on, name="bank.csv")


def deposits(house: House) -> list[tuple[str, str, int]]:
    with books(house.practice.id) as session:
        return [(one.deposit_kind.value, one.trace, one.cents) for one in session.find(Deposit)]


def open_work(house: House) -> list[str]:
    with books(house.practice.id) as session:
        found = session.find(Task, state=TaskState.OPEN)
    return sorted(task.what for task in found if task.what != "silent_claim")


def test_the_drawer_goes_to_the_bank_on_one_slip(house: House, sent: Sent) -> None:
    take(house, sent, 2000)
    take(house, sent, 500)
    assert totals(house)["undeposited"] == 2500
    slip = close.deposit_receipts(house.actor, on=ON)
    assert slip is not None
    assert (slip.cents, len(slip.receipt_ids)) == (2500, 2)
    assert totals(house)["bank"] == 2500
    assert "undeposited" not in totals(house)
    with books(house.practice.id) as session:
        (file,) = session.find(Interchange, direction="out", about="slip")
        assert session.content(file.id) == f"id,on,cents\n{slip.trace},{ON.isoformat()},2500\n".encode()
    assert close.deposit_receipts(house.actor, on=ON) is None, "an empty drawer makes no slip"
    assert faults(house, on=ON) == []


def test_the_banks_list_finds_payments_and_slips(house: House, sent: Sent) -> None:
    pay(house, Payment("MCR01", "T1", [sent.paid(15000)]), on=ON)
    take(house, sent, 700)
    slip = close.deposit_receipts(house.actor, on=ON)
    assert slip is not None
    listed(house, "2026-03-16,eft,T1,MCR01,15000", f"2026-03-16,deposit,{slip.trace},,700")
    assert deposits(house) == [
        (DepositKind.SLIP, slip.trace, 700),
        (DepositKind.EFT, "T1", 15000),
        (DepositKind.ECHO, slip.trace, 700),
    ]
    assert totals(house)["bank"] == 15700
    assert totals(house).get("cash", 0) == 0
    assert open_work(house) == []
    assert faults(house, on=ON) == []


@pytest.mark.usefixtures("sent")
def test_the_bank_may_send_bai2(house: House) -> None:
    listed(house, "2026-03-07,eft,NONE,CMA01,5000")
    entry = "16,165,5000,0,B1,C1,TRN*1*NONE*CMA01/"
    lines = ("01,BANK,US,260307,0600,1,,,2/", "02,US,BANK,1,260307,,USD,2/", "03,4711,USD,,,,/", entry)
    file = "\n".join((*lines, "49,5000,3/", "98,5000,1,5/", "99,5000,1,7/", ""))
    take_in(house, file.encode(), on=ON, name="bank.bai")
    assert open_work(house) == ["bank_row"], "the same money in two lists is asked about once"
    assert totals(house)["bank"] == 5000


@pytest.mark.parametrize(
    "row",
    ["2026-03-16,eft,T9,MCR01,15000", "2026-03-16,eft,T1,MCR01,14999"],
)
def test_money_that_nothing_explains_is_in_the_bank_and_in_suspense(
    house: House, sent: Sent, row: str
) -> None:
    pay(house, Payment("MCR01", "T1", [sent.paid(15000)]), on=ON)
    listed(house, row)
    cents = int(row.rpartition(",")[2])
    assert (totals(house)["bank"], totals(house)["suspense"]) == (cents, -cents)
    assert open_work(house) == ["bank_row"]
    assert faults(house, on=ON) == []
    close.close_books(house.actor, on=ON)


@pytest.mark.parametrize(
    "row",
    [
        "2026-03-16,eft,T1,MCR01,-15000",
        "2026-03-16,deposit,4711,,700",
    ],
)
def test_a_row_that_fits_nothing_moves_nothing_and_gets_an_owner(house: House, sent: Sent, row: str) -> None:
    pay(house, Payment("MCR01", "T1", [sent.paid(15000)]), on=ON)
    before = totals(house)
    listed(house, row)
    assert totals(house) == before
    assert open_work(house) == ["bank_row"]
    assert faults(house, on=ON) == []


def test_the_same_rows_in_another_list_are_known(house: House, sent: Sent) -> None:
    pay(house, Payment("MCR01", "T1", [sent.paid(15000)]), on=ON)
    listed(house, "2026-03-16,eft,T1,MCR01,15000")
    before = totals(house)
    listed(house, "2026-03-16,eft,T1,MCR01,15000", "2026-03-17,eft,T2,MCR01,100")
    assert totals(house) == before | {"bank": 15100, "suspense": -100}
    assert open_work(house) == ["bank_row"]


def test_a_list_is_laid_again_when_its_advice_has_come(house: House, sent: Sent) -> None:
    listed(house, "2026-03-16,eft,T1,MCR01,15000")
    assert close.relay_bank_lists(house.actor, on=ON) == 0
    assert (totals(house)["bank"], totals(house)["suspense"]) == (15000, -15000)
    pay(house, Payment("MCR01", "T1", [sent.paid(15000)]), on=ON)
    assert deposits(house) == [(DepositKind.EFT, "T1", 15000)]
    assert (totals(house)["bank"], totals(house).get("suspense", 0)) == (15000, 0)
    assert open_work(house) == []
    before = standing(house)
    assert close.relay_bank_lists(house.actor, on=ON) == 0
    assert standing(house) == before
    assert faults(house, on=ON) == []


def test_a_day_closes_with_its_proof_and_then_takes_no_posting(house: House, sent: Sent) -> None:
    pay(house, Payment("MCR01", "T1", [sent.paid(15000)]), on=ON)
    take(house, sent, 700)
    proof = close.close_books(house.actor, on=ON)
    assert (proof.payer_cash_cents, proof.receipt_cents, proof.undeposited_cents) == (15000, 700, 700)
    assert proof.trial_balance_cents == 0
    before = standing(house)
    with pytest.raises(ClosedDay):
        take(house, sent, 100)
    with pytest.raises(Refused, match="This day is closed"):
        close.close_books(house.actor, on=ON)
    assert standing(house) == before


def test_days_close_in_their_order(house: House, sent: Sent) -> None:
    take(house, sent, 700)
    with pytest.raises(Refused, match="An earlier day is still open"):
        close.close_books(house.actor, on=ON + timedelta(days=1))
    close.close_books(house.actor, on=ON)
    close.close_books(house.actor, on=ON + timedelta(days=1))


def test_every_kind_of_work_that_holds_suspense_is_counted_as_its_owner(house: House, sent: Sent) -> None:
    """A day with cash in suspense closes while somebody owns it."""
    stranger = sent.paid(1000, ("CO", "45", 14000), control="A00000STRANGE")
    pay(house, Payment("MCR01", "T1", [stranger], levels=(("ZZ", "REF", 100),)), on=ON)
    assert totals(house)["suspense"] == -900
    assert {"unknown_claim", "provider_level_review"} <= set(open_work(house))
    assert set(open_work(house)) <= SUSPENDING | {"denial"}
    assert close.figures(house.actor, on=ON).suspense_owner_count == 2
    close.close_books(house.actor, on=ON)
    assert follow.open_tasks(house.actor, what=("unknown_claim",))
    assert faults(house, on=ON) == []


def kinds_of_suspense() -> set[str]:
    """The kind of work at every place of `remit` that puts cash into suspense."""
    found: set[str] = set()
    for each in pkgutil.iter_modules(almoner.core.remit.__path__, "almoner.core.remit."):
        module = importlib.import_module(each.name)
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "suspend"
            ):
                kind = next(word.value for word in node.keywords if word.arg == "kind")
                either = [kind.body, kind.orelse] if isinstance(kind, ast.IfExp) else [kind]
                found.update(
                    str(one.value) if isinstance(one, ast.Constant) else getattr(module, ast.unparse(one))
                    for one in either
                )
    return found


def test_no_work_that_holds_suspense_is_forgotten() -> None:
    assert len(kinds_of_suspense()) >= 6
    assert kinds_of_suspense() <= SUSPENDING
