"""What an authorization allows, against the lines of a claim: they share what is left, in their order."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.claim.edits.authorization import prepare
from almoner.core.claim.edits.kind import Hit
from almoner.core.claim.facts import Allowance, Facts
from almoner.core.rules import Card, CardError, Severity
from tests.core.claim import samples

DAY = samples.DOS
ALLOWED = Allowance("A1", ("97110",), DAY, None, units_left=4)


def facts(*units: int, number: str = "A1", kept: Allowance = ALLOWED, code: str = "97110") -> Facts:
    revision = samples.revision()
    lines = tuple(
        replace(revision.lines[0], line_id=place, code=code, units=count) for place, count in enumerate(units)
    )
    return Facts(replace(revision, lines=lines, authorization=number), samples.TODAY, authorizations=(kept,))


def card(fault: str) -> Card:
    return Card(
        id="a",
        edit="AUT-00",
        kind="authorization",
        severity=Severity.HOLD,
        since=date(2012, 1, 1),
        source="x",
        message="m",
        mend="m",
        params={"fault": fault},
    )


def hits(fault: str, known: Facts) -> list[tuple[int, str]]:
    return [(hit.line, hit.row) for hit in prepare(card(fault)).judge(known) if isinstance(hit, Hit)]


def test_lines_share_what_is_left() -> None:
    assert hits("units", facts(2, 2)) == []
    assert hits("units", facts(2, 1, 3)) == [(3, "97110: 3 units, 1 left")]
    assert hits("units", facts(5, kept=replace(ALLOWED, units_left=-2))) == [(1, "97110: 5 units, 0 left")]
    assert hits("units", facts(99, kept=replace(ALLOWED, units_left=None))) == []


def test_visits_are_days() -> None:
    visits = replace(ALLOWED, units_left=1, is_by_visit=True)
    assert hits("units", facts(9, 9, kept=visits)) == []
    assert hits("units", facts(9, 9, kept=replace(visits, units_left=0))) == [
        (1, "97110: 1 visit, 0 left"),
    ]


def test_a_number_that_several_authorizations_carry_is_judged_by_the_one_that_is_meant() -> None:
    other = replace(ALLOWED, codes=("97140",))
    known = replace(facts(1), authorizations=(other, ALLOWED))
    assert hits("other", known) == []
    assert hits("other", replace(known, authorizations=(other,))) == [
        (1, "97110: the number is for other codes")
    ]


def test_a_request_for_the_claims_own_codes_and_days_is_told_without_its_number() -> None:
    asked = replace(ALLOWED, number="", is_pending=True)
    assert hits("pending", facts(1, number="", kept=asked)) == [(1, "97110: not decided")]
    assert hits("pending", facts(1, number="", kept=replace(asked, until_on=DAY))) == []
    assert hits("pending", facts(1, number="", kept=asked, code="99213")) == []
    assert hits("pending", facts(1, number="B2", kept=asked)) == []


def test_a_fault_that_nobody_knows_is_refused() -> None:
    with pytest.raises(CardError):
        prepare(card("late"))
