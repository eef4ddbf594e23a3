"""Which refusals say that another payer is to pay, by a card; and the end of a claim's refusals because that
payer is billed for what was refused, with the work about them.

Promises that money in hand keeps its work.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from almoner.core.denial.again import is_answered
from almoner.core.denial.denial import Denial, DenialState
from almoner.core.plan import Plan, Task, reading

BILLED = "billed to the right payer"
"""What became of such a refusal; the history of its claim says it too."""

IN_PLACE = "in place of "
"""What the history of the other payer's claim begins with, before the number of the refused one."""


class ElsewhereError(ValueError):
    """A card that breaks its form; the message names the place and the rule."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What refusals say of who pays: by `categories`, first `steps` and `codes` (CARC) that another payer
    does; by `behind` that the refusing one pays after it, by `ended` that its policy did not hold.
    """

    categories: frozenset[str]
    steps: frozenset[str]
    codes: frozenset[str]
    behind: frozenset[str]
    ended: frozenset[str]

    def names_another(self, denial: Denial) -> bool:
        """True where a refusal says, or may say, that another payer is to pay."""
        return (
            denial.category in self.categories
            or denial.next_step in self.steps
            or denial.carc in self.codes | self.behind | self.ended
        )

    def is_sure(self, denial: Denial) -> bool:
        """True where the first step of a refusal is to bill another payer."""
        return denial.next_step in self.steps


def load_elsewhere(text: str, name: str) -> Elsewhere:
    """Read a card. Raise ElsewhereError where a key is missing, unknown, or no list of short words."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ElsewhereError(f"{name}: {error}") from None
    wanted = {one.name for one in fields(Elsewhere)}
    if set(told) != wanted | {"from"}:
        raise ElsewhereError(f"{name}: the keys are from, {', '.join(sorted(wanted))}")
    if type(told.pop("from")) is not date:
        raise ElsewhereError(f"{name}: from: a day is wanted")
    for key, words in told.items():
        is_list = isinstance(words, list) and all(isinstance(word, str) and word.strip() for word in words)
        if not is_list or len(words) > 200:
            raise ElsewhereError(f"{name}: {key}: a list of words is wanted, 200 at most")
    return Elsewhere(**{key: frozenset(words) for key, words in told.items()})


def billed_elsewhere(
    denials: Sequence[Denial], tasks: Sequence[Task], *, by: str, outcome: str, on: date
) -> Plan:
    """Return the plan by which standing refusals of a claim and its work end with this outcome."""
    settled = [
        replace(one, version=one.version + 1, state=DenialState.SETTLED, outcome=outcome) for one in denials
    ]
    done = [task.closed(by=by, outcome=outcome, on=on) for task in tasks if is_answered(task)]
    return Plan(on=on, records=tuple(settled), tasks=tuple(done), reads=reading(*denials))
