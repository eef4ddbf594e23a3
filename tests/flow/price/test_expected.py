"""What a payer should allow reaches the posting of its remittance: from the contract of the claim's plan,
provider and day, or Medicare's own schedule; and a short payment is work with the steps of the price."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from almoner.core.coverage import Coverage
from almoner.core.plan import Task, TaskState
from almoner.core.remit.desk import Book
from almoner.core.rules.tables import Line, pack_codes
from almoner.flow.price.claim_books import load_books
from almoner.flow.price.contracts import price_book
from almoner.flow.price.expected import Meeting, Parties, expected, services_of
from almoner.flow.remit.post import preview
from almoner.store.session import books
from almoner.store.shipped.codes import CodeStore
from almoner.store.shipped.packs import PartNote, ReleaseNote
from tests.flow.cycle import Sent, balances, faults, pay, sent_claim, take_in
from tests.flow.files import PAID_ON, Payment, paying
from tests.practices import House, new_house

PPO = ("CMA01", "CMA7788990")
CARD = """
id = "ppo"
payer = "Commonwealth PPO"
since = 2026-01-01
until = 2027-01-01
source = "agreement"
terms = [{ id = "visits", kind = "fixed", codes = ["99213"], cents = 11000, page = "p. 4", trials = [
  { code = "99213", allowed_cents = 11000 }, { code = "99213", units = 2, allowed_cents = 22000 },
] }]
"""
COLUMNS = tuple("status work_rvu nonfac_pe fac_pe mp conv_factor".split())
TABLES: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, ...]]]] = {
    "mpfs": (COLUMNS, {"99213": ("A", "1.30", "1.46", "0.33", "0.09", "33.4009")}),
    "gpci": (("work", "pe", "mp"), {"13202NY01": ("1.000", "1.000", "1.000")}),
    "zip": (("state", "contractor", "locality"), {"12207": ("NY", "13202", "01")}),
}


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of contracts and imported tables of the test's own."""
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path))
    (tmp_path / "contracts").mkdir()
    return tmp_path


def write(data: Path, *cards: str) -> None:
    for place, card in enumerate(cards):
        (data / "contracts" / f"{place}.toml").write_text(card)


def book_of(house: House, sent: Sent) -> Book:
    with books(house.practice.id) as session:
        (book,) = load_books(session, [sent.claim])
    return book


def allowed(house: House, sent: Sent) -> list[int | None]:
    prices = book_of(house, sent).prices
    return [prices[line.id].allowed_cents for line in sent.lines if line.id in prices]


def test_what_the_contract_allows_bounds_the_write_off(house: House, data: Path) -> None:
    write(data, CARD)
    sent = sent_claim(house, covered=(PPO,))
    pay(house, Payment("CMA01", "T1", [sent.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000))]), on=PAID_ON)
    assert balances(house, sent) == {
        "cash": 8000,
        "contractual": 4000,
        "patient_ar": 2000,
        "payer_ar:1": 1000,
        "revenue": -15000,
    }
    with books(house.practice.id) as session:
        (task,) = session.find(Task, state=TaskState.OPEN, claim_id=sent.claim.id)
    assert (task.what, task.cents, task.owner) == ("variance", 1000, task.owner)
    assert "fixed fee, term visits: $110.00 (agreement, p. 4)" in task.why
    assert faults(house, on=PAID_ON) == []


def test_the_finding_shows_the_steps(house: House, data: Path) -> None:
    write(data, CARD)
    sent = sent_claim(house, covered=(PPO,))
    short = sent.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000))
    received = take_in(house, paying(house, Payment("CMA01", "T1", [short])), on=PAID_ON)
    (remittance_id,) = received.remittance_ids
    seen = preview(house.actor, remittance_id, on=PAID_ON)
    (found,) = [one for one in seen.plan.findings if one.edit == "FIN-05"]
    assert (found.cents, found.because.source) == (1000, "agreement, p. 4")
    assert found.because.row == "fixed fee, term visits: $110.00; the payer allowed $100.00"


@pytest.mark.parametrize(
    ("paid", "open_cents"), [(8999, 0), (8995, 0), (8994, 6), (9000, 0)], ids=["1", "5", "6", "none"]
)
def test_the_tolerance_is_policy(house: House, data: Path, paid: int, open_cents: int) -> None:
    write(data, CARD)
    sent = sent_claim(house, covered=(PPO,))
    reasons = (("CO", "45", 13000 - paid), ("PR", "2", 2000))
    pay(house, Payment("CMA01", "T1", [sent.paid(paid, *reasons)]), on=PAID_ON)
    assert balances(house, sent).get("payer_ar:1", 0) == open_cents


def test_a_contract_sets_its_own_tolerance(house: House, data: Path) -> None:
    write(data, CARD.replace("source =", "tolerance_cents = 250\nsource =", 1))
    assert book_of(house, sent_claim(house, covered=(PPO,))).tolerance_cents == 250


def test_the_plan_of_the_policy_chooses(house: House, data: Path) -> None:
    narrow = CARD.replace('"ppo"', '"ppo-plan"').replace(
        "since", 'plans = ["Commonwealth PPO plan"]\nsince', 1
    )
    other = CARD.replace('"ppo"', '"ppo-gold"').replace("since", 'plans = ["Gold"]\nsince', 1)
    sent = sent_claim(house, covered=(PPO,))
    for cards, cents in (
        ((CARD, other.replace("11000", "12000").replace("22000", "24000")), 11000),
        ((CARD, narrow.replace("11000", "12000").replace("22000", "24000")), 12000),
    ):
        write(data, *cards)
        assert allowed(house, sent) == [cents]


def test_contracts_in_conflict_price_nothing_and_stop_nothing(house: House, data: Path) -> None:
    write(data, CARD, CARD.replace('"ppo"', '"other"'))
    sent = sent_claim(house, covered=(PPO,))
    assert "ppo and other" in price_book().refused or "other and ppo" in price_book().refused
    assert allowed(house, sent) == []
    pay(house, Payment("CMA01", "T1", [sent.paid(10000, ("CO", "45", 5000))]), on=PAID_ON)
    assert "payer_ar:1" not in balances(house, sent)


def test_medicare_is_priced_by_its_schedule_at_the_place_of_care(house: House, data: Path) -> None:
    sent = sent_claim(house)
    assert allowed(house, sent) == []
    store = CodeStore(data)
    notes: dict[str, tuple[ReleaseNote, ...]] = {}
    for kind, (columns, rows) in TABLES.items():
        lines = [Line(key, values=values) for key, values in rows.items()]
        pack = store.save_pack(kind, pack_codes(lines, columns, {"kind": kind}))
        part = PartNote(pack, "test", "", len(lines), "2026-01-01")
        notes[kind] = (
            ReleaseNote(kind, "2026", "2026-01-01", "2027-01-01", is_partial=False, parts=(part,)),
        )
    store.set_releases(notes)
    assert allowed(house, sent) == [9519]


def test_nothing_is_guessed(house: House, data: Path) -> None:
    write(data, CARD)
    sent = sent_claim(house, covered=(("CMB01", "B1"),))
    assert allowed(house, sent) == []
    payers = {one.id: one for one in house.payers.values()}
    parties = Parties(payers, {}, {house.provider.id: house.provider}, {house.location.id: house.location})
    book, on = price_book(), sent.claim.service_on
    meeting, services = Meeting(house.provider.id, house.location.id, on), services_of(sent.lines, book)
    assert expected(services, meeting, None, parties, book).why
    policy = Coverage(1, 1, house.payers["CMA01"].id, house.plans["CMA01"].id, 1, "M", on)
    assert expected(services, meeting, policy, parties, book).schedule == "ppo"
    late = replace(meeting, on=on.replace(year=2027))
    assert "no contract" in expected(services, late, policy, parties, book).why


def test_the_number_of_queries_is_fixed(house: House, data: Path) -> None:
    from django.test.utils import CaptureQueriesContext

    write(data, CARD)
    sent = [sent_claim(house, covered=(PPO,)) for _ in range(3)]
    counts = []
    for number in (1, 3):
        with CaptureQueriesContext(connection) as queries, books(house.practice.id) as session:
            load_books(session, [one.claim for one in sent[:number]])
        counts.append(len(queries))
    assert counts[0] == counts[1]
