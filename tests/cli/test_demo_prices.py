"""The demonstration has fees and contracts: estimates say an amount, and what a payer keeps back is seen."""

from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path

import pytest

from almoner.cli.demo import cast
from almoner.cli.demo.billing import Billing
from almoner.cli.demo.care import Care
from almoner.cli.demo.chance import Chance
from almoner.cli.demo.practice import Team, open_practice, register_everybody, setting_of
from almoner.cli.demo.prices import RATES, lay_prices
from almoner.core.coverage import Coverage
from almoner.core.plan import Task, TaskState
from almoner.core.pricing.payer_contract import PayerContract
from almoner.core.schedule import Appointment
from almoner.flow.access import office
from almoner.flow.clock import box_folder
from almoner.flow.code import estimate
from almoner.flow.patient import register
from almoner.flow.remit import variance
from almoner.links.clearinghouse import clearinghouse
from almoner.links.simulator import rules
from almoner.links.simulator.box import Box
from almoner.store.session import books

ON = date(2026, 3, 2)
_names = count(1)


@pytest.fixture
def team(store: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    """The demonstration's practice with a few patients, in books of the test's own."""
    assert store
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path))
    name = f"Riverbend Prices {next(_names)}"
    practice_id = open_practice(submitter_id=f"PRICES{next(_names)}", name=name)
    team = Team(practice_id)
    lay_prices(team.manager, on=cast.OPENED_ON)
    register_everybody(team, setting_of(practice_id), count=24, seed=1)
    return team


def policy_with(team: Team, payer_id: str) -> Coverage:
    payer = setting_of(team.practice_id).payers[payer_id]
    with books(team.practice_id) as session:
        return next(one for one in session.find(Coverage, payer_id=payer.id) if one.rank == 1)


def test_the_contracts_say_what_the_payers_in_the_box_pay_but_for_one_service() -> None:
    payers = rules.payers()
    differing = {
        (payer_id, code)
        for payer_id, rates in RATES.items()
        for code, cents in rates.items()
        if payers[payer_id].rates.get(code, cents) != cents
    }
    assert differing == {("CMA01", "20610")}


def test_fees_and_contracts_are_laid_once(team: Team) -> None:
    lay_prices(team.manager, on=ON)
    with books(team.practice_id) as session:
        laid = session.find(PayerContract)
    assert len([one for one in laid if one.is_in_force]) == len(laid) == len(cast.INSURERS)


@pytest.mark.parametrize("payer_id", ["MCR01", "MCD01", "CMA01", "CMB01"])
def test_an_estimate_rests_on_the_contract_of_the_patient_s_payer(team: Team, payer_id: str) -> None:
    patient_id = policy_with(team, payer_id).patient_id
    found = estimate.estimate_for(team.desk, patient_id, "99214, 20610-RT", on=ON, today=ON)
    assert found.schedule
    assert [one.priced.allowed_cents for one in found.lines] == [
        RATES[payer_id]["99214"],
        RATES[payer_id]["20610"],
    ]
    assert [one.fee_cents for one in found.lines] == [24000, 18500]


def test_what_a_payer_keeps_back_of_its_contract_is_a_task_and_a_variance(team: Team) -> None:
    knee = policy_with(team, "CMA01")
    setting = setting_of(team.practice_id)
    folder = box_folder(office(team.practice_id))
    folder.mkdir(parents=True, exist_ok=True)
    box = Box(folder, seed=1)
    care, billing = (
        Care(team, setting, Chance(1)),
        Billing(team, clearinghouse(str(folder)), Chance(1)),
    )
    at = datetime.combine(ON, time(9))
    booked = Appointment(
        0, knee.patient_id, setting.providers[0].id, setting.locations[0].id, at, 20, "Knee injection"
    )
    register.book(team.desk, [booked], on=ON)
    box.advance(ON)
    (made,) = care.booked(ON)
    register.check_in(team.desk, made.id, on=ON)
    care.treat(ON)
    care.code(ON)
    billing.bill(ON)
    for days in range(9):
        billing.mail(ON + timedelta(days=days))
        box.advance(ON + timedelta(days=days))
    with books(team.practice_id) as session:
        (task,) = session.find(Task, what="variance", state=TaskState.OPEN)
    assert task.cents == 400
    found = variance.variance(team.biller, variance.Which(), on=ON + timedelta(days=8))
    short = [one for one in found.groups if one.short_cents]
    assert [(one.code, one.contract, one.short_cents) for one in short] == [
        ("20610", "Cedar Mutual agreement 2026", 400)
    ]
