"""`almoner era plan` over the example files, and over the published examples that a test-only package
carries.
"""

import json
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import pytest

from almoner.cli.era import plan

CASES = Path(__file__).parent.parent / "cases" / "835"
PUBLISHED = {
    "X221-dollars-and-data-sent-separate.edi": {
        ("cash", "payer_ar"): 945_00,
        ("patient_ar", "payer_ar"): 900_00,
        ("contractual", "payer_ar"): 155_00,
    },
    "X221-dollars-and-data-sent-together.edi": {
        ("cash", "payer_ar"): 149998_73,
        ("contractual", "payer_ar"): 76368_24,
        ("cash", "suspense"): 1_27,
    },
    "X221-era-sample.edi": {("cash", "payer_ar"): 132_00, ("contractual", "payer_ar"): 94_00},
    "X221-multiple-claims-single-check.edi": {
        ("cash", "payer_ar"): 810_80,
        ("patient_ar", "payer_ar"): 970_20,
        ("contractual", "payer_ar"): 913_00,
    },
    "X221-secondary-payment-with-higher-fee-schedule.edi": {("cash", "payer_ar"): 34_00},
    "X221-secondary-payments.edi": {
        ("cash", "payer_ar"): 1222_00,
        ("patient_ar", "payer_ar"): 220_00,
        ("contractual", "payer_ar"): 85_00,
    },
    "X221-tertiary-payments.edi": {("cash", "payer_ar"): 187_50},
}
"""By hand from the files: cents by debit and credit. In the fourth, 125.00 written down to nothing stay
open.
"""


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, list[dict[str, Any]]]:
    assert plan([*arguments, "--json"]) == 0
    found: dict[str, list[dict[str, Any]]] = json.loads(capsys.readouterr().out)
    return found


def only(rows: list[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    return [{name: row[name] for name in names} for row in rows]


@pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.x12")))
def test_each_example_has_its_plan(case: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    wanted = json.loads((CASES / f"{case}.json").read_text())
    against = wanted.pop("against", None)
    options = []
    if against is not None:
        (tmp_path / "charges.json").write_text(json.dumps(against))
        options = ["--against", str(tmp_path / "charges.json")]
    found = answer(capsys, str(CASES / f"{case}.x12"), *options)
    postings = only(found["postings"], "debit", "credit", "cents", "reason", "claim", "line")
    assert sorted(postings, key=repr) == sorted(wanted["postings"], key=repr)
    assert only(found["suspense"], "claim", "cents") == wanted["suspense"]
    assert only(found["tasks"], "kind", "claim") == wanted["tasks"]
    assert found["provider_level"] == wanted["provider_level"]


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_each_published_example_is_planned_right(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, str(published(name)))
    sums: dict[tuple[str, str], int] = {}
    for posting in found["postings"]:
        pair = (posting["debit"], posting["credit"])
        sums[pair] = sums.get(pair, 0) + posting["cents"]
    assert sums == PUBLISHED[name]


def published(name: str) -> Path:
    """The place of a published example within the test-only package."""
    try:
        listed = files("badx12") or []
    except PackageNotFoundError:
        pytest.skip("the package that carries the published examples is not installed")
    for each in listed:
        if each.name == name:
            return Path(str(each.locate()))
    pytest.skip("the installed package carries no published examples")


def test_a_second_look_gives_the_same_answer(capsys: pytest.CaptureFixture[str]) -> None:
    name = str(CASES / "e-provider-level.x12")
    assert answer(capsys, name) == answer(capsys, name)


def test_people_get_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert plan([str(CASES / "e-provider-level.x12")]) == 0
    out = capsys.readouterr().out
    assert "Postings:" in out
    assert "CO 45" in out
    assert "2.50" in out
    assert "Provider level:" in out


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"no ISA here", b"ISA*00*"])
def test_what_is_no_remittance_is_unusable(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_bytes(content)
    assert plan([str(tmp_path / "file")]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1


def test_another_set_is_unusable(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = (CASES / "a-paid.x12").read_bytes().replace(b"ST*835", b"ST*837").replace(b"GS*HP", b"GS*HC")
    (tmp_path / "file").write_bytes(text)
    assert plan([str(tmp_path / "file")]) == 2
    assert "no remittance" in capsys.readouterr().err


def test_a_missing_file_and_broken_charges_are_unusable(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert plan([str(tmp_path / "none")]) == 2
    for charges in (
        "{",
        "{}",
        "[1]",
        '[{"claim": "A", "lines": [{"code": "1", "date": "x", "charge_cents": 1}]}]',
    ):
        (tmp_path / "charges.json").write_text(charges)
        assert plan([str(CASES / "a-paid.x12"), "--against", str(tmp_path / "charges.json")]) == 2
    assert "Traceback" not in capsys.readouterr().err
