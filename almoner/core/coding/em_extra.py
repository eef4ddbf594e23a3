"""Extra time beyond the top level, in units with a start and a step (handbook, rules 5.2). Each code began
on the first day of the levels that it stands beside.

CPT's codes start fifteen minutes after the top level's own minutes. Medicare's have starts of their own:
G2212 counts from the top of the old ranges; G0316 as corrected in March 2023 for the whole year (88 FR
15918; the first print had 105 for 99223); G0317 and G0318, which also take in days around the visit. All of
Medicare's stand so in the timetable of prolonged services of its contractor NGS (2025).
"""

from dataclasses import dataclass

from almoner.core.coding.em_facts import Follows
from almoner.core.coding.em_ladders import Level

_STEP = 15
_CRITICAL_STEP = 30


@dataclass(frozen=True, slots=True)
class ExtraRule:
    """The extra-time code of one top code: the minutes of its first unit and of each further one.

    `is_wide` says that minutes of the days around count as well.
    """

    code: str
    starts_at: int
    step: int = _STEP
    is_wide: bool = False

    def units(self, minutes: int) -> int:
        """Whole units that so many minutes reach."""
        return 0 if minutes < self.starts_at else 1 + (minutes - self.starts_at) // self.step

    def until_next(self, minutes: int) -> int:
        """Minutes that lack until the next unit, at least 1."""
        return self.starts_at + self.units(minutes) * self.step - minutes


_CPT: dict[str, str] = {
    "99205": "99417",
    "99215": "99417",
    "99245": "99417",
    "99345": "99417",
    "99350": "99417",
    "98003": "99417",
    "98007": "99417",
    "98011": "99417",
    "98015": "99417",
    "99223": "99418",
    "99233": "99418",
    "99236": "99418",
    "99255": "99418",
    "99306": "99418",
    "99310": "99418",
}
_MEDICARE: dict[str, ExtraRule] = {
    "99205": ExtraRule("G2212", 89),
    "99215": ExtraRule("G2212", 69),
    "99223": ExtraRule("G0316", 90),
    "99233": ExtraRule("G0316", 65),
    "99236": ExtraRule("G0316", 110, is_wide=True),
    "99306": ExtraRule("G0317", 95, is_wide=True),
    "99310": ExtraRule("G0317", 85, is_wide=True),
    "99345": ExtraRule("G0318", 140, is_wide=True),
    "99350": ExtraRule("G0318", 110, is_wide=True),
}
_CRITICAL_CODE = "99291"
_CRITICAL = {
    Follows.CPT: ExtraRule("99292", 75, _CRITICAL_STEP),
    Follows.MEDICARE: ExtraRule("99292", 104, _CRITICAL_STEP),
}


def extra_rule(top: Level, follows: Follows) -> ExtraRule | None:
    """The rule of extra time beyond a family's top level, or None where it has none."""
    if top.code == _CRITICAL_CODE:
        return _CRITICAL[follows]
    if follows is Follows.MEDICARE:
        return _MEDICARE.get(top.code)
    if top.code not in _CPT or top.minutes is None:
        return None
    return ExtraRule(_CPT[top.code], top.minutes + _STEP)
