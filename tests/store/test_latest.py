"""Of two decisions on one thing that overlap, the one that drew its id first can't come second: the highest
id is the last word of the audit chain.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections

from almoner.core.claim.mends import MendConsent
from almoner.core.claim.stops import RuleStop
from almoner.core.collect.general_ledger import AccountNumber
from almoner.core.party.access_act import AccessAct
from almoner.core.plan import Plan, Record
from almoner.core.rules import Autonomy
from almoner.store.commit import Cause, StalePlan, commit
from almoner.store.proof.verify import verify
from almoner.store.session import Session, books
from almoner.store.tables.projections import PROJECTIONS
from tests.practices import DAY, House, new_house

CAUSE = Cause("setup", "ann")
Decide = Callable[[int, str], Record]


def _consent(record_id: int, about: str) -> Record:
    return MendConsent(record_id, about, "", Autonomy.SUGGEST, "why not", "ann", DAY)


def _stop(record_id: int, about: str) -> Record:
    return RuleStop(record_id, about, is_on=True, reason="why not", decided_by="ann", decided_on=DAY)


def _number(record_id: int, about: str) -> Record:
    return AccountNumber(record_id, about, "1000", "Cash", DAY, "ann", DAY)


def _access(record_id: int, about: str) -> Record:
    return AccessAct(record_id, about, "taken", ("biller",), "ann", DAY)


EACH = pytest.mark.parametrize("decide", [_consent, _stop, _number, _access])


@pytest.fixture
def house(store: Path) -> House:
    assert store.is_dir()
    return new_house()


def _elsewhere(house: House, decide: Decide, about: str) -> int:
    """Decide in a transaction of another connection, which ends before this returns."""

    def act() -> int:
        try:
            with books(house.practice.id) as session:
                made = _decide(session, decide, about)
        finally:
            connections.close_all()
        return made

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act).result(timeout=60)


def _decide(session: Session, decide: Decide, about: str, *, record_id: int = 0) -> int:
    made = decide(record_id or next(session.ids()), about)
    commit(session, Plan(on=DAY, records=(made,)), cause=CAUSE)
    return made.id


@EACH
def test_a_decision_that_another_has_overtaken_is_stale(house: House, decide: Decide) -> None:
    with books(house.practice.id) as session:
        early = next(session.ids())
        late = _elsewhere(house, decide, "one")
        assert early < late
        with pytest.raises(StalePlan, match="recorded meanwhile"):
            _decide(session, decide, "one", record_id=early)
    with books(house.practice.id) as session:
        kind = type(decide(0, "one"))
        assert [one.id for one in session.find(kind) if one.id in {early, late}] == [late]
    assert verify(house.practice.id, on=DAY) == []


@EACH
def test_what_is_about_something_else_is_no_rival(house: House, decide: Decide) -> None:
    with books(house.practice.id) as session:
        early = next(session.ids())
        late = _elsewhere(house, decide, "one")
        assert _decide(session, decide, "two", record_id=early) < late


@EACH
def test_one_that_drew_later_stands_after_the_first(house: House, decide: Decide) -> None:
    first = _elsewhere(house, decide, "one")
    assert first < _elsewhere(house, decide, "one")


def test_some_of_one_plan_are_no_rivals_of_each_other(house: House) -> None:
    with books(house.practice.id) as session:
        ids = session.draw(3)
        made = tuple(_number(one, "cash") for one in ids)
        assert commit(session, Plan(on=DAY, records=made), cause=CAUSE)


def test_each_kind_whose_latest_counts_is_guarded() -> None:
    guarded = {kind for kind, one in PROJECTIONS.items() if one.latest_of}
    assert guarded == {
        "access_act",
        "account_number",
        "card_image",
        "judgement",
        "mend_consent",
        "rule_stop",
    }
    for kind in guarded:
        assert set(PROJECTIONS[kind].latest_of) <= set(PROJECTIONS[kind].columns)
        assert not PROJECTIONS[kind].is_superseded
