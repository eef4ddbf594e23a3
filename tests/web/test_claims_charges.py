"""A charge is taken back from the claim's page, the visit's charges and the work, after a look; by right."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.claim import ClaimRevision
from almoner.core.plan import Plan, Task
from almoner.flow.follow import take_back
from almoner.store.commit import Cause, commit
from almoner.store.session import books
from tests.flow.cycle import LINE, MEDICARE, Sent, faults, now, sent_claim, totals
from tests.flow.follow.test_take_back import OTHER, charged, decided
from tests.practices import House, new_house
from tests.web.test_balances import ON, form_of, set_day

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]


@pytest.fixture
def practice(store: object) -> House:
    """A practice whose day is that of the payments."""
    assert store
    made = new_house()
    set_day(made, ON)
    return made


def line_of(practice: House, line_id: int) -> ChargeLine:
    with books(practice.practice.id) as session:
        return session.get(ChargeLine, line_id)


def last(practice: House, sent: Sent) -> ClaimRevision:
    with books(practice.practice.id) as session:
        return session.get(ClaimRevision, now(practice, sent).revision_id)


def test_the_look_says_what_will_change_and_the_act_does_it(practice: House, sign_in: "SignIn") -> None:
    sent = decided(practice)
    cash = totals(practice)["cash"]
    client = sign_in("biller", practice_id=practice.practice.id)
    line = sent.lines[1]
    assert f'href="/charges/{line.id}"' in client.get(f"/claims/{sent.claim.id}").content.decode()
    page = client.get(f"/charges/{line.id}").content.decode()
    assert "A replacement (7) without this line" in page
    assert "−$40.00" in page
    action, fields = form_of(client, f"/charges/{line.id}", r"/charges/\d+/take-back")
    answer = client.post(action, fields | {"reason": "not done"})
    assert answer["Location"] == f"/visits/{line.visit_id}/charges?done=taken"
    shown = client.get(answer["Location"]).content.decode()
    assert "The charge is taken back." in shown
    assert "not done" in shown
    assert last(practice, sent).frequency == "7"
    assert totals(practice)["cash"] == cash
    assert faults(practice, on=ON) == []
    assert 'method="post" action="/charges' not in client.get(f"/charges/{line.id}").content.decode()


def test_a_reason_that_is_missing_is_said_beside_its_field(practice: House, sign_in: "SignIn") -> None:
    sent = decided(practice)
    client = sign_in("manager", practice_id=practice.practice.id)
    action, fields = form_of(client, f"/charges/{sent.lines[1].id}", r"/charges/\d+/take-back")
    answer = client.post(action, fields | {"reason": "x" * 501})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'aria-describedby="wrong"' in page
    assert "x" * 501 in page
    assert line_of(practice, sent.lines[1].id).stands


def test_a_look_that_is_over_changes_nothing(practice: House, sign_in: "SignIn") -> None:
    sent = decided(practice)
    client = sign_in("biller", practice_id=practice.practice.id)
    first, second = sent.lines
    action, fields = form_of(client, f"/charges/{first.id}", r"/charges/\d+/take-back")
    other, given = form_of(client, f"/charges/{second.id}", r"/charges/\d+/take-back")
    assert client.post(other, given | {"reason": "not done"}).status_code == 302
    answer = client.post(action, fields | {"reason": "not done"})
    assert answer.status_code == 422
    assert "has changed since you looked" in answer.content.decode()
    assert line_of(practice, first.id).stands


def test_a_claim_on_its_way_is_told_and_has_no_button(practice: House, sign_in: "SignIn") -> None:
    sent = sent_claim(practice, LINE, OTHER)
    client = sign_in("biller", practice_id=practice.practice.id)
    page = client.get(f"/charges/{sent.lines[1].id}").content.decode()
    assert "on its way" in page
    assert 'name="reason"' not in page


def test_the_work_leads_to_the_charge(practice: House, sign_in: "SignIn") -> None:
    visit, lines = charged(practice, MEDICARE)
    asked = (("charge_correction", "charge_line", lines[1].id), ("reverse_charges", "visit", visit.id))
    with books(practice.practice.id) as session:
        ids = session.ids()
        fresh = tuple(
            Task(next(ids), what, kind, record_id, "look", "biller", ON, ON, patient_id=visit.patient_id)
            for what, kind, record_id in asked
        )
        commit(session, Plan(on=ON, tasks=fresh), cause=Cause("follow", "tester"))
    client = sign_in("biller", practice_id=practice.practice.id)
    page = client.get("/work").content.decode()
    assert f'href="/charges/{lines[1].id}"' in page
    assert f'href="/visits/{visit.id}/charges"' in page
    action, fields = form_of(client, f"/charges/{lines[1].id}", r"/charges/\d+/take-back")
    assert client.post(action, fields | {"reason": "not done"}).status_code == 302
    left = client.get("/work").content.decode()
    assert f'href="/charges/{lines[1].id}"' not in left
    assert f'href="/visits/{visit.id}/charges"' in left


def test_a_coder_sees_on_the_superbill_what_was_taken_back(practice: House, sign_in: "SignIn") -> None:
    visit, lines = charged(practice, MEDICARE)
    take_back.take_back(practice.actor, lines[1].id, on=ON, reason="not done")
    client = sign_in("coder", practice_id=practice.practice.id)
    page = client.get(f"/visits/{visit.id}/superbill").content.decode()
    assert "taken back by almoner" in page
    assert client.get(f"/charges/{lines[0].id}").status_code == 403
