"""Charge lag by provider: the figures, the visits behind them, and what is charged after the day close."""

from datetime import timedelta

import pytest

from almoner.core.report.sheet import Cents
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.books import close
from almoner.flow.charge import charge
from almoner.flow.manage import charge_lag
from almoner.flow.manage.charge_lag import Which
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, faults
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


def test_what_a_night_counted_is_shown_with_its_time_and_later_days_as_they_are(
    store: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert store
    house = new_house()
    prompt, late, other = (visit_of(house, add_patient(house, MEDICARE)) for _ in range(3))
    charge.charge_visits(house.actor, [prompt.id], on=DAY)
    close.close_books(house.actor, on=DAY)
    charge.charge_visits(house.actor, [late.id], on=LATER)
    which = Which(DAY - timedelta(days=9), LATER + timedelta(days=1))
    counted = charge_lag.charge_lag(house.actor, which, on=LATER)
    charge_lag.keep_lags(house.actor, on=DAY + timedelta(days=2))
    small = charge_lag.charge_lag(house.actor, which, on=LATER)
    assert (small.night, small.groups) == (None, counted.groups), "small books are counted now"
    monkeypatch.setattr(charge_lag, "SLOW_MS", -1)
    kept = charge_lag.charge_lag(house.actor, which, on=LATER)
    assert kept.groups == counted.groups
    assert kept.night is not None
    assert kept.night.on == DAY + timedelta(days=2)
    assert not [one for one in faults(house, on=LATER) if "kept lags" in one]
    with books(house.practice.id, alias="owner") as session:
        session.rows("UPDATE kept_lag SET body = '[]' WHERE practice_id = %s", house.practice.id)
    assert [one for one in faults(house, on=LATER) if one.startswith("kept lags: 1")]
    charge_lag.keep_lags(house.actor, on=DAY + timedelta(days=2))
    charge.charge_visits(house.actor, [other.id], on=LATER)
    assert charge_lag.charge_lag(house.actor, which, on=LATER).groups == counted.groups, "as of the night"
    unseen = Which(DAY + timedelta(days=3), LATER)
    assert charge_lag.charge_lag(house.actor, unseen, on=LATER).night is None
