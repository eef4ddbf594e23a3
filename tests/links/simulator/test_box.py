"""The box as a practice meets it: files in, files out, by the calendar."""

from datetime import date
from pathlib import Path

from almoner.core.x12 import read
from almoner.links.simulator import Box
from tests.links.simulator.claims import Bill, Service, send


def rows(mailbox: Path, name: str) -> list[list[str]]:
    """All segments of the sets of a file in `from/`."""
    return [row for body in read((mailbox / "from" / name).read_bytes()).sets for row in body.rows()]


def test_a_medicare_claim_comes_back_as_999_277ca_835_and_cash(tmp_path: Path) -> None:
    send(tmp_path, [Bill("A1", "MCR01", "1EG4TE5MKD0", [Service("99214", 20000)])], date(2026, 3, 3))
    box = Box(tmp_path)
    assert box.advance(date(2026, 3, 3)) == ["20260303-BOX-999-000000001.x12"]
    assert box.advance(date(2026, 3, 4)) == ["20260304-MCR01-277CA-000000001.x12"]
    assert box.advance(date(2026, 3, 16)) == []
    assert box.advance(date(2026, 3, 18)) == ["20260317-MCR01-835-1.x12", "20260318-BANK-bank-1.csv"]
    remit = rows(tmp_path, "20260317-MCR01-835-1.x12")
    assert [row for row in remit if row[0] == "CAS"] == [
        ["CAS", "CO", "45", "64.39", "", "253", "2.17"],
        ["CAS", "PR", "2", "27.12"],
    ]
    assert next(row for row in remit if row[0] == "BPR")[2] == "106.32"
    statement = (tmp_path / "from" / "20260318-BANK-bank-1.csv").read_text()
    assert statement == "date,kind,trace,payer,cents\n2026-03-18,eft,MCR0126031701,MCR01,10632\n"


def test_a_second_advance_to_the_same_day_adds_nothing(tmp_path: Path) -> None:
    send(tmp_path, [Bill("A1", "CMA01", "ABC123456", [Service("99213", 15000)])], date(2026, 3, 3))
    box = Box(tmp_path)
    assert box.advance(date(2026, 4, 3))
    assert box.advance(date(2026, 4, 3)) == []
    assert Box(tmp_path).advance(date(2026, 4, 3)) == []
