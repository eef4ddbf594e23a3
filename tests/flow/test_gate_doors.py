"""Walks every way on which a claim can become ready or leave: each goes through the gate, and each finds the
same.

The ways are read off the code, so that a new one fails here until it is walked.
"""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from almoner.cli.main import COMMANDS
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.judgement import Judgement
from almoner.core.wire.interchange import Interchange
from almoner.flow import (
    outbox,
<<<<<<< HEAD
=======
    override,
    register,
    route_test,
    status,
>>>>>>> 6f4ae49 (Test the route to each payer with a real question about nobody, show what was exchanged last, and try the mailbox from its screen)
    submit,
)
<<<<<<< HEAD
=======
from almoner.flow.override import Decision
from almoner.flow.refused import Refused
from almoner.links.clearinghouse import NoClearinghouse
>>>>>>> 6f4ae49 (Test the route to each payer with a real question about nobody, show what was exchanged last, and try the mailbox from its screen)
from almoner.links.folder import FolderMailbox, make_mailbox
from almoner.store.session import books
from tests.flow.cycle import faults
from tests.flow.doors import calls, graph, naming, reached
from tests.flow.releases import KIND, import_pairs
from tests.flow.test_gate import NEVER, ON
from tests.flow.ways import WAYS
from tests.practices import House, new_house

FLOW = "almoner.flow."
LETS_OUT = frozenset(
    {
        "almoner.flow.outbox.store_out",
        "almoner.core.claim.state.sent",
        "almoner.core.wire.claim_837.write_claims",
    }
)
BUILDS = frozenset(
    {
        "almoner.core.claim.build.build",
        "almoner.core.claim.build.rebuild",
        "almoner.core.claim.build.next_payer",
    }
)
MAKES_READY = BUILDS | frozenset(
    {
        "almoner.core.claim.state.Event.BUILT",
        "almoner.core.claim.state.Event.REBUILT",
        "almoner.core.claim.state.Event.RELEASED",
    }
)
JUDGES = frozenset(f"almoner.flow.gate.{name}" for name in ("judge", "standings", "leaving", "foretold"))
MEASURES = frozenset({"bench"})
"""Commands that work in a data folder of their own, which is gone afterwards."""


<<<<<<< HEAD
=======
# ------------------------------------------------------------------------------------------- the plants


def charged(house: House) -> Visit:
    """A visit whose claim the release stops."""
    visit = visit_of(house, add_patient(house, MEDICARE), *DRAWN)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    return visit


def stopped(house: House) -> Claim:
    """A claim that is held as it should be."""
    return built(house)


def forced(house: House) -> Claim:
    """The same where the books say that it is ready, as no flow of ours would write it."""
    made = stopped(house)
    supersede(house, replace(made, version=made.version + 1, state=ClaimState.READY, cause="released"))
    return made


# --------------------------------------------------------------------------------------------- the ways


def asking_before_deciding(house: House) -> int:
    visit = visit_of(house, add_patient(house, MEDICARE), *DRAWN)
    with books(house.practice.id) as session:
        (decided,) = session.find(Superbill, visit_id=visit.id)
        written = session.find(Claim, visit_id=visit.id)
    before = standing(house)
    findings = code.foresee(house.actor, decided, on=DAY)
    assert (standing(house), written) == (before, []), "nothing is written"
    assert [(one.edit, one.line) for one in findings if one.is_stopping] == [("NCC-01", 2)]
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    return made.id


def looking_at_the_superbill(house: House) -> int:
    visit = visit_of(house, add_patient(house, MEDICARE), *DRAWN)
    before = standing(house)
    shown = superbill.screen(house.actor, visit.id, BillForm(), on=DAY)
    assert (standing(house), shown.is_open) == (before, False), "nothing is written"
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    return made.id


def building(house: House) -> int:
    visit = charged(house)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    return made.id


def checking_again(house: House) -> int:
    made = stopped(house)
    claim.recheck(house.actor, made.id, on=ON)
    return made.id


def correcting(house: House) -> int:
    made = stopped(house)
    follow.correct(house.actor, made.id, follow.Correction(authorization="A1"), on=ON, reason="on file")
    return made.id


def taking_back(house: House) -> int:
    visit = visit_of(house, add_patient(house, MEDICARE), *DRAWN, SuperbillLine("93000", 1, 6000, (1,)))
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    with books(house.practice.id) as session:
        extra = next(one for one in session.find(ChargeLine, visit_id=visit.id) if one.code == "93000")
    take_back.take_back(house.actor, extra.id, on=ON, reason="not done")
    return made.id


def billing_the_next_payer(house: House) -> int:
    visit = visit_of(house, add_patient(house, MEDICARE, SECOND), *DRAWN)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    codes = import_pairs("before", ("99213", "93018", 0))
    (first,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    assert submit.submit_ready(house.actor, on=DAY)
    codes.roll_back(KIND)
    with books(house.practice.id) as session:
        lines = tuple(Served(one, 0, (("PR", "1", one.charge_cents),)) for one in session.find(ChargeLine))
        answer = Decided(session.get(Claim, first.id), lines)
    pay(house, Payment("MCR01", "T1", [answer]), on=ON)
    (second,) = follow.bill_next(house.actor, first.id, on=ON)
    return second.id


def looking_again(house: House) -> int:
    made = stopped(house)
    assert held.look_again(house.actor, on=ON) == []
    return made.id


def looking_where_needed(house: House) -> int:
    made = stopped(house)
    assert held.look_where_needed(house.actor, on=ON) == []
    return made.id


def overriding_without_a_reason(house: House) -> int:
    made = stopped(house)
    with pytest.raises(Refused):
        override.override(house.actor, made.id, Decision(made.revision_id, "0" * 16, "so"), on=ON)
    return made.id


def submitting_all(house: House) -> int:
    made = forced(house)
    assert submit.submit_ready(house.actor, on=ON) is None
    return made.id


def submitting_some(house: House) -> int:
    made = forced(house)
    assert submit.submit_claims(house.actor, [made.id], on=ON) is None
    return made.id


def asking_for_status(house: House) -> int:
    made = forced(house)
    assert status.ask_status(house.actor, [made.id], on=ON) == 1
    return made.id


def asking_about_a_day(house: House) -> int:
    made = forced(house)
    verify.ask_about_day(house.actor, ON, on=ON)
    return made.id


def asking_about_a_booking(house: House) -> int:
    made = forced(house)
    start = datetime.combine(ON, time(9))
    draft = Appointment(0, made.patient_id, house.provider.id, house.location.id, start, 20, "Follow-up")
    (booked,) = register.book(house.actor, [draft], on=ON)
    assert verify.ask_about_booking(house.actor, booked.id, on=ON) == 1
    return made.id


def trying_a_route(house: House) -> int:
    made = forced(house)
    route_test.ask(house.actor, house.payers["MCR01"].id, NoClearinghouse(), on=ON)
    return made.id


def going_to_the_bank(house: House) -> int:
    made = forced(house)
    close.deposit_receipts(house.actor, on=ON)
    return made.id


WAYS: dict[str, Callable[[House], int]] = {
    "claim.build_claims": building,
    "claim.recheck": checking_again,
    "code.foresee": asking_before_deciding,
    "close.deposit_receipts": going_to_the_bank,
    "follow.bill_next": billing_the_next_payer,
    "follow.correct": correcting,
    "held.look_again": looking_again,
    "held.look_where_needed": looking_where_needed,
    "override.override": overriding_without_a_reason,
    "route_test.ask": trying_a_route,
    "status.ask_status": asking_for_status,
    "submit.submit_claims": submitting_some,
    "submit.submit_ready": submitting_all,
    "superbill.screen": looking_at_the_superbill,
    "take_back.take_back": taking_back,
    "verify.ask_about_booking": asking_about_a_booking,
    "verify.ask_about_day": asking_about_a_day,
}


>>>>>>> 6f4ae49 (Test the route to each payer with a real question about nobody, show what was exchanged last, and try the mailbox from its screen)
@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


@pytest.fixture
def released(store: object) -> Iterator[None]:
    """The release that stops what every way is given."""
    assert store
    codes = import_pairs("2026", NEVER)
    yield
    while codes.active().of(KIND):
        codes.roll_back(KIND)


def said(house: House, claim_id: int) -> set[tuple[str, int, str]]:
    """What stops a claim by the last word of the edits."""
    with books(house.practice.id) as session:
        revision = session.get(ClaimRevision, session.get(Claim, claim_id).revision_id)
        judgements = session.find(Judgement, revision_id=revision.id)
    findings = judgements[-1].findings if judgements else revision.findings
    return {(one.edit, one.line, one.because.row) for one in findings if one.is_stopping}


@pytest.mark.usefixtures("released")
@pytest.mark.parametrize("way", WAYS)
def test_each_way_finds_the_same_and_lets_nothing_out(way: str, house: House, tmp_path: Path) -> None:
    with books(house.practice.id) as session:
        files_before = len(session.find(Interchange, direction="out", about="837P"))
    claim_id = WAYS[way](house)
    with books(house.practice.id) as session:
        files_before += len(session.find(Claim, state=[ClaimState.PAID, ClaimState.DENIED]))
    for _ in range(2):
        assert submit.submit_ready(house.actor, on=ON) is None
    make_mailbox(tmp_path)
    outbox.deliver(house.actor, FolderMailbox(tmp_path), on=ON)
    with books(house.practice.id) as session:
        files = session.find(Interchange, direction="out", about="837P")
        stands = session.get(Claim, claim_id)
        assert all(stands.control.encode() not in session.content(one.id) for one in files)
    assert len(files) == files_before
    assert (stands.state, stands.interchange_id) == (ClaimState.HELD, 0)
    assert said(house, claim_id) == {("NCC-01", 2, "99213 with 36415, indicator 0, rationale D")}
    assert faults(house, on=ON) == []


# --------------------------------------------------------------------------------------- what the code says


def acts() -> Iterator[str]:
    """Every public function of a flow that somebody acts through."""
    from tests.flow.test_access import flows

    return (name for name, _ in flows())


def test_every_way_is_walked() -> None:
    links = graph("flow")
    leading = {name for name in acts() if reached(name, links) & (LETS_OUT | MAKES_READY)}
    assert leading == {f"{FLOW}{way}" for way in WAYS}


def test_every_way_passes_the_gate() -> None:
    """What makes a claim ready judges it, and what lets one out has it from the gate."""
    links = graph("flow")
    for name in acts():
        found = reached(name, links)
        if found & MAKES_READY or "almoner.core.claim.state.sent" in found:
            assert found & JUDGES, name


def test_a_claim_is_written_and_sent_in_one_place() -> None:
    packages = ("flow", "web", "jobs", "store", "links")
    assert naming("almoner.core.wire.claim_837.write_claims", *packages) == {f"{FLOW}submit._write"}
    assert naming("almoner.core.claim.state.sent", *packages) == {f"{FLOW}submit._submit"}
    written = {
        name: call.args[0].value
        for name, call in calls(f"{FLOW}outbox.numbered", "flow")
        if isinstance(call.args[0], ast.Constant)
    }
    assert written == {
        f"{FLOW}status.ask_status": "276",
        f"{FLOW}submit._submit": "837P",
        f"{FLOW}route_test._stored": "270",
        f"{FLOW}verify._ask": "270",
    }


def test_what_is_written_comes_from_the_gate_alone() -> None:
    made = {name for name, _ in calls(f"{FLOW}gate.Passed", "flow", "web", "jobs", "cli")}
    assert made == {f"{FLOW}gate.leaving"}
    assert "gate.Passed" in str(inspect.signature(submit._write).parameters["passed"].annotation)


def test_a_file_goes_out_in_one_place() -> None:
    outgoing = {
        name
        for name, call in calls(
            "almoner.core.wire.interchange.Interchange", "flow", "web", "jobs", "store", "cli"
        )
        for word in call.keywords
        if word.arg == "direction" and not (isinstance(word.value, ast.Constant) and word.value.value == "in")
    }
    assert outgoing == {f"{FLOW}outbox._outgoing"}
    assert naming(f"{FLOW}outbox._outgoing", "flow") == {f"{FLOW}outbox.store_out"}


# ------------------------------------------------------------------------------------------------ the doors


def doors() -> Iterator[str]:
    """Every view of an address, job and command, as `module.name`."""
    from procrastinate.contrib.django import app

    from almoner.web.routes import ROUTES

    yield from (f"{route.view.__module__}.{route.view.__name__}" for route in ROUTES)
    yield from (name for name in app.tasks if name.startswith("almoner."))
    for name, command in COMMANDS.items():
        if name not in MEASURES:
            yield f"almoner.cli.{command.place.replace(':', '.')}"


def test_no_door_leads_out_but_through_the_ways() -> None:
    links = graph("flow", "web", "jobs", "cli", "store", "links")
    ways = frozenset(f"{FLOW}{way}" for way in WAYS)
    seen = set(doors())
    assert len(seen) > 40
    for door in seen:
        assert door in links, f"{door} isn't read by this test"
        found = reached(door, links, but=ways)
        assert not found & (LETS_OUT | BUILDS), door


def test_no_door_writes_the_books_itself() -> None:
    writing = naming("almoner.store.commit.commit", "web", "jobs", "cli")
    assert all(name.startswith(("almoner.cli.bench.", "almoner.cli.year.")) for name in writing), writing


def test_some_door_does_lead_through_them() -> None:
    """Else the walk above would prove nothing."""
    links = graph("flow", "web", "jobs", "cli", "store", "links")
    assert f"{FLOW}submit.submit_ready" in reached("almoner.cli.demo.run", links)
    assert f"{FLOW}override.override" in reached("almoner.web.claims.views.override_it", links)
    assert f"{FLOW}held.look_where_needed" in reached("almoner.jobs.tasks.exchange", links)
