"""Every write about a patient wants the token of that very record: no other patient's, no other sign-in's."""

import inspect
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almoner.core.party import Patient
from almoner.store.session import books
from tests.web.conftest import House
from tests.web.test_routes import address, routes

if TYPE_CHECKING:
    from django.test import Client

    from almoner.web.route import Route

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")

ABOUT_NO_ONE_PATIENT = {
    "the person's own": "sign-in sign-out practice keys keys/moved keys/reset keys/names keys/password "
    "keys/columns/<slug:of> keys/order/<slug:of> undo work/views work/views/<int:view_id>/drop",
    "the practice's own": "audit reports/cost reports/look reports/count rules/consent "
    "rules/<str:card>/stop fees fees/preview "
    "setup/link agreement/fit fees/<int:schedule_id>/withdraw contracts contracts/<int:contract_id>/force "
    "contracts/<int:contract_id>/withdraw "
    "agreement/level month/close day/deposit day/close drawer my-day/close people/invite people/keep "
    "people/take people/password send/wait remittances/rules collections/returned-fee "
    "setup/payers/<int:payer_id>/route "
    "setup/<slug:noun>/new setup/<slug:noun>/<int:record_id> setup/ledger setup/ledger/preview "
    "setup/ledger/<slug:account>",
    "many patients' at once": "denials/give-up small-balances funnel/clear send send/build "
    "send/<int:release_id>/back statements/send statements/send-all statements/apply collections/place "
    "collections/recall collections/write-off work/hand work/snooze variance/dispute",
    "a payer's money": "remittances/post-clean remittances/enter remittances/import "
    "remittances/<int:remittance_id>/post "
    "remittances/<int:remittance_id>/reverse remittances/<int:remittance_id>/set-aside "
    "remittances/<int:remittance_id>/take-up remittances/takebacks/match remittances/takebacks/place "
    "remittances/takebacks/repay",
    "a person's run": "runs/<int:run_id>/stop runs/<int:run_id>/go-on runs/<int:run_id>/put-away "
    "runs/<int:run_id>/take-back",
    "a patient who isn't there yet": "patients/new",
    "who pays by a link, bound to the bill that is open": "pay pay/bill pay/bill/plan pay/bill/wrong "
    "pay/bill/<int:charge_id>/give-up "
    "pay/language pay/leave card-page/<int:practice_id>/<str:page_id>",
    "a printer": "claims/<int:claim_id>/paper",
    "practice mode's own": "training/open training/leave training/begin training/hint training/check "
    "training/give-up training/clock training/anew",
}


def exempt() -> set[str]:
    return {path for paths in ABOUT_NO_ONE_PATIENT.values() for path in paths.split()}


def writes() -> "list[Route]":
    """Every write about one patient."""
    return [route for route in routes() if route.method == "POST" and route.path not in exempt()]


def kinds(route: "Route") -> list[str]:
    """The kinds of record that tokens of the screens are bound to, this view's own first."""
    own = re.findall(r'check_token\("(\w+)"', inspect.getsource(route.view))
    module = inspect.getsource(inspect.getmodule(route.view) or inspect)
    return own or sorted({*re.findall(r'(?:check_token|_token)\("(\w+)"', module), "patient"})


def token(client: "Client", kind: str, record_id: int, patient_id: int) -> str:
    """The token that a screen gives to this sign-in."""
    from django.test import RequestFactory

    from almoner.flow.access import Actor
    from almoner.web.door import Caller

    request = RequestFactory().get("/")
    request.session = client.session
    return Caller(request, Actor("x", client.session["practice"], frozenset())).token(
        kind, record_id, patient_id
    )


def test_no_exemption_is_stale() -> None:
    paths = {route.path for route in routes() if route.method == "POST"}
    assert exempt() <= paths, exempt() - paths


def test_p24_a_token_of_another_patient_or_sign_in_is_refused(house: House, sign_in: "SignIn") -> None:
    with books(house.practice_id) as session:
        other = next(one.id for one in session.find(Patient) if one.id != house.patient.id)
    clients = {role: sign_in(role) for role in sorted({route.opens_to.split()[0] for route in writes()})}
    wrong = []
    for route, kind in [(write, kind) for write in writes() for kind in kinds(write)]:
        role = route.opens_to.split()[0]
        asked = address(route, house)
        record_id = int((re.findall(r"/(\d+)", asked) or [house.patient.id])[0])
        elsewhere = next(client for name, client in clients.items() if name != role)
        strange = (
            token(clients[role], kind, other, other),
            token(elsewhere, kind, record_id, house.patient.id),
        )
        told = {clients[role].post(asked, {"patient_token": each}).status_code for each in strange}
        wrong += [f"/{route.path} ({kind}): {told}"] if told != {409} else []
    assert not wrong, wrong


def test_the_page_says_what_to_do(house: House, sign_in: "SignIn") -> None:
    client = sign_in("front_desk")
    answer = client.post(f"/patients/{house.patient.id}/receipts", {"patient_token": "1.2"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "This form was made for another patient" in page
    assert "Nothing was saved to any chart." in page
