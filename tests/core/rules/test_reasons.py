"""The table of reasons: dated, plain, and silent where it does not know."""

import re
from datetime import date

import pytest

from almoner.core.rules.reasons import DEMANDS_REMARK, REFUSALS, Reasons, Standing, read_reasons
from tests.core.remit.samples import table

HEAD = "kind,code,label,category,next_step,standing,since_on,until_on"
NOW = date(2026, 3, 2)


def test_a_number_has_meaning_on_its_days_only() -> None:
    reasons = read_reasons([HEAD, "carc,42,Over the fee,contract,write_off,write_off,1995-01-01,2007-06-01"])
    assert reasons.carc("42", date(2007, 5, 31)) is not None
    assert reasons.carc("42", date(2007, 6, 1)) is None
    assert reasons.carc("42", date(1994, 12, 31)) is None
    assert reasons.label("carc", "42") == "Over the fee"


def test_what_is_not_there_is_unknown() -> None:
    assert Reasons().carc("45", NOW) is None
    assert Reasons().rarc("M51", NOW) is None
    assert Reasons().label("carc", "45") == ""


@pytest.mark.parametrize(
    "row", ["carc,,x,x,x,denial,,", "carc,1,x,x,x,unheard_of,,", "carc,1,x,x,x,denial,2020-13-01,", "carc,1"]
)
def test_a_broken_row_is_named(row: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        read_reasons([HEAD, row])


def test_what_ships_is_plain_and_whole() -> None:
    codes = table().codes
    carcs = [code for (kind, _), code in codes.items() if kind == "carc"]
    rarcs = [code for (kind, _), code in codes.items() if kind == "rarc"]
    assert len(carcs) > 150
    assert len(rarcs) > 60
    assert {code for kind, code in codes if kind == "group"} == {"CO", "PR", "OA", "PI", "CR"}
    for code in carcs:
        assert code.standing is not None, code.code
        assert re.fullmatch(r"\d{1,3}|[A-Z]\d{1,2}", code.code)
    for code in (*carcs, *rarcs):
        assert code.label
        assert code.category
        assert code.next_step not in ("", "legacy")
        assert code.until_on is None or code.since_on is None or code.since_on < code.until_on


def test_what_ships_knows_the_numbers_that_the_rules_turn_on() -> None:
    def standing(carc: str) -> Standing | None:
        code = table().carc(carc, NOW)
        return code.standing if code else None

    for carc in ("45", "253", "131", "59", "144"):
        assert standing(carc) is Standing.WRITE_OFF
    for carc in ("1", "2", "3"):
        assert standing(carc) is Standing.SHARE
    for carc in ("16", "18", "27", "29", "50", "97", "151", "197", "B15", "22", "109"):
        assert standing(carc) in REFUSALS
    for carc, wanted in {
        "96": "non_covered",
        "204": "non_covered",
        "23": "prior_payer",
        "24": "capitated",
    }.items():
        assert standing(carc) == wanted
    assert standing("100") is Standing.MEMBER_PAID
    assert all(table().carc(carc, NOW) for carc in DEMANDS_REMARK)
