"""The bank's list: payments on the day that they count, deposits on the next banking day, each once."""

from datetime import date
from pathlib import Path

import pytest

from almoner.links.simulator import Box, main
from tests.links.simulator.claims import Bill, Service, put, send
from tests.links.simulator.reading import folder


def listed(mailbox: Path) -> list[str]:
    """All rows of all lists, without their headers."""
    found = [data.decode() for name, data in folder(mailbox).items() if "-bank-" in name]
    return [row for text in found for row in text.splitlines()[1:]]


def test_deposits_come_back_on_the_next_banking_day_once(tmp_path: Path) -> None:
    box = Box(tmp_path)
    box.advance(date(2026, 3, 6))
    put(tmp_path, "deposit-4711.csv", b"id,on,cents\n4711,2026-03-06,12345\n")
    put(tmp_path, "deposit-4711-again.csv", b"id,on,cents\n4711,2026-03-06,12345\n")
    assert box.advance(date(2026, 3, 8)) == []
    assert box.advance(date(2026, 3, 9)) == ["20260309-BANK-bank-1.csv"]
    put(tmp_path, "deposit-4712.csv", b"id,on,cents\n4712,2026-03-09,50\n")
    assert Box(tmp_path).advance(date(2026, 3, 9)) == []
    assert Box(tmp_path).advance(date(2026, 3, 12)) == ["20260310-BANK-bank-1.csv"]
    assert listed(tmp_path) == ["2026-03-09,deposit,4711,,12345", "2026-03-10,deposit,4712,,50"]


@pytest.mark.parametrize(
    "slip",
    [
        b"",
        b"id,on,cents\n",
        b"id,on,cents\n1,2026-03-06,-5\n",
        b"id,on,cents\n1,2026-03-06,1e3\n",
        b"id,on,cents\n1,2026-03-06,5\n2,2026-03-06,5\n",
        b"id,on\n1,2026-03-06\n",
        b"\xff\xfe",
    ],
)
def test_a_slip_that_is_none_is_left_alone(tmp_path: Path, slip: bytes) -> None:
    put(tmp_path, "deposit-1.csv", slip)
    assert Box(tmp_path).advance(date(2026, 3, 20)) == []


def test_a_remittance_without_money_is_not_listed(tmp_path: Path) -> None:
    send(tmp_path, [Bill("A1", "CMA01", "ABC123456", [Service("93000", 1900)])], date(2026, 3, 3))
    Box(tmp_path).advance(date(2026, 3, 31))
    assert listed(tmp_path) == []


def test_a_person_moves_the_clock(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--advance", "1"]) == 2
    send(tmp_path, [Bill("A1", "CMA01", "ABC123456", [Service("99213", 15000)])], date(2026, 3, 3))
    capsys.readouterr()
    assert main([str(tmp_path), "--to", "2026-03-03"]) == 0
    assert main([str(tmp_path), "--advance", "1"]) == 0
    assert capsys.readouterr().out.split() == [
        "20260303-BOX-999-000000001.x12",
        "20260304-CMA01-277CA-000000001.x12",
    ]
    (tmp_path / "clock").write_text("tomorrow\n")
    assert main([str(tmp_path), "--advance", "1"]) == 2
