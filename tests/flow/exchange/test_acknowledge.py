"""Acknowledgements move the claims that they speak of, in any order, never back; a refusal has an owner."""

from datetime import date

import pytest

from almoner.core.claim import Claim, ClaimState
from almoner.core.plan import Task, TaskState
from almoner.core.wire.interchange import Acknowledgement, Interchange
from almoner.flow.claim import claim as claims
from almoner.flow.claim import submit
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.flow.cycle import Sent, faults, now, pay, sent_claim, take_in, totals
from tests.flow.files import Payment, acknowledging, envelope_answer, receipt, receipts, whole
from tests.practices import House, new_house

ON = date(2026, 3, 3)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def control_of(house: House, sent: Sent) -> str:
    """The number of the interchange that carries a claim now."""
    with books(house.practice.id) as session:
        return session.get(Interchange, now(house, sent).interchange_id).control


def open_work(house: House) -> list[str]:
    with books(house.practice.id) as session:
        found = session.find(Task, state=TaskState.OPEN)
    return sorted(task.what for task in found if task.what != "possible_duplicate")


def test_each_acknowledgement_takes_the_claim_a_step_on(house: House) -> None:
    sent = sent_claim(house)
    control = control_of(house, sent)
    take_in(house, envelope_answer(house, control, code="A"), on=ON)
    assert now(house, sent).state is ClaimState.SENT
    take_in(house, acknowledging(house, control), on=ON)
    assert now(house, sent).state is ClaimState.RECEIVED
    take_in(house, receipts(house, receipt(house, sent.claim, "A2:20")), on=ON)
    taken = now(house, sent)
    assert (taken.state, taken.payer_control) == (ClaimState.ACCEPTED, "ICN1")
    with books(house.practice.id) as session:
        assert [one.form for one in session.find(Acknowledgement)] == ["TA1", "999", "277CA"]
    assert open_work(house) == []
    assert faults(house, on=ON) == []


@pytest.mark.parametrize("form", ["TA1", "999", "277CA"])
def test_what_came_back_has_an_owner_and_goes_out_again_once_it_is_mended(house: House, form: str) -> None:
    sent = sent_claim(house)
    control = control_of(house, sent)
    content = {
        "TA1": envelope_answer(house, control, code="R"),
        "999": acknowledging(house, control, code="R"),
        "277CA": receipts(house, receipt(house, sent.claim, "A3:21")),
    }[form]
    take_in(house, content, on=ON)
    assert now(house, sent).state is ClaimState.REJECTED
    assert open_work(house) == ["rejected_claim"]
    claims.recheck(house.actor, sent.claim.id, on=ON)
    batch = submit.submit_ready(house.actor, on=ON)
    assert batch is not None
    assert batch.claim_ids == (sent.claim.id,)
    assert control_of(house, sent) != control, "a number is never used twice"
    assert open_work(house) == []
    assert faults(house, on=ON) == []


def test_an_answer_to_an_earlier_sending_does_not_touch_the_later_one(house: House) -> None:
    sent = sent_claim(house)
    first = control_of(house, sent)
    take_in(house, acknowledging(house, first, code="R"), on=ON)
    claims.recheck(house.actor, sent.claim.id, on=ON)
    submit.submit_ready(house.actor, on=ON)
    take_in(house, envelope_answer(house, first, code="R"), on=ON)
    assert now(house, sent).state is ClaimState.SENT


def test_a_late_acknowledgement_never_undoes_a_payment(house: House) -> None:
    sent = sent_claim(house)
    control = control_of(house, sent)
    pay(house, Payment("MCR01", "T1", [sent.paid(15000)]), on=ON)
    before = totals(house)
    for content in (
        acknowledging(house, control),
        acknowledging(house, control, code="R"),
        receipts(house, receipt(house, sent.claim, "A2:20")),
        receipts(house, receipt(house, sent.claim, "A3:21")),
    ):
        take_in(house, content, on=ON)
        assert now(house, sent).state is ClaimState.PAID
    assert totals(house) == before
    assert open_work(house) == []


def test_one_file_with_two_receipts_of_a_claim_is_laid_whole(house: House) -> None:
    sent = sent_claim(house)
    bodies = [receipt(house, sent.claim, code) for code in ("A2:20", "A3:21")]
    take_in(house, receipts(house, *bodies), on=ON)
    assert now(house, sent).state is ClaimState.REJECTED
    assert open_work(house) == ["rejected_claim"]


def status(house: House, claim: Claim) -> bytes:
    """A payer's 277: the claim is in work."""
    body = [
        "BHT*0010*08*1*20260316*1200*DG",
        "HL*1**20*1",
        "NM1*PR*2*A PAYER*****PI*MCR01",
        "HL*2*1*21*1",
        f"NM1*41*2*CLINIC*****46*{house.practice.submitter_id}",
        "HL*3*2*19*1",
        f"NM1*1P*2*CLINIC*****XX*{house.practice.npi}",
        "HL*4*3*22*0",
        "NM1*IL*1*OKAFOR*HELEN****MI*1EG4TE5MK73",
        f"TRN*2*{claim.control}",
        "STC*P1:20*20260316**150",
        "REF*1K*ICN9",
        "DTP*472*D8*20260302",
    ]
    return whole(house, body, kind="HN", guide="005010X212")


def test_a_status_answer_renews_the_wait(house: House) -> None:
    sent = sent_claim(house)
    take_in(house, status(house, sent.claim), on=ON)
    waiting = now(house, sent)
    assert (waiting.state, waiting.payer_control) == (ClaimState.SENT, "ICN9")
    assert waiting.wait_until is not None
    assert waiting.wait_until > sent.claim.wait_until  # type: ignore[operator]


def test_one_file_that_speaks_of_a_claim_in_two_kinds_is_refused(house: House) -> None:
    """Whichever came last would be guessed; sent apart, each is laid."""
    sent = sent_claim(house)
    joined = receipts(house, receipt(house, sent.claim, "A2:20")) + status(house, sent.claim)
    with pytest.raises(Refused, match="apart"):
        take_in(house, joined, on=ON)
    assert now(house, sent).version == sent.claim.version


def test_a_file_of_strangers_is_a_page_of_work_and_no_flood(house: House) -> None:
    sent = sent_claim(house)
    one = receipt(house, sent.claim, "A3:21")
    start = one.index("HL*4*3*PT")
    body = one[:start]
    for number in range(500):
        told = (row.replace(sent.claim.control, f"Z{number:09d}") for row in one[start:])
        body += [row.replace("HL*4*3", f"HL*{number + 4}*3") for row in told]
    take_in(house, receipts(house, body), on=ON)
    assert now(house, sent).state is ClaimState.SENT
    assert open_work(house) == ["unknown_acknowledgement"] * 21
