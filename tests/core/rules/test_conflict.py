"""Conflicts of cards: rivals, exceptions that reach too far, one rule said twice."""

import pytest

from almoner.core.rules import CardError, load
from almoner.core.rules.card import parse
from almoner.core.rules.conflict import conflicts

RULE = """
[[card]]
id = "{id}"
edit = "E-1"
kind = "k"
severity = "warn"
since = 2020-01-01
source = "s"
message = "M."
mend = "N."
params = {{ codes = ["A"], most = {most} }}
{more}
"""
EXCEPTION = """
[[card]]
id = "{id}"
excepts = "{of}"
since = {since}
source = "s"
{more}
"""
MEDICARE = 'scope = { payer_kinds = ["medicare"] }'


def rule(name: str, more: str = "", most: int = 1) -> str:
    return RULE.format(id=name, more=more, most=most)


def exception(name: str, of: str, more: str = "", since: str = "2020-01-01") -> str:
    return EXCEPTION.format(id=name, of=of, more=more, since=since)


def clashes(*texts: str) -> list[tuple[str, str]]:
    return [(each.one.id, each.other.id) for each in conflicts(parse("t.toml", "".join(texts)))]


def test_two_exceptions_that_could_both_speak_are_rivals() -> None:
    rivals = (exception("m", "a", MEDICARE), exception("p", "a", 'scope = { states = ["NY"] }'))
    assert clashes(rule("a"), *rivals) == [("m", "p")]


def test_an_exception_for_one_payer_is_nearer_than_one_for_a_kind() -> None:
    nearer = (exception("m", "a", MEDICARE), exception("p", "a", 'scope = { payers = ["P1"] }'))
    assert clashes(rule("a"), *nearer) == []


@pytest.mark.parametrize(
    "beyond",
    [
        exception("x", "a", since="2019-01-01"),
        exception("x", "a", "until = 2026-01-01"),
        exception("x", "a", 'scope = { payer_kinds = ["medicaid"] }'),
        exception("x", "a", "until = 2025-01-01"),
    ],
)
def test_an_exception_stays_within_its_rule(beyond: str) -> None:
    assert clashes(rule("a", "until = 2025-01-01\n" + MEDICARE), beyond) == [("a", "x")]


def test_a_narrower_exception_lies_within() -> None:
    narrow = exception(
        "x", "a", 'until = 2025-01-01\nscope = { payer_kinds = ["medicare"], states = ["NY"] }'
    )
    assert clashes(rule("a", "until = 2025-01-01\n" + MEDICARE), narrow) == []


def test_one_rule_said_twice_is_refused() -> None:
    assert clashes(rule("a"), rule("b")) == [("a", "b")]
    assert clashes(rule("a"), rule("b", most=2)) == []
    assert clashes(rule("a", MEDICARE), rule("b", 'scope = { payer_kinds = ["medicaid"] }')) == []


def test_a_chain_of_exceptions_is_no_conflict() -> None:
    chain = (exception("m", "a", MEDICARE), exception("n", "m", MEDICARE))
    assert clashes(rule("a"), *chain) == []


def test_specialties_meet_by_their_beginnings() -> None:
    one = exception("m", "a", 'scope = { specialties = ["207R"] }')
    within = exception("n", "a", 'scope = { specialties = ["207RC"] }')
    beside = exception("n", "a", 'scope = { specialties = ["207Q"] }')
    assert clashes(rule("a"), one, within) == [("m", "n")]
    assert clashes(rule("a"), one, beside) == []


def test_a_policy_with_a_conflict_is_refused_whole() -> None:
    with pytest.raises(CardError, match=r"cards a and b judge the same .*; drop one"):
        load([("a.toml", rule("a")), ("b.toml", rule("b"))])
