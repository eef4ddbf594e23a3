"""Every address as every role and as nobody: what opens is what its declaration says, and nothing else."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almoner.flow.access import ROLES
from tests.web.conftest import House

if TYPE_CHECKING:
    from django.test import Client

    from almoner.web.route import Route

pytestmark = pytest.mark.usefixtures("house")

WRITES_OF_ONES_OWN = {
    "sign-in",
    "sign-out",
    "practice",
    "keys",
    "keys/moved",
    "keys/reset",
    "keys/names",
    "keys/password",
    "keys/columns/<slug:of>",
    "keys/order/<slug:of>",
    "undo",
}
PRACTICE_MODE = {
    "training",
    *(f"training/{act}" for act in ("open", "leave", "begin", "hint", "check", "give-up", "clock", "anew")),
}
"""On the real screens these read nothing of the books, and write nothing but that somebody practises."""


PAY_PAGE = {
    "pay",
    "pay/bill",
    "pay/bill/plan",
    "pay/bill/wrong",
    "pay/bill/<int:charge_id>",
    "pay/bill/<int:charge_id>/give-up",
    "pay/receipts/<int:receipt_id>.pdf",
    "pay/papers",
    "pay/papers/<int:patient_id>/bill.pdf",
    "pay/papers/<int:patient_id>/visits/<int:visit_id>.pdf",
    "pay/papers/<int:patient_id>/paid/<int:year>.pdf",
    "pay/language",
    "pay/leave",
    "pay/<str:token>",
    "card-page/<int:practice_id>/<str:page_id>",
}
"""What whoever holds the link of a statement comes to; no sign-in opens more of it (`test_pay.py`)."""


def routes() -> "tuple[Route, ...]":
    from almoner.web.routes import ROUTES

    return ROUTES


def address(route: "Route", house: House) -> str:
    """The route's address with a real record of the house in it."""
    ids = {
        "appointment_id": house.booking.id,
        "patient_id": house.patient.id,
        "other_id": house.other.id,
        "claim_id": house.denied.id,
        "visit_id": house.lines[0].visit_id,
        "remittance_id": house.posted_id,
        "receipt_id": house.receipt.id,
        "refund_id": house.refund.id,
        "overpayment_id": house.overpayment.id,
        "act_id": house.denied.id,
        "task_id": house.denied.id,
        "view_id": house.denied.id,
        "denial_id": house.refusal.id,
        "entry_id": house.problem.id,
        "note_id": house.denied.id,
        "dictation_id": house.denied.id,
        "release_id": house.release.id,
        "interchange_id": house.file.id,
        "comment_id": house.denied.id,
        "notice_id": house.denied.id,
        "run_id": house.run_id,
        "contract_id": house.contract_id,
        "query_id": house.denied.id,
        "charge_id": house.denied.id,
        "deposit_id": house.denied.id,
        "practice_id": house.practice_id,
        "schedule_id": house.schedule_id,
        "record_id": house.shelf.location.id,
        "line_id": house.lines[0].id,
        "payer_id": house.shelf.payers[0].id,
        "year": 2026,
    }
    path = route.path
    for name, record_id in ids.items():
        path = path.replace(f"<int:{name}>", str(record_id))
    words = {"<slug:indicator_id>": "K31", "<slug:kind>": house.problem.kind, "<slug:noun>": "places"}
    words |= {"<slug:of>": "claims", "<slug:account>": "cash"}
    words |= {"<str:card>": "eligibility-fresh", "<str:token>": "1-nothing", "<str:page_id>": "nothing"}
    for name, word in words.items():
        path = path.replace(name, word)
    return f"/{path}"


def call(client: "Client", route: "Route", house: House) -> int:
    asked = address(route, house)
    return (client.get(asked) if route.method == "GET" else client.post(asked, {})).status_code


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_route_opens_to_the_roles_that_it_declares(
    role: str, house: House, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in(role)
    wrong = []
    for route in routes():
        if route.path in {"sign-in", "sign-out"}:
            continue
        status = call(client, route, house)
        is_open = status != 403
        if is_open is not (role in route.opens_to.split()):
            wrong.append(f"{route.method} /{route.path}: {status}")
        if is_open and status not in {200, 302, 409, 422}:
            wrong.append(f"{route.method} /{route.path}: {status}")
    assert not wrong, wrong


def test_what_a_route_declares_follows_from_its_permission() -> None:
    for route in routes():
        opened = {role for role, may in ROLES.items() if route.permission is None or route.permission in may}
        assert set(route.opens_to.split()) == opened, route.path


def test_only_sign_in_and_a_person_s_own_choices_need_no_permission() -> None:
    free = {route.path for route in routes() if route.permission is None}
    assert free == {*WRITES_OF_ONES_OWN, *PRACTICE_MODE, *PAY_PAGE, ""}
    assert {route.path for route in routes() if route.is_open} == {"sign-in", *PAY_PAGE}


def test_nobody_gets_anything_but_the_sign_in(house: House) -> None:
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    for route in routes():
        if route.is_open:
            continue
        asked = address(route, house)
        answer = client.get(asked) if route.method == "GET" else client.post(asked, {})
        assert answer.status_code == 302, route.path
        assert answer.headers["Location"].startswith("/sign-in"), route.path


def test_every_write_wants_a_csrf_token(house: House, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("manager")
    client.handler.enforce_csrf_checks = True
    for route in routes():
        if route.method == "POST":
            assert call(client, route, house) == 403, route.path
    page = client.get("/day").content.decode()
    assert 'name="csrfmiddlewaretoken"' in page


def test_another_practice_s_records_are_not_there(house: House, sign_in: "Callable[..., Client]") -> None:
    from tests.web.shelf import Shelf

    next_door = Shelf(name="Next Door Clinic").lay()
    client = sign_in("biller", practice_id=next_door.practice_id)
    for asked in (
        f"/patients/{house.patient.id}",
        f"/claims/{house.denied.id}",
        f"/remittances/{house.posted_id}",
    ):
        answer = client.get(asked)
        assert answer.status_code == 404, asked
        assert house.patient.name.last not in answer.content.decode()


def test_a_method_that_no_route_has_is_refused(sign_in: "Callable[..., Client]") -> None:
    client = sign_in("biller")
    assert client.post("/claims", {}).status_code == 405
    assert client.get("/day/close").status_code == 405
