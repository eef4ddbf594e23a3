"""The links of statements: who is let in, what everybody else gets, and what the holder may."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from almoner.core.collect.pay_link import MOST_TRIES, TASK, PayLink
from almoner.core.party import Guarantor, Patient
from almoner.core.plan import Plan, Task
from almoner.flow.access import AccessDenied, Permission, holder, office
from almoner.flow.attempts import TooManyAttempts
from almoner.flow.clock import box_folder
from almoner.flow.collect import asking, pay, pay_link, statement
from almoner.flow.collect.pay import Opening, Said
from almoner.flow.refused import Refused
from almoner.links.card_simulator import SimulatedTerminal
from almoner.store.commit import Cause, RefusedByStore, commit
from almoner.store.once import Once
from almoner.store.session import NotFound, books
from tests.flow.cycle import supersede
from tests.flow.owing import ON, owing
from tests.flow.paying import BORN, answer, begin, house, link_of, look, open_bill, set_day, stated, who
from tests.practices import House, new_house

__all__ = ["house"]


def test_a_statement_has_a_link_whose_token_the_books_do_not_hold(house: House) -> None:
    bill = open_bill(house)
    page = statement.statement_page(house.actor, bill.patient_id, is_text=True).decode()
    assert f"http://127.0.0.1:8000/pay/{bill.token}\n" in page
    assert max(map(len, page.splitlines())) <= 80
    signs = bill.token.partition("-")[2].replace("-", "")
    with books(house.practice.id) as session:
        held = session.rows(
            "SELECT string_agg(body::text, '') FROM record WHERE practice_id = %s", session.practice_id
        )
    assert signs not in held[0][0].replace("-", "")
    assert link_of(house, bill).digest in held[0][0]


def test_where_people_pay_elsewhere_there_is_no_link(house: House) -> None:
    supersede(house, replace(house.practice, version=2, pay_url="https://pay.example.org"))
    patient_id = owing(house).claim.patient_id
    assert statement.state_accounts(house.actor, [patient_id], on=ON)
    with books(house.practice.id) as session:
        assert session.find(PayLink) == []


def test_with_a_real_mailbox_a_link_wants_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALMONER_MAILBOX", "/somewhere")
    assert pay_link.pay_address() == ""
    monkeypatch.setenv("ALMONER_PAY_ADDRESS", "https://pay.example.org/")
    assert pay_link.pay_address() == "https://pay.example.org"
    monkeypatch.setenv("ALMONER_PAY_ADDRESS", "javascript:alert(1)")
    assert pay_link.pay_address() == ""


def test_the_birth_date_opens_it_and_a_zip_code_does_not(house: House) -> None:
    bill = open_bill(house)
    assert answer(bill, Said(zip_code="12208")) is Opening.NO
    assert answer(bill, Said(date(1958, 4, 12))) is Opening.NO
    opened = pay.answer_link(f"  {bill.token.upper()} ", BORN, where="here")
    assert (opened.opening, opened.link_id) == (Opening.OPEN, bill.link_id)
    link = link_of(house, bill)
    assert (link.openings, link.opened_on, link.wrong_tries) == (1, ON, 0)


def test_who_was_never_a_patient_opens_it_by_the_zip_code(house: House) -> None:
    patient_id = owing(house).claim.patient_id
    with books(house.practice.id) as session:
        patient = session.get(Patient, patient_id)
    person = Guarantor(replace(patient.name, first="Ada"), "19", replace(patient.address, zip="144141234"))
    supersede(house, replace(patient, version=2, guarantor=person))
    bill = stated(house, patient_id)
    assert answer(bill) is Opening.NO
    assert answer(bill, Said(zip_code="12208")) is Opening.NO
    assert answer(bill, Said(zip_code="")) is Opening.NO
    assert answer(bill, Said(patient.birth_on, "14414")) is Opening.NO, "one answer, not each in turn"
    assert answer(bill, Said(zip_code="14414")) is Opening.OPEN


def test_five_wrong_answers_close_it_for_the_right_one_too_and_are_somebodys_task(house: House) -> None:
    bill = open_bill(house)
    for day in range(MOST_TRIES):
        assert answer(bill, Said(date(1958, 4, 12 + day))) is Opening.NO
    assert answer(bill) is Opening.NO
    with books(house.practice.id) as session:
        (task,) = session.find(Task, what=TASK)
    assert (task.owner, task.subject_id, task.patient_id) == ("front_desk", bill.link_id, bill.patient_id)
    with pytest.raises(NotFound):
        pay.see_bill(who(house), bill.link_id, on=ON)
    assert "/pay/" not in statement.statement_page(house.actor, bill.patient_id, is_text=True).decode()


def test_a_right_answer_forgives_the_wrong_ones_before_it(house: House) -> None:
    bill = open_bill(house)
    for _ in range(3):
        for day in range(MOST_TRIES - 1):
            answer(bill, Said(date(1958, 4, 12 + day)))
        assert answer(bill) is Opening.OPEN


@pytest.mark.parametrize("token", ["", "x", "0-0", "1" * 200, "1-" + "a" * 24, "9" * 18 + "b" * 24])
def test_what_is_no_link_gets_the_same_no(house: House, token: str) -> None:
    assert house.practice.id
    assert pay.answer_link(token, BORN, where="here").opening is Opening.NO


def test_a_token_opens_nothing_of_another_practice(house: House) -> None:
    bill, other = open_bill(house), new_house(name="Next Door Clinic")
    foreign = f"{other.practice.id}-{bill.token.partition('-')[2]}"
    assert pay.answer_link(foreign, BORN, where="here").opening is Opening.NO
    with pytest.raises(NotFound):
        pay.see_bill(holder(other.practice.id), bill.link_id, on=ON)


def test_too_many_wrong_answers_from_one_place_wait(house: House) -> None:
    assert house.practice.id
    for _ in range(pay.FREE_TRIES):
        pay.answer_link("no", BORN, where="here")
    with pytest.raises(TooManyAttempts):
        pay.answer_link("no", BORN, where="here")


def test_revoked_run_out_and_replaced_are_said_to_who_answers_rightly_alone(house: House) -> None:
    revoked, old = open_bill(house), open_bill(house, trace="T2")
    pay_link.revoke_link(house.actor, revoked.link_id, on=ON, reason="lost in the mail")
    assert answer(revoked, Said(date(1958, 4, 12))) is Opening.NO
    assert answer(revoked) is Opening.REVOKED
    later = ON + timedelta(days=asking.dunning().cycle_days)
    new = stated(house, old.patient_id, on=later)
    assert (answer(old), answer(new)) == (Opening.REPLACED, Opening.OPEN)
    set_day(house, later + timedelta(days=asking.dunning().link_days))
    assert answer(new) is Opening.RUN_OUT
    with pytest.raises(Refused, match="closed already"):
        pay_link.revoke_link(house.actor, revoked.link_id, on=ON, reason="again")


def test_the_next_cycle_closes_the_links_of_all_guarantors_at_once(house: House) -> None:
    olds = [open_bill(house, trace=f"T{place}") for place in range(6)]
    later = ON + timedelta(days=asking.dunning().cycle_days)
    statement.state_accounts(house.actor, [one.patient_id for one in olds], on=later)
    with books(house.practice.id) as session:
        links = session.find(PayLink)
    assert sorted(one.state for one in links) == ["replaced"] * 6 + ["standing"] * 6
    assert {one.made_on for one in links if one.state == "standing"} == {later}


@pytest.mark.parametrize(
    ("changes", "guard"),
    [
        ({"digest": "1" * 64}, "pay_link_stands_once"),
        ({"guarantor": "person:other", "digest": "not a hash"}, "pay_link_keeps_a_hash"),
        ({"guarantor": "person:other", "digest": "2" * 64, "until_on": ON}, "pay_link_ends"),
        ({"guarantor": "person:other", "digest": "3" * 64, "statement_id": 1}, "pay_link_statement_id_fk"),
        ({"guarantor": "person:other", "digest": "4" * 64, "patient_id": 1}, "pay_link_patient_id_fk"),
    ],
)
def test_the_database_refuses_what_no_flow_would_write(
    house: House, changes: dict[str, Any], guard: str
) -> None:
    link = link_of(house, open_bill(house))
    with books(house.practice.id) as session:
        made = replace(link, id=next(session.ids()), **changes)
    with pytest.raises(RefusedByStore, match=guard), books(house.practice.id) as session:
        commit(session, Plan(on=ON, records=(made,)), cause=Cause("test", "tester"))


def test_a_new_link_closes_the_old_one_and_goes_with_the_latest_statement(house: House) -> None:
    bill = open_bill(house)
    with books(house.practice.id) as session:
        statement_id = session.get(PayLink, bill.link_id).statement_id
    once = replace(house.actor, once=Once("k" * 22, "0" * 64))
    made = pay_link.renew_link(once, statement_id, on=ON)
    assert pay_link.renew_link(once, statement_id, on=ON) == made, "sent twice, made once"
    token = pay_link.token_for(house.practice.id, made.id)
    assert answer(bill) is Opening.REPLACED
    assert pay.answer_link(token, BORN, where="here").opening is Opening.OPEN
    assert token in statement.statement_page(house.actor, bill.patient_id, is_text=True).decode()
    stated(house, bill.patient_id, on=ON + timedelta(days=asking.dunning().cycle_days))
    with pytest.raises(Refused, match="later statement"):
        pay_link.renew_link(house.actor, statement_id, on=ON)


def test_a_bill_that_another_answers_for_by_now_opens_to_nobody(house: House) -> None:
    bill, other = open_bill(house), owing(house, trace="T2")
    with books(house.practice.id) as session:
        patient, takes_over = (
            session.get(Patient, bill.patient_id),
            session.get(Patient, other.claim.patient_id),
        )
    person = Guarantor(takes_over.name, "01", takes_over.address, patient_id=takes_over.id)
    supersede(house, replace(patient, version=2, guarantor=person))
    with pytest.raises(NotFound):
        pay.see_bill(who(house), bill.link_id, on=ON)
    assert answer(bill) is Opening.NO


def test_the_holder_has_one_permission_and_no_user_can_be_it(house: House) -> None:
    from almoner.flow.users import RefusedUser, add_user

    assert [one for one in Permission if who(house).may(one)] == [Permission.BILL_PAY]
    assert not holder(0).may(Permission.BILL_PAY)
    assert not office(house.practice.id).may(Permission.BILL_PAY)
    with pytest.raises(RefusedUser):
        add_user(house.actor, name="sneaky", password="a long enough password", role="holder")
    with pytest.raises(AccessDenied):
        statement.statement_page(who(house), 1)
    with pytest.raises(AccessDenied):
        pay.see_bill(house.actor, 1, on=ON)


def test_a_page_of_the_processor_has_an_address_that_nobody_guesses(house: House) -> None:
    bill = open_bill(house)
    charge = begin(house, bill)
    address = look(house, bill, charge).address
    page_id = address.rpartition("/")[2]
    found = pay.processor_page(who(house), page_id)
    assert found is not None
    assert (found[0].cents, found[1]) == (5000, None)
    assert pay.processor_page(who(house), page_id[:-1] + ("0" if page_id[-1] != "0" else "1")) is None
    assert pay.pay_on_page(who(house), page_id, "4111") is None
    assert pay.processor_page(holder(10**15), page_id) is None
    assert isinstance(pay.terminal(who(house)), SimulatedTerminal)
    assert Path(str(box_folder(house.actor))).is_dir()
