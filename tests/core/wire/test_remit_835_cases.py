"""The example remittances hold to the guide, but for what each of them is there to show."""

from pathlib import Path

import pytest

from almoner.cli.x12_tables import shipped_tables
from almoner.core.x12 import read
from almoner.core.x12.check import check_set

FOLDER = Path(__file__).parents[2] / "cases" / "835"
CASES = sorted(path.name for path in FOLDER.glob("*.x12"))
SHOWN = {
    "f-two-lines-of-one-code.x12": [("G-SEG-06", "CAS", None)],
    "h-line-short-by-12.50.x12": [("B-835-01", "SVC", 3)],
    "j-out-of-balance.x12": [("B-835-03", "BPR", 2)],
    "l-unknown-reason.x12": [("L5-CARC-02", "CAS", 2)],
}


@pytest.mark.parametrize("name", CASES)
def test_a_case_has_only_the_fault_that_it_shows(name: str) -> None:
    sets = read((FOLDER / name).read_bytes()).sets
    issues = [issue for each in sets for issue in check_set(each, level=5, tables=shipped_tables())]
    assert [(issue.rule, issue.segment, issue.element) for issue in issues] == SHOWN.get(name, [])
