"""Kind `panel`: all tests of a laboratory panel are billed apart. Params: `panels`, each
`panel=test test ...`.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """The largest panel that a day fills is named, on the line of its first test."""
    panels = []
    for word in card.words("panels"):
        panel, _, tests = word.partition("=")
        panels.append((panel, frozenset(tests.split())))
    panels.sort(key=lambda each: -len(each[1]))
    all_tests = frozenset().union(*(tests for _, tests in panels))

    def judge(facts: Facts) -> Iterable[Hit]:
        lines = facts.revision.lines
        if sum([line.code in all_tests for line in lines]) < min(len(tests) for _, tests in panels):
            return NOTHING
        return _filled(facts, panels)

    return Prepared(judge, about=all_tests)


def _filled(facts: Facts, panels: list[tuple[str, frozenset[str]]]) -> list[Hit]:
    lines = list(enumerate(facts.revision.lines, 1))
    found = []
    for on in {line.service_on for _, line in lines}:
        codes = {line.code: number for number, line in reversed(lines) if line.service_on == on}
        for panel, tests in panels:
            if tests <= codes.keys() and panel not in codes:
                first = min(codes[test] for test in tests)
                found.append(Hit(first, f"{panel}: all {len(tests)} tests on the day"))
                break
    return found
