"""What the edits would say is told before the codes are decided, and deciding asks for a whole superbill."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from almoner.core.charge import Superbill, SuperbillLine
from almoner.core.chart import Visit
from almoner.core.rules import Finding
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.code import code
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, standing
from tests.flow.releases import KIND, import_pairs
from tests.flow.scrub.test_gate import DRAWN, NEVER, SEEN
from tests.practices import DAY, House, add_patient, new_house, signed_visit


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


@pytest.fixture(autouse=True)
def released(store: object) -> Iterator[None]:
    """A release in which the two codes of a test never go together."""
    assert store
    codes = import_pairs("2026", NEVER)
    yield
    while codes.active().of(KIND):
        codes.roll_back(KIND)


def signed(house: House, *covered: tuple[str, str]) -> Visit:
    """A visit that waits for its codes."""
    return signed_visit(house, add_patient(house, *covered))


def draft(visit: Visit, *lines: SuperbillLine) -> Superbill:
    return Superbill(0, visit.id, 0, ("E119", "I10"), lines, "", DAY)


def told(house: House, visit: Visit, bill: Superbill) -> tuple[Finding, ...]:
    """What the superbill's screen says of a claim with these codes."""
    with books(house.practice.id) as session:
        return code.foreseen(session, visit, bill, on=DAY)


def test_a_coder_is_told_what_would_stop_the_claim(house: House) -> None:
    visit = signed(house, MEDICARE)
    before = standing(house)
    coder = Actor("kim", house.practice.id, frozenset({"coder"}))
    found = [one for one in told(house, visit, draft(visit, *DRAWN)) if one.is_stopping]
    assert [(one.edit, one.line, one.because.source) for one in found] == [("NCC-01", 2, "NCCI PTP 2026")]
    assert not [one for one in told(house, visit, draft(visit, SEEN)) if one.is_stopping]
    assert standing(house) == before
    code.decide_codes(coder, [draft(visit, SEEN)], on=DAY)


def test_a_visit_that_nobody_covers_makes_no_claim(house: House) -> None:
    visit = signed(house)
    assert told(house, visit, draft(visit, *DRAWN)) == ()


def test_half_a_superbill_is_refused(house: House) -> None:
    visit = signed(house, MEDICARE)
    with pytest.raises(Refused, match="at least one service"):
        code.decide_codes(house.actor, [draft(visit)], on=DAY)
    with pytest.raises(Refused, match="stands twice"):
        code.decide_codes(house.actor, [replace(draft(visit, SEEN), diagnoses=("I10", "I10"))], on=DAY)


def test_only_who_may_decide_on_codes_does(house: House) -> None:
    visit = signed(house, MEDICARE)
    desk = Actor("frances", house.practice.id, frozenset({"front_desk"}))
    with pytest.raises(AccessDenied):
        code.decide_codes(desk, [draft(visit, SEEN)], on=DAY)
