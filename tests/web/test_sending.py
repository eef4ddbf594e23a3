"""Clean claims leave with one key and come back with another; what is held is mended where it is shown."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.claim import Claim, ClaimState
from almoner.core.wire.interchange import Interchange
from almoner.flow.claim import release
from almoner.flow.clock import moment
from almoner.store.session import books
from tests.flow.claim.test_mend_hold import NEEDS_MARK, lines_of
from tests.flow.claim.test_submit import files, ready, states
from tests.flow.cycle import MEDICARE, take_in
from tests.flow.files import receipt, receipts
from tests.flow.releases import pairs
from tests.flow.scrub.test_gate import built
from tests.practices import DAY, House, add_patient, new_house, visit_of
from tests.web.test_balances import form_of, set_day

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]


@pytest.fixture
def practice(store: object) -> House:
    """A practice whose day is that of its visits."""
    assert store
    made = new_house()
    set_day(made, DAY)
    return made


def test_clean_claims_leave_with_one_key_and_come_back_with_another(
    practice: House, sign_in: "SignIn"
) -> None:
    claims = ready(practice, None, None)
    client = sign_in("biller", practice_id=practice.practice.id)
    page = client.get("/send").content.decode()
    assert "Send 2 claims" in page
    assert 'data-key="s"' in page
    assert "$300.00" in page
    answer = client.post(*form_of(client, "/send", "/send"))
    assert answer["Location"] == "/send"
    page = client.get("/send").content.decode()
    assert re.search(r"leaves in (60|5\d) seconds", page)
    assert "Send 2 claims" not in page
    assert client.post(*form_of(client, "/send", "/undo"))["Location"] == "/send"
    page = client.get("/send").content.decode()
    assert "The outbox is empty." in page
    assert "Send 2 claims" in page
    client.post(*form_of(client, "/send", "/send"))
    release.send_due(practice.actor, on=DAY, now=moment() + timedelta(seconds=61))
    assert states(practice, claims) == ["sent", "sent"]
    assert len(files(practice)) == 1


def test_coded_visits_become_claims_without_waiting_for_the_clockwork(
    practice: House, sign_in: "SignIn"
) -> None:
    for first in ("Grace", "Helen"):
        visit_of(practice, add_patient(practice, MEDICARE, first=first))
    client = sign_in("biller", practice_id=practice.practice.id)
    page = client.get("/send").content.decode()
    assert "2 coded visits wait for charge and claim" in page
    assert 'data-key="b"' in page
    action, fields = form_of(client, "/send", "/send/build")
    answer = client.post(action, fields)
    assert answer["Location"] == "/send?done=built&claims=2&held=0"
    page = client.get(answer["Location"]).content.decode()
    assert "2 claims built, none of them held." in page
    assert "Send 2 claims" in page
    assert "/send/build" not in page
    assert client.post(action, fields)["Location"].endswith("claims=0&held=0"), "a second press builds none"
    coder = sign_in("coder", practice_id=practice.practice.id)
    assert coder.post("/send/build").status_code == 403


def test_a_release_is_called_back_from_the_outbox(practice: House, sign_in: "SignIn") -> None:
    ready(practice, None)
    client = sign_in("biller", practice_id=practice.practice.id)
    client.post(*form_of(client, "/send", "/send"))
    action, fields = form_of(client, "/send", r"/send/\d+/back")
    assert client.post(action, fields)["Location"] == "/send?done=back"
    assert client.post(action, fields).status_code == 422
    assert client.post("/send", {})["Location"] == "/send"
    assert client.post("/send", {})["Location"] == "/send?done=none"


def test_where_the_outbox_doesn_t_wait_the_file_is_made_at_once(practice: House, sign_in: "SignIn") -> None:
    claims = ready(practice, None)
    manager = sign_in("manager", practice_id=practice.practice.id)
    action, fields = form_of(manager, "/send", "/send/wait")
    assert manager.post(action, fields | {"seconds": "0"}).status_code == 302
    assert manager.post(action, fields | {"seconds": "soon"}).status_code == 422
    client = sign_in("biller", practice_id=practice.practice.id)
    assert "What is let go leaves at once." in client.get("/send").content.decode()
    assert client.post(*form_of(client, "/send", "/send"))["Location"] == "/send/batches?done=sent"
    assert states(practice, claims) == ["sent"]


def test_a_hold_is_mended_in_place_and_leads_to_the_next(practice: House, sign_in: "SignIn") -> None:
    with pairs("2026", NEEDS_MARK):
        older, newer = built(practice), built(practice)
        client = sign_in("biller", practice_id=practice.practice.id)
        listed = client.get("/send").content.decode()
        assert f'href="/send/holds/{newer.id}"' in listed
        page = client.get(f"/send/holds/{newer.id}").content.decode()
        assert "99213 with 36415" in page
        assert "1 of 2" in page
        assert re.search(r'name="modifiers-\d+"[^>]*autofocus', page)
        drawn = lines_of(practice, newer)[1]
        action, fields = form_of(client, f"/send/holds/{newer.id}", f"/send/holds/{newer.id}")
        wrong = client.post(action, fields | {f"modifiers-{drawn.id}": "59 5", "member_id": "1EG4TE5MK99"})
        assert wrong.status_code == 422
        shown = wrong.content.decode()
        assert "two letters or digits" in shown
        assert 'value="59 5"' in shown
        assert 'value="1EG4TE5MK99"' in shown
        answer = client.post(action, fields | {f"modifiers-{drawn.id}": "59"})
        assert answer["Location"] == f"/send/holds/{older.id}?done=gone"
        assert states(practice, [newer]) == ["ready"]
        drawn = lines_of(practice, older)[1]
        action, fields = form_of(client, f"/send/holds/{older.id}", f"/send/holds/{older.id}")
        answer = client.post(action, fields | {f"pointers-{drawn.id}": "B"})
        assert answer["Location"] == f"/send/holds/{older.id}?done=held", "another field mends nothing"
        action, fields = form_of(client, f"/send/holds/{older.id}", f"/send/holds/{older.id}/override")
        answer = client.post(action, fields | {"reason": "the notes show two visits"})
        assert answer["Location"] == "/send?done=mended"
        assert "Nothing is held." in client.get("/send").content.decode()


def test_p33_a_rejection_stands_in_both_words_and_is_mended_in_place(
    practice: House, sign_in: "SignIn"
) -> None:
    (claim,) = ready(practice, None)
    assert release.release_ready(practice.actor, on=DAY, now=moment())
    release.send_due(practice.actor, on=DAY, now=moment() + timedelta(seconds=61))
    with books(practice.practice.id) as session:
        (sent,) = session.find(Interchange, direction="out", about="837P")
    said = receipts(practice, receipt(practice, claim, "A3:21"))
    take_in(practice, said.replace(b"~TRN*2*1~", f"~TRN*2*{sent.control}0001~".encode()), on=DAY)
    client = sign_in("biller", practice_id=practice.practice.id)
    assert claim.control in client.get("/send?view=rejected").content.decode()
    page = client.get(f"/send/holds/{claim.id}").content.decode()
    assert "A3:21" in page
    action, fields = form_of(client, f"/send/holds/{claim.id}", f"/send/holds/{claim.id}")
    answer = client.post(action, fields | {"member_id": "1EG4TE5MK99"})
    assert answer["Location"] == "/send?done=mended"
    with books(practice.practice.id) as session:
        assert session.get(Claim, claim.id).state is ClaimState.READY


def test_a_claim_that_is_on_its_way_has_no_fields_to_mend(practice: House, sign_in: "SignIn") -> None:
    (claim,) = ready(practice, None)
    client = sign_in("biller", practice_id=practice.practice.id)
    page = client.get(f"/send/holds/{claim.id}").content.decode()
    assert "Save, check again" not in page
    assert client.post(f"/send/holds/{claim.id}", {}).status_code == 409


def test_a_coder_reads_and_mends_nothing_here(practice: House, sign_in: "SignIn") -> None:
    with pairs("2026", NEEDS_MARK):
        held = built(practice)
        client = sign_in("coder", practice_id=practice.practice.id)
        page = client.get(f"/send/holds/{held.id}").content.decode()
        assert "Save, check again" not in page
        assert client.post(f"/send/holds/{held.id}", {}).status_code == 403
