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
from almoner.flow.claim import outbox, submit
from almoner.links.folder import FolderMailbox
from almoner.store.session import books
from tests.flow.cycle import faults
from tests.flow.doors import calls, graph, naming, reached
from tests.flow.releases import KIND, import_pairs
from tests.flow.scrub.test_gate import NEVER, ON
from tests.flow.ways import WAYS
from tests.mailboxes import make_mailbox
from tests.practices import House, new_house

FLOW = "almoner.flow."
LETS_OUT = frozenset(
    {
        "almoner.flow.claim.outbox.store_out",
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
JUDGES = frozenset(
    f"almoner.flow.scrub.gate.{name}" for name in ("judge", "standings", "leaving", "foretold")
)
BROWSERS_OWN = frozenset({"sign-in", "sign-out"})
MEASURES = frozenset({"bench"})
"""Commands that work in a data folder of their own, which is gone afterwards."""


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
def test_p31_each_way_finds_the_same_and_lets_nothing_out(way: str, house: House, tmp_path: Path) -> None:
    with books(house.practice.id) as session:
        files_before = len(session.find(Interchange, direction="out", about="837P"))
    claim_id = WAYS[way](house)
    with books(house.practice.id) as session:
        over = session.find(Claim, state=[ClaimState.PAID, ClaimState.DENIED, ClaimState.VOIDED])
        files_before += sum(one.interchange_id > 0 for one in over)
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


def test_p31_every_way_is_walked() -> None:
    links = graph("flow")
    leading = {name for name in acts() if reached(name, links) & (LETS_OUT | MAKES_READY)}
    assert leading == {f"{FLOW}{way}" for way in WAYS}


def test_p31_every_way_passes_the_gate() -> None:
    """What makes a claim ready judges it, and what lets one out has it from the gate."""
    links = graph("flow")
    for name in acts():
        found = reached(name, links)
        if found & MAKES_READY or "almoner.core.claim.state.sent" in found:
            assert found & JUDGES, name


def test_a_claim_is_written_and_sent_in_one_place() -> None:
    packages = ("flow", "web", "jobs", "store", "links")
    assert naming("almoner.core.wire.claim_837.write_claims", *packages) == {f"{FLOW}claim.submit._write"}
    assert naming("almoner.core.claim.state.sent", *packages) == {f"{FLOW}claim.submit._stored"}
    written = {
        name: call.args[0].value
        for name, call in calls(f"{FLOW}claim.outbox.numbered", "flow")
        if isinstance(call.args[0], ast.Constant)
    }
    assert written == {
        f"{FLOW}exchange.status.ask_status": "276",
        f"{FLOW}exchange.route_test._stored": "270",
        f"{FLOW}exchange.verify._ask": "270",
    }
    others = naming(f"{FLOW}claim.outbox.numbered", "flow") - {f"{FLOW}claim.outbox", *written}
    assert {one.rpartition(".")[0] for one in others} <= {f"{FLOW}claim.submit", f"{FLOW}claim.submit._File"}
    assert set(submit.FORMS) == {"837P", "837I"}


def test_what_is_written_comes_from_the_gate_alone() -> None:
    made = {name for name, _ in calls(f"{FLOW}scrub.gate.Passed", "flow", "web", "jobs", "cli")}
    assert made == {f"{FLOW}scrub.gate.leaving"}
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
    assert outgoing == {f"{FLOW}claim.outbox._outgoing"}
    assert naming(f"{FLOW}claim.outbox._outgoing", "flow") == {f"{FLOW}claim.outbox.store_out"}


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


def test_p37_no_door_writes_the_books_itself() -> None:
    writing = naming("almoner.store.commit.commit", "web", "jobs", "cli")
    assert all(name.startswith(("almoner.cli.bench.", "almoner.cli.year.")) for name in writing), writing


def test_some_door_does_lead_through_them() -> None:
    """Else the walk above would prove nothing."""
    links = graph("flow", "web", "jobs", "cli", "store", "links")
    assert f"{FLOW}claim.submit.submit_ready" in reached("almoner.cli.demo.run", links)
    assert f"{FLOW}claim.override.override" in reached("almoner.web.claims.views.override_it", links)
    assert f"{FLOW}claim.held.look_where_needed" in reached("almoner.jobs.tasks.exchange", links)


def test_p37_whatever_a_screen_does_a_program_does_by_a_flow() -> None:
    """Each address that writes leads to a public flow; what a browser alone needs is named here."""
    from almoner.web.routes import ROUTES

    links = graph("flow", "web")
    public = set(acts())
    for route in ROUTES:
        if route.method == "POST" and route.path not in BROWSERS_OWN:
            view = f"{route.view.__module__}.{route.view.__name__}"
            assert any(name.startswith(FLOW) for name in reached(view, links) & public), route.path
