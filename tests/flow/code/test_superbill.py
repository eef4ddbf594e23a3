"""The superbill on the screen: each suggestion is decided on with its evidence, and nothing goes without."""

import pytest

from almoner.core.charge.draft import BillForm, LineForm
from almoner.core.chart import Visit, VisitState
from almoner.core.coding.decision import Act, CodingDecision, Origin, Sort
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.charge import charge
from almoner.flow.code import superbill
from almoner.flow.code.superbill import Choice
from almoner.flow.refused import Refused
from almoner.flow.visit import document
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, House, add_patient, new_house, opened_visit, visit_of

NOTE = """Assessment:
1. Type 2 diabetes mellitus, stable. Continue metformin.
2. Hypertension, at goal. Continue lisinopril 10 mg because it keeps him at goal.
Mother had breast cancer. No chest pain.
"""


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


@pytest.fixture
def coder(house: House) -> Actor:
    return Actor("kim", house.practice.id, frozenset({"coder"}))


@pytest.fixture
def seen(house: House) -> Visit:
    visit = opened_visit(house, add_patient(house, MEDICARE))
    document.sign_notes(house.actor, {visit.id: NOTE}, on=DAY)
    return visit


def say(coder: Actor, visit: Visit, action: Act, about: str = "", **more: object) -> CodingDecision:
    sort = more.pop("sort", Sort.DIAGNOSIS)
    choice = {"code": about, "opened": True, "seconds": 3} | more
    return superbill.choose(coder, visit.id, Choice(sort, about, action, **choice), on=DAY)  # type: ignore[arg-type]


def diagnoses(coder: Actor, visit: Visit) -> list[str]:
    found = superbill.screen(coder, visit.id, BillForm(), on=DAY)
    return [one.code for one in found.offers if one.sort is Sort.DIAGNOSIS and one.is_wanted]


def test_a_suggestion_quotes_the_signed_note_and_none_is_of_a_relative(coder: Actor, seen: Visit) -> None:
    found = superbill.screen(coder, seen.id, BillForm(), on=DAY)
    codes = [one.code for one in found.offers]
    assert {"E119", "I10"} <= set(codes)
    assert not [code for code in codes if code.startswith(("C50", "R07"))]
    for one in found.offers:
        assert one.evidence
        assert all(found.note.text[quote.start : quote.end] == quote.text for quote in one.evidence)
    assert [one for one in found.lacks if "wait for your decision" in one]


def test_nothing_is_accepted_whose_evidence_was_not_shown(coder: Actor, seen: Visit) -> None:
    with pytest.raises(Refused, match="Look at the evidence"):
        say(coder, seen, Act.ACCEPT, "I10", opened=False)
    made = say(coder, seen, Act.ACCEPT, "I10")
    assert (made.evidence_opened, made.seconds, made.origin) == (True, 3, Origin.SUGGESTED)
    assert made.suggestion is not None
    assert made.suggestion.evidence
    assert made.versions.lexicon
    assert made.versions.code_set


def test_what_differs_needs_a_reason_of_the_list_and_a_code_of_the_day(coder: Actor, seen: Visit) -> None:
    with pytest.raises(Refused, match="Say why"):
        say(coder, seen, Act.REJECT, "I10")
    with pytest.raises(Refused, match="no billable diagnosis"):
        say(coder, seen, Act.CHANGE, "I10", code="I1", reason="less_specific")
    with pytest.raises(Refused, match="no billable diagnosis"):
        say(coder, seen, Act.ADD, code="E11")
    with pytest.raises(Refused, match="not suggested any more"):
        say(coder, seen, Act.ACCEPT, "C50919")
    assert say(coder, seen, Act.CHANGE, "I10", code="I119", reason="less_specific").code == "I119"


def test_a_superbill_waits_for_every_suggested_diagnosis_and_is_charged_after(
    coder: Actor, house: House, seen: Visit
) -> None:
    visit_of(house, add_patient(house, MEDICARE))  # what the practice charged for the service the last time
    charge.charge_visits(house.actor, charge.coded_visits(house.actor), on=DAY)
    say(coder, seen, Act.ADD, sort=Sort.SERVICE, code="99213")
    say(coder, seen, Act.ACCEPT, "I10")
    with pytest.raises(Refused, match="wait"):
        superbill.finish(coder, seen.id, BillForm(), on=DAY)
    for code in diagnoses(coder, seen):
        say(coder, seen, Act.ACCEPT, code)
    form = BillForm(("I10", "E119"), {"99213": LineForm(1, (), (1,))})
    assert superbill.screen(coder, seen.id, form, on=DAY).lacks == ()
    bill = superbill.finish(coder, seen.id, form, on=DAY)
    assert bill.diagnoses[:2] == ("I10", "E119")
    with books(house.practice.id) as session:
        assert session.get(Visit, seen.id).state is VisitState.CODED
    (line,) = charge.charge_visits(house.actor, [seen.id], on=DAY)
    assert (line.code, line.charge_cents, line.diagnoses) == ("99213", 15000, ("I10",))
    assert line.decision_id == bill.decision_ids[0]
    assert verify(house.practice.id, on=DAY) == []
    with pytest.raises(Refused, match="coded already"):
        say(coder, seen, Act.ADD, code="E785")


def test_a_service_without_a_fee_is_not_finished(coder: Actor, seen: Visit) -> None:
    say(coder, seen, Act.ADD, sort=Sort.SERVICE, code="99499")
    found = superbill.screen(coder, seen.id, BillForm(), on=DAY)
    assert "The practice has no fee for 99499." in found.lacks


def test_only_who_decides_on_codes_sees_the_superbill(house: House, seen: Visit) -> None:
    for role in ("front_desk", "biller", "manager"):
        other = Actor("frances", house.practice.id, frozenset({role}))
        with pytest.raises(AccessDenied):
            superbill.screen(other, seen.id, BillForm(), on=DAY)
        with pytest.raises(AccessDenied):
            say(other, seen, Act.ACCEPT, "I10")
        with pytest.raises(AccessDenied):
            superbill.finish(other, seen.id, BillForm(), on=DAY)
        with pytest.raises(AccessDenied):
            superbill.waiting(other, on=DAY)
