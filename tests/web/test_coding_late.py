"""From a finished superbill a coder charges what was done late, declines it, or charges a line anew."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.chart import Visit
from almoner.flow.follow import take_back
from almoner.flow.follow.take_back import Wish
from almoner.flow.visit import document
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, faults
from tests.flow.visit.test_proposals import NOTE, accept_all, charged, priced, record, shot, vaccine
from tests.practices import DAY, House, add_patient, new_house, opened_visit
from tests.web.test_balances import form_of, set_day

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]


@pytest.fixture
def practice(store: object) -> Iterator[House]:
    """A practice with fees, on the day of its visits."""
    assert store
    with priced():
        made = new_house()
        set_day(made, DAY)
        yield made


@pytest.fixture
def visit(practice: House) -> Visit:
    """A visit whose shot is charged."""
    found = opened_visit(practice, add_patient(practice, MEDICARE))
    document.sign_notes(practice.actor, {found.id: NOTE}, on=DAY)
    record(practice, shot(found))
    accept_all(practice, found)
    assert len(charged(practice, found)) == 2
    return found


def lines_of(practice: House, visit: Visit) -> list[ChargeLine]:
    with books(practice.practice.id) as session:
        return session.find(ChargeLine, visit_id=visit.id, order="sequence")


def test_what_was_done_late_is_charged_or_declined_from_the_task(
    practice: House, visit: Visit, sign_in: "SignIn"
) -> None:
    record(practice, vaccine(visit))
    client = sign_in("coder", practice_id=practice.practice.id)
    page = f"/visits/{visit.id}/superbill"
    assert f'href="{page}"' in client.get("/work?whose=all").content.decode()
    action, fields = form_of(client, page, rf"{page}/late")
    assert fields["reasons"] == "Z23"
    unseen = {name: value for name, value in fields.items() if name != "seen-late"}
    assert client.post(action, unseen | {"action": "accept"}).status_code == 422
    answer = client.post(action, fields | {"action": "accept"})
    assert answer["Location"] == f"{page}?done=late"
    made = lines_of(practice, visit)[-1]
    assert (made.code, made.diagnoses) == (fields["about"], ("Z23",))
    action, fields = form_of(client, page, rf"{page}/late", place=1)
    answer = client.post(action, fields | {"action": "reject", "reason": "billed_elsewhere"})
    assert answer["Location"] == f"{page}?done=declined"
    assert len(lines_of(practice, visit)) == 3
    assert f'href="{page}"' not in client.get("/work?whose=all").content.decode()
    assert faults(practice) == []


def test_a_line_is_charged_anew_and_what_lacks_is_said_with_the_form_kept(
    practice: House, visit: Visit, sign_in: "SignIn"
) -> None:
    (_, wrong) = lines_of(practice, visit)
    take_back.take_back(practice.actor, wrong.id, on=DAY, reason="two were given", wish=Wish(is_anew=True))
    client = sign_in("coder", practice_id=practice.practice.id)
    page = f"/visits/{visit.id}/superbill"
    assert "two were given" in client.get(page).content.decode()
    action, fields = form_of(client, page, rf"{page}/late", place=-1)
    fields |= {"action": "add", "units": "2"}
    answer = client.post(action, fields | {"code": "12345"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "no fee for 12345" in shown
    assert 'name="code" value="12345"' in shown
    assert client.post(action, fields | {"code": "96372"}).status_code == 302
    made = lines_of(practice, visit)[-1]
    assert (made.code, made.units, made.charge_cents) == ("96372", 2, 9000)
    assert faults(practice) == []


def test_an_open_superbill_has_no_late_charge(practice: House, sign_in: "SignIn") -> None:
    found = opened_visit(practice, add_patient(practice, MEDICARE))
    document.sign_notes(practice.actor, {found.id: NOTE}, on=DAY)
    client = sign_in("coder", practice_id=practice.practice.id)
    assert "Charge late" not in client.get(f"/visits/{found.id}/superbill").content.decode()
