"""`almoner x12` as a user runs it, on our own files and on the published examples that a test package
carries.
"""

import json
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import pytest

from almoner.cli import x12_check, x12_files
from almoner.cli.x12 import GUIDES, run
from almoner.core.x12 import read
from tests.core.wire.oracle import faults
from tests.core.wire.samples import batch, claims


def published() -> list[Path]:
    try:
        found = files("badx12") or []
    except PackageNotFoundError:
        return []
    return sorted(
        Path(str(one.locate())) for one in found if one.name.startswith("X2") and one.suffix == ".edi"
    )


PUBLISHED = published()
INVENTED = {"L5-NPI-01", "L5-EIN-01", "L5-TAXONOMY-01", "L5-ZIP-01"}
"""What invented numbers and postal codes of the published examples break; no other error may be told."""


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    path = tmp_path / "sent.x12"
    path.write_bytes(batch(claims(3), per_set=2))
    return path


def test_the_published_examples_are_there() -> None:
    if not PUBLISHED:
        pytest.skip("badx12, which carries the published examples, isn't installed")
    kinds = [path.name[:4] for path in PUBLISHED]
    assert {kind: kinds.count(kind) for kind in kinds} == {"X221": 7, "X222": 16, "X279": 5}


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem[:60])
def test_a_published_example_is_clean_told_and_rewritten(
    path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    run(["check", str(path), "--json"])
    report = json.loads(capsysbinary.readouterr().out)
    (transaction,) = report["transactions"]
    assert report["issues"] == []
    errors = [issue for issue in transaction["issues"] if issue["severity"] == "error"]
    assert {issue["rule"] for issue in errors} <= INVENTED
    assert transaction["accepted"] is not any(issue["code_999"] for issue in errors)
    assert run(["rewrite", str(path)]) == 0
    assert capsysbinary.readouterr().out == path.read_bytes()
    assert run(["json", str(path)]) == 0
    rows = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert len(rows) == (transaction["claims"] or 1)
    kind = {"X221": {"payment"}, "X222": {"claim"}, "X279": {"inquiry", "benefits"}}[path.name[:4]]
    assert {row["kind"] for row in rows} <= kind


@pytest.mark.parametrize(
    "path", [path for path in PUBLISHED if path.name.startswith("X222")], ids=lambda p: p.stem[:60]
)
def test_lines_of_a_published_claim_make_its_charge(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["json", str(path)])
    for text in capsys.readouterr().out.splitlines():
        row = json.loads(text)
        assert sum(line["charge_cents"] for line in row["lines"]) == row["charge_cents"]


def test_a_batch_is_checked_by_transaction(sent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(sent), "--json"]) == 0
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert report["interchanges"] == 1
    told = [(one["isa"], one["gs"], one["st"], one["claims"]) for one in report["transactions"]]
    assert told == [("000000012", "12", "0001", 2), ("000000012", "12", "0002", 1)]


def test_an_unbalanced_claim_is_an_error_of_level_3(sent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent.write_bytes(sent.read_bytes().replace(b"*170.5*", b"*170.51*", 1))
    assert run(["check", str(sent), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    (issue,) = report["transactions"][0]["issues"]
    assert (issue["rule"], issue["snip"], issue["claim"]) == ("B-837-01", 3, claims(1)[0].control)
    assert report["transactions"][0]["accepted"] is True
    assert run(["check", str(sent), "--level", "2"]) == 0


def test_a_cut_file_is_told_and_not_accepted(sent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent.write_bytes(sent.read_bytes()[:1500])
    assert run(["check", str(sent), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert not report["transactions"][-1]["accepted"]


@pytest.mark.parametrize("command", [["check"], ["json"], ["rewrite"], ["ack", "--type", "999"]])
@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04", b"ISA*00*"])
def test_what_is_no_x12_gives_one_line_and_status_2(
    command: list[str], content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert run([command[0], str(path), *command[1:]]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("almoner: not X12")
    assert err.count("\n") == 1


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "/nowhere/at.all"]) == 2
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(("form", "set_id"), [("999", "999"), ("277CA", "277")])
def test_acknowledgements_pass_the_independent_checker(
    form: str, set_id: str, sent: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    sent.write_bytes(sent.read_bytes().replace(b"*170.5*", b"*170.51*", 1))
    assert run(["ack", str(sent), "--type", form]) == 0
    data = capsysbinary.readouterr().out
    document = read(data)
    assert {each.set_id for each in document.sets} == {set_id}
    assert not list(document.all_issues())
    if form == "277CA":
        assert faults(data, tmp_path) == []


def test_a_277ca_sends_the_unbalanced_claim_back_and_explain_says_so(
    sent: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    sent.write_bytes(sent.read_bytes().replace(b"*170.5*", b"*170.51*", 1))
    run(["ack", str(sent), "--type", "277CA"])
    answer = tmp_path / "answer.x12"
    answer.write_bytes(capsysbinary.readouterr().out)
    assert run(["explain", str(answer), "--original", str(sent), "--json"]) == 0
    told = json.loads(capsysbinary.readouterr().out)
    assert [one["code"] for one in told] == ["A7:400", "A2:20", "A2:20"]
    assert told[0]["claims"] == [claims(1)[0].control]
    assert told[0]["sent"].startswith("CLM*")
    assert "again as new" in told[0]["mend"]


def test_explain_names_claim_segment_element_and_mend(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = (
        "AK1*HC*12*005010X222A1~AK2*837*0001*005010X222A1~IK3*N4*14*2010BA*8~IK4*3*116*I12~IK5*R*5~"
        "AK2*837*0002*005010X222A1~IK5*A~AK9*P*2*2*1~"
    )
    answer = tmp_path / "answer.x12"
    blank = " " * 10
    parties = "ZZ*BOXCLEAR       *ZZ*ALMONER1       "
    isa = f"ISA*00*{blank}*00*{blank}*{parties}*260306*0900*^*00501*000000077*0*T*:~"
    answer.write_text(
        f"{isa}GS*FA*BOXCLEAR*ALMONER1*20260306*0900*77*X*005010X231A1~ST*999*0001*005010X231A1~"
        f"{body}SE*9*0001~GE*1*77~IEA*1*000000077~"
    )
    place = next(
        segment.index
        for segment in read(sent.read_bytes()).sets[0].segments
        if segment.id == "N4" and segment.get(3) == "13202"
    )
    answer.write_text(answer.read_text().replace("IK3*N4*14*", f"IK3*N4*{place}*"))
    assert run(["explain", str(answer), "--original", str(sent)]) == 0
    out = capsys.readouterr().out
    controls = [one.control for one in claims(2)]
    assert (
        f"claim {controls[0]}, {controls[1]}: ZIP of the subscriber (N403, segment {place}, loop 2010BA)"
        in out
    )
    assert "as sent: N4*SYRACUSE*NY*13202" in out
    assert "Write it in the form that is asked for." in out
    assert "Transaction 0001 was sent back with all its claims" in out
    assert "Transaction 0002 was accepted." in out


def test_explain_wants_an_acknowledgement(sent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(sent), "--original", str(sent)]) == 2
    assert "no TA1, 999 or 277CA" in capsys.readouterr().err


def test_a_check_imports_no_web_stack_and_no_remittances() -> None:
    code = (
        "import sys, almoner.cli.x12; "
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'django', 'jinja2', 'psycopg'}))"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert out.strip() == "[]"


# ------------------------------------------------------------------------------------- doors of the engine


def sample(folder: Path, guide: str, capsysbinary: pytest.CaptureFixture[bytes], seed: int = 1) -> Path:
    path = folder / f"{guide}-{seed}.x12"
    assert run(["sample", guide, "--claims", "3", "--seed", str(seed)]) == 0
    path.write_bytes(capsysbinary.readouterr().out)
    return path


@pytest.mark.parametrize("guide", GUIDES)
def test_a_sample_is_the_same_for_the_same_seed_and_clean(
    guide: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = sample(tmp_path, guide, capsysbinary)
    again = sample(tmp_path, guide, capsysbinary)
    other = sample(tmp_path, guide, capsysbinary, seed=2)
    assert path.read_bytes() == again.read_bytes() != other.read_bytes()
    assert run(["check", str(path), "--json"]) == 0
    report = json.loads(capsysbinary.readouterr().out)
    assert all(one["accepted"] for one in report["transactions"])


def test_many_files_are_told_in_their_order_and_the_worst_decides(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    good, asked = (sample(tmp_path, guide, capsysbinary) for guide in ("837P", "270"))
    bad = tmp_path / "bad.x12"
    bad.write_bytes(good.read_bytes().replace(b"BHT*0019*", b"BHT*0017*"))
    files = [str(path) for path in (asked, bad, good)]
    assert run(["check", *files, "--json"]) == 1
    told = json.loads(capsysbinary.readouterr().out)
    assert [one["file"] for one in told] == files
    assert [one["transactions"][0]["accepted"] for one in told] == [True, False, True]
    none = tmp_path / "none"
    none.write_bytes(b"hello")
    assert run(["check", files[0], str(none), files[2]]) == 2
    out, err = capsysbinary.readouterr()
    assert out.decode().splitlines()[0] == files[0]
    assert str(none) in err.decode()


def test_processes_tell_the_same_as_one(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [str(sample(tmp_path, guide, capsysbinary)) for guide in ("837P", "835", "270")]
    run(["check", *files, "--json"])
    alone = capsysbinary.readouterr().out
    monkeypatch.setattr(x12_check, "_WORTH_PROCESSES", 0)
    run(["check", *files, "--json"])
    assert capsysbinary.readouterr().out == alone


@pytest.mark.parametrize("command", ["check", "json", "rewrite"])
def test_standard_input_is_read_like_a_file(
    command: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = sample(tmp_path, "835", capsysbinary)
    assert run([command, str(path)]) == 0
    of_file = capsysbinary.readouterr().out
    code = f"from almoner.cli.main import main; raise SystemExit(main(['x12', '{command}', '-']))"
    piped = subprocess.run(
        [sys.executable, "-c", code], input=path.read_bytes(), capture_output=True, check=True
    ).stdout
    assert piped == of_file


def test_a_large_file_is_mapped_and_told_alike(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sample(tmp_path, "837I", capsysbinary)
    run(["check", str(path), "--json"])
    small = capsysbinary.readouterr().out
    monkeypatch.setattr(x12_files, "_SMALL", 0)
    run(["check", str(path), "--json"])
    assert capsysbinary.readouterr().out == small
    assert run(["rewrite", str(path)]) == 0
    assert capsysbinary.readouterr().out == path.read_bytes()


def test_an_issue_has_the_keys_of_the_contract(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = sample(tmp_path, "837P", capsysbinary)
    data = path.read_bytes().replace(b"NM1*85*2*", b"NM1*85*3*", 1)
    path.write_bytes(data)
    assert run(["check", str(path), "--json"]) == 1
    report = json.loads(capsysbinary.readouterr().out)
    issue = next(issue for one in report["transactions"] for issue in one["issues"])
    wanted = "severity snip rule code_999 message hint segment_index byte_offset loop segment element claim"
    assert {*wanted.split(), "component"} <= set(issue)
    assert (issue["loop"], issue["segment"], issue["element"], issue["snip"]) == ("2010AA", "NM1", 2, 2)
    assert data[issue["byte_offset"] :].startswith(b"NM1*85*3*")
    assert issue["loop_path"] == "2000A[1]/2010AA[1]"


def test_coverage_names_every_place_of_every_guide(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["coverage", "--json"]) == 0
    guides = {one["guide"]: one for one in json.loads(capsys.readouterr().out)["guides"]}
    assert list(guides) == list(GUIDES)
    loops = {loop["loop"]: loop for loop in guides["837P"]["loops"]}
    line = next(one for one in loops["2400"]["segments"] if one["segment"] == "SV1")
    charge = next(one for one in line["elements"] if one["element"] == "2")
    assert (charge["name"], charge["supported"], charge["tested"]) == ("charge", True, True)
    assert run(["coverage"]) == 0
    assert sum(text.startswith("835 ") for text in capsys.readouterr().out.splitlines()) > 40
