"""The page of complaints about other systems' money: each with the tests that bear its number."""

import ast
import re
from collections import defaultdict
from pathlib import Path

from reference_page import ROOT, page, table

PAINS = {
    1: "A denied claim is written off when its remittance posts",
    2: "A reversal has to be entered by hand, or turns a sign",
    3: "A file is posted twice, or an unknown reason leaves money lying about",
    4: "A payer drops a modifier, and the line is not found",
    5: "A zero payment is taken for a denial, or a denial for a deductible",
    6: "A payment that is edited spoils the totals",
    7: "A visit that is opened again loses its payments",
    9: "The next payer is told amounts that do not balance",
    10: "The next payer is not told the first one's number of the claim",
    11: "The next payer is not told whose supplement it is",
    20: "Prepayments are invisible or vanish",
    21: "Two equal payments of a day show as one",
    22: "Copays are kept in several ways, and reports read the wrong one",
    23: "What goes to collections skips visits",
    30: "A paper explanation is keyed, and nobody knows by whom",
    34: "A refund and its original both drop out of a report",
    35: "Indicators are missing",
    38: "Money cannot be taken without a visit",
    42: "Advice posts before its money is in the bank, and cannot be taken back",
    43: "Signs and roundings of money",
    44: "Entries that do not balance",
}
"""The money items of the complaints, in our words."""
ALSO = {2: "rv", 5: "z"}
"""Complaints that a truth table answers: the letters with which its rows' tests begin."""
_NUMBER = re.compile(r"test_p(\d+)_")
_ROW = re.compile(r"test_(rv|z)\d+_")


def pains() -> str:
    """The page; a complaint without a test is told."""
    found = _tests()
    rows = []
    for number, pain in PAINS.items():
        tests = [*found[f"p{number}"], *found.get(ALSO.get(number, ""), ())]
        rows.append((f"P{number}", pain, "<br>".join(tests) or "none yet"))
    about = (
        "What users of other systems complained about in money matters, and the tests that keep us from it."
    )
    return page("Pains", about, table(["id", "the complaint", "tests"], rows))


def _tests() -> dict[str, list[str]]:
    """The tests by what their names begin with: `p6`, `rv`, `z`."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for name in _names(path):
            place = f"`{path.relative_to(ROOT).as_posix()}`: {name.removeprefix('test_')}"
            if number := _NUMBER.match(name):
                found[f"p{number[1]}"].append(place)
            elif row := _ROW.match(name):
                found[row[1]].append(place)
    return found


def _names(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
