"""The large practice: what a copy has of its own, how the copies lie in time, and that its books prove."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.cli.bench import large_tokens as marks
from almoner.cli.bench import lighthouse_command, screens_command
from almoner.cli.bench.large_shape import SLOTS, WEEKS_A_SLOT, Wanted, copies_of, lanes_of
from almoner.cli.bench.large_tokens import Cast, file_pattern, moved, pattern
from almoner.store.codec import canonical, encode
from almoner.store.server.embed import wait_until_stopped
from tests.cli.kills import Demo, Undisturbed

CAST = Cast(
    frozenset({1151, 4180, 28475}), {1005: marks.PROVIDER[0]}, frozenset({"DUBOIS"}), frozenset({"000000054"})
)


def filled(text: str, number: int = 12) -> Any:
    """A copy's own record: the marks filled as the server fills them."""
    own = {marks.ID: str(number), marks.DIGITS: "000C", marks.FOUR: f"{number:04}", marks.NAME: "Vance-"}
    own |= {marks.PROVIDER[0]: "777", marks.SHA: "beef", marks.SIZE: "99"}
    for mark, value in own.items():
        text = text.replace(mark, value)
    assert canonical(text).decode() == text, "a filled pattern is canonical JSON"
    return msgspec.json.decode(text)


def told(kind: str, **body: object) -> Any:
    return filled(pattern(kind, encode(body).decode(), CAST))


def test_ids_providers_and_what_is_named_by_ids_are_a_copys_own() -> None:
    own = told("claim", id=4180, patient_id=1151, provider_id=1005, payer_id=9, visit_ids=[1151], cents=4180)
    assert own == {
        "id": 12_004_180,
        "patient_id": 12_001_151,
        "provider_id": 777,
        "payer_id": 9,
        "visit_ids": [12_001_151],
        "cents": 4180,
    }
    assert told("statement", guarantor="patient:1151")["guarantor"] == "patient:12001151"
    assert told("posting", key="deposit:28475:9")["key"] == "deposit:12028475:9"
    assert told("posting", key="charge:L00000CN2")["key"] == "charge:L000C0CN2"


def test_what_people_search_by_is_a_copys_own_and_prose_stays() -> None:
    assert told("claim", control="A000000CNA")["control"] == "A0000C0CNA"
    assert told("patient", number="R000100")["number"] == "R00120100"
    assert told("patient", name={"first": "Luca", "last": "Dubois"})["name"]["last"] == "Vance-Dubois"
    assert told("statement", parts=[{"name": "Luca Dubois"}])["parts"][0]["name"] == "Luca Vance-Dubois"
    assert told("payer", name="Old Harbor Medicare")["name"] == "Old Harbor Medicare"
    assert told("note", text="Seen with L00000CN2.", seal="f0")["text"] == "Seen with L00000CN2."
    assert told("pay_link", digest="ab" * 32)["digest"] == "ab" * 29 + "a00012"
    assert told("pay_link", digest="ab" * 29 + "a00012")["digest"] != "ab" * 29 + "a00012"


def test_a_file_is_told_apart_by_its_own_numbers() -> None:
    said = "ISA*000000054*0~CLM*A000000CNA*10~IEA*1*000000054~"
    assert file_pattern("837P", said, CAST).replace(marks.DIGITS, "000C").replace(marks.FOUR, "0012") == (
        "ISA*001200054*0~CLM*A0000C0CNA*10~IEA*1*001200054~"
    )
    slip = file_pattern("slip", "id,on,cents\n28475,2026-03-02,4180\n", CAST)
    assert slip == f"id,on,cents\n{marks.ID}028475,2026-03-02,4180\n"
    assert told("interchange", sha256="f00d", size=4180) == {"sha256": "beef", "size": 99}


@given(st.dates(date(1930, 1, 1), date(2100, 1, 1)), st.integers(-300, 300))
def test_days_move_by_whole_weeks_and_nothing_else_does(on: date, weeks: int) -> None:
    text = f'{{"at":"{on}T14:20:00","on":"{on}","said":"on {on}"}}'
    found = msgspec.json.decode(moved(text, weeks))
    assert (date.fromisoformat(found["on"]) - on).days == weeks * 7
    assert found["at"] == f"{found['on']}T14:20:00"
    assert found["said"] == f"on {on}"


@given(st.integers(0, 3000))
def test_copies_have_numbers_of_their_own_and_a_lane_is_never_twice_at_once(copies: int) -> None:
    found = list(copies_of(copies))
    assert [one.number for one in found] == list(range(1, copies + 1))
    assert len({(one.lane, one.slot) for one in found}) == copies
    assert len({one.digits for one in found}) == copies
    assert [one.slot for one in found] == sorted((one.slot for one in found), reverse=True)
    assert all(0 <= one.slot < SLOTS and one.lane < lanes_of(copies) for one in found)
    assert not found or found[-1].is_present


def test_the_usual_size_is_what_the_screens_are_judged_on() -> None:
    usual = Wanted()
    assert (usual.copies + 1) * usual.lived == 100_000
    assert usual.visits_a_day * usual.days == 10 * usual.lived
    assert SLOTS * WEEKS_A_SLOT == 200


def made(folder: Path, *words: str) -> Any:
    size = ("--patients", "72", "--lived", "24", "--visits", "4", "--days", "2")
    ran = subprocess.run(
        [sys.executable, "-m", "almoner.cli", "bench", "practice", *size, *words, "--json"],
        env={name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
        | {"ALMONER_DATA": str(folder)},
        capture_output=True,
        check=False,
        timeout=240,
    )
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    return json.loads(ran.stdout)


@pytest.mark.usefixtures("finished")
def test_copied_books_prove_whole_and_a_second_run_changes_nothing(
    finished: tuple[Demo, Undisturbed], tmp_path: Path
) -> None:
    wait_until_stopped(finished[0].data)
    shutil.copytree(finished[0].data, tmp_path / "bench-practice")
    first = made(tmp_path, "--verify")
    assert first["broken"] == []
    assert first["rows"]["patient"] == 72
    assert first["rows"]["claim"] > 10
    assert made(tmp_path)["rows"] == first["rows"]


def test_the_screens_of_no_practice_are_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path))
    assert screens_command.run(["--practice"]) == 2


def test_lighthouse_says_in_a_sentence_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("node", "lighthouse"):
        assert lighthouse_command.run([]) == 2
        assert f"{name}" in capsys.readouterr().err.lower()
        (tmp_path / name).touch(mode=0o755)
    assert "Chromium" in lighthouse_command.missing()
    (tmp_path / "chromium").touch(mode=0o755)
    assert lighthouse_command.missing() == ""
