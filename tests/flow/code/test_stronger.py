"""A second look is off by default, and whatever goes wrong with it leaves the offline answer with a word."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connections

from almoner.core.charge.draft import BillForm
from almoner.core.chart import Visit
from almoner.core.coding.suggest import Answer, Asked, suggest
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.code import stronger, superbill
from almoner.flow.code.stronger import asked_of, coder_of
from almoner.flow.refused import Refused
from almoner.flow.visit import document
from almoner.flow.visit.models import coder_endpoint, speech_endpoint
from almoner.links.coder import NoCoder
from almoner.links.mailbox import LinkRefused
from almoner.store.session import books
from tests.core.coding.lexica import tools
from tests.flow.cycle import MEDICARE
from tests.links.model_server import ModelServer, serving
from tests.practices import DAY, House, add_patient, new_house, opened_visit, visit_of

ASKED = Asked(on=date(2026, 11, 2))
NOTE = "A/P: 1. Hypertension, at goal on lisinopril. 2. Asthma, stable."


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with serving() as server:
        monkeypatch.setenv("ALMONER_CODER", server.url)
        monkeypatch.setenv("ALMONER_CODER_SECONDS", "2")
        yield server


@pytest.fixture
def before() -> Answer:
    return suggest(NOTE, ASKED, tools())


def test_it_is_off_unless_it_is_set(before: Answer) -> None:
    assert isinstance(coder_of(), NoCoder)
    assert coder_endpoint() is None
    assert speech_endpoint() is None
    told = asked_of(before, ASKED, tools())
    assert (told.answer, told.model, told.word) == (before, "", "")


def test_its_choices_come_first_and_it_is_named(server: ModelServer, before: Answer) -> None:
    server.say({"choices": [{"id": "c2", "quotes": ["Asthma"]}, {"id": "99215", "quotes": ["A"]}]})
    second = before.ranked[1].candidate
    if NOTE[second.evidence[0].start : second.evidence[0].end] != "Asthma":
        server.say({"choices": [{"id": "c2", "quotes": ["Hypertension"]}, {"id": "99215", "quotes": ["A"]}]})
    told = asked_of(before, ASKED, tools())
    assert told.word == ""
    assert "(default)" in told.model
    assert told.answer.ranked[0].candidate.code == second.code
    assert [each.id for each in told.refused] == ["99215"]


@pytest.mark.parametrize("body", [b"", b"{}", b"no"])
def test_a_broken_answer_leaves_the_coder_alone_with_a_word(
    server: ModelServer, before: Answer, body: bytes
) -> None:
    server.body = body
    told = asked_of(before, ASKED, tools())
    assert told.answer == before
    assert "left out" in told.word
    assert "Asthma" not in told.word


def test_a_late_answer_leaves_the_coder_alone_with_a_word(
    server: ModelServer, before: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALMONER_CODER_SECONDS", "0.3")
    server.say({"choices": []})
    server.drip = 0.05
    told = asked_of(before, ASKED, tools())
    assert told.answer == before
    assert "in time" in told.word


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("ALMONER_CODER", "yes", "ALMONER_CODER"),
        ("ALMONER_CODER", "https://models.example/v1", "agreement"),
        ("ALMONER_CODER_SECONDS", "soon", "number of seconds"),
        ("ALMONER_CODER_KEY", "/nowhere/at/all", "can't be read"),
    ],
)
def test_settings_that_do_not_fit_send_nothing(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch, name: str, value: str, why: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(LinkRefused, match=why):
        coder_of()
    assert server.asked == []


def test_a_key_is_read_from_its_file(
    server: ModelServer, before: Answer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "key").write_text("abc\n", encoding="ascii")
    monkeypatch.setenv("ALMONER_CODER_KEY", str(tmp_path / "key"))
    asked_of(before, ASKED, tools())
    assert server.asked[0][1]["Authorization"] == "Bearer abc"
    (tmp_path / "key").write_text("\n", encoding="ascii")
    with pytest.raises(LinkRefused, match="no key"):
        coder_of()


VISIT_NOTE = "Assessment:\n1. Hypertension, at goal on lisinopril.\n2. Asthma, stable. Denies chest pain.\n"


def looked_at(house: House) -> tuple[Actor, Visit]:
    """A signed visit that waits for its codes, and who codes it."""
    visit = opened_visit(house, add_patient(house, MEDICARE))
    document.sign_notes(house.actor, {visit.id: VISIT_NOTE}, on=DAY)
    return Actor("kim", house.practice.id, frozenset({"coder"})), visit


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def ids_of(server: ModelServer, code: str) -> str:
    """The id under which the model was last offered a code."""
    told = json.loads(json.loads(server.asked[-1][2])["messages"][1]["content"])
    return str(next(one["id"] for one in told["candidates"] if one["code"] == code))


def test_what_it_says_is_kept_with_its_checks_and_decides_nothing(house: House, server: ModelServer) -> None:
    coder, visit = looked_at(house)
    server.say({"choices": [{"id": "c1", "quotes": ["Hypertension"]}]})
    stronger.look(coder, visit.id, on=DAY)
    own = ids_of(server, "I10")
    choices = [
        {"id": own, "quotes": ["Hypertension"]},
        {"id": "99215", "quotes": ["Asthma"]},
        {"id": ids_of(server, "J45.909"), "quotes": ["Asthma, severe"]},
    ]
    server.say({"choices": choices})
    made = stronger.look(coder, visit.id, on=DAY)
    start = VISIT_NOTE.index("Hypertension")
    assert [(one.code, one.places) for one in made.chosen] == [("I10", ((start, start + 12),))]
    assert [(one.code, one.why) for one in made.refused] == [
        ("", "it was not offered"),
        ("J45.909", "a quote does not stand in the note"),
    ]
    assert (made.asked_by, made.word, made.prompt) == ("kim", "", "choose-2")
    screen = superbill.screen(coder, visit.id, BillForm(), on=DAY)
    assert screen.opinion == made
    assert screen.bill.diagnoses == ()
    assert all(one.decision is None for one in screen.offers)


@pytest.mark.parametrize("body", [b"", b"{}", b"no"])
def test_a_broken_answer_is_kept_as_a_word(house: House, server: ModelServer, body: bytes) -> None:
    coder, visit = looked_at(house)
    server.body = body
    made = stronger.look(coder, visit.id, on=DAY)
    assert (made.chosen, made.refused) == ((), ())
    assert "left out" in made.word


def test_no_transaction_is_open_while_the_model_thinks(
    house: House, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALMONER_CODER_SECONDS", "120")
    coder, visit = looked_at(house)
    server.say({"choices": [{"id": "c1", "quotes": ["Hypertension"]}]})
    server.may_answer.clear()

    def ask() -> None:
        try:
            stronger.look(coder, visit.id, on=DAY)
        finally:
            connections.close_all()

    thread = threading.Thread(target=ask)
    thread.start()
    while not server.asked and thread.is_alive():
        time.sleep(0.02)
    with books(house.practice.id) as session:
        sql = (
            "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND xact_start IS NOT NULL "
            "AND backend_type = 'client backend' AND datname = current_database()"
        )
        waiting = session.value(sql)
        is_asking = thread.is_alive()
    server.may_answer.set()
    thread.join()
    assert is_asking
    assert waiting == 0


def test_it_is_asked_of_signed_visits_alone_and_only_where_it_is_set(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    coder, visit = looked_at(house)
    with pytest.raises(Refused, match="No stronger model"):
        stronger.look(coder, visit.id, on=DAY)
    monkeypatch.setenv("ALMONER_CODER", "simulated")
    made = stronger.look(coder, visit.id, on=DAY)
    assert made.model == "simulated (no model)"
    assert made.chosen
    charged = visit_of(house, add_patient(house, MEDICARE))
    with pytest.raises(Refused, match="Only a signed visit"):
        stronger.look(coder, charged.id, on=DAY)
    with pytest.raises(AccessDenied):
        stronger.look(Actor("moira", house.practice.id, frozenset({"manager"})), visit.id, on=DAY)
