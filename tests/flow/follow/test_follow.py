"""What a payer's answer calls for: a denial is mended and sent again, the next payer is told the decision.

And nobody stays silent.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest

from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.denial import Denial, DenialState
from almoner.core.plan import Task, TaskState
from almoner.core.wire.interchange import Interchange
from almoner.core.x12 import check_balances, read
from almoner.flow.claim import submit
from almoner.flow.claim.outbox import deliver
from almoner.flow.follow import follow
from almoner.flow.follow.correction import Correction
from almoner.flow.refused import Refused
from almoner.links.folder import FolderMailbox
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, Sent, balances, faults, now, pay, sent_claim, standing
from tests.flow.files import Payment
from tests.mailboxes import make_mailbox
from tests.practices import DAY, House, new_house

ON = date(2026, 3, 16)
SECOND = ("CMA01", "CMA7788990")
DENIED = (("CO", "197", 15000),)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def denied(house: House) -> Sent:
    """A claim that was denied for want of an authorization."""
    sent = sent_claim(house)
    pay(house, Payment("MCR01", "T1", [sent.paid(0, *DENIED)]), on=ON)
    assert now(house, sent).state is ClaimState.DENIED
    return sent


def open_work(house: House) -> list[str]:
    with books(house.practice.id) as session:
        found = session.find(Task, state=TaskState.OPEN)
    return sorted(task.what for task in found if task.what != "possible_duplicate")


def last_file(house: House) -> bytes:
    """The last claims that went out."""
    with books(house.practice.id) as session:
        return session.content(session.find(Interchange, direction="out", about="837P")[-1].id)


def revision_of(house: House, claim: Claim) -> ClaimRevision:
    with books(house.practice.id) as session:
        return session.get(ClaimRevision, claim.revision_id)


def test_a_denial_writes_nothing_off_and_has_an_owner(house: House) -> None:
    sent = denied(house)
    assert balances(house, sent) == {"payer_ar:1": 15000, "revenue": -15000}
    assert open_work(house) == ["denial"]
    assert faults(house, on=ON) == []


def test_a_mended_claim_replaces_the_one_that_the_payer_has(house: House) -> None:
    sent = denied(house)
    correction = Correction(authorization="AUTH77")
    again = follow.correct(house.actor, sent.claim.id, correction, on=ON, reason="it was on file")
    assert again.state is ClaimState.READY
    revision = revision_of(house, again)
    assert (revision.number, revision.frequency, revision.original_ref) == (2, "7", "PCN1")
    assert open_work(house) == []
    with books(house.practice.id) as session:
        assert {one.state for one in session.find(Denial, claim_id=sent.claim.id)} == {DenialState.RESENT}
    submit.submit_ready(house.actor, on=ON)
    content = last_file(house).decode()
    assert f"CLM*{sent.claim.control}*150***11:B:7*" in content
    assert "REF*F8*PCN1~" in content
    assert "REF*G1*AUTH77~" in content
    pay(house, Payment("MCR01", "T2", [sent.paid(15000, payer_control="PCN2")]), on=ON)
    assert now(house, sent).state is ClaimState.PAID
    assert balances(house, sent) == {"cash": 15000, "revenue": -15000}
    assert faults(house, on=ON) == []


def test_what_waits_for_its_payer_is_not_corrected(house: House) -> None:
    sent = sent_claim(house)
    before = standing(house)
    with pytest.raises(Refused, match="cannot be corrected now"):
        follow.correct(house.actor, sent.claim.id, Correction(), on=ON, reason="too early")
    assert standing(house) == before


def test_the_next_payer_is_told_a_decision_that_adds_up(house: House) -> None:
    sent = sent_claim(house, covered=(MEDICARE, SECOND))
    decided = sent.paid(8000, ("CO", "45", 5000), ("PR", "1", 1500), ("PR", "2", 500))
    pay(house, Payment("MCR01", "T1", [decided]), on=ON)
    assert open_work(house) == ["bill_next_payer"]
    (later,) = follow.bill_next(house.actor, sent.claim.id, on=ON)
    assert (later.state, later.rank, later.prior_claim_id) == (ClaimState.READY, 2, sent.claim.id)
    submit.submit_ready(house.actor, on=ON)
    document = read(last_file(house))
    (body,) = document.sets
    assert check_balances(body) == []
    rows = ["*".join(row) for row in body.iter_rows()]
    assert [row for row in rows if row.startswith(("SVD", "CAS", "AMT*D"))] == [
        "AMT*D*80",
        "SVD*MCR01*80*HC:99213**1",
        "CAS*CO*45*50",
        "CAS*PR*1*15**2*5",
    ]
    assert balances(house, sent) == {
        "cash": 8000,
        "contractual": 5000,
        "payer_ar:2": 2000,
        "revenue": -15000,
    }
    assert faults(house, on=ON) == []


def test_a_claim_that_nobody_answers_is_given_to_somebody_once(house: House, tmp_path: Path) -> None:
    sent = sent_claim(house)
    make_mailbox(tmp_path)
    deliver(house.actor, FolderMailbox(tmp_path), on=DAY)
    wait = now(house, sent).wait_until
    assert wait is not None
    assert [task.what for task in follow.watch(house.actor, on=wait)] == ["unacknowledged_file"]
    late = wait + timedelta(days=1)
    (task,) = follow.watch(house.actor, on=late)
    assert (task.what, task.claim_id, task.owner) == ("silent_claim", sent.claim.id, "biller")
    assert now(house, sent).wait_until == late + follow.LOOK_AGAIN
    assert follow.watch(house.actor, on=late) == []
    assert follow.watch(house.actor, on=late + timedelta(days=20)) == [], "it has its task still"
    assert faults(house, on=late + timedelta(days=21)) == []


def test_a_day_without_anything_late_leaves_no_trace(house: House) -> None:
    sent_claim(house)
    before = standing(house)
    assert follow.watch(house.actor, on=DAY) == []
    assert standing(house) == before
