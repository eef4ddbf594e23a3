"""Cards of payers' companion guides: a whole one is read, any other is refused with its place."""

from datetime import date

import pytest

from almoner.core.rules.companion import CompanionError, Condition, read_companion

CARD = """
name = "plan"
guide = "837P"
since = 2026-01-01
until = 2027-01-01
source = "the plan's guide"
payers = ["P1"]

[[rule]]
id = "P-1"
loop = "2300"
segment = "claim"
element = "place"
component = 3
demand = "one_of"
values = ["1"]
message = "Something is wrong."
mend = "Mend it."
source = "page 2"

  [[rule.case]]
  name = "breaks it"
  fires = true
  old = "a"
  new = "b"

  [[rule.case]]
  name = "keeps it"
  fires = false
"""


def test_a_whole_card_is_read() -> None:
    card = read_companion("plan.toml", CARD)
    assert (card.name, card.since, card.until) == ("plan", date(2026, 1, 1), date(2027, 1, 1))
    (rule,) = card.rules
    assert (rule.level, rule.severity, rule.component, rule.values) == (7, "error", 3, frozenset("1"))
    assert [case.fires for case in rule.cases] == [True, False]
    assert card.answers_to("P1")
    assert card.answers_to("plan")
    assert not card.answers_to("P2")


@pytest.mark.parametrize(
    ("day", "holds"),
    [("20251231", False), ("20260101", True), ("20261231", True), ("20270101", False), ("", True)],
)
def test_a_card_holds_from_its_first_day_to_the_one_before_its_end(day: str, *, holds: bool) -> None:
    assert read_companion("plan.toml", CARD).holds(day) is holds


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('demand = "one_of"', 'demand = "two_of"', "demand"),
        ('values = ["1"]', "", "values"),
        ('element = "place"', "", "element"),
        ('segment = "claim"', "", "segment"),
        ("fires = true", 'fires = "yes"', "fires"),
        ("fires = false", "fires = true", "doesn't"),
        ("since = 2026-01-01", 'since = "2026-01-01"', "since"),
        ('payers = ["P1"]', "", "payers"),
        ('message = "Something is wrong."', 'message = ""', "message"),
        ('mend = "Mend it."', f'mend = "{"m" * 301}"', "mend"),
        ('source = "page 2"', 'source = "page 2"\nextra = 1', "extra"),
        ("component = 3", "component = true", "component"),
        ("[[rule]]", "[rule]", "rule"),
        ("[[rule]]", "[[rule", "TOML"),
    ],
)
def test_what_is_no_card_is_refused_with_its_place(old: str, new: str, told: str) -> None:
    with pytest.raises(CompanionError, match=r"^plan\.toml") as refused:
        read_companion("plan.toml", CARD.replace(old, new, 1))
    assert told in str(refused.value)


def test_a_value_with_a_star_stands_for_all_that_begin_so() -> None:
    condition = Condition("2400", "service", "procedure", frozenset(("00*", "99213")))
    assert [condition.fits(code) for code in ("00100", "99213", "99214", "0")] == [True, True, False, False]
