"""Rules within a claim, for all three claim guides: its frequency, its papers, its line numbers."""

from collections.abc import Iterable

from almoner.core.x12.guides.claim.marks import NUMBERS, REPLACES
from almoner.core.x12.rule import Spot, Words, at, missing, rule
from almoner.core.x12.tree import Loop, Row

_REPLACES = frozenset("78")
_SENT_APART = frozenset(("BM", "EL", "EM", "FX", "FT"))


def frequency_of(claim: Loop) -> str:
    """CLM05-3."""
    row = claim.row("claim")
    return row.part(5, 3) if row is not None else ""


@rule(
    "A-15",
    "2300",
    Words(
        "A claim that replaces or cancels another must name it.",
        "Send the payer's number of the earlier claim in REF F8.",
        "I6",
        "A6:464",
        "837 2300 REF*F8",
    ),
    has=REPLACES,
)
def replaced_unnamed(claim: Loop) -> Iterable[Spot]:
    """CLM05-3 is 7 or 8, and there is no REF F8 (handbook A-15)."""
    row = claim.row("claim")
    if row is None or row.part(5, 3) not in _REPLACES or claim.has("claim_number_of_payer"):
        return ()
    return (missing(claim, "REF", because=(row, 5)),)


@rule(
    "A-15b",
    "2300",
    Words(
        "The claim is said to be an original, but names an earlier one.",
        "Send 7 (replacement) or 8 (cancellation) in CLM05-3, or leave out REF F8.",
        source="837 2300 REF*F8",
    ),
    has="claim_number_of_payer",
    severity="warning",
)
def original_of_another(claim: Loop) -> Iterable[Spot]:
    """CLM05-3 is 1, and there is a REF F8 (handbook A-15)."""
    row = claim.row("claim_number_of_payer")
    if row is None or frequency_of(claim) != "1":
        return ()
    return (at(row, because=(_claim_row(claim), 5)),)


_PAPER_UNNUMBERED = Words(
    "A paper that is sent apart from the claim needs a number to find it by.",
    "Send AC in PWK05 and the number on the paper in PWK06.",
    "I9",
    "A6:294",
    "837 PWK05 PWK06",
)


def _papers_unnumbered(loop: Loop, name: str) -> Iterable[Spot]:
    for row in loop.rows(name):
        if row.get(2) in _SENT_APART and not row.get(5) and not row.get(6):
            yield at(row, "control_qualifier", because=(row, "transmission"))


@rule("A-16", "2300 2400", _PAPER_UNNUMBERED, has="attachment")
def paper_unnumbered(loop: Loop) -> Iterable[Spot]:
    """By mail, electronically, e-mail, fax or file transfer without PWK05 and PWK06 (handbook A-16)."""
    return _papers_unnumbered(loop, "attachment")


@rule("A-16b", "2400", _PAPER_UNNUMBERED, has="certificate")
def certificate_unnumbered(line: Loop) -> Iterable[Spot]:
    """The same for a certificate (handbook A-16)."""
    return _papers_unnumbered(line, "certificate")


@rule(
    "A-21",
    "2300",
    Words(
        "Two lines of the claim have the same control number.",
        "Give each line its own number in REF 6R, so that the payer's answer finds it.",
        "I12",
        "A7:21",
        "837 2400 REF*6R",
    ),
    has=NUMBERS,
)
def line_numbers_twice(claim: Loop) -> Iterable[Spot]:
    """REF 6R is unique within a claim (handbook A-21)."""
    taken: dict[str, Row] = {}
    for line in claim.children("2400"):
        row = line.row("line_number")
        number = row.get(2) if row is not None else ""
        if row is None or not number:
            continue
        if number in taken:
            yield at(row, "value", because=(taken[number], "value"))
        else:
            taken[number] = row


def _claim_row(claim: Loop) -> Row:
    row = claim.row("claim")
    assert row is not None
    return row


CLAIM_RULES = (
    replaced_unnamed,
    original_of_another,
    paper_unnumbered,
    certificate_unnumbered,
    line_numbers_twice,
)
