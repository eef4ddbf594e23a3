"""Holds an answer against what it answers: that traces, claim numbers and group numbers come back as they
were sent. What neither file shows alone.

Promises to raise nothing for what either file holds; an issue names a place in the answer and, as its claim,
the number that is missing or unknown.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from almoner.core.x12.check import edition_of, issue_of
from almoner.core.x12.document import TransactionSet
from almoner.core.x12.guides import Edition
from almoner.core.x12.issue import Issue
from almoner.core.x12.locate import locate
from almoner.core.x12.rule import Rule, Spot, Words, at, missing, rule, says_nothing
from almoner.core.x12.tree import Loop, Row
from almoner.core.x12.tree_builder import TreeBuilder
from almoner.core.x12.walk import Walk

_HINT = "Look for the file that it belongs to, or ask the sender of the answer."
BENEFITS = rule(
    "E-05",
    "2000C 2000D",
    Words("A trace of the inquiry and those of the answer don't agree.", _HINT, source="271 2000C TRN02"),
)(says_nothing)
STATUS = rule(
    "S-04",
    "2200B 2200D 2200E",
    Words("A trace of the inquiry and those of the answer don't agree.", _HINT, source="277 2200D TRN02"),
)(says_nothing)
_RULES = {"271": BENEFITS, "277": STATUS}
_UNITS = ("2000C", "2000D", "2200D", "2200E")
"""Where the traces of patients (270, 271) and of claims (276, 277) stand."""
_OWN, _REPEATED = "1", "2"

Finding = tuple[Rule, Spot, str]
"""A rule that doesn't hold, where, and the number that it is about."""


def echo_issues(answers: Iterable[TransactionSet], inquiries: Iterable[TransactionSet]) -> list[Issue]:
    """What is wrong with the traces of a 271 or 277 beside the 270 or 276 that they answer.

    Each TRN*1 of the inquiries must come back as a TRN*2 of one of the answers, unless these refuse above the
    patients; no other may come. Sets of other kinds are passed over."""
    open_traces, batches = _asked(inquiries)
    asked = set(open_traces)
    issues: list[Issue] = []
    told: list[tuple[TransactionSet, Edition, _Answer]] = []
    for each in answers:
        edition = edition_of(each)
        if edition is not None and edition.package in ("benefits_271", "status_277"):
            answer = _Answer(_RULES[each.set_id], asked, batches)
            issues += walk_for(each, edition, answer.take)
            told.append((each, edition, answer))
            for trace in answer.echoed:
                open_traces.pop(trace, None)
    if told and open_traces and not any(answer.is_refused for _, _, answer in told):
        issues += _lost(*told[-1], list(open_traces))
    return issues


def walk_for(
    each: TransactionSet, edition: Edition, look: Callable[[Loop], Iterable[Finding]]
) -> list[Issue]:
    """What a look at each claim and each level of a transaction finds, placed, as far as the limit allows."""
    found: list[Issue] = []
    most = each.scanner.limits.issues_per_set

    def take(loop: Loop) -> None:
        for broken, spot, number in look(loop):
            if len(found) < most:
                found.append(replace(issue_of(broken, spot), claim=number))

    builder = TreeBuilder(edition.guide, each.delimiters, take, take)
    Walk(each, edition.guide, builder).run()
    builder.finish()
    return locate(found, each, edition.guide)


def _asked(inquiries: Iterable[TransactionSet]) -> tuple[dict[str, None], set[str]]:
    """The traces asked under, in their order, and the references (BHT03) of the transactions."""
    traces: dict[str, None] = {}
    batches: set[str] = set()

    def look(loop: Loop) -> Iterator[Finding]:
        if loop.id == "ST":
            batches.add(loop.get("beginning", "reference"))
        traces.update(dict.fromkeys(row.get(2) for row in _traces(loop, _OWN)))
        return iter(())

    for each in inquiries:
        edition = edition_of(each)
        if edition is not None and edition.package in ("inquiry_270", "status_request_276"):
            walk_for(each, edition, look)
    traces.pop("", None)
    return traces, batches - {""}


def _traces(loop: Loop, kind: str) -> list[Row]:
    return [row for row in loop.rows("trace") if row.get(1) == kind] if loop.id in _UNITS else []


class _Answer:
    """One answer as it is walked: which traces it repeats, and whether it refuses above the patients."""

    def __init__(self, broken: Rule, asked: set[str], batches: set[str]) -> None:
        self.rule = broken
        self.asked = asked
        self.batches = batches
        self.echoed: list[str] = []
        self.is_refused = False
        self.root: Loop | None = None

    def take(self, loop: Loop) -> Iterator[Finding]:
        """Traces that weren't asked under."""
        if loop.id == "ST":
            self.root = loop
        self.is_refused = self.is_refused or _refuses(loop)
        rows = _traces(loop, _REPEATED)
        self.echoed += [row.get(2) for row in rows]
        known = self.asked
        if loop.id == "2200B":
            rows, known = loop.rows("trace"), self.batches
        for row in rows:
            if row.get(2) not in known:
                yield self.rule, at(row, 2), row.get(2)


def _refuses(loop: Loop) -> bool:
    """An AAA above the patients of a 271, a status above the claims of a 277."""
    return loop.id in ("2200B", "2200C") or (loop.id in ("2000A", "2100A", "2100B") and loop.has("refusal"))


def _lost(each: TransactionSet, edition: Edition, answer: _Answer, traces: Sequence[str]) -> list[Issue]:
    """The traces that didn't come back, told at the beginning of the last answer."""
    root = answer.root
    assert root is not None, "the transaction's loop ends last"
    most = each.scanner.limits.issues_per_set
    spot = missing(root, "TRN")
    found = [replace(issue_of(answer.rule, spot), claim=trace) for trace in traces[:most]]
    return locate(found, each, edition.guide)
