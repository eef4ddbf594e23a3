"""What a patient will owe: by contract and the payer's answer, by Medicare's own shares, by the practice's
fee; with the range of what nobody said."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from almoner.core.charge import SuperbillLine
from almoner.core.coverage import Benefits, BenefitState, Coverage
from almoner.core.party import Patient
from almoner.core.plan import Plan
from almoner.core.rules.tables import Line, pack_codes
from almoner.core.schedule import Appointment
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.charge import charge
from almoner.flow.code.estimate import PatientEstimate, estimate_for, read_services
from almoner.flow.patient import register
from almoner.store.commit import Cause, commit
from almoner.store.session import NotFound, books
from almoner.store.shipped.codes import CodeStore
from almoner.store.shipped.packs import PartNote, ReleaseNote
from tests.flow.price.test_expected import CARD, TABLES
from tests.practices import DAY, House, add_patient, new_house, visit_of

ON = DAY
PPO, MEDICARE = ("CMA01", "CMA7788990"), ("MCR01", "1EG4TE5MK73")
FEES: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, ...]]]] = {
    "fees": (("fee_cents",), {"99213": ("15000",), "93000": ("4000",)})
}


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A contract, the practice's fees, and Medicare's tables."""
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path))
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "ppo.toml").write_text(CARD)
    store = CodeStore(tmp_path)
    notes: dict[str, tuple[ReleaseNote, ...]] = {}
    for kind, (columns, rows) in {**TABLES, **FEES}.items():
        lines = [Line(key, values=values) for key, values in rows.items()]
        pack = store.save_pack(kind, pack_codes(lines, columns, {"kind": kind}))
        part = PartNote(pack, "test", "", len(lines), "2026-01-01")
        notes[kind] = (
            ReleaseNote(kind, "2026", "2026-01-01", "2027-01-01", is_partial=False, parts=(part,)),
        )
    store.set_releases(notes)
    return tmp_path


def answered(house: House, patient: Patient, **said: object) -> None:
    """The payer's answer about the patient's first policy."""
    with books(house.practice.id) as session:
        (coverage,) = session.find(Coverage, patient_id=patient.id, rank=1)
        made = Benefits(
            next(session.ids()),
            coverage.id,
            patient.id,
            coverage.payer_id,
            ON,
            ON - timedelta(days=1),
            BenefitState.ACTIVE,
        )
        commit(session, Plan(on=ON, records=(replace(made, **said),)), cause=Cause("tester", "verify"))  # type: ignore[arg-type]


def estimated(house: House, patient: Patient, asked: str, *, on: date = ON) -> PatientEstimate:
    return estimate_for(house.actor, patient.id, asked, on=on, today=ON)


def cents(found: PatientEstimate) -> tuple[int, int]:
    assert found.estimate is not None
    return found.estimate.cents, found.estimate.most_cents


def test_deductible_coinsurance_and_the_years_limit(house: House) -> None:
    patient = add_patient(house, PPO)
    answered(house, patient, deductible_left_cents=6000, coinsurance_bp=2000)
    found = estimated(house, patient, "99213")
    assert cents(found) == (7000, 7000)
    assert (found.schedule, found.estimate and found.estimate.answered_on) == ("ppo", date(2026, 3, 1))
    (line,) = found.lines
    assert (line.fee_cents, line.deductible_cents, line.share_cents) == (15000, 6000, 1000)
    assert [step.cents for step in line.priced.steps] == [11000]
    answered(house, patient, deductible_left_cents=6000, coinsurance_bp=2000, out_of_pocket_left_cents=6500)
    assert cents(estimated(house, patient, "99213")) == (6500, 6500)


def test_the_copay_and_a_line_that_has_no_price(house: House) -> None:
    patient = add_patient(house, PPO)
    answered(house, patient, deductible_left_cents=0, copay_cents=2500, coinsurance_bp=1000)
    found = estimated(house, patient, "99213 93000")
    assert cents(found) == (2500, 6500), "the electrocardiogram is owed at most by its fee"
    assert found.estimate is not None
    assert found.estimate.unknown == ("the price of a line",)
    assert "no term" in found.lines[1].priced.unpriced


def test_what_nobody_said_is_a_range(house: House) -> None:
    patient = add_patient(house, PPO)
    found = estimated(house, patient, "99213")
    assert cents(found) == (0, 11000)
    assert found.estimate is not None
    assert found.estimate.unknown == ("the deductible that is left", "the coinsurance")
    answered(house, patient, deductible_left_cents=0, coinsurance_bp=2000, service_on=date(2025, 12, 30))
    assert cents(estimated(house, patient, "99213")) == (0, 11000), (
        "last year's answer says nothing of this one"
    )


def test_medicare_by_its_own_shares_and_who_pays_next(house: House) -> None:
    patient = add_patient(house, MEDICARE, PPO)
    found = estimated(house, patient, "99213")
    assert (found.schedule, cents(found)) == ("medicare", (1904, 9519))
    assert found.later_payers == ("Commonwealth PPO",)
    answered(house, patient, deductible_left_cents=1000)
    assert cents(estimated(house, patient, "99213")) == (1000 + 1704, 1000 + 1704)


def test_without_coverage_the_fee_is_owed(house: House) -> None:
    patient = add_patient(house)
    found = estimated(house, patient, "99213x2, 93000")
    assert (found.payer, cents(found)) == (None, (34000, 34000))
    assert cents(estimated(house, patient, "J1885")) == (0, 0)


def test_nothing_asked_and_what_cannot_be_read(house: House) -> None:
    patient = add_patient(house, PPO)
    assert estimated(house, patient, "").estimate is None
    wrong = estimated(house, patient, "99213, 9921")
    assert (wrong.estimate, "Service 2" in wrong.asked_wrongly) == (None, True)
    with pytest.raises(NotFound):
        estimate_for(house.actor, 1, "99213", on=ON, today=ON)
    with pytest.raises(AccessDenied):
        estimate_for(
            Actor("pat", house.practice.id, frozenset({"provider"})), patient.id, "", on=ON, today=ON
        )


@pytest.mark.parametrize("asked", ["99213x0", "99213-2", "99213-25-26-27-28-29", "99213" * 9, "9" * 6, "<b>"])
def test_odd_words_are_refused(asked: str) -> None:
    found, wrong = read_services(asked, ON, is_facility=False)
    assert (found, bool(wrong)) == ([], True)


def test_services_are_read_with_modifiers_and_units() -> None:
    found, wrong = read_services("99214-25; 97110X2 g0439", ON, is_facility=True)
    assert wrong == ""
    assert [(one.code, one.modifiers, one.units, one.is_facility) for one in found] == [
        ("99214", ("25",), 1, True),
        ("97110", (), 2, True),
        ("G0439", (), 1, True),
    ]
    assert read_services(" ".join(["99213"] * 21), ON, is_facility=False)[1].startswith("At most 20")


def test_a_booking_s_reason_says_what_is_usual_where_nothing_is_typed(house: House) -> None:
    for first, units in (("Ann", 2), ("Bea", 2), ("Cleo", 1)):
        hands = SuperbillLine("97110", units, 8000 * units, (1,), ("GP",))
        seen = add_patient(house, PPO, first=first)
        visit = visit_of(house, seen, SuperbillLine("99213", 1, 15000, (1,)), hands)
        charge.charge_visits(house.actor, [visit.id], on=ON)
    patient = add_patient(house, PPO, first="Dora")
    at = datetime.combine(ON, time(15))
    draft = Appointment(0, patient.id, house.provider.id, house.location.id, at, 20, "Follow-up")
    register.book(house.actor, [draft], on=ON)
    found = estimated(house, patient, "")
    assert (found.asked, found.assumed_of) == ("99213 97110-GPx2", "Follow-up")
    assert [one.priced.service.units for one in found.lines] == [1, 2]
    typed = estimated(house, patient, "99213")
    assert (typed.asked, typed.assumed_of) == ("99213", "")
    other = add_patient(house, PPO, first="Eva")
    assert estimated(house, other, "").asked == "", "who isn't booked has no reason"
