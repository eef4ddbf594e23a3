"""Warnings that the practice lets hold claims: the latest decision counts, and nothing becomes less."""

from dataclasses import replace
from datetime import date

from almoner.core.claim.stops import RuleStop, can_be_raised, mark, raised, raised_cards
from almoner.core.rules import Because, Card, Finding, Mode, Severity

DAY = date(2026, 3, 2)
WARNING = Finding("COD-99", "x", Severity.WARN, 1, "m", "d", Because("a-card", "source"))
ON = RuleStop(1, "a-card", is_on=True, reason="refused", decided_by="moira", decided_on=DAY)
CARD = Card("a-card", "COD-99", "x", Severity.WARN, DAY, "source", "m", "d")


def test_the_latest_decision_about_a_card_counts() -> None:
    off = replace(ON, id=2, is_on=False)
    assert raised_cards([ON]) == {"a-card"}
    assert raised_cards([off, ON]) == frozenset()
    assert raised_cards([replace(ON, id=3), off, ON, replace(ON, id=4, card="b")]) == {"a-card", "b"}


def test_a_raised_warning_holds_and_nothing_becomes_less() -> None:
    cards = raised_cards([ON])
    reject = replace(WARNING, severity=Severity.REJECT)
    other = replace(WARNING, because=Because("b", "source"))
    found = raised((WARNING, reject, other), cards)
    assert [one.severity for one in found] == [Severity.HOLD, Severity.REJECT, Severity.WARN]
    assert raised((WARNING,), frozenset()) == (WARNING,)


def test_a_version_tells_under_which_stops_it_was_judged() -> None:
    assert mark(frozenset()) == ""
    assert mark(frozenset({"a", "b"})) == mark(frozenset({"b", "a"})) != mark(frozenset({"a"}))


def test_only_what_is_heard_and_only_speaks_can_be_raised() -> None:
    assert can_be_raised(CARD)
    for change in ({"severity": Severity.HOLD}, {"mode": Mode.SHADOW}, {"is_off": True}):
        assert not can_be_raised(replace(CARD, **change))
