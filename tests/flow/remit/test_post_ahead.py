"""A large remittance is laid while it is planned; it ends exactly as a small one does, or leaves nothing."""

import gc
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

import pytest

from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.state import Event, after
from almoner.core.ledger import Posting
from almoner.core.plan import Plan
from almoner.core.remit import Remittance, RemittanceState
from almoner.core.remit import post as planning
from almoner.core.wire import remit_835_claims
from almoner.flow.access import cause
from almoner.flow.books import close
from almoner.flow.desk import merge_charts
from almoner.flow.remit.post import post, post_if_clean, preview, reverse
from almoner.store import ahead
from almoner.store.commit import AlreadyDone, ClosedDay, StalePlan, commit
from almoner.store.money.dunning import owed_by_patients
from almoner.store.money.postings import postings_of
from almoner.store.session import books
from tests.flow.cycle import LINE, balances, faults, now, pay, sent_claim, standing, supersede, take_in
from tests.flow.files import Decided, Payment, Served, mirrored, paying
from tests.practices import DAY, House, new_house

ON = date(2026, 3, 16)
SHARED = (("CO", "45", 5000), ("PR", "1", 2000))


@pytest.fixture
def house(store: object, monkeypatch: pytest.MonkeyPatch) -> House:
    """A practice of the test's own, where two advices are many."""
    assert store
    monkeypatch.setattr(ahead, "AHEAD", 2)
    monkeypatch.setattr(ahead, "AT_ONCE", 2)
    monkeypatch.setattr(ahead, "IDS_A_PART", 0)
    monkeypatch.setattr(planning, "TOLD", 1)
    monkeypatch.setattr(remit_835_claims, "HEARD", 1)
    return new_house()


def received(house: House, *, astray: bool = False) -> int:
    """A remittance of three claims, or of two and one of a claim that isn't ours."""
    sent = [sent_claim(house) for _ in range(3)]
    decided = [one.paid(8000, *SHARED) for one in sent]
    if astray:
        decided[2] = replace(decided[2], control="NOBODYS1")
    (remittance_id,) = take_in(house, paying(house, Payment("MCR01", "T1", decided)), on=ON).remittance_ids
    return remittance_id


def test_what_was_laid_ahead_is_sealed_with_the_rest(house: House) -> None:
    sent = [sent_claim(house) for _ in range(3)]
    remittance_id = pay(house, Payment("MCR01", "T1", [one.paid(8000, *SHARED) for one in sent]), on=ON)
    assert {now(house, one).state for one in sent} == {ClaimState.PAID}
    for one in sent:
        assert balances(house, one) == {
            "cash": 8000,
            "contractual": 5000,
            "patient_ar": 2000,
            "revenue": -15000,
        }
    assert faults(house, on=ON) == []
    reverse(house.actor, remittance_id, on=ON, reason="the wrong file")
    assert faults(house, on=ON) == []


def test_claims_are_found_by_whatever_names_them_while_the_file_is_read(house: House) -> None:
    """One is named three times, one by its payer's number, one by the beginning of its own, and one by a line
    that another's advice brings. What is posted is what was shown, which was read at once.
    """
    one, known, merged, own = others = [sent_claim(house) for _ in range(4)]
    begun = {each.claim.control[:-1] for each in others}
    cut = next(each for each in iter(lambda: sent_claim(house), None) if each.claim.control[:-1] not in begun)
    supersede(house, after(known.claim, Event.PAYER_ACCEPTED, on=DAY, payer_control="PCN7"))
    first = one.paid(8000, *SHARED)
    brought = (*own.paid(15000).lines, *merged.paid(15000).lines)
    decided = [
        first,
        known.paid(15000, control="NOBODYS1", payer_control="PCN7"),
        mirrored(first),
        Decided(own.claim, brought),
        replace(cut.paid(15000), control=cut.claim.control[:-1]),
        one.paid(9000, ("CO", "45", 6000)),
    ]
    (remittance_id,) = take_in(house, paying(house, Payment("MCR01", "T1", decided)), on=ON).remittance_ids
    shown = preview(house.actor, remittance_id, on=ON)
    made = post(house.actor, remittance_id, on=ON)
    assert not made.planned.suspense
    assert made.plan.postings == shown.plan.postings
    assert {now(house, each).state for each in (one, known, cut, merged, own)} == {ClaimState.PAID}
    assert faults(house, on=ON) == []


def test_a_plan_that_is_not_committed_leaves_nothing_of_what_was_laid(house: House) -> None:
    remittance_id = received(house, astray=True)
    before = standing(house)
    assert not post_if_clean(house.actor, remittance_id, on=ON)
    assert standing(house) == before
    assert faults(house, on=ON) == []
    assert post(house.actor, remittance_id, on=ON).planned.suspense
    assert faults(house, on=ON) == []


def test_a_closed_day_takes_nothing_ahead_either(house: House) -> None:
    remittance_id = received(house)
    for day in (DAY, ON):
        close.close_books(house.actor, on=day)
    before = standing(house)
    with pytest.raises(ClosedDay):
        post(house.actor, remittance_id, on=ON)
    assert standing(house) == before


def test_an_effect_that_stands_already_is_found_while_it_is_laid(house: House) -> None:
    remittance_id = received(house)
    first = preview(house.actor, remittance_id, on=ON).plan.postings[0]
    with books(house.practice.id) as session:
        commit(session, Plan(on=ON, postings=(first,)), cause=cause(house.actor, "test"))
    before = standing(house)
    with pytest.raises(AlreadyDone):
        post(house.actor, remittance_id, on=ON)
    assert standing(house) == before


def test_what_was_told_and_is_not_in_the_plan_is_never_sealed(house: House) -> None:
    remittance_id = received(house)
    made = preview(house.actor, remittance_id, on=ON)
    before = standing(house)

    def lay(plan: Plan, *told: Posting) -> None:
        with (
            books(house.practice.id) as session,
            ahead.laying_ahead(session, on=ON, parts=2) as laying,
        ):
            assert laying is not None
            laying.tell((), told)
            laying.commit(plan, cause=cause(house.actor, "test"))

    lay(Plan(on=ON), *made.plan.postings)
    assert standing(house) == before
    astray = replace(made.plan.postings[0], key="astray")
    lay(made.plan, astray, *made.plan.postings)
    with books(house.practice.id) as session:
        assert postings_of(session, key="astray") == []
        assert session.get(Remittance, remittance_id).state is RemittanceState.POSTED
    assert faults(house, on=ON) == []


def test_a_claim_that_a_later_advice_touches_ends_as_if_nothing_had_been_told(house: House) -> None:
    """The second claim's advice brings a line of the first, which was told as it stood without that line."""
    two = sent_claim(house, LINE, replace(LINE, code="99214", charge_cents=20000))
    one = sent_claim(house)
    first, second = (Served(line, line.charge_cents) for line in two.lines)
    own = Served(one.lines[0], one.lines[0].charge_cents)
    decided = [Decided(two.claim, (first,)), Decided(one.claim, (own, second), payer_control="P2")]
    remittance_id = pay(house, Payment("MCR01", "T1", decided), on=ON)
    assert {now(house, each).state for each in (one, two)} == {ClaimState.PAID}
    with books(house.practice.id) as session:
        assert session.get(Remittance, remittance_id).state is RemittanceState.POSTED
        assert [each.version for each in session.history(Claim, two.claim.id)] == [
            *range(1, now(house, two).version + 1)
        ]
    assert faults(house, on=ON) == []


def test_a_claim_that_changed_meanwhile_is_never_laid_ahead(house: House) -> None:
    sent = sent_claim(house)
    stale = replace(sent.claim, version=sent.claim.version + 1, cause="told")
    supersede(house, replace(sent.claim, version=sent.claim.version + 1, cause="other hands"))
    before = standing(house)
    with pytest.raises(StalePlan):
        lay_told(house, stale)
    assert standing(house) == before


def lay_told(house: House, claim: Claim) -> None:
    """Lay a claim's version ahead and commit it."""
    with books(house.practice.id) as session, ahead.laying_ahead(session, on=ON, parts=2) as laying:
        assert laying is not None
        laying.tell((claim,), ())
        laying.commit(Plan(on=ON, records=(claim,)), cause=cause(house.actor, "test"))


def test_the_collector_rests_while_a_plan_is_laid_and_wakes_whatever_comes_of_it(house: House) -> None:
    with books(house.practice.id) as session, ahead.laying_ahead(session, on=ON, parts=2):
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(LookupError), books(house.practice.id) as session:
        raise_within(ahead.laying_ahead(session, on=ON, parts=2))
    assert gc.isenabled()


def raise_within(laying: AbstractContextManager[object]) -> None:
    """Fail while something is laid."""
    with laying:
        raise LookupError


def test_a_small_one_is_laid_at_its_commit(house: House) -> None:
    with books(house.practice.id) as session, ahead.laying_ahead(session, on=ON, parts=1) as laying:
        assert laying is None


def test_what_is_laid_ahead_of_merged_charts_is_written_under_each_ones_own(house: House) -> None:
    sent = [sent_claim(house) for _ in range(3)]
    one, other = sent[0].claim.patient_id, sent[2].claim.patient_id
    wish = merge_charts.compare(house.actor, one, other, on=ON).wish("one person")
    pair = merge_charts.merge_charts(house.actor, wish, on=ON)
    pay(house, Payment("MCR01", "T1", [each.paid(8000, *SHARED) for each in sent]), on=ON)
    with books(house.practice.id) as session:
        assert owed_by_patients(session, [one]) == {one: 4000}
    assert faults(house, on=ON) == []
    merge_charts.separate_charts(house.actor, pair.id, on=ON, reason="two people")
    with books(house.practice.id) as session:
        assert owed_by_patients(session, [one, other]) == {one: 2000, other: 2000}
    assert faults(house, on=ON) == []
