"""A paper remittance is keyed on its form, with the keys of a hand alone, and waits with its plan shown."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim
from almoner.core.money import amount
from almoner.core.remit import Remittance, RemittanceState
from almoner.core.wire.interchange import Interchange
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def text(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def typed(claim: Claim, lines: Sequence[ChargeLine], paid: int) -> dict[str, object]:
    """What a hand types: the first line paid with a share, the others refused."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    first, *others = lines
    answers: dict[str, object] = {
        "payer": str(claim.payer_id),
        "method": "CHK",
        "trace": "CK42",
        "paid_on": DAY.isoformat(),
        "amount": amount(paid),
        "rest": "CO 45",
        "claim": str(claim.id),
        f"icn{claim.id}": "ICN9",
        f"st{claim.id}": "1",
        f"line{claim.id}": [str(line.id) for line in lines],
        f"p{first.id}": amount(paid),
        f"s{first.id}": "20",
        f"sr{first.id}": "PR 1",
        "note": "from the mail",
        "scan": SimpleUploadedFile("sheet.pdf", b"%PDF-1.7"),
    }
    for line in others:
        answers |= {f"o{line.id}": amount(line.charge_cents), f"or{line.id}": "CO 197"}
    return answers


def test_a_sheet_is_keyed_line_by_line_and_its_plan_is_shown(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Paper")
    patient = shelf.patient(0)
    coverage = shelf.coverage(patient, 0)
    visit, lines = shelf.charged_visit(patient, on=DAY)
    claim = shelf.claim(coverage, visit, lines, patient)
    shelf.lay()
    client = sign_in("biller", practice_id=shelf.practice_id)
    page = client.get("/remittances/enter", {"claims": claim.control}).content
    told = text(page)
    assert claim.control in told
    for line in lines:
        assert f'name="p{line.id}"'.encode() in page
    paid = lines[0].charge_cents - 7000
    answers = typed(claim, lines, paid)
    wrong = client.post("/remittances/enter", answers | {"amount": "1.00", "scan": ""})
    assert wrong.status_code == 422
    assert "apart" in text(wrong.content)
    answer = client.post("/remittances/enter", answers)
    with books(shelf.practice_id) as session:
        (made,) = session.find(Remittance)
        file = session.get(Interchange, made.interchange_id)
    assert answer.headers["Location"] == f"/remittances/{made.id}?done=entered"
    assert (made.state, made.amount_cents, file.why) == (RemittanceState.RECEIVED, paid, "from the mail")
    assert file.entered_by.startswith("biller")
    shown = text(client.get(f"/remittances/{made.id}").content)
    assert "What posting will do total equals the check" in shown
    assert "CO-197" in shown
    assert f"Keyed from paper by {file.entered_by} : from the mail" in shown
    sheet = client.get(f"/remittances/{made.id}/sheet")
    assert (sheet.content, sheet.headers["Content-Type"]) == (b"%PDF-1.7", "application/pdf")
    assert sheet.headers["Content-Disposition"].startswith("attachment")
