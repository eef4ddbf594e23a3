"""A person lets a held claim go for a reason; what must not leave stays; a decision ends with its cause."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from almoner.core.charge import SuperbillLine
from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.judgement import Override, mark
from almoner.core.claim.state import Event, after, sent
from almoner.core.rules import Because, Finding, Severity
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.claim import claim as claims
from almoner.flow.claim import held, override, submit
from almoner.flow.claim.override import Decision
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.flow.cycle import faults, standing, supersede
from tests.flow.releases import KIND, import_pairs
from tests.flow.scrub.test_gate import NEVER, ON, SEEN, built, stands
from tests.practices import DAY, House, new_house

WHY = "The draw was sent to another laboratory; its order is on file."
THREE = (SEEN, SuperbillLine("36415", 1, 1500, (1,)), SuperbillLine("81003", 1, 900, (1,)))
BOTH = (NEVER, ("99213", "81003", 0))


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


@pytest.fixture(autouse=True)
def released(store: object) -> Iterator[None]:
    """A release in which the two codes of a test never go together."""
    assert store
    codes = import_pairs("2026", *BOTH)
    yield
    while codes.active().of(KIND):
        codes.roll_back(KIND)


def decisions(house: House, claim: Claim, reason: str = WHY) -> list[Decision]:
    """One for each finding that stops a claim."""
    _, revision, judgements, _ = stands(house, claim.id)
    said = judgements[-1].findings if judgements else revision.findings
    return [Decision(revision.id, mark(one), reason) for one in said if one.is_stopping]


def recorded(house: House, claim: Claim) -> list[Override]:
    with books(house.practice.id) as session:
        return session.find(Override, claim_id=claim.id)


def test_a_claim_is_ready_when_its_last_finding_is_overridden(house: House) -> None:
    claim = built(house, *THREE)
    one, other = decisions(house, claim)
    still = override.override(house.actor, claim.id, one, on=DAY)
    assert still.state is ClaimState.HELD
    _, _, _, (task,) = stands(house, claim.id)
    assert task.version == 1, "both findings say the same"
    free = override.override(house.actor, claim.id, other, on=DAY)
    assert (free.state, free.cause) == (ClaimState.READY, f"released: {override.FREED}")
    assert stands(house, claim.id)[3] == []
    assert [(done.edit, done.line, done.reason, done.decided_by) for done in recorded(house, claim)] == [
        ("NCC-01", 2, WHY, "almoner"),
        ("NCC-01", 3, WHY, "almoner"),
    ]
    with books(house.practice.id) as session:
        said = session.rows(
            "SELECT reason FROM audit_entry WHERE practice_id = %s AND reason LIKE '%%overridden%%'",
            house.practice.id,
        )
    assert said == [(f"NCC-01 overridden: {WHY}",)] * 2
    batch = submit.submit_ready(house.actor, on=ON)
    assert batch is not None
    assert batch.claim_ids == (claim.id,), "the next day's judgement finds the same, and the decision stands"
    assert faults(house, on=ON) == []


@pytest.mark.parametrize("reason", ["", " \n\t ", "x" * 501, "a\0b"])
def test_an_override_wants_a_reason_that_can_be_kept(house: House, reason: str) -> None:
    claim = built(house)
    (decision,) = decisions(house, claim, reason)
    before = standing(house)
    with pytest.raises(Refused, match="reason"):
        override.override(house.actor, claim.id, decision, on=DAY)
    assert standing(house) == before


def test_only_who_may_decides(house: House) -> None:
    claim = built(house)
    (decision,) = decisions(house, claim)
    for role in ("front_desk", "provider", "coder", "admin"):
        actor = Actor("somebody", house.practice.id, frozenset({role}))
        with pytest.raises(AccessDenied):
            override.override(actor, claim.id, decision, on=DAY)
    manager = Actor("moira", house.practice.id, frozenset({"manager"}))
    assert override.override(manager, claim.id, decision, on=DAY).state is ClaimState.READY


def test_what_rejects_is_nobody_s_to_decide(house: House) -> None:
    claim = built(house)
    (decision,) = decisions(house, claim)
    _, revision, _, _ = stands(house, claim.id)
    hard = Finding("CLM-00", "x", Severity.REJECT, 0, "No.", "Mend it.", Because("card", "source"))
    with books(house.practice.id) as session:
        fresh_id = next(session.ids())
    fresh = replace(revision, id=fresh_id, number=2, findings=(hard, *revision.findings))
    moved = replace(claim, version=claim.version + 1, revision_id=fresh.id, revision_number=2)
    supersede(house, fresh, replace(moved, cause="held"))
    with pytest.raises(Refused, match="can't be overridden"):
        override.override(house.actor, claim.id, Decision(fresh.id, mark(hard), WHY), on=DAY)
    left = override.override(house.actor, claim.id, replace(decision, revision_id=fresh.id), on=DAY)
    assert left.state is ClaimState.HELD
    assert recorded(house, claim) != []


def test_another_revision_or_another_row_is_another_finding(house: House) -> None:
    claim = built(house)
    (decision,) = decisions(house, claim)
    for wrong in (
        replace(decision, revision_id=decision.revision_id + 1),
        replace(decision, finding="0" * 16),
    ):
        with pytest.raises(Refused, match="Load"):
            override.override(house.actor, claim.id, wrong, on=DAY)
    override.override(house.actor, claim.id, decision, on=DAY)
    with pytest.raises(Refused):  # it isn't held any more
        override.override(house.actor, claim.id, decision, on=DAY)


def test_a_decision_lapses_with_the_row_that_it_was_made_about(house: House) -> None:
    claim = built(house)
    (decision,) = decisions(house, claim)
    assert override.override(house.actor, claim.id, decision, on=DAY).state is ClaimState.READY
    import_pairs("2026b", ("99213", "36415", 1))
    assert submit.submit_ready(house.actor, on=DAY) is None
    again, _, (judgement,), (task,) = stands(house, claim.id)
    assert again.state is ClaimState.HELD
    assert "NCC-01" not in {one.edit for one in judgement.findings}
    assert task.owner == "biller"


def test_a_decision_lapses_with_the_revision(house: House) -> None:
    claim = built(house, *THREE)
    one, _ = decisions(house, claim)
    override.override(house.actor, claim.id, one, on=DAY)
    claims.recheck(house.actor, claim.id, on=ON)
    assert len(decisions(house, claim)) == 2
    fresh, other = decisions(house, claim)
    override.override(house.actor, claim.id, fresh, on=ON)
    assert override.override(house.actor, claim.id, other, on=ON).state is ClaimState.READY
    assert len(recorded(house, claim)) == 3


def test_looking_again_keeps_what_was_decided(house: House) -> None:
    claim = built(house, *THREE)
    one, _ = decisions(house, claim)
    override.override(house.actor, claim.id, one, on=DAY)
    assert held.look_again(house.actor, on=DAY) == []
    import_pairs("2026b", NEVER)
    assert [freed.id for freed in held.look_again(house.actor, on=DAY)] == [claim.id]
    assert submit.submit_ready(house.actor, on=DAY)


def test_the_books_keep_an_override_as_it_was(house: House) -> None:
    from django.db import DatabaseError

    claim = built(house)
    (decision,) = decisions(house, claim)
    override.override(house.actor, claim.id, decision, on=DAY)
    for sql in ("UPDATE finding_override SET reason = 'x'", "DELETE FROM finding_override"):
        with pytest.raises(DatabaseError), books(house.practice.id) as session:
            session.rows(sql)
    assert [one.reason for one in recorded(house, claim)] == [WHY]


def test_verify_knows_an_overridden_departure_from_one_against_the_edits(house: House) -> None:
    """The mark that the books compute is the one that the decision carries."""
    claim = built(house)
    (decision,) = decisions(house, claim)
    override.override(house.actor, claim.id, decision, on=DAY)
    assert submit.submit_ready(house.actor, on=DAY)
    assert faults(house) == []
    past = built(house)
    ready = after(past, Event.RELEASED, on=DAY)
    supersede(house, ready)
    supersede(house, sent(ready, on=DAY, interchange_id=0))
    assert faults(house) == [f"claim that left against its edits: 1 (ids {past.id})"]
