"""The page of complaints about other systems: what is done instead, and the tests that bear their numbers."""

import ast
import re
from collections import defaultdict
from pathlib import Path

from reference_page import ROOT, page, table

PAINS = {
    1: (
        "A denied claim is written off when its remittance posts",
        "A refusal moves no receivable: it opens a denial with an owner and a day",
    ),
    2: (
        "A reversal has to be entered by hand, or turns a sign",
        "A reversal is posted as it comes, nets to the cent, and all three states stay readable",
    ),
    3: (
        "A file is posted twice, or an unknown reason leaves money lying about",
        (
            "The same file again changes nothing and says so; an unknown reason keeps its amount at the "
            "payer, with an owner"
        ),
    ),
    4: (
        "A payer drops a modifier, and the line is not found",
        (
            "A line is found by its number, else by code, day and charge; where two could be meant a "
            "person says which"
        ),
    ),
    5: (
        "A zero payment is taken for a denial, or a denial for a deductible",
        "Each kind of zero payment has its own state, posting and work",
    ),
    6: (
        "A payment that is edited spoils the totals",
        "Nothing is edited: a reversal and a new posting, and no receipt gives more than it has",
    ),
    7: (
        "A visit that is opened again loses its payments",
        "What is changed later takes no posting and no receipt away",
    ),
    8: (
        "A corrected or void claim can't be sent",
        "A replacement or void carries the payer's own number, and is stopped without one",
    ),
    9: (
        "The next payer is told amounts that do not balance",
        "Each line of a later claim balances before it is sent",
    ),
    10: (
        "The next payer is not told the first one's number of the claim",
        "The number is always told",
    ),
    11: (
        "The next payer is not told whose supplement it is",
        "Turn and kind of policy follow from the policies of the day",
    ),
    12: (
        "Assignment of benefits is always the same",
        "Assignment and benefits are two facts, in the file and on paper",
    ),
    13: (
        "A place of service that is the billing one is named again",
        "A place is named only where it differs",
    ),
    14: (
        "Who referred or supervised is told in the wrong place",
        (
            "Each provider stands once, for the claim, in their role; an ordering provider is told as the"
            " referring one, and no line repeats them"
        ),
    ),
    15: (
        "A taxonomy is missing, or a ZIP code is too short",
        "Both stop the claim and say what to enter",
    ),
    16: (
        "The wrong policy is billed after a change of insurance",
        "Which policies answer follows from the day of service alone",
    ),
    17: (
        "An eligibility question that fails hides the insurance",
        "The last answer stays with its age, and the silence is told beside it",
    ),
    18: (
        "The payer is asked about the wrong day",
        "The question names the day of the visit",
    ),
    19: (
        "Asking payers works with one clearinghouse only",
        "Every carrier of files passes one kit, and what is asked knows no carrier",
    ),
    20: (
        "Prepayments are invisible or vanish",
        "Money that lies on nothing stands on the account's banner and in the trial balance",
    ),
    21: (
        "Two equal payments of a day show as one",
        "Each receipt is one, however equal",
    ),
    22: (
        "Copays are kept in several ways, and asked after an operation",
        "Every copay is a receipt of one kind; types of visits say whether one is asked",
    ),
    23: (
        "What goes to collections skips visits",
        "The agency's file is what the account holds",
    ),
    24: (
        "A screen of one patient saves into the chart of another",
        "Each form is bound to its patient and sign-in, and refused elsewhere",
    ),
    25: (
        "A screen asks the database thousands of times",
        "Each screen has a count of queries that rows do not change",
    ),
    26: (
        "Merging two charts fails, or can't be undone",
        "A merge moves no cent and is undone to the last fact, with who did it and why",
    ),
    27: (
        "An authorization does not reach the claim, and its units are not counted",
        "It fills in by code and day; more than is left is held",
    ),
    28: (
        "A drug's number or the words of an unlisted code are missing",
        "Both are asked for before the claim leaves, and written where they belong",
    ),
    29: (
        "Control totals and counts are wrong",
        "What is written is counted by its writer and read by independent checkers",
    ),
    30: (
        "A paper explanation is keyed, and nobody knows by whom",
        "It is kept with who keyed it, its note and picture, and posts like any other",
    ),
    31: (
        "Claims that are sent in bulk get past the rules",
        "Every way out passes one gate and finds the same",
    ),
    32: (
        "Rules see only part of the claim",
        "Every field of a claim can be named in a rule",
    ),
    33: (
        "What a payer said when it sent a claim back is lost",
        "It stands on the claim in the payer's codes and in words",
    ),
    34: (
        "A refund and its original both drop out of a report",
        "Receipts less refunds are what the postings hold",
    ),
    35: (
        "Indicators are missing",
        "Those of the field are there, each by hand on a practice that is known",
    ),
    36: (
        "A claim needs exactly one encounter",
        "A claim may hold several visits and a visit several claims; a visit needs no booking",
    ),
    37: (
        "A program can't do what the screens do",
        (
            "Each act of the screens is a flow that a program calls as they do; there is no network "
            "interface yet"
        ),
    ),
    38: (
        "Money cannot be taken without a visit",
        "It is for an account, a visit, or nothing yet",
    ),
    39: (
        "Held work rots, and its day is pushed out",
        "Each has an owner and a day that saving does not move; what is touched in vain has a list",
    ),
    40: (
        "Leaving a system loses its work in flight",
        (
            "A copy brings notes, calls, appeals and waiting payments along; advice for other systems' "
            "claims is kept in suspense with an owner"
        ),
    ),
    41: (
        "A claim that was sent back proves no timely filing",
        "The clock begins with the service; it alarms fifteen days before its end",
    ),
    42: (
        "Advice posts before its money is in the bank, and cannot be taken back",
        "A payer can be set to wait for its deposit; what was posted is reversed and stays readable",
    ),
    43: (
        "Signs and roundings of money",
        "Money is whole cents everywhere",
    ),
    44: (
        "Entries that do not balance",
        "One can't be expressed",
    ),
    45: (
        "What was done but not billed is missing in the record",
        "The record does not depend on the bill",
    ),
}
"""The complaints in our words, each with what is done instead."""
ALSO = {2: "rv", 5: "z"}
"""Complaints that a truth table answers: the letters with which its rows' tests begin."""
NONE = "none yet"
_NUMBER = re.compile(r"test_p(\d+)_")
_ROW = re.compile(r"test_(rv|z)\d+_")


def pains() -> str:
    """The page; a complaint without a test is told."""
    found = _tests()
    rows = []
    for number, (pain, instead) in PAINS.items():
        tests = [*found[f"p{number}"], *found.get(ALSO.get(number, ""), ())]
        rows.append((f"P{number}", pain, instead, "<br>".join(tests) or NONE))
    about = (
        "What users of other systems complained about, what Almoner does instead, and the tests that show "
        "it. Each test names its complaint, so that a failing build does."
    )
    return page("Pains", about, table(["id", "the complaint", "instead", "tests"], rows))


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
