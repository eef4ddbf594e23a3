"""The walk of a transaction through its guide: binds each segment to its place, and tells what is wrong with
order, number and content of segments (levels 1 and 2)."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import islice

from almoner.core.x12.automaton import LINE, Automaton, Misstep, State, Step
from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.document import TransactionSet
from almoner.core.x12.explain import Reading, explain
from almoner.core.x12.issue import Issue, Place, found
from almoner.core.x12.patterns import compile_segment
from almoner.core.x12.scanner import BINARY_ELEMENTS, Elements
from almoner.core.x12.spec import Guide, LoopSpec, SegmentSpec
from almoner.core.x12.tree_builder import TreeBuilder
from almoner.core.x12.words import element_words, loop_words, segment_words

_COMPILED_AFTER = 2
"""Good segments of a kind that are looked at element by element before their expression is made."""


_MOST_SETTLED = 100
"""Issues among which those of one cause are looked for."""
_LINES = 50
"""Lines up to here are within the limit of every guide."""


@lru_cache(maxsize=64)
def automaton_of(guide: Guide, delimiters: Delimiters) -> Automaton:
    """The automaton of a guide, kept for the process."""
    return Automaton(guide, delimiters)


@cache
def _expression(spec: SegmentSpec, delimiters: Delimiters, amount_digits: int) -> Callable[[str], object]:
    return compile_segment(spec, delimiters, amount_digits).fullmatch


class _Level:
    """An open HL: its own number as sent and as it should be, where it stands, whether it says that levels
    follow, and whether they do."""

    __slots__ = ("depth", "has_children", "index", "loop", "number", "ordinal", "says_children")

    def __init__(self, loop: LoopSpec, depth: int, index: int, elements: Elements) -> None:
        self.loop = loop
        self.depth = depth
        self.index = index
        self.number = elements[1].strip() if len(elements) > 1 else ""
        self.ordinal = ""
        self.says_children = elements[4].strip() if len(elements) > 4 else ""
        self.has_children = False


class Walk:
    """One pass over one transaction, which fills `issues` and, if given, a tree.

    `issues` are in the order of the file and know their segment and loop, not yet their byte; `dropped`
    counts those beyond the limit."""

    def __init__(self, each: TransactionSet, guide: Guide, tree: TreeBuilder | None = None) -> None:
        self.set = each
        self.guide = guide
        self.tree = tree
        self.automaton = automaton_of(guide, each.delimiters)
        self.most = each.scanner.limits.issues_per_set
        self.issues: list[Issue] = []
        self.dropped = 0
        self.claims = 0
        undeclared = any(issue.rule == "X-SEG-09" for issue in each.issues)
        self.reading = Reading(each.delimiters, guide.amount_digits, not undeclared)
        self._seen: dict[SegmentSpec, int] = {}
        self._levels: list[_Level] = []
        self._level_count = 0
        self._levels_missing = 0
        self._missed: list[tuple[Misstep, int]] = []
        self._late: list[tuple[Misstep, int]] = []
        self._counts: dict[str, int] = {}
        self._lines = 0
        self._line_head = f"LX{each.delimiters.element}"
        self._next_line = ""

    def run(self) -> "Walk":
        """Walks to the end of the transaction."""
        index = 0
        state = self.automaton.start
        separator = self.set.delimiters.element
        for texts in self.set.scanner.texts(self.set.start, self.set.end):
            steps: list[Step] = []
            if not index:
                steps.append(Step(state, self.guide.root.opener))
                self._explain(steps[0], texts[0], 1)
            state = self._follow(texts, index, state, steps)
            if self.tree is not None:
                rows = [text.split(separator) for text in texts]
                if self.set.scanner.is_careful:
                    rows = [_split(text, text[:3], separator) for text in texts]
                self.tree.feed(steps, rows, index)
            index += len(texts)
        self._finish(state, index)
        return self

    def _follow(self, texts: list[str], index: int, state: State, steps: list[Step]) -> State:
        """The hot loop: for each segment a look-up or two and a match. `steps` holds those made so far."""
        separator, component = self.set.delimiters.element, self.set.delimiters.component
        start = len(steps)
        for at, text in enumerate(texts[start:] if start else texts, index + start + 1):
            step = state.get(text[:3])
            if step is not None and step.by is not None:
                head = text.split(separator, step.after)
                key = head[step.at] if len(head) > step.at else ""
                step = step.by.get(key.partition(component)[0] if step.is_composite else key)
            if step is None:
                step = self.automaton.step(state, text, self._meant(text))
            if step.match(text) is None:
                self._look(step, text, at)
            if step.kind:
                if step.kind == LINE and text == self._next_line:
                    self._count_line(self._lines + 1)
                else:
                    self._turn(step, text.split(separator), at)
            steps.append(step)
            state = step.state
        return state

    def _meant(self, text: str) -> str:
        """The level code that a level of an unknown kind ought to have, by the one that it hangs on; empty
        where that is open."""
        elements = text.split(self.set.delimiters.element)
        if elements[0] != "HL" or len(elements) < 4 or elements[3] in self.automaton.map.level_codes:
            return ""
        named = elements[2].strip()
        above = next((each.loop for each in reversed(self._levels) if each.number == named), None)
        found = self.automaton.map.levels_below(above or self.guide.root) if above or not named else []
        return found[0] if len(found) == 1 else ""

    def _look(self, step: Step, text: str, index: int) -> None:
        """The exact look at a segment that no expression has passed, and the making of the expression."""
        spec = step.spec
        if spec is None:
            return
        seen = self._seen[spec] = self._seen.get(spec, 0) + 1
        if seen > _COMPILED_AFTER:
            step.match = _expression(spec, self.set.delimiters, self.guide.amount_digits)
            if step.match(text) is not None:
                return
        self._explain(step, text, index)

    def _explain(self, step: Step, text: str, index: int) -> None:
        spec = step.spec
        assert spec is not None
        elements = _split(text, spec.id, self.set.delimiters.element)
        loop = step.state.frames[-1].loop.id
        for fault in explain(spec, elements, self.reading):
            what = element_words(spec, fault.spec, fault.element, fault.component)
            place = Place(spec.id, 0, index, fault.element, fault.component, fault.repetition)
            data_element = fault.spec.data_element if fault.spec else ""
            self._add(fault.rule, place, what, loop, data_element=data_element)

    def _turn(self, step: Step, elements: Elements, index: int) -> None:
        """A step that breaks a rule, opens a level or a claim, or is counted."""
        for misstep in step.missteps:
            self._note(misstep, index)
        opened = step.opens
        if opened is None or step.spec is None:
            return
        headless = step.around or (opened if step.spec is not opened.opener else None)
        if headless is not None and headless.opener.id == "HL":
            self._missing_level(headless, len(step.state.frames) - (headless is not opened), index)
        if step.spec.id == "HL":
            self._level(step, opened, elements, index)
        begun = {opened.id} if step.around is None else {opened.id, step.around.id}
        if begun & self.guide.claim_loops:
            self.claims += 1
            self._counts.clear()
            self._count_line(0)
        elif opened.id in self.guide.numbered_loops:
            self._line(opened, elements, index)
        elif step.limit:
            count = self._counts[opened.id] = self._counts.get(opened.id, 0) + 1
            if count == step.limit + 1:
                self._note(Misstep("G-LOOP-02", opened.opener, opened), index)

    def _line(self, opened: LoopSpec, elements: Elements, index: int) -> None:
        """A line of a claim: LX01 counts, and there may be so many."""
        self._count_line(self._lines + 1)
        if elements[0] == "LX" and elements[1:2] != [str(self._lines)]:
            self._add_for("G-LX-01", opened, index, 1)
        if self._lines == opened.most + 1 and opened.most:
            self._note(Misstep("G-LOOP-02", opened.opener, opened), index)

    def _count_line(self, number: int) -> None:
        """The line that is open, and how the next one begins; none where it would be one too many."""
        self._lines = number
        self._next_line = f"{self._line_head}{number + 1}" if number < _LINES else ""

    def _missing_level(self, loop: LoopSpec, depth: int, index: int) -> None:
        """A level whose HL is missing has its number all the same, if the next one leaves it out."""
        self._end_levels(depth)
        self._level_count += 1
        self._levels_missing += 1
        if self._levels:
            self._levels[-1].has_children = True
        self._levels.append(_Level(loop, depth, index, []))

    def _level(self, step: Step, opened: LoopSpec, elements: Elements, index: int) -> None:
        """HL01 counts, HL02 is the level above."""
        level = _Level(opened, len(step.state.frames), index, elements)
        self._end_levels(level.depth)
        self._level_count += 1
        if self._levels_missing:
            if level.number == str(self._level_count - self._levels_missing):
                self._level_count -= self._levels_missing
            self._levels_missing = 0
        level.ordinal = str(self._level_count)
        if level.number and level.number != level.ordinal:
            self._add_for("G-HL-01", opened, index, 1)
        above = self._levels[-1] if self._levels else None
        if above is not None:
            above.has_children = True
            named = elements[2].strip() if len(elements) > 2 else ""
            if named and above.ordinal and named not in (above.number, above.ordinal):
                self._add_for("G-HL-02", opened, index, 2)
        self._levels.append(level)

    def _end_levels(self, depth: int) -> None:
        """HL04 of each level that ends says whether levels followed below; a refusal in a 271 may end
        them."""
        is_refusable = self.guide.set_id == "271"
        while self._levels and self._levels[-1].depth >= depth:
            level = self._levels.pop()
            if is_refusable and not level.has_children:
                continue
            if level.says_children in ("0", "1") and (level.says_children == "1") != level.has_children:
                self._add_for("G-HL-03", level.loop, level.index, 4)

    def _finish(self, state: State, index: int) -> None:
        """What is missing when the transaction ends."""
        self._end_levels(0)
        for frame in reversed(state.frames):
            for misstep in self.automaton.unfilled(frame):
                if misstep.spec.id != "SE":
                    self._note(misstep, index)
        self._settle()
        self.issues.sort(key=lambda issue: issue.segment_index)

    def _settle(self) -> None:
        """A segment that was missed and then came out of its order has one issue, not two."""
        settled = set()
        openings = self._openings({late.loop for late, _ in self._late}) if self._missed else {}
        for late, index in self._late:
            missed = (
                each for each in reversed(self._missed) if each[0].spec is late.spec and each[1] <= index
            )
            for one, at in islice(missed, 1):
                begun = openings[late.loop]
                if bisect_left(begun, at) == bisect_left(begun, index):
                    settled.add((at, one.rule, late.spec.id, one.loop.id))
        if settled:
            self.issues = [
                each
                for each in self.issues
                if (each.segment_index, each.rule, each.segment, each.loop) not in settled
            ]

    def _openings(self, loops: set[LoopSpec]) -> dict[LoopSpec, list[int]]:
        """The segments that begin a loop of each of these kinds."""
        found: dict[LoopSpec, list[int]] = {loop: [] for loop in loops}
        ids = {loop.opener.id for loop in loops}
        for index, text in enumerate(self._texts() if loops else (), 1):
            elements = text.split(self.set.delimiters.element)
            if elements[0] not in ids:
                continue
            qualifier = self.automaton.map.qualifier(elements, self.set.delimiters)
            for loop in loops:
                if self.automaton.map.fits(loop.opener, elements[0], qualifier):
                    found[loop].append(index)
        return found

    def _texts(self) -> Iterator[str]:
        for texts in self.set.scanner.texts(self.set.start, self.set.end):
            yield from texts

    def _note(self, misstep: Misstep, index: int) -> None:
        spec, loop = misstep.spec, misstep.loop
        if len(self.issues) < _MOST_SETTLED and misstep.rule in ("G-SEG-04", "G-LOOP-01"):
            self._missed.append((misstep, index))
        elif len(self.issues) < _MOST_SETTLED and misstep.rule == "G-SEG-06":
            self._late.append((misstep, index))
        what = loop_words(loop) if misstep.rule.startswith("G-LOOP") else segment_words(spec)
        self._add(misstep.rule, Place(spec.id, 0, index), what, loop.id)

    def _add_for(self, rule: str, loop: LoopSpec, index: int, number: int) -> None:
        """An issue about an element of a loop's first segment."""
        element = loop.opener.elements[number - 1]
        what = element_words(loop.opener, element, number, None)
        place = Place(loop.opener.id, 0, index, number)
        self._add(rule, place, what, loop.id, data_element=element.data_element)

    def _add(self, rule: str, place: Place, what: str, loop_id: str, *, data_element: str = "") -> None:
        if len(self.issues) >= self.most:
            self.dropped += 1
            return
        issue = found(rule, place, loop=loop_id, what=what)
        self.issues.append(replace(issue, data_element=data_element) if data_element else issue)


def _split(text: str, segment_id: str, separator: str) -> Elements:
    """The elements of a segment's text; the payload of a binary one stays whole."""
    return text.split(separator, BINARY_ELEMENTS.get(segment_id, -1))
