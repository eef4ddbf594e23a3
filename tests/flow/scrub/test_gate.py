"""What is imported, installed or learnt after a claim was built is asked again before it leaves."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from almoner.cli.policy import run as install_or_undo
from almoner.core.charge import SuperbillLine
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.judgement import Judgement
from almoner.core.plan import Task, TaskState
from almoner.core.rules import Severity
from almoner.core.rules.bundle import read_bundle
from almoner.core.wire.interchange import Interchange
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.claim.held import look_again
from almoner.flow.policy import in_force
from almoner.flow.refused import Refused
from almoner.settings import data_folder
from almoner.store.session import books
from almoner.store.shipped.packs import ACTIVE
from tests.bundles import bundle
from tests.flow.cycle import MEDICARE, faults, supersede
from tests.flow.releases import KIND, import_pairs, pairs
from tests.practices import DAY, House, add_patient, new_house, visit_of

ON = DAY + timedelta(days=1)
SEEN = SuperbillLine("99213", 1, 15000, (1, 2))
DRAWN = (SEEN, SuperbillLine("36415", 1, 1500, (1,)))
CEDAR_MEMBER = ("CMA01", "ODD99")
NEVER = ("99213", "36415", 0)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def built(house: House, *lines: SuperbillLine, covered: tuple[str, str] = MEDICARE) -> Claim:
    visit = visit_of(house, add_patient(house, covered), *(lines or DRAWN))
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    return made


def stands(house: House, claim_id: int) -> tuple[Claim, ClaimRevision, list[Judgement], list[Task]]:
    with books(house.practice.id) as session:
        found = session.get(Claim, claim_id)
        return (
            found,
            session.get(ClaimRevision, found.revision_id),
            session.find(Judgement, claim_id=claim_id),
            session.find(Task, claim_id=claim_id, state=TaskState.OPEN, what="held_claim"),
        )


def sent_files(house: House) -> int:
    with books(house.practice.id) as session:
        return len(session.find(Interchange, direction="out", about="837P"))


def test_a_claim_is_built_on_the_imported_tables(house: House) -> None:
    with pairs("2026", NEVER):
        made = built(house)
        _, revision, judgements, (task,) = stands(house, made.id)
        assert made.state is ClaimState.HELD
        (finding,) = [one for one in revision.findings if one.is_stopping]
        assert (finding.edit, finding.severity, finding.line) == ("NCC-01", Severity.HOLD, 2)
        assert finding.because.source == "NCCI PTP 2026"
        assert revision.policy == in_force().version
        assert judgements == []
        assert finding.message in task.why
        assert submit.submit_ready(house.actor, on=DAY) is None
    assert faults(house) == []


@pytest.mark.parametrize("on", [DAY, ON])
def test_what_was_imported_since_holds_a_ready_claim_at_the_door(house: House, on: date) -> None:
    bad, good = built(house), built(house, SEEN)
    assert (bad.state, good.state) == (ClaimState.READY, ClaimState.READY)
    with pairs("2026", NEVER):
        batch = submit.submit_ready(house.actor, on=on)
        assert batch is not None
        assert (batch.claim_ids, batch.held_ids) == ((good.id,), (bad.id,))
        held, revision, (judgement,), (task,) = stands(house, bad.id)
        assert (held.state, held.cause, held.interchange_id) == (ClaimState.HELD, "held", 0)
        assert revision.findings == (), "what was said at the building stays as it was"
        assert [one.edit for one in judgement.findings if one.is_stopping] == ["NCC-01"]
        assert (judgement.policy, judgement.judged_on) == (in_force().version, on)
        assert (task.owner, task.due_on) == ("biller", on + timedelta(days=2))
    assert sent_files(house) == 1
    assert faults(house, on=on) == []


def test_a_batch_of_which_nothing_may_leave_uses_no_number(house: House) -> None:
    bad = built(house)
    with pairs("2026", NEVER):
        assert submit.submit_ready(house.actor, on=DAY) is None
        assert submit.submit_claims(house.actor, [bad.id], on=DAY) is None
    with books(house.practice.id) as session:
        given = session.rows(
            "SELECT last_given FROM control_number WHERE practice_id = %s", house.practice.id
        )
    assert given == []
    assert sent_files(house) == 0


def test_a_release_that_changes_nothing_leaves_its_word_and_lets_the_claim_go(house: House) -> None:
    made = built(house)
    with pairs("2026", ("99213", "93018", 0)):
        assert submit.submit_ready(house.actor, on=DAY)
        sent, _, (judgement,), tasks = stands(house, made.id)
        assert sent.state is ClaimState.SENT
        assert (judgement.findings, judgement.policy) == ((), in_force().version)
        assert tasks == []


def test_a_claim_that_waited_past_its_filing_limit_is_held(house: House) -> None:
    made = built(house)
    late = DAY + timedelta(days=400)
    assert submit.submit_ready(house.actor, on=late) is None
    held, _, (judgement,), _ = stands(house, made.id)
    assert held.state is ClaimState.HELD
    assert any(one.is_stopping for one in judgement.findings)


def test_a_state_that_was_written_past_the_edits_lets_nothing_out(house: House) -> None:
    """The books themselves say ready, and the findings of the revision still stop it."""
    with pairs("2026", NEVER):
        made = built(house)
        supersede(house, replace(made, version=made.version + 1, state=ClaimState.READY, cause="released"))
        assert submit.submit_ready(house.actor, on=DAY) is None
        held, _, _, _ = stands(house, made.id)
        assert held.state is ClaimState.HELD
    assert sent_files(house) == 0


def test_a_table_that_cannot_be_read_stops_building_and_sending(house: House) -> None:
    made = built(house)
    store = import_pairs("2026", NEVER)
    list_file, (pack,) = data_folder() / "codes" / ACTIVE, store.releases()[-1].packs
    whole, packed = list_file.read_bytes(), (store.folder / pack).read_bytes()
    try:
        for path, content in ((list_file, b"{"), (store.folder / pack, b"x" * 400)):
            path.write_bytes(content)
            with pytest.raises(Refused, match="Import the code sets again"):
                submit.submit_ready(house.actor, on=DAY)
            list_file.write_bytes(whole)
    finally:
        (store.folder / pack).write_bytes(packed)
        list_file.write_bytes(whole)
        store.roll_back(KIND)
    assert stands(house, made.id)[0].state is ClaimState.READY
    assert sent_files(house) == 0


def test_a_card_in_shadow_is_kept_and_holds_nothing_until_it_is_heard(house: House, tmp_path: Path) -> None:
    signed = bundle(tmp_path)
    trust = read_bundle(signed.read_bytes()).fingerprint
    try:
        assert install_or_undo(["install", str(signed), "--trust", trust]) == 0
        made = built(house, SEEN, covered=CEDAR_MEMBER)
        _, revision, (judgement,), _ = stands(house, made.id)
        assert (made.state, revision.findings, judgement.findings) == (ClaimState.READY, (), ())
        assert [one.because.card for one in judgement.shadow] == ["member-id-cedar"]
        assert install_or_undo(["install", str(signed), "--live"]) == 0
        assert submit.submit_ready(house.actor, on=DAY) is None
        held, _, (_, now), (task,) = stands(house, made.id)
        assert [one.because.card for one in now.findings if one.is_stopping] == ["member-id-cedar"]
        assert (held.state, now.shadow, task.owner) == (ClaimState.HELD, (), "biller")
    finally:
        while install_or_undo(["rollback"]) == 0:
            pass
    assert [one.id for one in look_again(house.actor, on=DAY)] == [made.id]
    assert faults(house) == []
