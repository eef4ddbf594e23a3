"""`almoner scrub` as a user runs it: one claim or a list, findings, silence, and requests that are wrong."""

import copy
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from almoner.cli.scrub import run
from almoner.core.rules.pairs import mark_of, number_of, pack_pairs
from almoner.store.shipped.codes import CodeStore, PartNote, ReleaseNote

CLEAN: dict[str, Any] = json.loads(
    (files("almoner") / "policy" / "trials" / "office_visit.json").read_text(encoding="utf-8")
)


@pytest.fixture(autouse=True)
def nothing_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path))


def scrub(request: Any, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    path = folder / "claim.json"
    path.write_text(request if isinstance(request, str) else json.dumps(request))
    status = run([str(path), "--json", "--on", "2026-03-05"])
    out = capsys.readouterr().out
    return status, json.loads(out) if out else None


def changed(**changes: Any) -> dict[str, Any]:
    return copy.deepcopy(CLEAN) | changes


def test_a_clean_claim(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, answer = scrub(CLEAN, tmp_path, capsys)
    assert (status, answer["findings"]) == (0, [])
    assert all(one["why"].startswith("no release of ") for one in answer["not_judged"])


def test_a_finding_cites_its_card_and_stops(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claim = changed()
    claim["providers"]["billing"]["npi"] = "1555555551"
    status, answer = scrub(claim, tmp_path, capsys)
    (finding,) = answer["findings"]
    assert status == 1
    assert (finding["edit"], finding["severity"], finding["line"]) == ("ENV-01", "reject", 0)
    assert finding["because"]["card"] == "billing-npi"
    assert finding["because"]["source"].startswith("45 CFR")
    assert "1555555551" not in json.dumps(answer)


def test_a_warning_does_not_stop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claim = changed(received="2026-08-25")
    status, answer = scrub(claim, tmp_path, capsys)
    assert (status, [one["edit"] for one in answer["findings"]]) == (0, ["FIN-02"])


def test_what_is_not_given_is_not_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = {
        "id": "B1",
        "payer_kind": "medicare",
        "patient": {"sex": "F", "birth_date": "1950-05-17"},
        "lines": [
            {"code": "99213", "modifiers": [], "units": 1, "dos": "2026-03-02", "pos": "11", "dx": ["I10"]}
        ],
    }
    status, answer = scrub(bare, tmp_path, capsys)
    assert (status, answer["findings"]) == (0, [])
    silent = {one["edit"] for one in answer["not_judged"]}
    assert {"ENV-01", "ENV-06", "ENV-09", "ENV-12", "ELG-02", "DUP-01"} <= silent
    assert "ENV-10" not in silent


def test_keys_of_a_line_are_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claim = changed()
    del claim["lines"][0]["pos"], claim["lines"][0]["dx"]
    _, answer = scrub(claim, tmp_path, capsys)
    assert {(one["edit"], one["line"]) for one in answer["findings"]} == {("ENV-15", 1), ("ENV-10", 1)}


def test_a_list_gives_a_list_in_its_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late = changed(received="2027-03-01")
    status, answers = scrub([CLEAN, late], tmp_path, capsys)
    assert status == 1
    assert [[one["edit"] for one in answer["findings"]] for answer in answers] == [[], ["FIN-01"]]


def test_people_write_numbers_and_providers_in_their_ways(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = changed(id=7, providers={"billing": "1234567890"})
    claim["claim"]["frequency"] = 7
    text = json.dumps(claim).replace('"units": 1,', '"units": 1.0,')
    status, answer = scrub(text, tmp_path, capsys)
    edits = {one["edit"] for one in answer["findings"]}
    assert status == 1
    assert {"ENV-01", "ENV-17"} <= edits
    assert "ENV-09" not in edits


def test_a_claim_without_a_day_of_arrival_is_not_late(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = changed()
    del claim["received"]
    path = tmp_path / "old.json"
    path.write_text(json.dumps(claim).replace("2026-03-02", "2016-03-02"))
    run([str(path), "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert {"FIN-01", "FIN-02"} <= {one["edit"] for one in answer["not_judged"]}
    run([str(path), "--json", "--on", "2026-03-05"])
    assert "FIN-01" in {one["edit"] for one in json.loads(capsys.readouterr().out)["findings"]}


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        ("{", "JSON"),
        ("[1]", "an object"),
        (changed(lines=[]), "lines"),
        (changed(payer_kind="bank"), "payer_kind"),
        (changed(patient=None), "patient"),
        (changed(patient={"birth_date": "17.5.1950"}), "patient.birth_date"),
        (changed(lines=[{"code": "99213", "units": "one", "dos": "2026-03-02"}]), "lines[0].units"),
        (changed(lines=[{"code": "99213", "units": 1}]), "lines[0].dos"),
        (changed(lines=[{"code": ["99213"], "units": 1, "dos": "2026-03-02"}]), "lines[0].code"),
        (changed(lines=[{"code": "99213", "units": True, "dos": "2026-03-02"}]), "lines[0].units"),
        (changed(claim={"frequency": "9"}), "claim.frequency"),
        (changed(history=[{"code": "99213"}]), "history[0].dos"),
        ([CLEAN, changed(received="20260305")], "[1] received"),
        (changed(lines=[{"code": "99213", "units": -1, "dos": "2026-03-02"}]), "lines[0].units"),
        (changed(lines=[{"code": "99213", "units": 1.5, "dos": "2026-03-02"}]), "lines[0].units"),
        (changed(lines=CLEAN["lines"] * 5_000), "lines"),
        (changed(payer={"id": "CMA01", "filing_days": 10**9}), "payer.filing_days"),
        (changed(benefits={"state": "fine"}), "benefits.state"),
    ],
)
def test_a_wrong_request_names_the_path_and_not_the_value(
    request_: Any, path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "claim.json"
    file.write_text(request_ if isinstance(request_, str) else json.dumps(request_))
    assert run([str(file), "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert path in err
    assert err.count("\n") == 1
    assert "17.5.1950" not in err


def test_people_get_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "claim.json"
    path.write_text(json.dumps(CLEAN))
    assert run([str(path), "--on", "2026-03-05"]) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == "clean of what could be judged"
    assert rest
    assert all(line.startswith("silent no release of ") for line in rest)


def test_a_scrub_rests_on_what_was_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = CodeStore(tmp_path)
    rows = [(number_of("93015") << 26 | number_of("93016"), mark_of(0, "D"), 0, 0)]
    pack = store.save_pack("ncci-ptp", pack_pairs(rows, {"setting": "practitioner"}))
    part = PartNote(pack, "pairs.csv", "0" * 64, 1, "2026-01-05")
    note = ReleaseNote("ncci-ptp", "2026q1", "2026-01-01", "2026-04-01", False, (part,))
    store.set_releases({"ncci-ptp": (note,)})
    claim = changed()
    claim["lines"][0] |= {"code": "93015", "modifiers": []}
    claim["lines"][1] |= {"code": "93016"}
    status, answer = scrub(claim, tmp_path, capsys)
    (finding,) = [one for one in answer["findings"] if one["edit"] == "NCC-01"]
    assert (status, finding["line"]) == (1, 2)
    assert finding["because"]["source"] == "NCCI PTP 2026q1"
    assert "NCC-01" not in {one["edit"] for one in answer["not_judged"]}


def test_a_damaged_store_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / "active.json").write_text("[]")
    file = tmp_path / "claim.json"
    file.write_text(json.dumps(CLEAN))
    assert run([str(file), "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "import them again" in err
    assert err.count("\n") == 1
