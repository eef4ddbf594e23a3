"""`almoner bench coding`: rows of any origin, malformed rows named, figures that add up, parts left out."""

import json
from pathlib import Path
from typing import Any

import pytest

from almoner.cli.bench import run
from almoner.cli.bench.coding_rows import BadRow, read_row

ROWS: list[dict[str, Any]] = [
    {"id": "a", "note": "Assessment:\n1. Hypertension, stable", "codes": ["I10"], "must_not": ["E11*"]},
    {"id": "b", "note": "Assessment:\n1. Gout, stable\n2. No asthma", "codes": [["M109"], ["M1A.9XX0"]]},
    {"id": "c", "note": "Assessment: possible pneumonia", "codes": [], "must_not": ["J18.9"], "em": None},
    {
        "id": "d",
        "note": "HPI: denies fever\nA/P:\n1. Left knee osteoarthritis",
        "codes": ["M17.12", "E11.9"],
        "optional": ["R52"],
        "evidence": [{"code": "M17.12", "start": 26, "end": 45}],
        "age": 60,
        "sex": "F",
        "status": "new",
    },
]


def bench(
    rows: list[Any], folder: Path, capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[int, Any]:
    path = folder / "rows.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    status = run(["coding", str(path), "--json", "--on", "2026-11-02", *options])
    return status, json.loads(capsys.readouterr().out)


def test_the_figures_add_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, figures = bench(ROWS, tmp_path, capsys)
    assert status == 0
    assert figures["notes"] == 4
    assert (figures["exact"]["right"], figures["exact"]["extra"], figures["exact"]["missed"]) == (3, 0, 1)
    assert figures["exact"]["f1"] == round(6 / 7, 4)
    low, high = figures["exact"]["interval"]
    assert 0 <= low <= figures["exact"]["f1"] <= high <= 1
    assert figures["must_not"]["hits"] == 0
    assert figures["spans"]["verbatim"] == 1.0
    assert figures["spans"]["overlap_with_given"] == 1.0
    assert figures["off_set"] == 0
    assert figures["levels"]["rows"] == 1
    assert figures["worst"][0]["missed"] == ["E119"]
    assert set(figures["hashes"]) == {"codes", "lexicon", "rules", "weights"}


def test_the_same_rows_give_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = bench(ROWS, tmp_path, capsys)[1], bench(ROWS, tmp_path, capsys)[1]
    assert {**first, "speed": 0} == {**second, "speed": 0}


def test_malformed_rows_are_named_and_the_rest_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, figures = bench(["{", *ROWS, {"id": "z", "note": "", "codes": []}], tmp_path, capsys)
    assert status == 1
    assert [each["line"] for each in figures["malformed"]] == [1, 6]
    assert figures["notes"] == 4


@pytest.mark.parametrize(
    ("part", "loses"),
    [("lexicon", "recall"), ("side", "recall"), ("negation", "precision")],
)
def test_a_part_left_out_is_missed(
    part: str, loses: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = bench(ROWS, tmp_path, capsys)[1]
    less = bench(ROWS, tmp_path, capsys, "--ablate", part)[1]
    assert less["ablated"] == part
    assert (less["exact"][loses] or 0) < whole["exact"][loses]


def test_without_negation_the_must_nots_are_hit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = bench(ROWS, tmp_path, capsys, "--ablate", "negation")[1]
    assert figures["must_not"]["hits"] == 1
    assert figures["must_not"]["which"][0]["code"] == "J18.9"


def test_the_text_names_every_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(ROWS[0]), encoding="utf-8")
    assert run(["coding", str(path), "--on", "2026-11-02"]) == 0
    out = capsys.readouterr().out
    assert all(word in out for word in ("exact", "category", "confirm", "must_not", "hashes", "median_ms"))


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["coding", str(tmp_path / "none")]) == 2
    assert "labelled notes" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"note": 5}, "note"),
        ({"codes": "I10"}, "codes"),
        ({"codes": [5]}, "codes"),
        ({"must_not": [5]}, "must_not"),
        ({"evidence": [{}]}, "evidence"),
        ({"age": 200}, "age"),
        ({"sex": "Q"}, "sex"),
        ({"status": "old"}, "status"),
        ({"em": {}}, "em"),
    ],
)
def test_a_bad_row_says_what_is_wrong(change: dict[str, Any], told: str) -> None:
    with pytest.raises(BadRow, match=told):
        read_row(json.dumps({"id": "x", "note": "n", "codes": []} | change), 1)


@pytest.mark.parametrize(
    ("em", "levels"),
    [
        ("99213", ("99213",)),
        (["99211", None], ("99211", None)),
        ({"low": "99213", "high": "99215"}, ("99213", "99214", "99215")),
        ({"low": "G0438", "high": "G0439"}, ("G0438", "G0439")),
    ],
)
def test_a_row_says_the_levels_that_are_right(em: Any, levels: tuple[str | None, ...]) -> None:
    assert read_row(json.dumps({"note": "n", "codes": [], "em": em}), 1).levels == levels


def test_no_level_is_in_range_where_the_row_allows_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"note": "No problems.", "codes": [], "em": em} for em in (["99211", None], ["99213"], None)]
    assert bench(rows, tmp_path, capsys)[1]["levels"] == {"rows": 3, "in_range": 0.6667, "exact": 0.6667}
