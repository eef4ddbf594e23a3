"""The next step of each piece of work, and where its key leads."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from almoner.core.denial.classify import STEP_OF
from almoner.web import words_tasks
from almoner.web.work.steps import KINDS, OTHER, SHORT, Proposal, proposal
from tests.web.shelf import DAY, Shelf
from tests.web.test_words_claims import ROW

if TYPE_CHECKING:
    from django.test import Client

DENIED = replace(
    ROW, what="denial", subject_kind="denial", subject_id=5, claim_id=9, claim_state="denied", patient_id=2
)
WALK = "?task=7"


def everything(_: str) -> bool:
    return True


def test_each_kind_of_work_has_a_step_in_a_few_words() -> None:
    assert set(KINDS) >= words_tasks.KINDS, sorted(words_tasks.KINDS - set(KINDS))
    assert all(len(said) <= 28 and not said.endswith(".") for said in (*KINDS.values(), *SHORT.values()))
    assert set(STEP_OF.values()) - {"call_payer", "appeal"} <= set(SHORT)
    assert proposal(ROW, everything, WALK).words == OTHER


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"next_step": "fix_resubmit"}, Proposal("Correct and send again", f"/claims/9/correct{WALK}", "r")),
        ({"next_step": "appeal"}, Proposal("Appeal", "/denials/5", "e")),
        ({"next_step": "bill_other_payer"}, Proposal("Bill the other payer", f"/claims/9{WALK}")),
        (
            {"next_step": "fix_resubmit", "claim_state": "sent"},
            Proposal("Correct and send again", f"/claims/9{WALK}"),
        ),
        (
            {"what": "held_claim", "claim_state": "held"},
            Proposal("Mend what holds it", f"/send/holds/9{WALK}", "r"),
        ),
        (
            {"what": "rejected_claim", "claim_state": "rejected"},
            Proposal("Mend and send again", f"/send/holds/9{WALK}"),
        ),
        (
            {"what": "silent_claim", "claim_state": "sent"},
            Proposal("Ask for its status", f"/claims/9{WALK}&call=1", "n"),
        ),
        (
            {"what": "silent_claim", "claim_state": "ready"},
            Proposal("Ask for its status", f"/claims/9{WALK}"),
        ),
        (
            {"what": "possible_duplicate", "claim_id": 0},
            Proposal("Compare the charts", "/patients/5/merge/2"),
        ),
    ],
)
def test_a_step_leads_to_where_it_is_taken_and_keeps_the_list(
    changes: dict[str, object], expected: Proposal
) -> None:
    assert proposal(replace(DENIED, **changes), everything, WALK) == expected  # type: ignore[arg-type]


def test_who_may_not_correct_is_led_to_the_claim() -> None:
    row = replace(DENIED, next_step="fix_resubmit")
    assert proposal(row, lambda asked: asked == "claim.read", WALK).address == f"/claims/9{WALK}"


def test_the_list_shows_a_refusal_s_own_step_and_its_claim_stays_in_my_work(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = Shelf(name="Steps of work")
    patient = shelf.patient(0)
    visit, lines = shelf.charged_visit(patient, on=DAY)
    claim = shelf.claim(shelf.coverage(patient), visit, lines, patient)
    shelf.denial(claim, lines[1])
    shelf.lay()
    client = sign_in("biller", practice_id=shelf.practice_id)
    page = client.get("/work?whose=all").content.decode()
    (step,) = re.findall(r'<td class="fit opt step"><a href="([^"]+)"[^>]*>Get the authorization</a>', page)
    here = re.compile(r'<a href="([^"]+)" aria-current="page"><svg')
    assert here.findall(client.get(step.replace("&amp;", "&")).content.decode()) == ["/work"]
    assert here.findall(client.get(f"/claims/{claim.id}").content.decode()) == ["/claims"]
