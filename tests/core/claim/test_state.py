"""The claim's state: the ordinary road, answers in any order, and acts that are refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.claim.claim import ENDED, OWNED, WAITING, Claim, ClaimState
from almoner.core.claim.state import (
    OURS,
    Event,
    NotAllowed,
    after,
    answered,
    event_of,
    fold,
    judged,
    sent,
    step,
    waiting_until,
)
from almoner.core.rules import Because, Finding, Severity
from tests.core.claim.samples import TODAY, built

ACKNOWLEDGEMENTS = [
    Event.ENVELOPE_ACCEPTED,
    Event.ENVELOPE_REJECTED,
    Event.SYNTAX_ACCEPTED,
    Event.SYNTAX_REJECTED,
    Event.PAYER_ACCEPTED,
    Event.PAYER_REJECTED,
]
ADVICE = [Event.PAID, Event.DENIED, Event.REVERSED, Event.SUSPENDED, Event.FORWARDED]


def road(*events: Event) -> Claim:
    claim = built()[0]
    for event in events:
        claim = after(claim, event, on=TODAY)
    return claim


def test_the_ordinary_road() -> None:
    claim = road(Event.SENT, Event.ENVELOPE_ACCEPTED, Event.SYNTAX_ACCEPTED, Event.PAYER_ACCEPTED, Event.PAID)
    assert claim.state is ClaimState.PAID
    assert claim.version == 5
    assert claim.wait_until is None


def test_a_late_acceptance_does_not_undo_an_adjudication() -> None:
    paid = road(Event.SENT, Event.DENIED)
    assert after(paid, Event.PAYER_ACCEPTED, on=TODAY) is paid
    assert after(paid, Event.PAYER_REJECTED, on=TODAY) is paid


def test_a_late_acceptance_still_brings_the_payers_number() -> None:
    denied = road(Event.SENT, Event.DENIED)
    told = after(denied, Event.PAYER_ACCEPTED, on=TODAY, payer_control="PC9")
    assert (told.state, told.payer_control, told.version) == (ClaimState.DENIED, "PC9", denied.version + 1)
    assert after(told, Event.PAYER_ACCEPTED, on=TODAY, payer_control="OTHER") is told


def test_an_answer_about_an_earlier_sending_changes_nothing() -> None:
    claim = sent(built()[0], on=TODAY, interchange_id=1)
    claim = answered(claim, Event.SYNTAX_REJECTED, on=TODAY, interchange_id=1)
    claim = sent(after(claim, Event.REBUILT, on=TODAY), on=TODAY, interchange_id=2)
    assert answered(claim, Event.PAYER_REJECTED, on=TODAY, interchange_id=1) is claim
    assert answered(claim, Event.PAYER_REJECTED, on=TODAY, interchange_id=2).state is ClaimState.REJECTED


@given(st.permutations([Event.ENVELOPE_ACCEPTED, Event.SYNTAX_ACCEPTED, Event.PAYER_ACCEPTED, Event.PAID]))
def test_the_order_of_answers_does_not_matter(events: list[Event]) -> None:
    assert fold([Event.SENT, *events]) is ClaimState.PAID


@given(
    st.lists(st.sampled_from(ACKNOWLEDGEMENTS)),
    st.sampled_from(ADVICE),
    st.lists(st.sampled_from(ACKNOWLEDGEMENTS)),
)
def test_the_last_advice_decides_whatever_acknowledgements_surround_it(
    before: list[Event], advice: Event, behind: list[Event]
) -> None:
    assert fold([Event.SENT, *before, advice, *behind]) is step(ClaimState.SENT, advice)


@given(st.lists(st.sampled_from(list(Event)), max_size=12))
def test_versions_fold_to_the_stored_state_and_every_wait_has_a_day(events: list[Event]) -> None:
    versions = [built()[0]]
    for event in events:
        try:
            following = after(versions[-1], event, on=TODAY, cause="words")
        except NotAllowed:
            assert event in OURS
            continue
        if following is not versions[-1]:
            assert following.version == versions[-1].version + 1
            versions.append(following)
    last = versions[-1]
    assert fold([event_of(one) for one in versions]) is last.state
    assert (last.wait_until is not None) == (last.state in WAITING)


def test_every_state_is_waiting_owned_or_ended() -> None:
    assert set(ClaimState) == WAITING | OWNED | ENDED
    assert not WAITING & OWNED
    assert not ENDED & (WAITING | OWNED)


@pytest.mark.parametrize("event", [Event.RELEASED, Event.HELD, Event.REBUILT])
def test_the_practice_may_not_touch_a_claim_on_its_way(event: Event) -> None:
    with pytest.raises(NotAllowed, match="sent"):
        road(Event.SENT, event)


def test_nothing_follows_a_void_but_money() -> None:
    voided = road(Event.SENT, Event.PAID, Event.VOIDED)
    assert after(voided, Event.REVERSED, on=TODAY) is voided
    assert after(voided, Event.PAID, on=TODAY).state is ClaimState.PAID


def test_the_payer_may_be_given_its_own_time() -> None:
    until = date(2026, 5, 1)
    claim = waiting_until(road(Event.SENT, Event.PAYER_ACCEPTED), until)
    assert claim.wait_until == until
    assert after(claim, Event.SYNTAX_ACCEPTED, on=TODAY, payer_control="PC").wait_until == until
    assert waiting_until(road(Event.SENT, Event.PAID), until).wait_until is None
    assert road(Event.SENT).wait_until == TODAY + timedelta(days=3)


def test_a_stopping_finding_holds_a_claim() -> None:
    because = Because(card="c", source="s")
    stop = Finding("ENV-01", "npi", Severity.REJECT, 0, "m", "m", because)
    speak = Finding("DUP-02", "duplicate", Severity.WARN, 1, "m", "m", because)
    claim = built()[0]
    assert judged(claim, [speak]) is claim
    held = judged(claim, [speak, stop])
    assert (held.state, held.version, held.wait_until) == (ClaimState.HELD, 1, None)
