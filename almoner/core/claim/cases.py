"""Runs the cases of cards: each must fire on its claims and keep silent on the others. Promises a line for
every case that does otherwise, and never an exception for a case that is no claim.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.core.claim.facts import Facts
from almoner.core.claim.request import facts
from almoner.core.claim.request_block import BadRequest
from almoner.core.claim.scrub import Scrubber, situation
from almoner.core.rules import Card, CardError, Trial
from almoner.core.rules.trial import changed

TRIAL_DAY = date(2026, 3, 5)
"""The day on which a case's claim would leave, where the case names none."""

Bases = Callable[[str], dict[str, Any]]
"""Gives the base claim of a name; CardError where there is none."""


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of a policy's cards. Where a card that was laid over it (`later`, by id) or that is nearer
    to a payer replaces a card in one of its own cases, the case has nothing to say any more.
    """

    scrubber: Scrubber
    bases: Bases
    later: frozenset[str] = frozenset()

    def failures(self, cards: Iterable[Card]) -> Iterator[str]:
        """Yield the cases that fail, as `card: case`."""
        for card in cards:
            for trial in card.trials:
                why = self.failure(card, trial)
                if why is not None:
                    yield f"{card.id}: {trial.name}{why and ': ' + why}"

    def failure(self, card: Card, trial: Trial) -> str | None:
        """Return None where a card does on a case what the case says, on the line that it names; else why
        not.
        """
        try:
            asked = facts(changed(self.bases(trial.base), trial), on=trial.on or TRIAL_DAY)
        except (CardError, BadRequest) as error:
            return str(error)
        if self._is_replaced(card, asked):
            return None
        verdict = self.scrubber.scrub(asked)
        speaks_as = card.excepts if card.is_off else card.id
        lines = [
            finding.line
            for finding in (*verdict.findings, *verdict.shadow)
            if finding.because.card == speaks_as
        ]
        is_right = bool(lines) is trial.fires and (trial.line is None or trial.line in lines)
        return None if is_right else ""

    def _is_replaced(self, card: Card, asked: Facts) -> bool:
        lines = asked.revision.lines
        cards = self.scrubber.policy.at(min(line.service_on for line in lines)).cards
        told = situation(asked.revision)
        return any(each.scope.holds(told) and self._replaces(each, card) for each in cards)

    def _replaces(self, one: Card, card: Card) -> bool:
        is_nearer = one.scope.level > card.scope.level
        if one.excepts == card.id:
            return is_nearer or one.id in self.later
        return bool(card.excepts) and one.excepts == card.excepts and is_nearer
