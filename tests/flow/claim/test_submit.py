"""A claim that can't be written is held with its reason and keeps no other; once mended it goes, and once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from almoner.cli.bench import practice as bench
from almoner.cli.bench import steps
from almoner.core.chart import Accident, Visit
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.state import Event, after
from almoner.core.party import Enrollment, Payer, Practice
from almoner.core.plan import Plan, Task, TaskState
from almoner.core.wire.interchange import Interchange
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.follow import follow
from almoner.flow.follow.correction import Correction
from almoner.flow.scrub.unwritten import HELD_BY, UNWRITTEN
from almoner.store.commit import Cause, commit
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, faults, standing, supersede, take_in
from tests.flow.files import receipt, receipts
from tests.practices import DAY, House, add_patient, new_house, visit_of
from tests.store.test_commit_concurrency import at_once

ON = date(2026, 3, 3)
WORKERS = ("WCP01", "WC4455667D0")
INJURY = Accident("EM", DAY, claim_number="WC-77")
UNWRITABLE = replace(INJURY, claim_number=" ")
"""A claim number of a blank passes the edits and can't be written."""


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def ready(house: House, *accidents: Accident | None) -> list[Claim]:
    """A ready claim for each: to the injury insurer where there was an accident, else to Medicare."""
    made = []
    for accident in accidents:
        visit = visit_of(house, add_patient(house, WORKERS if accident else MEDICARE))
        with books(house.practice.id) as session:
            visit = session.get(Visit, visit.id)
        supersede(house, replace(visit, version=visit.version + 1, accident=accident))
        charge.charge_visits(house.actor, [visit.id], on=DAY)
        made += claim.build_claims(house.actor, [visit.id], on=DAY)
    assert {one.state for one in made} == {ClaimState.READY}
    return made


def states(house: House, claims: Sequence[Claim]) -> list[str]:
    with books(house.practice.id) as session:
        return [session.get(Claim, one.id).state.value for one in claims]


def open_work(house: House, what: str = "held_claim") -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, what=what, state=TaskState.OPEN)


def files(house: House) -> list[str]:
    with books(house.practice.id) as session:
        found = session.find(Interchange, direction="out", about="837P")
        return [session.content(one.id).decode() for one in found]


def test_one_bad_claim_is_held_with_its_reason_and_the_rest_are_sent(house: House) -> None:
    claims = ready(house, None, UNWRITABLE, INJURY)
    batch = submit.submit_ready(house.actor, on=DAY)
    assert batch is not None
    assert (batch.claim_ids, batch.held_ids) == ((claims[0].id, claims[2].id), (claims[1].id,))
    assert states(house, claims) == ["sent", "held", "sent"]
    (file,) = files(house)
    assert [one.control in file for one in claims] == [True, False, True]
    (task,) = open_work(house)
    assert (task.claim_id, task.owner, task.cents) == (claims[1].id, "biller", claims[1].total_cents)
    assert task.why.startswith("Subscriber: ")
    assert "(G-EL-20)" in task.why
    with books(house.practice.id) as session:
        held = session.get(Claim, claims[1].id)
    assert (held.wait_until, held.interchange_id, held.cause) == (
        None,
        0,
        f"held: {HELD_BY}",
    )
    assert faults(house) == []


def test_what_was_sent_or_held_is_neither_sent_nor_held_again(house: House) -> None:
    ready(house, None, UNWRITABLE)
    assert submit.submit_ready(house.actor, on=DAY)
    before = standing(house)
    assert submit.submit_ready(house.actor, on=DAY) is None
    assert standing(house) == before


def test_a_held_claim_goes_out_once_it_is_mended_and_its_task_closes(house: House) -> None:
    claims = ready(house, None, UNWRITABLE)
    submit.submit_ready(house.actor, on=DAY)
    again = follow.correct(
        house.actor, claims[1].id, Correction(accident=INJURY), on=ON, reason="asked the insurer"
    )
    assert again.state is ClaimState.READY
    assert open_work(house) == []
    batch = submit.submit_ready(house.actor, on=ON)
    assert batch is not None
    assert batch.claim_ids == (claims[1].id,)
    first, second = files(house)
    assert (claims[1].control in first, claims[1].control in second) == (False, True)
    assert "REF*Y4*WC-77~" in second
    assert faults(house, on=ON) == []


def test_a_claim_that_was_checked_again_unmended_is_held_again(house: House) -> None:
    (bad,) = ready(house, UNWRITABLE)
    for _ in range(2):
        assert submit.submit_ready(house.actor, on=DAY) is None
        assert states(house, [bad]) == ["held"]
        assert [task.claim_id for task in open_work(house)] == [bad.id]
        assert claim.recheck(house.actor, bad.id, on=DAY).state is ClaimState.READY
        assert open_work(house) == []
    assert files(house) == []
    assert faults(house) == []


def test_a_rejected_claim_that_is_held_on_its_way_out_goes_after_it_was_mended(house: House) -> None:
    """The number that the payer gave before it rejected the claim is none of a claim that it has."""
    (one,) = ready(house, INJURY)
    assert submit.submit_ready(house.actor, on=DAY)
    for code in ("A2:20", "A3:21"):
        take_in(house, receipts(house, receipt(house, one, code)), on=DAY)
    assert states(house, [one]) == ["rejected"]
    wrong, right = Correction(accident=UNWRITABLE), Correction(accident=INJURY)
    follow.correct(house.actor, one.id, wrong, on=ON, reason="a slip")
    assert submit.submit_ready(house.actor, on=ON) is None
    assert states(house, [one]) == ["held"]
    follow.correct(house.actor, one.id, right, on=ON, reason="asked the insurer")
    assert submit.submit_ready(house.actor, on=ON)
    assert states(house, [one]) == ["sent"]
    assert "*11:B:1*" in files(house)[-1]
    assert faults(house, on=ON) == []


def test_a_batch_of_bad_claims_keeps_no_later_batch(house: House) -> None:
    claims = ready(house, UNWRITABLE, UNWRITABLE, None)
    batch = submit.submit_ready(house.actor, on=DAY, limit=2)
    assert batch is not None
    assert batch.claim_ids == (claims[2].id,)
    assert states(house, claims) == ["held", "held", "sent"]
    assert len(open_work(house)) == 2
    assert faults(house) == []


def test_named_claims_are_sent_without_the_bad_ones(house: House) -> None:
    claims = ready(house, UNWRITABLE, None, None)
    batch = submit.submit_claims(house.actor, [one.id for one in claims[:2]], on=DAY)
    assert batch is not None
    assert (batch.claim_ids, batch.held_ids) == ((claims[1].id,), (claims[0].id,))
    assert states(house, claims) == ["held", "sent", "ready"]
    assert submit.submit_claims(house.actor, [claims[0].id], on=DAY) is None


def test_an_envelope_that_cannot_be_written_holds_all_with_one_task_until_it_is_mended(house: House) -> None:
    claims = ready(house, None, None)
    broken = replace(house.practice, version=2, clearinghouse_id="MUCH-TOO-LONG-FOR-AN-ISA")
    supersede(house, broken)
    for _ in range(2):
        assert submit.submit_ready(house.actor, on=DAY) is None
    assert states(house, claims) == ["ready", "ready"]
    (task,) = open_work(house, UNWRITTEN)
    assert (task.subject_kind, task.owner) == (Practice.kind, "biller")
    assert "GS element 3" in task.why
    assert open_work(house) == []
    assert faults(house) == []
    supersede(house, replace(house.practice, version=3))
    batch = submit.submit_ready(house.actor, on=ON)
    assert batch is not None
    assert batch.claim_ids == tuple(one.id for one in claims)
    assert open_work(house, UNWRITTEN) == []
    assert faults(house, on=ON) == []


def test_two_who_send_at_once_hold_and_send_once(house: House) -> None:
    claims = ready(house, None, UNWRITABLE)
    told = at_once(lambda: submit.submit_ready(house.actor, on=DAY))
    assert len([batch for batch in told.done if batch]) == 1
    assert states(house, claims) == ["sent", "held"]
    assert len(files(house)) == len(open_work(house)) == 1
    assert faults(house) == []


@pytest.mark.parametrize("who", ["payer", "practice"])
def test_an_empty_name_or_telephone_is_told_when_the_claim_is_built(house: House, who: str) -> None:
    whole: Payer | Practice = house.payers["MCR01"] if who == "payer" else house.practice
    empty = replace(whole, name="") if isinstance(whole, Payer) else replace(whole, phone="")
    supersede(house, replace(empty, version=2))
    visit = visit_of(house, add_patient(house, MEDICARE))
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (built,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    assert built.state is ClaimState.HELD
    (task,) = open_work(house)
    assert {"payer": "lacks its name", "practice": "telephone number is missing"}[who] in task.why
    supersede(house, replace(whole, version=3))
    assert claim.recheck(house.actor, built.id, on=DAY).state is ClaimState.READY
    assert submit.submit_ready(house.actor, on=DAY)
    assert faults(house) == []


def test_a_claim_that_was_built_before_the_edits_knew_is_held_alone(house: House) -> None:
    """Two claims to one payer, one of them frozen when the payer had no name yet."""
    claims = ready(house, None, None)
    with books(house.practice.id) as session:
        revision = session.get(ClaimRevision, claims[0].revision_id)
        new_id = next(session.ids())
    nameless = replace(revision, id=new_id, number=2, payer=replace(revision.payer, name=""))
    moved = replace(after(claims[0], Event.BUILT, on=DAY), revision_id=new_id, revision_number=2)
    supersede(house, moved, nameless)
    batch = submit.submit_ready(house.actor, on=DAY)
    assert batch is not None
    assert (batch.claim_ids, batch.held_ids) == ((claims[1].id,), (claims[0].id,))
    (task,) = open_work(house)
    assert task.why.startswith("Payer: ")
    assert claim.recheck(house.actor, claims[0].id, on=ON).state is ClaimState.READY
    assert submit.submit_ready(house.actor, on=ON)
    assert states(house, claims) == ["sent", "sent"]
    assert faults(house, on=ON) == []


def test_in_bulk_one_payers_bad_claims_alone_stay(store: object) -> None:
    """An enrollment number of a blank passes the edits too; it spoils every claim to its payer."""
    assert store
    team = bench.open_bench_practice(number=8000)
    seen = bench.see_patients(team, count=60, seed=3)
    with books(team.practice_id) as session:
        (payer,) = session.find(Payer, claim_payer_id="CMA01")
        enrolled = [one for one in session.find(Enrollment) if one.payer_id == payer.id]
        blank = [replace(one, version=one.version + 1, payer_number=" ") for one in enrolled]
        commit(session, Plan(on=DAY, records=tuple(blank)), cause=Cause("register", "tester"))
    told = steps.bill(steps.Visits(team.practice_id, tuple(seen)))
    with books(team.practice_id) as session:
        held = session.find(Claim, state=ClaimState.HELD)
        sent = session.find(Claim, state=ClaimState.SENT)
        asked = session.find(Task, what="held_claim", state=TaskState.OPEN)
        files = session.find(Interchange, direction="out", about="837P")
    spoilt = [one for one in held if one.cause.endswith(HELD_BY)]
    assert len(spoilt) > 3
    assert {one.payer_id for one in spoilt} == {payer.id}
    assert payer.id not in {one.payer_id for one in sent}
    assert len(sent) > len(held)
    assert {task.claim_id for task in asked} == {one.id for one in held}
    assert (told.claims, told.held) == (len(held) + len(sent), len(held))
    assert {one.interchange_id for one in sent} == {file.id for file in files}
    assert [str(one) for one in verify(team.practice_id, on=DAY)] == []
