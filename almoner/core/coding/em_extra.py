"""Extra time beyond the top level, in units with a start and a step (handbook, rules 5.2).

CPT's codes start fifteen minutes after the top level's own minutes; Medicare's have starts of their own:
those of G2212 count from the top of the old ranges, those of G0316 as corrected in 88 FR 15918, those of
G0317 and G0318 of the fee schedule rule for 2023 (87 FR 69404), which also take in days around the visit.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.coding.em_facts import Follows
from almoner.core.coding.em_ladders import RULES_2021, RULES_2023, TELEHEALTH_2025, Level

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


_CPT: dict[str, tuple[str, date]] = {
    "99205": ("99417", RULES_2021),
    "99215": ("99417", RULES_2021),
    "99245": ("99417", RULES_2023),
    "99345": ("99417", RULES_2023),
    "99350": ("99417", RULES_2023),
    "98003": ("99417", TELEHEALTH_2025),
    "98007": ("99417", TELEHEALTH_2025),
    "98011": ("99417", TELEHEALTH_2025),
    "98015": ("99417", TELEHEALTH_2025),
    "99223": ("99418", RULES_2023),
    "99233": ("99418", RULES_2023),
    "99236": ("99418", RULES_2023),
    "99255": ("99418", RULES_2023),
    "99306": ("99418", RULES_2023),
    "99310": ("99418", RULES_2023),
}
_MEDICARE: dict[str, tuple[ExtraRule, date]] = {
    "99205": (ExtraRule("G2212", 89), RULES_2021),
    "99215": (ExtraRule("G2212", 69), RULES_2021),
    "99223": (ExtraRule("G0316", 90), RULES_2023),
    "99233": (ExtraRule("G0316", 65), RULES_2023),
    "99236": (ExtraRule("G0316", 110, is_wide=True), RULES_2023),
    "99306": (ExtraRule("G0317", 95, is_wide=True), RULES_2023),
    "99310": (ExtraRule("G0317", 85, is_wide=True), RULES_2023),
    "99345": (ExtraRule("G0318", 140, is_wide=True), RULES_2023),
    "99350": (ExtraRule("G0318", 110, is_wide=True), RULES_2023),
}
_CRITICAL_CODE = "99291"
_CRITICAL = {
    Follows.CPT: ExtraRule("99292", 75, _CRITICAL_STEP),
    Follows.MEDICARE: ExtraRule("99292", 104, _CRITICAL_STEP),
}


def extra_rule(top: Level, follows: Follows, on: date) -> ExtraRule | None:
    """The rule of extra time beyond a family's top level, or None where it has none on that day."""
    if top.code == _CRITICAL_CODE:
        return _CRITICAL[follows]
    if follows is Follows.MEDICARE:
        rule, since_on = _MEDICARE.get(top.code, (None, date.max))
        return rule if on >= since_on else None
    code, since_on = _CPT.get(top.code, ("", date.max))
    if not code or top.minutes is None or on < since_on:
        return None
    return ExtraRule(code, top.minutes + _STEP)
