"""The clearinghouse and the routes to payers: a test is sent, its answer shown, and a dead mailbox told."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almoner.flow import clock
from almoner.flow.access import office
from almoner.flow.exchange import exchange
from almoner.links.simulator.box import Box
from tests.mailboxes import make_mailbox
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def test_a_route_is_tested_and_the_answer_is_shown(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Routes").lay()
    client = sign_in("admin", practice_id=shelf.practice_id)
    at = f"/setup/payers/{shelf.payers[1].id}/route"
    assert "This route was never tested." in client.get(at).content.decode()
    assert client.post(at, {}).headers["Location"] == f"{at}?done=sent"
    page = client.get(at).content.decode()
    assert "the mailbox doesn't take it yet" in page
    assert "can't be reached" in client.post("/setup/link").content.decode()

    actor = office(shelf.practice_id)
    folder = clock.box_folder(actor)
    make_mailbox(folder)
    exchange.exchange_files(actor, clock.link_of(actor), on=DAY)
    page = client.get(at).content.decode()
    assert 'hx-trigger="every 5s"' in page
    assert "The file went" in page
    Box(folder).advance(DAY)
    exchange.exchange_files(actor, clock.link_of(actor), on=DAY)
    page = client.get(at).content.decode()
    assert "ST*271*" in page
    assert "the payer&#39;s id is unknown" in page
    assert "hx-trigger" not in page
    linked = client.post("/setup/link").content.decode()
    assert "The mailbox answers. It holds" in linked
    assert "270-" in linked
    assert "went 11/23/2026" in linked
