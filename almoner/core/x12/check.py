"""All checks of a transaction, level by level: grammar (1), guide (2), balances (3), situations (4), codes
(5), and what a caller adds for a line of service or a payer (6, 7)."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from almoner.core.x12.automaton import Step
from almoner.core.x12.causes import first_causes
from almoner.core.x12.codes import NO_TABLES, CodeChecker, Tables
from almoner.core.x12.document import TransactionSet
from almoner.core.x12.explain import Reading, explain
from almoner.core.x12.guides import Edition, choose
from almoner.core.x12.issue import Issue, Place, Trigger, found
from almoner.core.x12.locate import claim_of, locate
from almoner.core.x12.plain_specs import plain_spec
from almoner.core.x12.rule import Rule, Spot, Tally
from almoner.core.x12.spec import Guide
from almoner.core.x12.tree import Loop
from almoner.core.x12.tree_builder import TreeBuilder
from almoner.core.x12.walk import Walk
from almoner.core.x12.words import element_words

GRAMMAR, GUIDE, BALANCE, SITUATION, CODES = 1, 2, 3, 4, 5

MOST_OF_A_MILD_RULE = 25
"""How often a rule that is no error is told in a transaction: what is usual in every claim of a file mustn't
crowd out the one error."""

Overlay = Callable[[Loop], Iterable[tuple[Rule, Spot]]]
"""What a caller checks of a claim beside the guide (levels 6 and 7): rules that it holds broken, and
where."""


def edition_of(each: TransactionSet) -> Edition | None:
    """The guide that a transaction follows; None where we have none for it."""
    purpose = ""
    if each.set_id == "278":
        second = next(islice(each.iter_rows(), 1, 2), [])
        purpose = second[2].strip() if len(second) > 2 else ""
    return choose(each.guide, each.set_id, purpose)


def check_set(
    each: TransactionSet,
    *,
    level: int = CODES,
    tables: Tables = NO_TABLES,
    overlays: Sequence[Overlay] = (),
) -> list[Issue]:
    """The issues of a transaction up to a level, in the order of the file, each with its place.

    `tables` are the code lists of level 5; without them shapes and check digits are looked at alone.
    `overlays` see each claim when the level is above 5."""
    own = [issue for issue in each.issues if issue.snip <= level]
    edition = edition_of(each)
    if edition is None:
        return first_causes(locate([*own, *_plain(each)], each, None))
    look = _Look(each, edition, level, tables, overlays)
    return first_causes(locate([*own, *look.run()], each, edition.guide))


def look_at_balances(each: TransactionSet, edition: Edition) -> list[Issue]:
    """The issues of level 3 alone, in the order of the file, those too that follow from one another."""
    told = _Look(each, edition, BALANCE, NO_TABLES, ()).run()
    balances = [issue for issue in told if issue.snip == BALANCE or issue.rule == "X-LIMIT-ISSUES"]
    return locate(balances, each, edition.guide)


Plan = list[tuple[int, list[Rule]]]
"""Which rules to ask, by the place of their loop among those of a claim."""
_MOST_SHAPES = 2_000


class _Look:
    """One transaction on its way through the levels."""

    def __init__(
        self,
        each: TransactionSet,
        edition: Edition,
        level: int,
        tables: Tables,
        overlays: Sequence[Overlay],
    ) -> None:
        self.set = each
        self.edition = edition
        self.guide: Guide = edition.guide
        self.level = level
        self.most = each.scanner.limits.issues_per_set
        self.issues: list[Issue] = []
        self.builder: TreeBuilder | None = None
        self.plans: dict[tuple[Step, ...], Plan] = {}
        self.takers: dict[str, list[Callable[[Loop], Iterable[Spot]]]] = {}
        self.dropped = 0
        self.mild: dict[str, int] = {}
        self.overlays = overlays if level > CODES else ()
        self.rules = edition.rules.up_to(min(level, SITUATION)) if level >= BALANCE else None
        self.tallies: list[Tally] = [make() for make in self.rules.tallies] if self.rules else []
        self.codes = CodeChecker(tables, self.guide) if level >= CODES else None

    def run(self) -> list[Issue]:
        """The issues of the guide and above, at most as many as the limit allows."""
        self._version()
        if self.level >= BALANCE:
            self.builder = TreeBuilder(self.guide, self.set.delimiters, self._claim, self._loop)
        walk = Walk(self.set, self.guide, self.builder).run()
        if self.builder is not None:
            self.builder.finish()
        issues = [issue for issue in walk.issues if issue.snip <= self.level] + self.issues
        issues.sort(key=lambda issue: issue.segment_index)
        if walk.dropped + self.dropped or len(issues) > self.most:
            del issues[self.most :]
            last = issues[-1].segment_index if issues else 1
            issues.append(found("X-LIMIT-ISSUES", Place("", 0, last)))
        return issues

    def _version(self) -> None:
        """GS08 and ST03 name the guide in the form of its table, and the same one."""
        st = self.set.st
        own = st[3].strip() if len(st) > 3 else ""
        if self.level < GUIDE:
            return
        rule = "G-ST-01" if own and own != self.set.guide else "G-ST-03" if not self.edition.is_exact else ""
        if rule:
            what = element_words(self.guide.root.opener, self.guide.root.opener.elements[2], 3, None)
            self.issues.append(found(rule, Place("ST", self.set.start, 1, 3), what=what))

    def _claim(self, claim: Loop) -> None:
        key = claim_of(claim, self.guide)
        builder = self.builder
        assert builder is not None
        if builder.inside[0] is claim:
            shape = () if builder.is_nested else tuple(builder.shape)
            self._look_at_all(builder.inside, shape, key)
        else:
            self._look_at_all(list(claim.within()), (), key)
        for take in self._takers(claim):
            self._tell(take(claim), key)
        for overlay in self.overlays:
            for rule, spot in overlay(claim):
                self._add(rule, spot, key)

    def _loop(self, loop: Loop) -> None:
        self._look_at_all([loop], (), "")
        for take in self._takers(loop):
            self._tell(take(loop), "")

    def _look_at_all(self, loops: list[Loop], shape: tuple[Step, ...], claim: str) -> None:
        """What rules and code lists say of loops. Which rules are asked follows from the shape, the steps
        that made the loops, and is kept; an empty shape isn't known."""
        if self.rules is not None:
            plan = self.plans.get(shape) if shape else None
            if plan is None:
                plan = [(at, asked) for at, loop in enumerate(loops) if (asked := self.rules.asked_of(loop))]
                if shape:
                    self._keep(shape, plan)
            for at, asked in plan:
                self._ask(asked, loops[at], claim)
        if self.codes is not None:
            for loop in loops:
                for rule, spot in self.codes.spots(loop):
                    self._add(rule, spot, claim)

    def _ask(self, rules: list[Rule], loop: Loop, claim: str) -> None:
        for rule in rules:
            for spot in rule.check(loop):
                self._add(rule, spot, claim)

    def _keep(self, shape: tuple[Step, ...], plan: Plan) -> None:
        if len(self.plans) >= _MOST_SHAPES:
            self.plans.clear()
        self.plans[shape] = plan

    def _takers(self, loop: Loop) -> list[Callable[[Loop], Iterable[Spot]]]:
        """The tallies that look at loops of this kind."""
        found = self.takers.get(loop.spec.id)
        if found is None:
            found = [tally.take for tally in self.tallies if loop.spec.id in tally.loops]
            self.takers[loop.spec.id] = found
        return found

    def _tell(self, spots: Iterable[Spot], claim: str) -> None:
        assert self.rules is not None
        for spot in spots:
            self._add(self.rules.by_id[spot.rule], spot, claim)

    def _add(self, rule: Rule, spot: Spot, claim: str) -> None:
        if rule.snip > self.level:
            return
        if rule.severity != "error":
            self.mild[rule.id] = self.mild.get(rule.id, 0) + 1
        if len(self.issues) >= self.most or self.mild.get(rule.id, 0) > MOST_OF_A_MILD_RULE:
            self.dropped += 1
        else:
            self.issues.append(issue_of(rule, spot, claim))


def issue_of(rule: Rule, spot: Spot, claim: str = "") -> Issue:
    """The issue of a rule at a spot."""
    row, loop = spot.row, spot.loop or spot.row.loop
    number = spot.element
    element = row.spec.elements[number - 1] if number and number <= len(row.spec.elements) else None
    trigger = None
    if spot.because is not None:
        cause, of_element = spot.because
        trigger = Trigger(cause.spec.id, cause.index, cause.loop.id, of_element)
    return Issue(
        severity=rule.severity,
        snip=rule.snip,
        rule=rule.id,
        code_999=rule.code_999,
        message=rule.message,
        hint=rule.hint,
        segment_index=row.index,
        loop=loop.id,
        segment=spot.missing or row.spec.id,
        element=number,
        component=spot.component,
        loop_path=loop.path,
        claim=claim,
        scope="element" if number else "segment",
        data_element=element.data_element if element else "",
        trigger=trigger,
        csc_277=rule.csc_277,
        source=rule.source,
    )


def _plain(each: TransactionSet) -> list[Issue]:
    """What the dictionary alone can say of a transaction whose guide isn't known."""
    issues = [found("G-ST-02", Place("ST", each.start, 1))]
    reading = Reading(each.delimiters, 18)
    most = each.scanner.limits.issues_per_set
    for index, elements in enumerate(each.iter_rows(), 1):
        spec = plain_spec(elements[0])
        for fault in explain(spec, elements, reading) if spec else ():
            what = element_words(spec, None, fault.element, fault.component) if spec else ""
            place = Place(elements[0], 0, index, fault.element, fault.component, fault.repetition)
            issues.append(found(fault.rule, place, what=what))
        if len(issues) >= most:
            issues.append(found("X-LIMIT-ISSUES", Place("", 0, index)))
            break
    return issues
