"""The test of a payer's route: a real file about nobody, its answer from the payer in a box, and no task."""

from dataclasses import replace
from pathlib import Path

import pytest

from almoner.core.plan import Task, TaskState
from almoner.core.wire.interchange import Interchange
from almoner.core.wire.route_test import MEMBER, NOBODY, RouteTest
from almoner.flow.access import Actor
from almoner.flow.exchange import exchange, route_test
from almoner.flow.exchange.route_test import Route
from almoner.flow.refused import Refused
from almoner.flow.setup import setup
from almoner.links.clearinghouse import NoClearinghouse
from almoner.links.folder import FolderMailbox
from almoner.links.simulator.box import Box
from almoner.store.session import NotFound, books
from tests.flow.cycle import faults
from tests.mailboxes import make_mailbox
from tests.practices import DAY, House, new_house


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


@pytest.fixture
def link(tmp_path: Path) -> FolderMailbox:
    make_mailbox(tmp_path)
    return FolderMailbox(tmp_path)


def manager(house: House) -> Actor:
    return Actor("moira", house.practice.id, frozenset({"manager"}))


def last_of(house: House, payer_id: int) -> tuple[Route, RouteTest]:
    found = route_test.route(manager(house), payer_id, on=DAY)
    assert found.test is not None
    return found, found.test


def answers(house: House, link: FolderMailbox, folder: Path) -> None:
    """Let the payers answer what waits, and take their answers in."""
    Box(folder).advance(DAY)
    done = exchange.exchange_files(house.actor, link, on=DAY)
    assert not done.refused


def test_a_payer_that_does_not_know_nobody_has_understood(
    house: House, link: FolderMailbox, tmp_path: Path
) -> None:
    asked = route_test.ask(manager(house), house.payers["MCR01"].id, link, on=DAY)
    before, test = last_of(house, asked.payer_id)
    assert (test.state, before.is_sent, before.came) == ("waiting", True, ())
    assert any(MEMBER in line and NOBODY.name.last in line for line in before.sent)
    answers(house, link, tmp_path)
    found, test = last_of(house, asked.payer_id)
    assert (test.state, test.answered_on) == ("works", DAY)
    assert test.said == ("the member id is missing or wrong",)
    assert found.came[0].startswith("ST*271*")
    assert test.trace in " ".join(found.came)
    assert faults(house, on=DAY) == []
    with books(house.practice.id) as session:
        assert session.find(Task, state=TaskState.OPEN) == []


def test_a_payer_that_the_clearinghouse_does_not_know_refuses(
    house: House, link: FolderMailbox, tmp_path: Path
) -> None:
    wrong = replace(house.payers["MCR01"], eligibility_payer_id="WRONG9")
    setup.keep(manager(house), wrong, on=DAY, reason="mistyped")
    asked = route_test.ask(manager(house), wrong.id, link, on=DAY)
    answers(house, link, tmp_path)
    found, test = last_of(house, asked.payer_id)
    assert found.came
    assert test.state == "refused"
    assert test.said == ("the payer's id is unknown",)
    with books(house.practice.id) as session:
        assert session.find(Task, state=TaskState.OPEN) == []


def test_where_nobody_answers_the_file_waits_and_says_so(house: House) -> None:
    asked = route_test.ask(manager(house), house.payers["CMA01"].id, NoClearinghouse(), on=DAY)
    found, _ = last_of(house, asked.payer_id)
    assert not found.is_sent
    assert route_test.traffic(manager(house), on=DAY).waiting == 1
    assert route_test.look(manager(house), NoClearinghouse()) == route_test.Mailbox()


def test_the_mailbox_tells_what_waits_in_it(house: House, link: FolderMailbox, tmp_path: Path) -> None:
    route_test.ask(manager(house), house.payers["MCR01"].id, link, on=DAY)
    Box(tmp_path).advance(DAY)
    told = route_test.look(manager(house), link)
    assert told.waiting > 0
    assert told.why == ""
    for each in (tmp_path / "from").iterdir():
        each.unlink()
    (tmp_path / "from").rmdir()
    assert route_test.look(manager(house), link).why
    (newest,) = route_test.traffic(manager(house), on=DAY).files
    assert (newest.direction, newest.about, newest.sent_on) == ("out", "270", DAY)


def test_what_can_not_be_written_is_refused_and_leaves_nothing(house: House, link: FolderMailbox) -> None:
    blank = replace(house.payers["MCR01"], eligibility_payer_id="")
    setup.keep(manager(house), blank, on=DAY, reason="lost")
    with pytest.raises(Refused, match="can't be written"):
        route_test.ask(manager(house), blank.id, link, on=DAY)
    with pytest.raises(NotFound):
        route_test.ask(manager(house), house.provider.id, link, on=DAY)
    with books(house.practice.id) as session:
        assert session.find(RouteTest) == []
        assert session.find(Interchange, direction="out") == []
