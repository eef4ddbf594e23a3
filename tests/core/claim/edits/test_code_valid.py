"""Codes by day: which release decides, what a partial one may say, and what an ended row says."""

from datetime import date

from almoner.core.claim.edits import Hit, Unjudged
from almoner.core.claim.edits.code_valid import Existence
from almoner.core.rules import Severity
from almoner.core.rules.pack import Pack
from almoner.core.rules.releases import NO_TABLES, Release, fixed
from almoner.core.rules.tables import CodeTable, Line, pack_codes

ISSUED = date(2026, 7, 1)
DAY = date(2026, 8, 3)


def codes(kind: str, *lines: Line, until: date | None = None, is_partial: bool = False) -> Existence:
    table = CodeTable(Pack(pack_codes(lines, ("title", "kind"), {})))
    return Existence(fixed({kind: [Release("r", ISSUED, until, (table,), is_partial)]}, {}))


def test_a_code_that_the_schedule_has() -> None:
    assert codes("mpfs", Line("99213", values=("", ""))).of("99213", DAY) == ()


def test_a_code_that_the_schedule_lacks() -> None:
    (hit,) = codes("mpfs", Line("99213", values=("", ""))).of("99201", DAY)
    assert isinstance(hit, Hit)
    assert (hit.row, hit.source, hit.at_most) == ("99201: not there", "fee schedule r", None)


def test_a_stale_schedule_holds_at_most() -> None:
    (hit,) = codes("mpfs", Line("99213", values=("", "")), until=date(2026, 8, 1)).of("99201", DAY)
    assert isinstance(hit, Hit)
    assert hit.at_most is Severity.HOLD


def test_nobody_knows() -> None:
    partial = codes("mpfs", Line("99213", values=("", "")), is_partial=True)
    later = codes("mpfs", Line("99213", values=("", "")))
    for existence, code, on in (
        (Existence(NO_TABLES), "99213", DAY),
        (partial, "99201", DAY),
        (later, "99213", date(2026, 1, 5)),
        (later, "J1885", DAY),
        (codes("hcpcs", Line("J3490", values=("", "noc"))), "J1885", DAY),
    ):
        (told,) = existence.of(code, on)
        assert isinstance(told, Unjudged), code


def test_an_ended_code_is_told_by_its_days() -> None:
    ended = Line("J1030", date(1994, 1, 1), date(2024, 4, 1), ("", "code"))
    for is_partial in (True, False):
        (hit,) = codes("hcpcs", ended, is_partial=is_partial).of("J1030", DAY)
        assert isinstance(hit, Hit)
        assert hit.row == "J1030: from 1994-01-01 until before 2024-04-01"


def test_a_code_of_a_row_with_days_counts_before_every_release() -> None:
    dated = Line("J1885", date(1994, 1, 1), None, ("", "code"))
    assert codes("hcpcs", dated).of("J1885", date(2020, 1, 1)) == ()


def test_a_text_that_is_no_code_is_for_another_edit() -> None:
    assert codes("mpfs", Line("99213", values=("", ""))).of("9921", DAY) == ()
