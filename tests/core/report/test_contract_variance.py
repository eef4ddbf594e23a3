"""Variance against contracts: what falls short, gathered; no line makes up for another."""

from datetime import date

from almoner.core.report.contract_variance import Group, PricedLine, groups

ON = date(2026, 6, 1)


def line(number: int, expected: int, allowed: int, *, code: str = "99213", payer: int = 1) -> PricedLine:
    return PricedLine(payer, "ppo", code, number, number, number, ON, expected, allowed, tolerance_cents=5)


def test_what_is_within_the_tolerance_is_no_shortfall() -> None:
    assert [line(1, 11000, allowed).short_cents for allowed in (11000, 10995, 10994, 12000)] == [0, 0, 6, 0]


def test_what_is_beyond_a_contract_makes_up_for_no_other_line() -> None:
    found = groups([line(1, 11000, 10000), line(2, 11000, 13000), line(3, 11000, 10996)])
    assert found == (Group(1, "ppo", "99213", 3, 33000, 33996, 1, 1000),)


def test_the_dearest_come_first_each_payer_and_code_apart() -> None:
    lines = [
        line(1, 500, 500),
        line(2, 900, 300, code="99214"),
        line(3, 900, 800, payer=2),
        line(4, 900, 700, code="99214"),
    ]
    told = [(one.payer_id, one.code, one.lines, one.short_lines, one.short_cents) for one in groups(lines)]
    assert told == [(1, "99214", 2, 2, 800), (2, "99213", 1, 1, 100), (1, "99213", 1, 0, 0)]
    assert groups([]) == ()
