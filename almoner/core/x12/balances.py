"""Level 3 for any set: whether it adds up."""

from almoner.core.x12.check import edition_of, issue_of
from almoner.core.x12.document import TransactionSet
from almoner.core.x12.guides import Edition, named
from almoner.core.x12.issue import Issue, Place, found
from almoner.core.x12.locate import claim_of, locate
from almoner.core.x12.rule import Rulebook, Tally
from almoner.core.x12.tree import Loop
from almoner.core.x12.tree_builder import TreeBuilder
from almoner.core.x12.walk import Walk

_BALANCE = 3


def check_balances(each: TransactionSet) -> list[Issue]:
    """The balance issues of a set, with their places, in the order of the file; none for a set without
    balances."""
    edition = _edition(each)
    if edition is None or each.set_id not in ("835", "837"):
        return []
    return locate(_Look(each, edition).run(), each, edition.guide)


def _edition(each: TransactionSet) -> Edition | None:
    """The guide; where the version of a claim isn't known, what all claims have in common is seen well
    enough with the professional one."""
    known = edition_of(each)
    return named("837P") if known is None and each.set_id == "837" else known


class _Look:
    """One transaction, of which the balances alone are looked at."""

    def __init__(self, each: TransactionSet, edition: Edition) -> None:
        self.set = each
        self.guide = edition.guide
        self.rules: Rulebook = edition.rules
        self.tallies: list[Tally] = [make() for make in edition.rules.tallies]
        self.issues: list[Issue] = []
        self.dropped = 0

    def run(self) -> list[Issue]:
        """The issues, at most as many as the limit allows."""
        builder = TreeBuilder(self.guide, self.set.delimiters, self._claim, self._loop)
        Walk(self.set, self.guide, builder).run()
        builder.finish()
        if self.dropped:
            self.issues.append(found("X-LIMIT-ISSUES", Place("", 0, self.issues[-1].segment_index)))
        return self.issues

    def _claim(self, claim: Loop) -> None:
        self._take(claim, claim_of(claim, self.guide))

    def _loop(self, loop: Loop) -> None:
        self._take(loop, "")

    def _take(self, loop: Loop, claim: str) -> None:
        for tally in self.tallies:
            for spot in tally.take(loop):
                rule = self.rules.by_id[spot.rule]
                if rule.snip != _BALANCE:
                    continue
                if len(self.issues) < self.set.scanner.limits.issues_per_set:
                    self.issues.append(issue_of(rule, spot, claim))
                else:
                    self.dropped += 1
