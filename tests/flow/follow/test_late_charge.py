"""What was done and not charged, or charged wrongly, is charged after all: decided on, priced, on a claim."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.charge.proposal import ProposalState
from almoner.core.chart import Visit, VisitState
from almoner.core.chart.medication import Administration
from almoner.core.chart.shape import Amount
from almoner.core.claim import Claim, ClaimRevision
from almoner.core.coding.decision import Act, Sort
from almoner.core.coding.offer import Offer
from almoner.core.plan import Task
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.claim import claim
from almoner.flow.code.superbill import Choice
from almoner.flow.follow import late_charge, take_back
from almoner.flow.follow.late_charge import Late
from almoner.flow.follow.take_back import Wish
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.flow.cycle import faults, standing, totals
from tests.flow.visit.test_proposals import (
    accept_all,
    changed,
    charged,
    coder,
    error,
    house,
    record,
    seen,
    shot,
    stand,
    vaccine,
    work,
)
from tests.practices import DAY, House

__all__ = ["house", "seen"]
S = ProposalState


@pytest.fixture
def billed(house: House, seen: Visit) -> list[ChargeLine]:
    """The lines of a shot that was given, on a claim."""
    record(house, shot(seen))
    accept_all(house, seen)
    lines = charged(house, seen)
    claim.build_claims(house.actor, [seen.id], on=DAY)
    return lines


def late(house: House, visit: Visit) -> dict[str, Offer]:
    return {one.code: one for one in late_charge.charged(coder(house), visit.id, on=DAY).offers}


def say(house: House, visit: Visit, one: Offer, action: Act = Act.ACCEPT, reason: str = "") -> None:
    choice = Choice(one.sort, one.name, action, one.code, reason, opened=True, seconds=3, shown=one.shown)
    said = Late(choice, one.units, one.modifiers, one.diagnoses or ("I10",))
    late_charge.decide_late(coder(house), visit.id, said, on=DAY)


def typed(
    house: House, visit: Visit, code: str, *, units: int = 1, reasons: tuple[str, ...] = ("I10",)
) -> None:
    choice = Choice(Sort.SERVICE, "", Act.ADD, code)
    late_charge.decide_late(coder(house), visit.id, Late(choice, units, (), reasons), on=DAY)


def lines_of(house: House, visit: Visit) -> list[ChargeLine]:
    with books(house.practice.id) as session:
        return session.find(ChargeLine, visit_id=visit.id, order="sequence")


def claimed(house: House, visit: Visit) -> list[list[int]]:
    with books(house.practice.id) as session:
        made = session.find(Claim, visit_id=visit.id, order="id")
        revisions = [session.get(ClaimRevision, one.revision_id) for one in made]
    return [[line.line_id for line in one.lines] for one in revisions]


def test_what_was_done_late_is_charged_and_has_a_claim_of_its_own(
    house: House, seen: Visit, billed: list[ChargeLine]
) -> None:
    record(house, vaccine(seen))
    assert len(work(house, "late_charge")) == 1
    before = totals(house)["revenue"]
    offers = late(house, seen)
    assert set(offers) == {"90715", "90471"}
    say(house, seen, offers["90715"])
    assert len(work(house, "late_charge")) == 1
    say(house, seen, offers["90471"])
    assert work(house, "late_charge") == []
    made = lines_of(house, seen)[len(billed) :]
    assert [(one.code, one.charge_cents, one.diagnoses) for one in made] == [
        ("90715", 6000, ("Z23",)),
        ("90471", 3000, ("Z23",)),
    ]
    assert before - totals(house)["revenue"] == 9000
    with books(house.practice.id) as session:
        assert session.get(Visit, seen.id).state is VisitState.CHARGED
    claim.build_claims(house.actor, [seen.id], on=DAY)
    assert claimed(house, seen) == [[one.id for one in billed], [one.id for one in made]]
    assert claim.build_claims(house.actor, [seen.id], on=DAY) == []
    assert faults(house) == []


def test_what_is_declined_ends_the_work_and_moves_nothing(
    house: House, seen: Visit, billed: list[ChargeLine]
) -> None:
    record(house, vaccine(seen))
    before = totals(house)
    for one in late(house, seen).values():
        say(house, seen, one, Act.REJECT, "billed_elsewhere")
    assert work(house, "late_charge") == []
    assert {state for code, state in stand(house, seen) if code.startswith("9047")} == {S.REFUSED}
    assert (totals(house), len(lines_of(house, seen))) == (before, len(billed))
    assert faults(house) == []


def test_a_record_in_error_ends_the_work_with_what_came_late(
    house: House, seen: Visit, billed: list[ChargeLine]
) -> None:
    made = record(house, vaccine(seen))
    error(house, made)
    assert work(house, "late_charge") == []
    assert late(house, seen) == {}
    assert lines_of(house, seen) == billed


def test_a_changed_record_is_taken_back_and_charged_as_it_is_now(
    house: House, seen: Visit, billed: list[ChargeLine]
) -> None:
    with books(house.practice.id) as session:
        (given,) = session.find(Administration, patient_id=seen.patient_id)
    changed(house, given, dose=Amount(Decimal(30), "mg", "mg"))
    (task,) = work(house, "charge_correction")
    drug = next(one for one in billed if one.code == "J1885")
    take_back.take_back(house.actor, drug.id, on=DAY, reason="30 mg were given")
    assert work(house, "charge_correction") == []
    assert len(work(house, "late_charge")) == 1
    offer = late(house, seen)["J1885"]
    assert (offer.units, task.owner) == (2, "biller")
    say(house, seen, offer)
    assert work(house, "late_charge") == []
    assert [(one.code, one.units, one.stands) for one in lines_of(house, seen)] == [
        ("J1885", 4, False),
        ("96372", 1, True),
        ("J1885", 2, True),
    ]
    assert totals(house)["revenue"] == -(4500 + 1800)
    claim.build_claims(house.actor, [seen.id], on=DAY)
    assert [len(one) for one in claimed(house, seen)] == [1, 1]
    assert faults(house) == []


def test_a_line_is_charged_anew_by_a_coder_who_types_it(
    house: House, seen: Visit, billed: list[ChargeLine]
) -> None:
    wrong = next(one for one in billed if one.code == "96372")
    take_back.take_back(house.actor, wrong.id, on=DAY, reason="two were given", wish=Wish(is_anew=True))
    (task,) = work(house, "charge_anew")
    assert (task.owner, task.subject_id) == ("coder", seen.id)
    typed(house, seen, "96372", units=2)
    assert work(house, "charge_anew") == []
    assert lines_of(house, seen)[-1].charge_cents == 9000
    assert faults(house) == []


REFUSALS: dict[str, Callable[[House, Visit], object]] = {
    "no fee": lambda house, visit: typed(house, visit, "12345"),
    "one to four diagnoses": lambda house, visit: typed(house, visit, "96372", reasons=()),
    "Units are at least 1": lambda house, visit: typed(house, visit, "96372", units=0),
    "no billable diagnosis": lambda house, visit: typed(house, visit, "96372", reasons=("I1",)),
    "not suggested any more": lambda house, visit: late_charge.decide_late(
        coder(house), visit.id, Late(Choice(Sort.SERVICE, "J1885", Act.ACCEPT, "J1885", opened=True)), on=DAY
    ),
}


@pytest.mark.parametrize("why", sorted(REFUSALS))
def test_what_lacks_something_is_not_charged(
    why: str, house: House, seen: Visit, billed: list[ChargeLine]
) -> None:
    before = standing(house)
    with pytest.raises(Refused, match=why):
        REFUSALS[why](house, seen)
    assert (standing(house), len(billed)) == (before, 2)


def test_nothing_is_charged_late_before_the_visit_is_charged(house: House, seen: Visit) -> None:
    with pytest.raises(Refused, match="not charged yet"):
        typed(house, seen, "96372")
    assert late_charge.charged(coder(house), seen.id, on=DAY).lines == ()


def test_evidence_that_was_not_shown_charges_nothing(
    house: House, seen: Visit, billed: list[ChargeLine]
) -> None:
    record(house, vaccine(seen))
    one = late(house, seen)["90715"]
    choice = Choice(one.sort, one.name, Act.ACCEPT, one.code, shown=one.shown)
    with pytest.raises(Refused, match="Look at the evidence"):
        late_charge.decide_late(coder(house), seen.id, Late(choice, 1, (), ("Z23",)), on=DAY)
    assert len(lines_of(house, seen)) == len(billed)


def test_only_who_decides_on_codes_charges_late(house: House, seen: Visit, billed: list[ChargeLine]) -> None:
    biller = Actor("bill", house.practice.id, frozenset({"biller"}))
    choice = Choice(Sort.SERVICE, "", Act.ADD, "96372")
    with pytest.raises(AccessDenied):
        late_charge.decide_late(biller, seen.id, Late(choice, 1, (), ("I10",)), on=DAY)
    with pytest.raises(AccessDenied):
        late_charge.charged(biller, seen.id, on=DAY)
    tasks: list[Task] = work(house, "late_charge")
    assert (tasks, len(lines_of(house, seen))) == ([], len(billed))
