"""Rows of the fee schedule for lines, and silence where there is no release for the day."""

from datetime import date

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.dose import amount
from almoner.core.claim.edits.sheet import Fees, Sheet, shared
from almoner.core.claim.request import facts
from almoner.core.rules.pack import Pack
from almoner.core.rules.releases import NO_TABLES, Release, Tables, fixed
from almoner.core.rules.tables import CodeTable, Line, pack_codes
from tests.test_policy import TABLES, base


def sheet_of(tables: Tables, on: str = "2026-03-02", *modifiers: str, code: str = "93306") -> Sheet:
    claim = base("office_visit")
    claim["lines"][0] |= {"code": code, "modifiers": list(modifiers), "dos": on}
    claim["lines"] = claim["lines"][:1]
    return shared(tables, Fees).sheet(facts(claim, on=date(2026, 3, 5)))


def test_a_part_has_its_own_row() -> None:
    whole, reading = sheet_of(TABLES).entries[0], sheet_of(TABLES, "2026-03-02", "26").entries[0]
    assert (whole.value("fac_na"), reading.value("fac_na")) == ("NA", "")
    assert sheet_of(TABLES, "2026-03-02", "26", code="93000").entries[0].value("pctc") == "4"


def test_the_same_facts_have_the_same_sheet() -> None:
    given = facts(base("office_visit"), on=date(2026, 3, 5))
    fees = shared(TABLES, Fees)
    assert fees.sheet(given) is shared(TABLES, Fees).sheet(given)


def test_silence_is_said() -> None:
    assert sheet_of(NO_TABLES).silence == "no release of mpfs is imported"
    pack = pack_codes([Line("93306", values=("A",))], ("status",), {})
    later = fixed({"mpfs": [Release("2026q3", date(2026, 7, 1), None, (CodeTable(Pack(pack)),))]}, {})
    sheet = sheet_of(later)
    assert sheet.silence == "every release of mpfs begins after the service"
    assert sheet.entries[0].fee is None
    assert sheet_of(later, "2026-07-01").silence == ""


def test_ranges_of_codes() -> None:
    codes = CodeRange(["99202-99215", "G0439"])
    assert all(code in codes for code in ("99202", "99215", "G0439"))
    assert not any(code in codes for code in ("99216", "9921", "992110", "G0438", ""))
    assert not CodeRange([])


def test_doses_are_read_in_their_measure() -> None:
    assert amount("40 mg") == amount("0.04 g") == amount("40000mcg")
    assert amount("2 units") == amount("2 UNIT")
    assert amount("1 ml") != amount("1 unit")
    assert amount("some") is amount("1e9 mg") is None
