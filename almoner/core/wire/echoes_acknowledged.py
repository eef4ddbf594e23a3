"""Holds acknowledgements against what they acknowledge: a 277CA against the claims (837), a 999 against the
group.

Promises to raise nothing for what either file holds; an issue names a place in the acknowledgement and,
as its claim, the number that it is about.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from almoner.core.wire.echoes import Finding, walk_for
from almoner.core.x12.check import edition_of
from almoner.core.x12.document import Group, TransactionSet
from almoner.core.x12.issue import Issue
from almoner.core.x12.rule import Words, at, missing, rule, says_nothing
from almoner.core.x12.tree import Loop

TRACES = rule(
    "C-03",
    "2200B 2200D",
    Words(
        "The batch or claim named here isn't one of those sent.",
        "The batch is named by BHT03 of the claims' transaction, a claim by its number (CLM01).",
        source="277CA 2200B and 2200D TRN02",
    ),
)(says_nothing)
NUMBERS = rule(
    "C-07",
    "2200D 2220D",
    Words(
        "A number that the claim was sent with doesn't come back as it was sent.",
        "Match by the claim's own number, and tell the sender of the acknowledgement.",
        source="277CA 2200D REF, 2220D REF",
    ),
)(says_nothing)
GROUP = rule(
    "K-04",
    "ST 2000",
    Words(
        "The acknowledgement names group or transaction otherwise than they were sent.",
        "Look for the file that it belongs to, or ask its sender.",
        source="999 AK1, AK2",
    ),
)(says_nothing)

_BILL_TYPE = "A"
"""In CLM05-2: the place of a hospital's claim is a type of bill."""


@dataclass
class _Sent:
    """What a claim was sent with: clearinghouse number, bill type of a hospital's claim, line numbers."""

    clearinghouse_number: str = ""
    bill_type: str = ""
    lines: set[str] = field(default_factory=set)


def receipt_issues(receipts: Iterable[TransactionSet], claims: Iterable[TransactionSet]) -> list[Issue]:
    """What a 277CA names otherwise than the 837s that it acknowledges: batch (BHT03), claim (CLM01),
    clearinghouse number, bill type, line numbers (6R). Sets of other kinds are passed over."""
    sent, batches = _sent(claims)

    def look(loop: Loop) -> Iterator[Finding]:
        trace = loop.row("trace")
        if trace is None:
            return
        number = trace.get("number")
        known = {"2200B": batches, "2200D": sent.keys()}.get(loop.id)
        if known is not None and number not in known:
            yield TRACES, at(trace, "number"), number
        elif loop.id == "2200D":
            yield from _numbers(loop, sent[number], number)

    issues: list[Issue] = []
    for each in receipts:
        edition = edition_of(each)
        if edition is not None and edition.package == "receipt_277ca":
            issues += walk_for(each, edition, look)
    return issues


def _sent(claims: Iterable[TransactionSet]) -> tuple[dict[str, _Sent], set[str]]:
    sent: dict[str, _Sent] = {}
    batches: set[str] = set()

    def look(loop: Loop) -> Iterator[Finding]:
        if loop.id == "ST":
            batches.add(loop.get("beginning", "reference"))
        elif loop.id == "2300":
            sent[loop.get("claim", "number")] = _of_claim(loop)
        return iter(())

    for each in claims:
        edition = edition_of(each)
        if edition is not None and each.set_id == "837":
            walk_for(each, edition, look)
    return sent, batches


def _of_claim(claim: Loop) -> _Sent:
    head = claim.row("claim")
    is_hospital = head is not None and head.part(5, 2) == _BILL_TYPE
    bill_type = f"{head.part(5, 1)}{head.part(5, 3)}" if head and is_hospital else ""
    lines = {line.get("line_number", "value") for line in claim.children("2400")} - {""}
    return _Sent(claim.get("clearinghouse_number", "value"), bill_type, lines)


def _numbers(claim: Loop, sent: _Sent, number: str) -> Iterator[Finding]:
    """REF*D9 and REF*BLT of the claim, REF*FJ of each line in error."""
    for name in ("clearinghouse_number", "bill_type"):
        expected = getattr(sent, name)
        row = claim.row(name)
        if expected and row is None:
            yield NUMBERS, missing(claim, "REF"), number
        elif expected and row is not None and row.get("value") != expected:
            yield NUMBERS, at(row, "value"), number
    for line in claim.children("2220D"):
        row = line.row("line_control_number")
        if row is None and sent.lines:
            yield NUMBERS, missing(line, "REF"), number
        elif row is not None and sent.lines and row.get("value") not in sent.lines:
            yield NUMBERS, at(row, "value"), number


def group_issues(acknowledgement: TransactionSet, group: Group) -> list[Issue]:
    """What a 999 names otherwise than the group that it acknowledges: GS01, GS06 and GS08 in AK1, ST01, ST02
    and ST03 in each AK2."""
    edition = edition_of(acknowledgement)
    if edition is None or edition.package != "syntax_999":
        return []
    sets = {each.st_control: each for each in group.sets}

    def look(loop: Loop) -> Iterator[Finding]:
        if loop.id == "2000":
            yield from _set(loop, sets)
        elif loop.id == "ST":
            head = loop.row("group")
            wanted = {"functional_id": group.functional_id, "control": group.control, "guide": group.guide}
            for name, value in wanted.items():
                if head is not None and head.get(name) != value:
                    yield GROUP, at(head, name), ""

    return walk_for(acknowledgement, edition, look)


def _set(loop: Loop, sets: dict[str, TransactionSet]) -> Iterator[Finding]:
    row = loop.row("set")
    if row is None:
        return
    control = row.get("control")
    meant = sets.get(control)
    if meant is None:
        yield GROUP, at(row, "control"), control
        return
    guide = meant.st[3].strip() if len(meant.st) > 3 else ""
    for name, value in (("set", meant.set_id), ("guide", guide)):
        if row.get(name) not in ("", value):
            yield GROUP, at(row, name), control
