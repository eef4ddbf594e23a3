"""A person lets a held claim go from its page: for a reason, by the form of that very claim, and by right."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.judgement import Override
from almoner.flow.clock import CLOCK, box_folder
from almoner.store.session import books
from tests.flow.releases import KIND, import_pairs
from tests.flow.scrub.test_gate import NEVER, built
from tests.practices import DAY, House, new_house

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

WHY = "Another laboratory drew it; the order is on file."
FORM = re.compile(r'<form method="post" action="(/claims/\d+/override)".*?</form>', re.DOTALL)


@pytest.fixture
def practice(store: object) -> House:
    """A practice whose day is that of the visits."""
    assert store
    made = new_house()
    folder = box_folder(made.actor)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CLOCK).write_text(DAY.isoformat(), encoding="ascii")
    return made


@pytest.fixture
def held(practice: House) -> Iterator[Claim]:
    """A claim that the imported pairs hold."""
    codes = import_pairs("2026", NEVER)
    yield built(practice)
    while codes.active().of(KIND):
        codes.roll_back(KIND)


def page(client: "Client", claim: Claim) -> str:
    return client.get(f"/claims/{claim.id}").content.decode()


def fields(shown: str) -> dict[str, str]:
    """What the form on the page posts beside the reason."""
    form = FORM.search(shown)
    assert form
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0])
    return dict(found) | {"reason": WHY}


def stands(practice: House, claim: Claim) -> tuple[ClaimState, list[Override]]:
    with books(practice.practice.id) as session:
        return session.get(Claim, claim.id).state, session.find(Override, claim_id=claim.id)


@pytest.mark.parametrize("role", ["biller", "manager"])
def test_a_held_claim_goes_from_its_page(role: str, practice: House, held: Claim, sign_in: "SignIn") -> None:
    client = sign_in(role, practice_id=practice.practice.id)
    shown = page(client, held)
    assert "99213 with 36415, indicator 0" in shown
    posted = fields(shown)
    assert set(posted) == {"csrfmiddlewaretoken", "patient_token", "revision", "finding", "reason"}
    answer = client.post(f"/claims/{held.id}/override", posted)
    assert (answer.status_code, answer["Location"]) == (302, f"/claims/{held.id}?done=overridden#fi")
    state, (kept,) = stands(practice, held)
    assert (state, kept.reason, kept.edit) == (ClaimState.READY, WHY, "NCC-01")
    shown = page(client, held)
    assert f"Overridden by {kept.decided_by}" in shown
    assert WHY in shown
    assert "a person overrode 1 finding" in shown
    assert not FORM.search(shown)


def test_who_only_reads_sees_no_form(practice: House, held: Claim, sign_in: "SignIn") -> None:
    client = sign_in("coder", practice_id=practice.practice.id)
    shown = page(client, held)
    assert "NCC-01" in shown
    assert not FORM.search(shown)
    assert client.post(f"/claims/{held.id}/override", {}).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"patient_token": "1.0"}, 409),
        ({"patient_token": ""}, 409),
        ({"reason": " "}, 422),
        ({"reason": "x" * 501}, 422),
        ({"revision": "1"}, 422),
        ({"revision": "9" * 30}, 422),
        ({"finding": "x" * 5000}, 422),
        ({"finding": ""}, 422),
    ],
)
def test_a_form_that_is_not_this_claim_s_changes_nothing(
    wrong: dict[str, str], status: int, practice: House, held: Claim, sign_in: "SignIn"
) -> None:
    client = sign_in("biller", practice_id=practice.practice.id)
    posted = fields(page(client, held)) | wrong
    assert client.post(f"/claims/{held.id}/override", posted).status_code == status
    assert stands(practice, held) == (ClaimState.HELD, [])


def test_another_claim_s_form_is_refused(practice: House, held: Claim, sign_in: "SignIn") -> None:
    other = built(practice)
    client = sign_in("biller", practice_id=practice.practice.id)
    posted = fields(page(client, other))
    assert client.post(f"/claims/{held.id}/override", posted).status_code == 409
    assert stands(practice, held) == (ClaimState.HELD, [])


def test_another_practice_does_not_have_the_claim(held: Claim, sign_in: "SignIn") -> None:
    client = sign_in("biller", practice_id=new_house().practice.id)
    assert client.post(f"/claims/{held.id}/override", {"reason": WHY}).status_code in {404, 409}


def test_what_a_person_wrote_is_shown_as_text(practice: House, held: Claim, sign_in: "SignIn") -> None:
    client = sign_in("biller", practice_id=practice.practice.id)
    posted = fields(page(client, held)) | {"reason": "<script>alert(1)</script>"}
    client.post(f"/claims/{held.id}/override", posted)
    shown = page(client, held)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown
