"""Rules across segments (levels 3 and 4): what a guide demands beyond each segment's own table. A rule is a
function of a loop that tells the spots where it is broken; a tally is a rule that adds up over a
transaction."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from almoner.core.x12.issue import Severity
from almoner.core.x12.tree import Bound, Loop, Row


class Spot(NamedTuple):
    """Where a rule is broken: the segment, and the element or component of it where there is one.

    `missing` is the id of a segment that should be in `loop` and isn't; it is told at `row`. `because` is the
    segment that makes the rule apply, with its element."""

    row: Row
    element: int | None = None
    component: int | None = None
    loop: Loop | None = None
    missing: str = ""
    because: tuple[Row, int | None] | None = None
    rule: str = ""
    """The rule's id, where a tally tells of several."""


def at(
    row: Row,
    element: str | int | None = None,
    component: int | None = None,
    *,
    because: tuple[Row, str | int | None] | None = None,
) -> Spot:
    """A spot at a segment, or at an element of it (by name or number)."""
    number = None if element is None else row.number(element)
    return Spot(row, number, component, row.loop, because=_because(because))


def missing(loop: Loop, segment_id: str, *, because: tuple[Row, str | int | None] | None = None) -> Spot:
    """A spot for a segment that the loop should have; told at the loop's first segment."""
    return Spot(opener(loop), None, None, loop, segment_id, _because(because))


def opener(loop: Loop) -> Row:
    """The segment that opens a loop; one without elements where it is missing, in the place of the first that
    is there."""
    first = loop.bound[0]
    spec = loop.spec.opener
    if first[0] is not spec:
        late = next((each for each in loop.bound if each[0] is spec), None)
        first = late or (spec, [spec.id], first[2])
    return Row(first, loop)


def _because(pair: tuple[Row, str | int | None] | None) -> tuple[Row, int | None] | None:
    if pair is None:
        return None
    row, element = pair
    return row, None if element is None else row.number(element)


Check = Callable[[Loop], Iterable[Spot]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a guide. `id` is never reused; `loops` are those whose instances it looks at, `has` the
    name of a segment without which it has nothing to say. `message` and `hint` hold no value of a file.
    `code_999` is the code of an IK3 or IK4, `csc_277` category, status and entity for a 277CA, as
    "A7:562:85"."""

    id: str
    loops: tuple[str, ...]
    message: str
    hint: str
    check: Check
    has: str = ""
    severity: Severity = "error"
    snip: int = 4
    code_999: str = ""
    csc_277: str = ""
    source: str = ""


class Words(NamedTuple):
    """What a rule says and to whom: the sentence, the mend, the codes for the answers, where it comes from,
    and the level of the usual scheme that it belongs to (3 balances, 4 situations)."""

    message: str
    hint: str = ""
    code_999: str = ""
    csc_277: str = ""
    source: str = ""
    snip: int = 4


def rule(
    rule_id: str, loops: str, words: Words, *, has: str = "", severity: Severity = "error"
) -> Callable[[Check], Rule]:
    """Makes a rule of a function; `loops` are ids with blanks between them."""

    def make(check: Check) -> Rule:
        return Rule(
            rule_id,
            tuple(loops.split()),
            words.message,
            words.hint,
            check,
            has,
            severity,
            words.snip,
            words.code_999,
            words.csc_277,
            words.source,
        )

    return make


class Tally(Protocol):
    """Adds up over one transaction. Sees each claim's loop and each loop outside the claims when it has
    ended, the transaction itself last: of these only those with the ids that it names in `loops`."""

    @property
    def loops(self) -> Collection[str]:
        """The ids of the loops that it looks at."""

    def take(self, loop: Loop) -> Iterable[Spot]:
        """The spots that this loop shows to be wrong."""


class Rulebook:
    """The rules of a guide, found by the loop and the segments that they look at.

    `tallies` are made anew for each transaction; the rules that they tell of are among `rules` too (with a
    check that says nothing), so that each id has its words."""

    def __init__(self, rules: Sequence[Rule], tallies: Sequence[Callable[[], Tally]] = ()) -> None:
        self.rules = tuple(rules)
        self.by_id = {each.id: each for each in rules}
        assert len(self.by_id) == len(rules), "two rules have one id"
        self.tallies = tuple(tallies)
        self._always: dict[str, list[Rule]] = {}
        self._by_name: dict[str, dict[str, list[Rule]]] = {}
        for each in self.rules:
            for loop_id in each.loops if each.check is not says_nothing else ():
                named = self._by_name.setdefault(loop_id, {})
                (named.setdefault(each.has, []) if each.has else self._always.setdefault(loop_id, [])).append(
                    each
                )

    def up_to(self, level: int) -> "Rulebook":
        """The same without the rules above a level; `by_id` still has them, since tallies tell of any."""
        if all(each.snip <= level for each in self.rules):
            return self
        lower = Rulebook([each for each in self.by_id.values() if each.snip <= level], self.tallies)
        lower.by_id = self.by_id
        return lower

    def asked_of(self, loop: Loop) -> list[Rule]:
        """The rules that have something to say of this one loop (not of those in it), by what segments it
        has."""
        rules = self._always.get(loop.spec.id, _NONE)
        named = self._by_name.get(loop.spec.id)
        return rules + _triggered(named, loop.bound) if named else rules


_NONE: list[Rule] = []


def _triggered(named: dict[str, list[Rule]], bound: list[Bound]) -> list[Rule]:
    """The rules that segments of the loop call up, each once."""
    called: dict[str, list[Rule]] = {}
    for each in bound:
        name = each[0].name
        if name in named:
            called[name] = named[name]
    return [each for rules in called.values() for each in rules] if called else _NONE


def says_nothing(_loop: Loop) -> Iterable[Spot]:
    """The check of a rule that a tally tells of."""
    return ()


__all__ = [
    "Check",
    "Rule",
    "Rulebook",
    "Spot",
    "Tally",
    "Words",
    "at",
    "missing",
    "opener",
    "rule",
    "says_nothing",
]
