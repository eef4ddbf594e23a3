"""What is let go waits in the outbox as it was, comes back when called, and leaves when its time is over."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from almoner.core.claim import Claim
from almoner.core.claim.release import Release, ReleaseState
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.claim import release, submit
from almoner.flow.exchange.exchange import exchange_files
from almoner.flow.refused import Refused
from almoner.links.folder import FolderMailbox
from almoner.store.releases import ready_by_payer, waiting_releases
from almoner.store.session import books
from tests.flow.claim.test_submit import UNWRITABLE, files, ready, states
from tests.flow.cycle import faults
from tests.mailboxes import make_mailbox
from tests.practices import DAY, House, new_house

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=60)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def let_go(house: House) -> release.Released:
    found = release.release_ready(house.actor, on=DAY, now=NOW)
    assert found is not None
    return found


def test_what_is_let_go_leaves_when_its_minute_is_over_and_not_before(house: House) -> None:
    claims = ready(house, None, None)
    let = let_go(house)
    assert (let.claims, let.leaves_at) == (2, LATER)
    assert states(house, claims) == ["ready", "ready"]
    assert release.send_due(house.actor, on=DAY, now=LATER - timedelta(seconds=1)) == []
    assert files(house) == []
    (batch,) = release.send_due(house.actor, on=DAY, now=LATER)
    assert batch.claim_ids == tuple(one.id for one in claims)
    assert states(house, claims) == ["sent", "sent"]
    assert release.send_due(house.actor, on=DAY, now=LATER) == []
    assert len(files(house)) == 1
    with books(house.practice.id) as session:
        assert session.get(Release, let.first_id).state is ReleaseState.GONE
    assert faults(house) == []


def test_what_is_called_back_is_ready_as_before_and_goes_later(house: House) -> None:
    claims = ready(house, None, None)
    with books(house.practice.id) as session:
        before = [session.get(Claim, one.id) for one in claims]
    let = let_go(house)
    assert release.call_back(house.actor, let.first_id, on=DAY) == 2
    with books(house.practice.id) as session:
        assert [session.get(Claim, one.id) for one in claims] == before
        assert waiting_releases(session) == []
    assert release.send_due(house.actor, on=DAY, now=LATER) == []
    with pytest.raises(Refused, match="no longer in the outbox"):
        release.call_back(house.actor, let.first_id, on=DAY)
    assert let_go(house).claims == 2
    assert faults(house) == []


def test_what_is_on_its_way_is_not_let_go_again(house: House) -> None:
    ready(house, None)
    let_go(house)
    assert release.release_ready(house.actor, on=DAY, now=NOW) is None
    with books(house.practice.id) as session:
        assert ready_by_payer(session) == []
    ready(house, None)
    with books(house.practice.id) as session:
        ((_, name, claims, cents),) = ready_by_payer(session)
    assert (name, claims, cents) == ("Medicare", 1, 15000)
    assert let_go(house).claims == 1


def test_what_left_is_not_called_back(house: House) -> None:
    claims = ready(house, None)
    let = let_go(house)
    release.send_due(house.actor, on=DAY, now=LATER)
    with pytest.raises(Refused, match="no longer in the outbox"):
        release.call_back(house.actor, let.first_id, on=DAY)
    assert states(house, claims) == ["sent"]


def test_more_than_a_batch_is_let_go_and_called_back_as_one(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "BATCH", 2)
    ready(house, None, None, None)
    let = let_go(house)
    with books(house.practice.id) as session:
        assert [len(one.claim_ids) for one in waiting_releases(session)] == [2, 1]
    assert release.call_back(house.actor, let.first_id, on=DAY) == 3
    let_go(house)
    assert [len(one.claim_ids) for one in release.send_due(house.actor, on=DAY, now=LATER)] == [2, 1]


def test_a_claim_that_cannot_be_written_is_held_and_the_release_is_over(house: House) -> None:
    claims = ready(house, UNWRITABLE)
    let_go(house)
    assert release.send_due(house.actor, on=DAY, now=LATER) == []
    assert states(house, claims) == ["held"]
    with books(house.practice.id) as session:
        assert waiting_releases(session) == []
    assert faults(house) == []


def test_an_exchange_sends_what_is_due(house: House, tmp_path: Path) -> None:
    claims = ready(house, None)
    release.set_wait(house.actor, 0, on=DAY)
    make_mailbox(tmp_path)
    let_go(house)
    exchange_files(house.actor, FolderMailbox(tmp_path), on=DAY)
    assert states(house, claims) == ["sent"]
    assert len([*(tmp_path / "to").iterdir()]) == 1


def test_what_went_with_another_batch_ends_its_release(house: House) -> None:
    ready(house, None)
    let_go(house)
    assert submit.submit_ready(house.actor, on=DAY)
    assert release.send_due(house.actor, on=DAY, now=LATER) == []
    assert len(files(house)) == 1
    with books(house.practice.id) as session:
        assert waiting_releases(session) == []


def test_the_wait_is_the_practice_s_to_decide(house: House) -> None:
    assert release.set_wait(house.actor, 5, on=DAY).outbox_seconds == 5
    ready(house, None)
    assert let_go(house).leaves_at == NOW + timedelta(seconds=5)
    with pytest.raises(Refused, match="0 to 3600"):
        release.set_wait(house.actor, 3601, on=DAY)
    biller = Actor("dana", house.practice.id, frozenset({"biller"}))
    with pytest.raises(AccessDenied):
        release.set_wait(biller, 5, on=DAY)
