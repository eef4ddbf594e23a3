"""Charge lag by provider: the figures, the visits behind them, and what is charged after the day close."""

from datetime import timedelta

import pytest

from almoner.core.report.sheet import Cents
from almoner.flow import charge, charge_lag, close
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.charge_lag import Which
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, add_patient, new_house, signed_visit, visit_of

LATER = DAY + timedelta(days=5)


def test_lags_and_late_charges_stand_by_provider_with_their_visits(store: object) -> None:
    assert store
    house = new_house()
    prompt, late = (visit_of(house, add_patient(house, MEDICARE)) for _ in range(2))
    waiting = signed_visit(house, add_patient(house, MEDICARE))
    charge.charge_visits(house.actor, [prompt.id], on=DAY)
    close.close_books(house.actor, on=DAY)
    charge.charge_visits(house.actor, [late.id], on=LATER)
    which = Which(DAY, DAY + timedelta(days=1), house.provider.id)
    found = charge_lag.charge_lag(house.actor, which, on=LATER)
    (group,) = found.groups
    assert (group.visits, group.to_charge.count, group.to_charge.median, group.to_charge.nine_of_ten) == (
        *(3, 2, 0, 5),
    )
    assert (group.to_charge.over_bp, group.late_lines, group.late_cents) == (5000, 1, 15000)
    assert [one.visit_id for one in found.visits] == [waiting.id, late.id, prompt.id]
    rows = charge_lag.lag_sheet(house.actor, Which(which.since_on, which.until_on), on=LATER).rows
    assert {(row[0], row[8], row[10]) for row in rows} == {
        (prompt.id, 0, Cents(0)),
        (late.id, 5, Cents(15000)),
        (waiting.id, None, Cents(0)),
    }
    assert charge_lag.lag_sheet(house.actor, Which(DAY, which.until_on, 1), on=LATER).rows == []
    coder = Actor("kim", house.practice.id, frozenset({"coder"}))
    for ask in (charge_lag.charge_lag, charge_lag.lag_sheet):
        with pytest.raises(AccessDenied):
            ask(coder, which, on=LATER)
