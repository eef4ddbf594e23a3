"""Payers' contracts brought as lists: looked at by what they would have come to, put in force, priced by and
taken back; a large look is a long run.
"""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from almoner.core.claim import Claim
from almoner.core.plan import Plan
from almoner.core.pricing.payer_contract import PayerContract
from almoner.core.report.contract_impact import Change, total
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.price.claim_books import load_books
from almoner.flow.rate_files import MOST_UNPACKED, as_csv, rows_of
from almoner.flow.refused import Refused
from almoner.flow.remit import contract_impact
from almoner.flow.setup import payer_contracts, people
from almoner.flow.setup.payer_contracts import Look, Upload
from almoner.flow.work import long_run, long_sorts
from almoner.store.commit import Cause, RefusedByStore, commit
from almoner.store.proof.verify import verify
from almoner.store.session import NotFound, books
from tests.flow.cycle import Sent, pay, sent_claim
from tests.flow.files import PAID_ON, Payment
from tests.flow.price.test_expected import CARD, PPO, write
from tests.practices import House, new_house

ON = PAID_ON
JAN, JUL = date(2026, 1, 1), date(2026, 7, 1)
WAITING = {"silent claim", "file that was not delivered"}
"""What waits in these books long after it was sent, which is not their matter."""
RATES = b"code,value,page\n99213,$120.00,p. 4\n"


@pytest.fixture
def house(store: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A practice with a folder of contracts of the test's own."""
    assert store
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path))
    (tmp_path / "contracts").mkdir()
    return new_house()


def manager(house: House) -> Actor:
    return Actor(f"moira{house.practice.id}", house.practice.id, frozenset({"manager"}))


def upload(house: House, content: bytes = RATES, **more: object) -> Upload:
    made = Upload("Commonwealth 2026", content, house.payers["CMA01"].id, JAN)
    return replace(made, **more)  # type: ignore[arg-type]


def brought(house: House, content: bytes = RATES, **more: object) -> int:
    made = payer_contracts.bring(manager(house), upload(house, content, **more), on=ON)
    assert made.faults == ()
    return made.contract_id


def in_force(house: House, content: bytes = RATES, **more: object) -> PayerContract:
    return payer_contracts.put_in_force(manager(house), brought(house, content, **more), on=ON)


def look(house: House, contract_id: int) -> Look:
    return payer_contracts.look(manager(house), contract_id, on=ON)


def allowed(house: House, sent: Sent) -> list[int | None]:
    with books(house.practice.id) as session:
        (book,) = load_books(session, [session.get(Claim, sent.claim.id)])
    return [one.allowed_cents for one in book.prices.values()]


def test_a_contract_is_looked_at_and_prices_nothing_before_it_is_in_force(house: House) -> None:
    paid, still_open = (sent_claim(house, covered=(PPO,)) for _ in range(2))
    sent_claim(house)
    pay(house, Payment("CMA01", "T1", [paid.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000))]), on=ON)
    made = brought(house)
    found = look(house, made)
    assert (found.claims, found.run, found.stops, found.ends) == (2, None, (), ())
    assert found.impact == (Change("99213", 1, 10000, 12000, newly_priced=1, newly_priced_cents=12000),)
    assert [(one.name, one.was) for one in found.changes] == [("99213", None)]
    assert allowed(house, still_open) == []
    payer_contracts.put_in_force(manager(house), made, on=ON)
    assert allowed(house, still_open) == [12000]
    assert {one.check for one in verify(house.practice.id, on=ON)} <= WAITING
    after = look(house, brought(house, b"code,value\n99214,1\n", name="Other", since_on=JUL))
    assert total(after.impact) == Change("", unpriced=2, unpriced_cents=30000)


def test_a_new_one_ends_the_one_before_and_gives_way_again(house: House) -> None:
    sent = sent_claim(house, covered=(PPO,))
    first = in_force(house)
    second = brought(house, b"code,value\n99213,130\n", name="Commonwealth, new", since_on=date(2026, 2, 1))
    assert [one.id for one in look(house, second).ends] == [first.id]
    (change,) = look(house, second).changes
    assert (change.was, change.will_be) != (None, None)
    payer_contracts.put_in_force(manager(house), second, on=ON)
    assert allowed(house, sent) == [13000]
    with pytest.raises(Refused, match="in force"):
        payer_contracts.put_in_force(manager(house), second, on=ON)
    payer_contracts.withdraw(manager(house), second, on=ON, why="signed too early")
    assert allowed(house, sent) == [12000]
    with books(house.practice.id) as session:
        states = {one.id: (one.since_on, one.until_on) for one in session.find(PayerContract)}
        assert states == {first.id: (JAN, None), second: (date(2026, 2, 1), date(2026, 2, 1))}
        assert [one.until_on for one in session.history(PayerContract, first.id)] == [
            *(None, None, date(2026, 2, 1), None)
        ]
    with pytest.raises(Refused, match="taken back already"):
        payer_contracts.withdraw(manager(house), second, on=ON, why="again")
    with pytest.raises(Refused, match="taken back"):
        payer_contracts.put_in_force(manager(house), second, on=ON)
    assert {one.check for one in verify(house.practice.id, on=ON)} <= WAITING


def test_two_that_meet_on_a_day_are_refused_here_and_by_the_database(house: House) -> None:
    first = in_force(house)
    again = brought(house)
    assert "holds on days of the new one" in " ".join(look(house, again).stops)
    with pytest.raises(Refused, match="holds on days"):
        payer_contracts.put_in_force(manager(house), again, on=ON)
    with books(house.practice.id) as session:
        forced = session.get(PayerContract, again).in_force([])
    with pytest.raises(RefusedByStore), books(house.practice.id) as session:
        commit(session, Plan(on=ON, records=(forced,)), cause=Cause("test", "tester"))
    narrower = in_force(house, name="Here", location_id=house.location.id)
    assert narrower.scope != first.scope


def test_a_card_in_a_file_that_meets_it_is_told(house: House, tmp_path: Path) -> None:
    write(tmp_path, CARD)
    assert "ppo" in payer_contracts.screen(manager(house), on=ON).carded
    made = brought(house)
    assert "both hold for Commonwealth PPO" in " ".join(look(house, made).stops)
    with pytest.raises(Refused, match="both hold"):
        payer_contracts.put_in_force(manager(house), made, on=ON)


def test_a_file_with_faults_is_told_by_row_and_field_and_nothing_is_kept(house: House) -> None:
    made = payer_contracts.bring(manager(house), upload(house, b"code,value\n99213,x\n9,1\n"), on=ON)
    assert (made.contract_id, made.rows) == (0, 3)
    assert [one.place for one in made.faults] == ["Row 2, value", "Row 3, code"]
    assert payer_contracts.screen(manager(house), on=ON).contracts == ()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": " "}, "no name"),
        ({"name": "Medicare"}, "no name"),
        ({"since_on": None}, "no first day"),
        ({"until_on": JAN}, "not after"),
        ({"payer_id": 0}, "no payer"),
        ({"lesser_of": "most"}, "no such rule"),
    ],
)
def test_what_a_contract_lacks_is_refused(house: House, wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        payer_contracts.bring(manager(house), upload(house, **wrong), on=ON)
    with pytest.raises(NotFound):
        payer_contracts.bring(manager(house), upload(house, plan_id=7), on=ON)
    with pytest.raises(AccessDenied):
        payer_contracts.screen(Actor("bea", house.practice.id, frozenset({"biller"})), on=ON)


def test_many_claims_are_looked_at_by_a_run_that_comes_to_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.invite(
        Actor("ada", house.practice.id, frozenset({"admin"})), manager(house).name, "manager", on=ON
    )
    sents = [sent_claim(house, covered=(PPO,)) for _ in range(3)]
    told = [one.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000)) for one in sents[:2]]
    pay(house, Payment("CMA01", "T1", told), on=ON)
    at_once = look(house, brought(house)).impact
    monkeypatch.setattr(contract_impact, "MOST_NOW", 1)
    monkeypatch.setitem(long_sorts.AT_ONCE, "contract", 2)
    made = brought(house)
    run = look(house, made).run
    assert run is not None
    assert (run.about_id, len(run.subjects), run.done) == (made, 3, 0)
    assert long_run.take_on(house.actor, run.id, on=ON), "one is left"
    (half,) = look(house, made).impact
    assert 0 < half.lines + half.newly_priced < 3
    assert not long_run.take_on(house.actor, run.id, on=ON)
    done = look(house, made)
    assert done.impact == at_once
    assert done.run is not None
    assert done.run.left == 0


def sheet(rows: str, *, shared: bytes = b"") -> bytes:
    """A workbook of one sheet."""
    out = io.BytesIO()
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
        told = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
        book.writestr("xl/worksheets/sheet1.xml", told)
        if shared:
            book.writestr("xl/sharedStrings.xml", shared)
    return out.getvalue()


def texts(*cells: str) -> str:
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{one}</t></is></c>' for one in cells) + "</row>"


def test_a_workbook_is_read_as_csv_is(house: House) -> None:
    numbers = "<row><c><v>99213</v></c><c><v>120.10000000000001</v></c></row>"
    rows, faults = rows_of(sheet(texts("Code", "Value") + numbers))
    assert faults == []
    assert rows == [(1, ["Code", "Value"]), (2, ["99213", "120.1"])]
    assert rows_of(as_csv(rows).encode()) == (rows, [])
    assert in_force(house, sheet(texts("Code", "Value") + numbers)).rates[0].value == 12010


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 no workbook at all",
        sheet("<row><c"),
        sheet(texts("Code"), shared=b"<!DOCTYPE x [<!ENTITY a 'b'>]><sst/>"),
        sheet(texts("Code"), shared=b"<a>" + b" " * (MOST_UNPACKED + 1)),
        sheet(texts("Code") * 20_002),
    ],
    ids=["damaged", "cut", "entities", "bomb", "too many rows"],
)
def test_a_hostile_workbook_gives_no_row(content: bytes) -> None:
    rows, faults = rows_of(content)
    assert rows == []
    assert len(faults) == 1
    assert faults[0].mend
