"""A held claim is free by itself once its reason has cleared, and keeps its owner until then."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from almoner.core.charge import SuperbillLine
from almoner.core.chart import Accident
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.party import Patient
from almoner.core.plan import Plan, Task, reading
from almoner.flow.access import cause
from almoner.flow.claim import held, submit
from almoner.flow.follow import follow
from almoner.flow.refused import Refused
from almoner.store.commit import commit
from almoner.store.session import books
from tests.flow.claim.test_submit import UNWRITABLE, ready
from tests.flow.cycle import faults, standing, supersede
from tests.flow.releases import KIND, import_pairs
from tests.flow.scrub.test_gate import DRAWN, NEVER, ON, SEEN, built, stands
from tests.practices import DAY, House, new_house


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


@pytest.fixture
def released(store: object) -> Iterator[None]:
    """A release in which the two codes of a test never go together."""
    assert store
    codes = import_pairs("2026", NEVER)
    yield
    while codes.active().of(KIND):
        codes.roll_back(KIND)


def patient_of(house: House, claim: Claim) -> Patient:
    with books(house.practice.id) as session:
        return session.get(Patient, claim.patient_id)


def all_tasks(house: House, claim: Claim) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, claim_id=claim.id)


@pytest.mark.usefixtures("released")
def test_a_release_without_the_reason_frees_the_claim_as_it_stands(house: House) -> None:
    claim = built(house)
    assert held.look_again(house.actor, on=DAY) == []
    import_pairs("2026b", ("99213", "93018", 0))
    (freed,) = held.look_again(house.actor, on=ON)
    assert (freed.id, freed.state, freed.revision_id) == (claim.id, ClaimState.READY, claim.revision_id)
    assert freed.cause == f"released: {held.FREE}"
    (task,) = all_tasks(house, claim)
    assert (task.closed_by, task.outcome, task.closed_on) == ("almoner", held.FREE, ON)
    _, _, (judgement,), _ = stands(house, claim.id)
    assert judgement.findings == ()
    assert submit.submit_ready(house.actor, on=ON)
    assert faults(house, on=ON) == []


@pytest.mark.usefixtures("released")
def test_a_held_claim_is_never_nobodys(house: House) -> None:
    """The work about it is not closed away; had somebody gone around the flows, the proof would name it."""
    claim = built(house)
    (task,) = all_tasks(house, claim)
    before = standing(house)
    with pytest.raises(Refused, match="Nobody would follow"):
        follow.close_task(house.actor, task.id, on=DAY, outcome="never mind")
    assert standing(house) == before
    gone = task.closed(by="nobody", outcome="never mind", on=DAY)
    with books(house.practice.id) as session:
        commit(session, Plan(on=DAY, tasks=(gone,), reads=reading(task)), cause=cause(house.actor, "test"))
    assert any("silent claim" in fault for fault in faults(house, on=DAY))


@pytest.mark.usefixtures("released")
def test_what_is_still_stopped_is_left_alone(house: House) -> None:
    claim, other = built(house), built(house, SEEN)
    before = standing(house)
    assert held.look_again(house.actor, on=DAY) == []
    assert standing(house) == before
    assert stands(house, claim.id)[0].state is ClaimState.HELD
    assert stands(house, other.id)[0].state is ClaimState.READY


@pytest.mark.usefixtures("released")
def test_another_reason_is_told_to_the_owner(house: House) -> None:
    claim = built(house)
    import_pairs("2026b", ("99213", "36415", 1))
    assert held.look_again(house.actor, on=ON) == []
    still, _, (judgement,), (task,) = stands(house, claim.id)
    assert still.state is ClaimState.HELD
    assert "NCC-01" not in {one.edit for one in judgement.findings}
    assert [one.message in task.why for one in judgement.findings if one.is_stopping] == [True]
    assert (task.version, task.owner) == (2, "biller")
    assert faults(house, on=ON) == []


@pytest.mark.usefixtures("released")
def test_a_mended_record_builds_the_claim_anew_and_frees_it(house: House) -> None:
    claim = built(house)
    before = stands(house, claim.id)[1]
    import_pairs("2026b", ("99213", "93018", 0))
    patient = patient_of(house, claim)
    moved = replace(patient.address, line1="14 Elm Street")
    supersede(house, replace(patient, version=patient.version + 1, address=moved))
    (freed,) = held.look_again(house.actor, on=ON)
    assert (freed.id, freed.state, freed.revision_number) == (claim.id, ClaimState.READY, 2)
    _, after, _, tasks = stands(house, claim.id)
    assert (before.patient.address.line1, after.patient.address.line1) == ("12 Elm Street", "14 Elm Street")
    assert tasks == []
    assert submit.submit_ready(house.actor, on=ON)
    assert faults(house, on=ON) == []


@pytest.mark.usefixtures("released")
def test_a_change_that_mends_nothing_makes_no_revision(house: House) -> None:
    claim = built(house)
    patient = patient_of(house, claim)
    moved = replace(patient.address, line1="14 Elm Street")
    supersede(house, replace(patient, version=patient.version + 1, address=moved))
    before = standing(house)
    for _ in range(2):
        assert held.look_again(house.actor, on=DAY) == []
    assert standing(house) == before


def test_a_claim_that_cannot_be_written_waits_for_its_mend(house: House) -> None:
    (bad,) = ready(house, UNWRITABLE)
    assert submit.submit_ready(house.actor, on=DAY) is None
    assert held.look_again(house.actor, on=DAY) == []
    assert stands(house, bad.id)[0].state is ClaimState.HELD
    with books(house.practice.id) as session:
        from almoner.core.chart import Visit

        visit = session.get(Visit, bad.visit_ids[0])
    accident = Accident("EM", DAY, claim_number="WC-77")
    supersede(house, replace(visit, version=visit.version + 1, accident=accident))
    (freed,) = held.look_again(house.actor, on=ON)
    assert (freed.id, freed.revision_number) == (bad.id, 2)
    assert submit.submit_ready(house.actor, on=ON)


@pytest.mark.usefixtures("released")
def test_many_are_looked_at_with_as_many_questions_as_few(house: House) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(count: int) -> int:
        for _ in range(count):
            built(house, *DRAWN)
        with CaptureQueriesContext(connection) as queries:
            assert held.look_again(house.actor, on=DAY) == []
        return sum("nextval" not in query["sql"] for query in queries)

    assert cost(1) == cost(5)


@pytest.mark.usefixtures("released")
def test_nothing_is_looked_at_while_nothing_has_changed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = built(house)
    looks: list[object] = []
    real = held.look_again

    def counted(*arguments: object, **named: object) -> list[Claim]:
        looks.append(arguments)
        return real(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(held, "look_again", counted)
    for _ in range(3):
        assert held.look_where_needed(house.actor, on=DAY) == []
    assert len(looks) == 1
    import_pairs("2026b", ("99213", "93018", 0))
    assert [one.id for one in held.look_where_needed(house.actor, on=DAY)] == [claim.id]
    assert held.look_where_needed(house.actor, on=ON) == []
    built(house, SuperbillLine("99213", 1, 15000, (1,)))
    assert held.look_where_needed(house.actor, on=ON) == []
    assert len(looks) == 4
    with books(house.practice.id) as session:
        assert len(session.find(ClaimRevision, claim_id=claim.id)) == 1
