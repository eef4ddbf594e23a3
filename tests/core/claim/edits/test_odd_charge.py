"""A charge against the national amount of the fee schedule: times, units, and the release behind it."""

from dataclasses import replace

import pytest

from almoner.core.claim.edits import TABLE_KINDS, Hit, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Severity
from almoner.core.rules.card import parse
from almoner.core.rules.pack import Pack
from almoner.core.rules.releases import NO_TABLES, Release, Tables, fixed
from almoner.core.rules.tables import CodeTable, Line, pack_codes
from tests.core.claim import samples

CARD = """
[[card]]
id = "odd"
edit = "FIN-06"
kind = "odd_charge"
severity = "reject"
since = 2012-01-01
source = "here"
message = "Odd."
mend = "Look."
params = { factor = 10, free = ["####F"] }
"""


def tables(*, total: str = "2.72", until: bool = False) -> Tables:
    columns = ("modifier", "total_nonfac", "total_fac", "conv_factor")
    table = CodeTable(Pack(pack_codes([Line("99213", values=("", total, "1.95", "33.4009"))], columns, {})))
    ends_on = samples.DOS if until else None
    return fixed({"mpfs": [Release("r", samples.DOS.replace(year=2025), ends_on, (table,))]}, {})


def told(cents: int, given: Tables, *, units: int = 1) -> list[Hit | Unjudged]:
    (card,) = parse("card", CARD)
    revision = samples.revision(samples.folder())
    line = replace(revision.lines[0], code="99213", modifiers=(), charge_cents=cents, units=units)
    facts = Facts(revision=replace(revision, lines=(line,)), on=samples.TODAY)
    return list(TABLE_KINDS["odd_charge"](card, given).judge(facts))


@pytest.mark.parametrize(
    ("cents", "units", "is_odd"),
    [
        (90_850, 1, False),
        (90_841, 1, False),
        (90_840, 1, False),
        (90_900, 1, True),
        (180_000, 2, False),
        (0, 1, True),
    ],
)
def test_ten_times_the_dearer_setting(*, cents: int, units: int, is_odd: bool) -> None:
    assert bool(told(cents, tables(), units=units)) is is_odd


def test_the_release_is_named_and_a_stale_one_holds_at_most() -> None:
    (hit,) = told(500_000, tables())
    assert isinstance(hit, Hit)
    assert (hit.row, hit.source, hit.at_most) == (
        "99213: more than 10 times 90.85",
        "fee schedule r",
        None,
    )
    (hit,) = told(500_000, tables(until=True))
    assert isinstance(hit, Hit)
    assert hit.at_most is Severity.HOLD


def test_one_setting_alone_has_a_price() -> None:
    (hit,) = told(500_000, tables(total=""))
    assert isinstance(hit, Hit)
    assert hit.row == "99213: more than 10 times 65.13"


def test_without_a_price_or_a_release_nothing_is_said_of_the_times() -> None:
    assert told(500_000, tables(total="not a number")) == []
    (silent,) = told(500_000, NO_TABLES)
    assert isinstance(silent, Unjudged)
