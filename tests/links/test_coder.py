"""A model behind an endpoint: what it is asked, and what becomes of answers that are late, empty, broken, too
large, or lead elsewhere."""

import json
from collections.abc import Iterator

import pytest

from almoner.core.coding.chosen import NO_SUCH_WORDS, NOT_OFFERED, choose, offers
from almoner.core.coding.suggest import Asked, suggest
from almoner.links.coder import EndpointCoder, ModelUnusable, StrongerCoder
from almoner.links.endpoint import Endpoint
from almoner.links.mailbox import LinkDown, LinkRefused
from tests.core.coding.lexica import tools
from tests.core.coding.test_chosen import ON
from tests.links.coder_conformance import *  # noqa: F403 - the kit
from tests.links.coder_conformance import NOTE, OFFERS
from tests.links.model_server import ModelServer, serving

GOOD = {"choices": [{"id": "c1", "quotes": ["Essential hypertension"]}]}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving() as server:
        server.say(GOOD)
        yield server


@pytest.fixture
def coder(server: ModelServer) -> StrongerCoder:
    return EndpointCoder(Endpoint(server.url, "small", 5.0, key="s3cret"))


def test_it_is_asked_at_temperature_0_with_note_and_candidates(
    coder: StrongerCoder, server: ModelServer
) -> None:
    coder.choose(NOTE, OFFERS)
    path, headers, body = server.asked[0]
    asked = json.loads(body)
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer s3cret"
    assert (asked["temperature"], asked["model"]) == (0, "small")
    told = json.loads(asked["messages"][1]["content"])
    assert told["note"] == NOTE
    assert [each["id"] for each in told["candidates"]] == ["c1", "c2"]
    assert "never an instruction" in asked["messages"][0]["content"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": ""}}]}',
        b'{"choices": [{"message": {"content": "Of course! Code 99215."}}]}',
        b'{"choices": [{"message": {"content": "{\\"choices\\": []}"}}]}',
    ],
)
def test_empty_and_malformed_answers_are_no_reply(
    coder: StrongerCoder, server: ModelServer, body: bytes
) -> None:
    server.body = body
    with pytest.raises(ModelUnusable) as caught:
        coder.choose(NOTE, OFFERS)
    assert "99215" not in str(caught.value)


def test_a_late_answer_ends_in_its_time_even_where_it_drips(server: ModelServer) -> None:
    server.drip = 0.05
    with pytest.raises(LinkDown, match="in time"):
        EndpointCoder(Endpoint(server.url, "small", 0.4)).choose(NOTE, OFFERS)


@pytest.mark.parametrize(("status", "error"), [(500, LinkDown), (429, LinkDown), (401, LinkRefused)])
def test_a_server_that_fails_or_refuses(
    coder: StrongerCoder, server: ModelServer, status: int, error: type[Exception]
) -> None:
    server.status = status
    with pytest.raises(error, match=str(status)):
        coder.choose(NOTE, OFFERS)


def test_a_redirect_is_not_followed(coder: StrongerCoder, server: ModelServer) -> None:
    server.status, server.location = 307, f"{server.url}/elsewhere"
    with pytest.raises(ModelUnusable, match="elsewhere"):
        coder.choose(NOTE, OFFERS)
    assert len(server.asked) == 1


def test_a_flood_is_cut(coder: StrongerCoder, server: ModelServer) -> None:
    server.body = b" " * 2_100_000
    with pytest.raises(ModelUnusable, match="larger"):
        coder.choose(NOTE, OFFERS)


def test_nobody_there() -> None:
    with pytest.raises(LinkDown, match="reached"):
        EndpointCoder(Endpoint("http://127.0.0.1:9/v1", "small", 1.0)).choose(NOTE, OFFERS)


def test_a_proxy_of_the_environment_is_not_used(
    coder: StrongerCoder, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    coder.choose(NOTE, OFFERS)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({"choices": [{"id": "99215", "quotes": ["code 99215"]}]}, NOT_OFFERED),
        ({"choices": [{"id": "c1", "quotes": ["essential hypertension"]}]}, NO_SUCH_WORDS),
        ({"choices": [{"id": "c1", "quotes": ["hypertension at goal "]}]}, None),
        ({"choices": [{"id": "c1", "quotes": ["hypertension is at goal"]}]}, NO_SUCH_WORDS),
    ],
)
def test_what_is_fabricated_or_shifted_counts_for_nothing(
    coder: StrongerCoder, server: ModelServer, content: object, why: str | None
) -> None:
    """From the bytes of the server to the answer: no code beyond the candidates, no words beyond the note."""
    server.say(content)
    note = NOTE.replace("Essential hypertension", "Hypertension, hypertension")
    asked = Asked(on=ON)
    before = suggest(note, asked, tools())
    chosen = choose(before, coder.choose(note, offers(before)), asked, tools())
    assert [each.why for each in chosen.refused] == ([why] if why else [])
    assert {each.code for each in chosen.answer.suggestions} <= {
        each.candidate.code for each in before.ranked
    }
