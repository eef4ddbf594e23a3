"""`almoner price` as a user runs it: a request or a list, by packs on disk, and requests that are wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from almoner.cli import codes
from almoner.cli.price import run
from almoner.core.rules.tables import Line, pack_codes
from almoner.store.shipped.codes import CodeStore
from almoner.store.shipped.packs import PartNote, ReleaseNote

COLUMNS = tuple(
    "code modifier status work_rvu nonfac_pe fac_pe mp pctc global_days pre intra post mult_proc bilat asst "
    "cosurg team conv_factor diag_imaging_family endo_base opps_nonfac_pe opps_fac_pe opps_mp".split()
)
ROWS = {
    "99214": "99214,,A,1.92,2.00,0.47,0.14,0,XXX,0,0,0,0,0,0,0,0,33.4009,99,,0,0,0",
    "20610": "20610,,A,0.79,1.17,0.30,0.10,0,000,0,0,0,2,1,1,0,0,33.4009,99,,0,0,0",
}
REQUEST: dict[str, Any] = {
    "schedule": "medicare",
    "dos": "2026-08-03",
    "locality": "10112-AL-00",
    "lines": [{"code": "99214", "modifiers": [], "units": 1, "setting": "nonfacility"}],
}


@pytest.fixture(autouse=True)
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path))
    store = CodeStore(tmp_path)
    tables: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, ...]]]] = {
        "mpfs": (COLUMNS, {key: tuple(row.split(",")) for key, row in ROWS.items()}),
        "gpci": (("work", "pe", "mp", "name"), {"10112AL00": ("1.000", "0.875", "0.566", "ALABAMA")}),
    }
    notes: dict[str, tuple[ReleaseNote, ...]] = {}
    for kind, (columns, rows) in tables.items():
        lines = [Line(key, values=values) for key, values in rows.items()]
        pack = store.save_pack(kind, pack_codes(lines, columns, {"kind": kind}))
        part = PartNote(pack, "test", "", len(lines), "2026-08-01")
        notes[kind] = (
            ReleaseNote(kind, "2026", "2026-01-01", "2027-01-01", is_partial=False, parts=(part,)),
        )
    store.set_releases(notes)


def price(request: Any, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any, str]:
    path = folder / "lines.json"
    path.write_text(request if isinstance(request, str) else json.dumps(request))
    status = run([str(path), "--json"])
    shown = capsys.readouterr()
    return status, json.loads(shown.out) if shown.out else None, shown.err


def test_one_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, answer, _ = price(REQUEST, tmp_path, capsys)
    assert (status, answer["allowed_cents"]) == (0, 12523)
    (line,) = answer["lines"]
    assert line["allowed_cents"] == 12523
    assert "payer_cents" not in line
    (step,) = line["steps"]
    assert (step["cents"], step["factor"]) == (12523, "33.4009")
    assert "99214" in step["source"]
    assert "10112-AL-00" in step["source"]


def test_a_list_gives_a_list_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = REQUEST | {"locality": "national", "qualifying_apm": True}
    own = REQUEST | {"locality": {"work": "1.000", "pe": 0.875, "mp": "0.566"}}
    status, answer, _ = price([REQUEST, other, own], tmp_path, capsys)
    assert status == 0
    assert [each["allowed_cents"] for each in answer] == [12523, 13628, 12523]


def test_shares_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    request = REQUEST | {"locality": "national", "sequester": True, "deductible_cents": 10000}
    _, answer, _ = price(request, tmp_path, capsys)
    (line,) = answer["lines"]
    assert (line["payer_cents"], line["patient_cents"], line["sequestration_cents"]) == (2792, 10712, 57)
    uncut = REQUEST | {"locality": "national", "sequester": False}
    _, answer, _ = price(uncut, tmp_path, capsys)
    assert answer["lines"][0]["payer_cents"] == 10849


def test_the_setting_by_place_of_service(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [{"code": "99214", "pos": pos} for pos in ("02", "10", "11", "22")]
    _, answer, _ = price(REQUEST | {"locality": "national", "lines": lines}, tmp_path, capsys)
    assert [line["allowed_cents"] for line in answer["lines"]] == [8450, 13561, 13561, 8450]


def test_what_has_no_price_is_an_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, answer, _ = price(REQUEST | {"dos": "2019-08-03", "locality": "national"}, tmp_path, capsys)
    assert (status, answer["allowed_cents"]) == (0, 0)
    assert answer["lines"][0]["allowed_cents"] is None
    assert "2019" in answer["lines"][0]["unpriced"]


def test_text_shows_the_steps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lines.json"
    path.write_text(json.dumps(REQUEST))
    assert run([str(path)]) == 0
    out = capsys.readouterr().out
    assert "base price, non-facility" in out
    assert "125.23" in out


CONTRACT = """
id = "acme"
payer = "ACME"
since = 2026-01-01
until = 2027-01-01
source = "agreement"
terms = [{ id = "all", kind = "percent_of_schedule", year = 2026, percent = "120", page = "p. 1", trials = [
  { code = "99214", on = 2026-08-03, allowed_cents = 16273 },
  { code = "99214", on = 2026-08-03, units = 2, allowed_cents = 32546 },
] }]
"""


def test_a_contract_of_the_data_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "acme.toml").write_text(CONTRACT)
    request = REQUEST | {"schedule": "acme"}
    status, answer, _ = price(request, tmp_path, capsys)
    assert (status, answer["allowed_cents"]) == (0, 16273)
    assert "agreement, p. 1" in answer["lines"][0]["steps"][0]["source"]
    shared = request | {"deductible_cents": 6273, "coinsurance_bp": 2000}
    _, answer, _ = price(shared, tmp_path, capsys)
    assert (answer["lines"][0]["payer_cents"], answer["lines"][0]["patient_cents"]) == (8000, 8273)
    _, answer, _ = price(shared | {"sequester": True, "copay_cents": 1000}, tmp_path, capsys)
    assert (answer["lines"][0]["payer_cents"], answer["lines"][0]["patient_cents"]) == (14968, 1000), (
        "of a visit"
    )
    status, _, error = price(request | {"dos": "2025-12-31"}, tmp_path, capsys)
    assert (status, "schedule" in error) == (2, True)
    (tmp_path / "contracts" / "acme.toml").write_text(CONTRACT.replace("120", "x"))
    status, _, error = price(request, tmp_path, capsys)
    assert (status, "percent" in error) == (2, True)


def test_imported_rows_of_a_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        Line("99214", values=("rows", "fixed", "101.25")),
        Line("9921426", values=("rows", "fixed", "50")),
    ]
    store = CodeStore(tmp_path)
    pack = store.save_pack(
        "contracts", pack_codes(rows, ("contract", "method", "value"), {"kind": "contracts"})
    )
    part = PartNote(pack, "test", "", len(rows), "2026-08-01")
    note = ReleaseNote("contracts", "contracts", "1995-01-01", "", is_partial=False, parts=(part,))
    store.set_releases({"contracts": (note,)})
    lines = [{"code": "99214"}, {"code": "99214", "modifiers": ["26"]}, {"code": "99213"}]
    status, answer, _ = price(REQUEST | {"schedule": "rows", "lines": lines}, tmp_path, capsys)
    assert status == 0
    assert [line["allowed_cents"] for line in answer["lines"]] == [10125, 5000, None]
    assert answer["allowed_cents"] == 15125


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"dos": "August"}, "dos"),
        ({"lines": []}, "lines"),
        ({"lines": [{"modifiers": []}]}, "lines[0].code"),
        ({"lines": [{"code": "\ud800"}]}, "lines[0].code"),
        ({"lines": [{"code": "9" * 400}]}, "lines[0].code"),
        ({"lines": [{"code": "99214", "modifiers": ["\u00e9x"]}]}, "lines[0].modifiers"),
        ({"lines": [{"code": "99214", "modifiers": ["25"] * 9}]}, "lines[0].modifiers"),
        ({"lines": [{"code": "99214", "modifiers": "25"}]}, "lines[0].modifiers"),
        ({"lines": [{"code": "99214", "units": 0}]}, "lines[0].units"),
        ({"lines": [{"code": "99214", "units": 1.5}]}, "lines[0].units"),
        ({"lines": [{"code": "99214", "setting": "moon"}]}, "lines[0].setting"),
        ({"lines": [{"code": "99214", "pos": "x"}]}, "lines[0].pos"),
        ({"locality": "99999-XX-99"}, "locality"),
        ({"locality": "\ud800"}, "locality"),
        ({"locality": {"work": float("nan"), "pe": 1, "mp": 1}}, "locality.work"),
        ({"locality": {"work": "NaN", "pe": 1, "mp": 1}}, "locality.work"),
        ({"provider_kind": "wizard"}, "provider_kind"),
        ({"schedule": "none such"}, "schedule"),
        ({"deductible_cents": -1}, "deductible_cents"),
        ({"sequester": "yes"}, "sequester"),
    ],
)
def test_wrong_requests_name_the_place(
    changes: dict[str, Any], path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, answer, error = price(REQUEST | changes, tmp_path, capsys)
    assert (status, answer) == (2, None)
    assert error.startswith(f"almoner: {path}")


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "7", '"x"', "[7]", '{"lines": 3}'])
def test_junk_is_refused(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, answer, error = price(text, tmp_path, capsys)
    assert (status, answer) == (2, None)
    assert error.count("\n") == 1


def test_what_is_wrong_in_a_list_is_said_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, answer, error = price([REQUEST, REQUEST | {"dos": "x"}], tmp_path, capsys)
    assert (status, answer) == (2, None)
    assert "[1] dos" in error


def test_words_are_taken_in_any_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    request = REQUEST | {"schedule": "Medicare", "locality": "National"}
    assert price(request, tmp_path, capsys)[1]["allowed_cents"] == 13561


def test_a_contract_is_found_by_payer_plan_and_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "acme.toml").write_text(CONTRACT)
    narrow = CONTRACT.replace('"acme"', '"acme-hmo"').replace("since", 'plans = ["HMO"]\nsince', 1)
    narrow = narrow.replace("120", "100").replace("16273", "13561").replace("32546", "27122")
    (tmp_path / "contracts" / "hmo.toml").write_text(narrow)
    request = {key: value for key, value in REQUEST.items() if key != "schedule"}
    for plan, name, cents in (("PPO", "acme", 16273), ("hmo", "acme-hmo", 13561)):
        asked = request | {"contract": {"payer": "Acme", "plan": plan}}
        status, answer, _ = price(asked, tmp_path, capsys)
        assert (status, answer["contract"], answer["allowed_cents"]) == (0, name, cents)
    for bad, word in (
        ({"contract": {"payer": "ELM"}}, "contract"),
        ({"contract": {}}, "contract.payer"),
        ({"contract": {"payer": "ACME"}, "schedule": "acme"}, "schedule"),
    ):
        status, _, error = price(request | bad, tmp_path, capsys)
        assert (status, word in error) == (2, True)
    (tmp_path / "contracts" / "hmo.toml").write_text(CONTRACT.replace('"acme"', '"acme-2"'))
    status, _, error = price(REQUEST | {"schedule": "acme"}, tmp_path, capsys)
    assert (status, "acme and acme-2" in error) == (2, True)
    assert price(REQUEST, tmp_path, capsys)[0] == 0, "Medicare's prices don't rest on contracts"


LISTS = {
    "contracts": "contract,payer,code,modifier,method,value,schedule,setting,from,to\n"
    "Cedar 2026,CEDAR,99214,,fixed,150.00,,,2026-01-01,2026-12-31\n"
    "Cedar 2026,CEDAR,99214,,fixed,90,,facility,2026-01-01,2026-12-31\n"
    "Cedar 2026,CEDAR,20610,,percent of schedule,120,2026 national,,2026-01-01,2026-12-31\n",
    "fees": "code,fee\n99214,$260.00\n",
}


def test_imported_lists_price(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind, text in LISTS.items():
        (tmp_path / f"{kind}.csv").write_text(text)
        assert codes.run(["import", kind, str(tmp_path / f"{kind}.csv")]) == 0
    capsys.readouterr()
    lines = [{"code": "99214"}, {"code": "99214", "setting": "facility"}, {"code": "20610"}]
    for schedule in ({"schedule": "Cedar 2026"}, {"schedule": None, "contract": {"payer": "Cedar"}}):
        _, answer, _ = price(REQUEST | schedule | {"lines": lines}, tmp_path, capsys)
        assert [each["allowed_cents"] for each in answer["lines"]] == [15000, 9000, 8257]
    status, _, _ = price(REQUEST | {"schedule": "Cedar 2026", "dos": "2027-01-01"}, tmp_path, capsys)
    assert status == 2
    _, answer, _ = price(REQUEST | {"schedule": "fees", "lines": lines}, tmp_path, capsys)
    assert [each["allowed_cents"] for each in answer["lines"]] == [26000, 26000, None]
    assert run([str(tmp_path / "lines.json"), "--schedule", "Cedar 2026", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["contract"] == "Cedar 2026"
