"""What a person does to balances: within limits alone, above them with a second name, and back exactly."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from almoner.core.charge import SuperbillLine
from almoner.core.chart import Document
from almoner.core.chart.document import DocumentSort
from almoner.core.claim import Claim, ClaimState
from almoner.core.collect.adjust import ActState
from almoner.core.coverage import Coverage
from almoner.core.denial import Denial, DenialState
from almoner.core.denial.appeal import Answer, Letter
from almoner.core.plan import Plan, Task, TaskState
from almoner.core.remit import Remittance
from almoner.core.report.statement_lines import statement_line
from almoner.flow.access import AccessDenied, Actor, cause
from almoner.flow.collect import adjust, small
from almoner.flow.collect.adjust import Draft
from almoner.flow.follow import appeal
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.flow.remit.post import reverse
from almoner.flow.visit import document
from almoner.store.commit import RefusedByStore, commit
from almoner.store.money.postings import postings_of
from almoner.store.session import books
from tests.flow.cycle import Sent, balances, faults, now, pay, sent_claim, standing, supersede, totals
from tests.flow.files import Payment, mirrored
from tests.flow.owing import owing
from tests.practices import House, new_house

ON = date(2026, 3, 16)
WHY = "The appeal was decided against us."
PAYER = "payer_ar:1"


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def biller(house: House, name: str = "bea") -> Actor:
    return Actor(name, house.practice.id, frozenset({"biller"}))


def manager(house: House, name: str = "mona") -> Actor:
    return Actor(name, house.practice.id, frozenset({"manager"}))


def denied(house: House, *, cents: int = 2000, trace: str = "D1") -> Sent:
    """A claim of which the payer refused a part and paid the rest."""
    sent = sent_claim(house, SuperbillLine("99213", 1, 13000, (1, 2)), SuperbillLine("81002", 1, cents, (1,)))
    one, two = sent.lines
    decided = Sent(sent.claim, (one,)).paid(13000)
    refused = Sent(sent.claim, (two,)).paid(0, ("CO", "50", cents))
    whole = replace(decided, lines=(*decided.lines, *refused.lines))
    pay(house, Payment("MCR01", trace, [whole]), on=ON)
    return sent


def of_line(sent: Sent, cents: int, *, reason: str = "denial", note: str = WHY, place: int = 1) -> Draft:
    return Draft(reason, {(sent.lines[place].id, PAYER): cents}, note, claim_id=sent.claim.id)


def of_patient(sent: Sent, cents: int, *, reason: str, note: str = WHY) -> Draft:
    places = {(sent.lines[0].id, "patient_ar"): cents}
    return Draft(reason, places, note, patient_id=sent.claim.patient_id)


def denials(house: House) -> list[tuple[DenialState, str]]:
    with books(house.practice.id) as session:
        return [(one.state, one.outcome) for one in session.find(Denial)]


def work(house: House) -> list[str]:
    with books(house.practice.id) as session:
        found = session.find(Task, state=TaskState.OPEN)
    return sorted(task.what for task in found if task.what != "undelivered_file")


def test_a_small_refusal_is_given_up_by_one_person_and_the_claim_ends(house: House) -> None:
    sent = denied(house)
    assert (now(house, sent).state, work(house)) == (ClaimState.DENIED, ["denial"])
    made = adjust.ask(biller(house), of_line(sent, 2000), on=ON)
    assert (made.state, made.decided_by, made.alone_cents) == (ActState.POSTED, "", 2500)
    assert totals(house)["denial_write_off"] == 2000
    assert PAYER not in balances(house, sent)
    assert denials(house) == [(DenialState.SETTLED, "Denied, and not pursued any further")]
    assert (now(house, sent).state, work(house)) == (ClaimState.CLOSED, [])
    assert faults(house, on=ON) == []


def test_what_a_late_decision_asks_of_the_patient_is_not_given_up_a_second_time(house: House) -> None:
    sent = denied(house)
    given = adjust.ask(biller(house), of_line(sent, 2000), on=ON)
    (_, two) = sent.lines
    refused = Sent(sent.claim, (two,)).paid(0, ("CO", "50", 2000))
    late = replace(Sent(sent.claim, (two,)).paid(0, ("PR", "1", 2000)), payer_control="PCN2")
    pay(house, Payment("MCR01", "D2", [mirrored(refused), late]), on=ON)
    assert (balances(house, sent)["patient_ar"], balances(house, sent)[PAYER]) == (2000, -2000)
    owed = {(two.id, "patient_ar"): 2000}
    again = Draft("small_balance", owed, WHY, patient_id=sent.claim.patient_id)
    with pytest.raises(Refused, match=r"a credit of \$20\.00 elsewhere"):
        adjust.ask(biller(house), again, on=ON)
    assert small.small_balances(biller(house), on=date(2026, 6, 1)).rows == ()
    adjust.take_back(biller(house), given.id, on=ON, why="The payer decided after all.")
    assert balances(house, sent).get(PAYER, 0) == 0
    assert faults(house, on=ON) == []


def test_above_the_limit_nothing_moves_until_another_person_signs(house: House) -> None:
    sent = denied(house, cents=9000)
    made = adjust.ask(biller(house), of_line(sent, 9000), on=ON)
    assert (made.state, work(house)) == (ActState.PROPOSED, ["approve_balance_act", "denial"])
    assert balances(house, sent)[PAYER] == 9000
    assert faults(house, on=ON) == []
    signed = adjust.sign(manager(house), made.id, on=ON)
    assert (signed.state, signed.proposed_by, signed.decided_by) == (ActState.POSTED, "bea", "mona")
    assert (balances(house, sent).get(PAYER, 0), work(house)) == (0, [])
    assert faults(house, on=ON) == []


def test_nobody_signs_what_they_asked_for_and_a_biller_signs_nothing(house: House) -> None:
    sent = denied(house, cents=90000)
    made = adjust.ask(manager(house), of_line(sent, 90000), on=ON)
    assert made.state is ActState.PROPOSED
    with pytest.raises(Refused, match="never signs"):
        adjust.sign(manager(house), made.id, on=ON)
    with pytest.raises(AccessDenied):
        adjust.sign(biller(house), made.id, on=ON)
    assert adjust.sign(manager(house, "max"), made.id, on=ON).state is ActState.POSTED


def test_the_store_refuses_the_same_name_twice_and_no_second_name(house: House) -> None:
    sent = denied(house, cents=9000)
    made = adjust.ask(biller(house), of_line(sent, 9000), on=ON)
    for by, name in (("Bea ", "is_signed_by_another"), ("", "has_a_second_signature")):
        forged = replace(made, version=2, state=ActState.POSTED, decided_by=by, decided_on=ON)
        before = standing(house)
        with pytest.raises(RefusedByStore, match=name), books(house.practice.id) as session:
            commit(session, Plan(on=ON, records=(forged,)), cause=cause(house.actor, "test"))
        assert standing(house) == before


def test_a_large_act_in_small_pieces_wants_a_second_person_all_the_same(house: House) -> None:
    sent = owing(house, 9000)
    first = adjust.ask(biller(house), of_patient(sent, 4000, reason="prompt_payment"), on=ON)
    second = adjust.ask(biller(house), of_patient(sent, 4000, reason="prompt_payment"), on=ON)
    assert (first.state, second.state, second.alone_cents) == (ActState.POSTED, ActState.PROPOSED, 1000)
    assert balances(house, sent)["patient_ar"] == 5000


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        ({"cents": 2001}, "20.00 is open"),
        ({"cents": 0}, "more than 0.00"),
        ({"cents": -5}, "more than 0.00"),
        ({"note": "  "}, "wants a note"),
        ({"note": "x" * 501}, "at most 500"),
        ({"reason": "charity"}, "takes nothing from this balance"),
        ({"reason": "gold"}, "no such reason"),
        ({"reason": "not_covered"}, "No notice"),
        ({"reason": "coverage_over"}, "was in force"),
        ({"reason": "denial", "place": 0}, "0.00 is open"),
    ],
)
def test_what_no_reason_allows_is_refused_and_changes_nothing(
    draft: Mapping[str, Any], why: str, house: House
) -> None:
    sent = denied(house)
    asked = of_line(sent, **{"cents": 2000, **draft})
    before = standing(house)
    with pytest.raises(Refused, match=why):
        adjust.ask(biller(house), asked, on=ON)
    assert standing(house) == before


def test_another_patients_line_and_a_line_of_no_such_claim_are_refused(house: House) -> None:
    one, other = denied(house), denied(house, trace="D2")
    strange = replace(of_line(one, 2000), cents={(other.lines[1].id, PAYER): 2000})
    with pytest.raises(Refused, match="another patient"):
        adjust.ask(biller(house), strange, on=ON)
    assert adjust.ask(biller(house), of_line(other, 2000), on=ON).state is ActState.POSTED


def test_a_proposal_that_fits_no_longer_is_not_posted(house: House) -> None:
    sent = owing(house, 20000 - 5000)
    made = adjust.ask(biller(house), of_patient(sent, 15000, reason="charity"), on=ON)
    adjust.ask(biller(house), of_patient(sent, 100, reason="prompt_payment"), on=ON)
    with pytest.raises(Refused, match=r"149\.00 is open"):
        adjust.sign(manager(house), made.id, on=ON)
    gone = adjust.decline(biller(house), made.id, on=ON, why="Asked too much.")
    assert (gone.state, work(house)) == (ActState.REFUSED, [])
    with pytest.raises(Refused, match="refused already"):
        adjust.sign(manager(house), made.id, on=ON)
    assert faults(house, on=ON) == []


def test_a_part_of_a_refusal_leaves_it_followed(house: House) -> None:
    sent = denied(house)
    adjust.ask(biller(house), of_line(sent, 500), on=ON)
    assert balances(house, sent)[PAYER] == 1500
    assert (denials(house)[0][0], now(house, sent).state) == (DenialState.OPEN, ClaimState.DENIED)
    assert faults(house, on=ON) == []


def test_taking_back_opens_the_balance_and_its_owner_again(house: House) -> None:
    sent = denied(house)
    before = totals(house)
    made = adjust.ask(biller(house), of_line(sent, 2000), on=ON)
    back = adjust.take_back(biller(house), made.id, on=ON, why="The payer reopened it.")
    assert (back.state, back.reversed_by) == (ActState.REVERSED, "bea")
    assert totals(house) == before
    assert (denials(house)[0][0], now(house, sent).state) == (DenialState.OPEN, ClaimState.DENIED)
    assert work(house) == ["denial"]
    assert faults(house, on=ON) == []
    with pytest.raises(Refused, match="reversed"):
        adjust.take_back(biller(house), made.id, on=ON, why="Again.")


def test_a_refusal_becomes_the_patients_only_with_a_signed_notice(house: House) -> None:
    sent = denied(house)
    visit_id = sent.lines[0].visit_id
    paper = Document(0, sent.claim.patient_id, visit_id, DocumentSort.ADVANCE_NOTICE, sent.claim.service_on)
    document.file_papers(house.actor, [paper], on=ON)
    adjust.ask(biller(house), of_line(sent, 2000, reason="not_covered"), on=ON)
    assert balances(house, sent)["patient_ar"] == 2000
    assert denials(house)[0][0] is DenialState.SETTLED
    with books(house.practice.id) as session:
        told = statement_line(sent.lines[1], postings_of(session, line_id=sent.lines[1].id), {})
    assert told.owed_cents == 2000
    assert told.why == "Not covered by your plan."
    assert faults(house, on=ON) == []


def test_a_balance_is_the_patients_where_the_policy_had_ended(house: House) -> None:
    sent = denied(house)
    with books(house.practice.id) as session:
        policy = session.get(Coverage, sent.claim.coverage_id)
    ended = replace(policy, until_on=sent.claim.service_on)
    register.change_coverage(house.actor, ended, on=ON, reason="the payer says so")
    made = adjust.ask(biller(house), of_line(sent, 2000, reason="coverage_over"), on=ON)
    assert balances(house, sent)["patient_ar"] == 2000
    adjust.take_back(biller(house), made.id, on=ON, why="It had not ended.")
    assert balances(house, sent)[PAYER] == 2000
    assert faults(house, on=ON) == []


def test_what_waits_for_an_answer_is_not_given_up(house: House) -> None:
    sent = sent_claim(house)
    with pytest.raises(Refused, match="still to speak"):
        adjust.ask(biller(house), of_line(sent, 2000, reason="contractual", place=0), on=ON)


def test_a_payer_that_pays_after_a_write_off_leaves_a_credit_with_an_owner(house: House) -> None:
    sent = denied(house)
    made = adjust.ask(biller(house), of_line(sent, 2000), on=ON)
    one, two = sent.lines
    first = Sent(sent.claim, (one,)).paid(13000)
    whole = replace(first, lines=(*first.lines, *Sent(sent.claim, (two,)).paid(0, ("CO", "50", 2000)).lines))
    again = replace(
        first, lines=(*first.lines, *Sent(sent.claim, (two,)).paid(2000).lines), payer_control="P2"
    )
    pay(house, Payment("MCR01", "D9", [mirrored(whole), again]), on=ON)
    assert balances(house, sent)[PAYER] == -2000
    assert "overpaid" in work(house)
    adjust.take_back(biller(house), made.id, on=ON, why="The payer paid it.")
    assert balances(house, sent).get(PAYER, 0) == 0
    assert faults(house, on=ON) == []


def test_what_is_forgiven_shows_in_the_trial_balance_under_its_name(house: House) -> None:
    sent = owing(house, 5000)
    for reason, cents, account in (
        ("charity", 1000, "charity"),
        ("bad_debt", 1500, "bad_debt"),
        ("courtesy", 2000, "contractual"),
    ):
        adjust.ask(manager(house), of_patient(sent, cents, reason=reason), on=ON)
        assert totals(house)[account] == cents
    assert balances(house, sent)["patient_ar"] == 500
    adjust.ask(biller(house), of_patient(sent, 500, reason="small_balance"), on=ON)
    assert "patient_ar" not in totals(house)
    assert faults(house, on=ON) == []


def test_what_nobody_followed_before_stops_no_act(house: House) -> None:
    sent = denied(house)
    with books(house.practice.id) as session:
        (asked,) = session.find(Task, what="denial", state=TaskState.OPEN)
    other = owing(house, 3000)
    with books(house.practice.id) as session:
        (strange,) = session.find(Claim, id=other.claim.id)
    lost = replace(strange, version=strange.version + 1, state=ClaimState.SUSPENDED, cause="suspended")
    supersede(house, lost)
    assert adjust.ask(biller(house), of_patient(other, 500, reason="prompt_payment"), on=ON).state == "posted"
    supersede(house, asked.closed(by="x", outcome="y", on=ON))
    assert adjust.ask(biller(house), of_line(sent, 500), on=ON).state == "posted"


def test_an_appeal_that_waits_is_answered_before_the_refusal_is_given_up(house: House) -> None:
    sent = denied(house)
    with books(house.practice.id) as session:
        (refused,) = session.find(Denial, claim_id=sent.claim.id)
    made = appeal.send_appeal(house.actor, refused.id, Letter("portal", "R1", "Necessary."), on=ON)
    with pytest.raises(Refused, match="appeal waits"):
        adjust.ask(biller(house), of_line(sent, 2000), on=ON)
    told = Answer(is_overturned=False, decided_on=ON, outcome="No.")
    appeal.hear_answer(house.actor, made.id, told, on=ON)
    assert adjust.ask(biller(house), of_line(sent, 2000), on=ON).state is ActState.POSTED
    assert denials(house)[0][0] is DenialState.SETTLED
    assert faults(house, on=ON) == []


def test_the_payment_is_undone_as_a_unit_beside_what_was_given_up(house: House) -> None:
    sent = denied(house)
    with books(house.practice.id) as session:
        (paid,) = session.find(Remittance)
    made = adjust.ask(biller(house), of_line(sent, 2000), on=ON)
    reverse(house.actor, paid.id, on=ON, reason="the wrong file")
    assert balances(house, sent) == {"denial_write_off": 2000, PAYER: 13000, "revenue": -15000}
    assert faults(house, on=ON) == []
    adjust.take_back(biller(house), made.id, on=ON, why="It was not refused after all.")
    assert balances(house, sent) == {PAYER: 15000, "revenue": -15000}
    assert faults(house, on=ON) == []


def test_a_correction_after_a_part_became_the_patients_leaves_each_cent_owned(house: House) -> None:
    sent = denied(house)
    with books(house.practice.id) as session:
        policy = session.get(Coverage, sent.claim.coverage_id)
    ended = replace(policy, until_on=sent.claim.service_on)
    register.change_coverage(house.actor, ended, on=ON, reason="the payer says so")
    adjust.ask(biller(house), of_line(sent, 2000, reason="coverage_over"), on=ON)
    one, two = sent.lines
    first = Sent(sent.claim, (one,)).paid(13000)
    refused = Sent(sent.claim, (two,)).paid(0, ("CO", "50", 2000))
    shared = Sent(sent.claim, (two,)).paid(1500, ("PR", "2", 500))
    whole = replace(first, lines=(*first.lines, *refused.lines))
    again = replace(first, lines=(*first.lines, *shared.lines), payer_control="P2")
    pay(house, Payment("MCR01", "D9", [mirrored(whole), again]), on=ON)
    assert sum(balances(house, sent).get(name, 0) for name in ("patient_ar", PAYER)) == 500
    assert "overpaid" in work(house)
    assert faults(house, on=ON) == []


def test_verify_finds_an_act_that_says_otherwise_and_a_balance_that_nobody_moved(house: House) -> None:
    sent = owing(house, 5000)
    made = adjust.ask(manager(house), of_patient(sent, 1000, reason="charity"), on=ON)
    with books(house.practice.id) as session:
        (posting,) = postings_of(session, key=f"act:{made.id}:1")
        strange = replace(posting, key="somebody:1")
        commit(session, Plan(on=ON, postings=(strange,)), cause=cause(house.actor, "test"))
    assert [one.partition(":")[0] for one in faults(house, on=ON)] == ["balance that nobody moved"]
    supersede(house, replace(made, version=made.version + 1, cents=1001, alone_cents=5000))
    found = [one.partition(":")[0] for one in faults(house, on=ON)]
    assert found == ["act posted otherwise", "balance that nobody moved"]
