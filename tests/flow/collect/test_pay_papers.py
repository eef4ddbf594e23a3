"""Papers by a link: the books' own sums, of its own accounts; none of a closed link or a quiet account."""

from dataclasses import replace
from datetime import timedelta

import pytest

from almoner.core.collect.billing_mark import MarkSort
from almoner.core.party import Guarantor, Patient
from almoner.flow import mark
from almoner.flow.access import AccessDenied
from almoner.flow.collect import account_paper, pay_link, pay_papers
from almoner.flow.refused import Refused
from almoner.store.session import NotFound, books
from tests.flow.cycle import supersede
from tests.flow.owing import ON, owing
from tests.flow.paying import Bill, house, stated, who
from tests.practices import House

__all__ = ["house"]


def all_of(house: House, bill: Bill, patient_id: int, visit_id: int) -> list[bytes]:
    return [
        pay_papers.itemized(who(house), bill.link_id, patient_id, on=ON),
        pay_papers.superbill(who(house), bill.link_id, patient_id, visit_id, on=ON),
        pay_papers.paid(who(house), bill.link_id, patient_id, ON.year, on=ON),
    ]


def test_they_are_the_papers_that_the_practice_prints(house: House) -> None:
    sent = owing(house)
    bill, patient_id, visit_id = (
        stated(house, sent.claim.patient_id),
        sent.claim.patient_id,
        sent.lines[0].visit_id,
    )
    found = pay_papers.papers(who(house), bill.link_id, on=ON)
    (own,) = found.accounts
    assert (own.patient_id, own.visits) == (patient_id, ((visit_id, sent.lines[0].service_on),))
    assert found.years == (ON.year, ON.year - 1)
    assert all_of(house, bill, patient_id, visit_id) == [
        account_paper.itemized_page(house.actor, patient_id, as_of=None, on=ON),
        account_paper.superbill_page(house.actor, patient_id, visit_id, on=ON),
        account_paper.year_page(house.actor, patient_id, ON.year, on=ON),
    ]
    for year in (ON.year + 1, ON.year - pay_papers.YEARS, 0):
        with pytest.raises(Refused, match="can't be shown here"):
            pay_papers.paid(who(house), bill.link_id, patient_id, year, on=ON)
    with pytest.raises(AccessDenied):
        pay_papers.papers(replace(who(house), roles=frozenset()), bill.link_id, on=ON)


def test_nothing_of_another_patient_is_given_though_the_same_person_answers(house: House) -> None:
    own, other = owing(house, trace="T1"), owing(house, trace="T2")
    bill = stated(house, own.claim.patient_id)
    with books(house.practice.id) as session:
        parent = session.get(Patient, own.claim.patient_id)
        child = session.get(Patient, other.claim.patient_id)
    answers = Guarantor(parent.name, "01", parent.address, patient_id=parent.id)
    supersede(house, replace(child, version=2, guarantor=answers))
    (only,) = pay_papers.papers(who(house), bill.link_id, on=ON).accounts
    assert only.patient_id == parent.id
    for patient_id, visit_id in ((child.id, other.lines[0].visit_id), (1, own.lines[0].visit_id)):
        with pytest.raises(NotFound):
            pay_papers.itemized(who(house), bill.link_id, patient_id, on=ON)
        with pytest.raises(NotFound):
            pay_papers.superbill(who(house), bill.link_id, patient_id, visit_id, on=ON)
        with pytest.raises(NotFound):
            pay_papers.paid(who(house), bill.link_id, patient_id, ON.year, on=ON)
    with pytest.raises(NotFound):
        pay_papers.superbill(who(house), bill.link_id, parent.id, other.lines[0].visit_id, on=ON)


@pytest.mark.parametrize("sort", sorted(pay_papers.UNTOLD))
def test_an_account_that_only_a_person_may_speak_of_gives_none(house: House, sort: MarkSort) -> None:
    patient_id = owing(house).claim.patient_id
    bill = stated(house, patient_id)
    mark.set_mark(house.actor, patient_id, sort, on=ON, why="asked for")
    assert pay_papers.papers(who(house), bill.link_id, on=ON).accounts == ()
    with pytest.raises(NotFound):
        pay_papers.itemized(who(house), bill.link_id, patient_id, on=ON)


def test_a_link_that_is_over_gives_none(house: House) -> None:
    patient_id = owing(house).claim.patient_id
    bill = stated(house, patient_id)
    with pytest.raises(NotFound):
        pay_papers.papers(who(house), bill.link_id, on=ON + timedelta(days=61))
    pay_link.revoke_link(house.actor, bill.link_id, on=ON, reason="sent to the wrong person")
    with pytest.raises(NotFound):
        pay_papers.itemized(who(house), bill.link_id, patient_id, on=ON)
