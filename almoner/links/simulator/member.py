"""Members without a list: whoever has a well-formed id is one, and what the payer knows of them follows from
the id.

Endings for training and tests stand in `ENDINGS`; they win over chance."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from almoner.links.simulator import chance
from almoner.links.simulator.rules import Payer, Plan, payers

ENDINGS = {
    "T7": "coverage ended on 2025-12-31",
    "W2": "coverage begins on 2030-01-01",
    "N4": "not a member",
    "D9": "nothing of the deductible is met elsewhere",
    "D0": "the deductible is met",
    "O6": "another insurer comes first",
    "A4": "a Medicare Advantage plan answers instead",
    "H3": "in hospice since 2026-01-01",
    "U8": "the visits of the benefit period are used up",
    "S8": "the payer falls silent on each claim until it is asked",
    "Q3": "each claim is sent back once for no lasting reason",
    "V5": "each paid claim is taken back and corrected later",
}
HOSPICE_SINCE = date(2026, 1, 1)
_MET_ELSEWHERE_BP = (0, 2500, 5000, 10_000)


@dataclass(frozen=True, slots=True)
class Member:
    """What a payer knows of a member by the id alone. Coverage is [since_on, until_on)."""

    number: str
    plan: Plan
    since_on: date
    until_on: date | None
    has_other_insurance: bool
    ending: str

    def is_in_hospice(self, on: date) -> bool:
        """True on the days of a hospice election."""
        return self.ending == "H3" and on >= HOSPICE_SINCE

    def is_covered(self, on: date) -> bool:
        """True where the plan covers the day."""
        return self.since_on <= on and (self.until_on is None or on < self.until_on)


@lru_cache(maxsize=65_536)
def find(seed: int, payer_id: str, number: str) -> Member | None:
    """The member of that number, or None where the payer has none."""
    payer = payers()[payer_id]
    ending = number[-2:] if number[-2:] in ENDINGS else ""
    if ending == "N4" or not payer.pattern.fullmatch(number):
        return None
    since_on = date(2018 + chance.pick(seed, 6, payer.id, number, "since"), 1, 1)
    others = chance.falls(seed, payer.members.other_insurance_bp, payer.id, number, "other")
    return Member(
        number=number,
        plan=payer.plans[chance.pick(seed, len(payer.plans), payer.id, number, "plan")],
        since_on=date(2030, 1, 1) if ending == "W2" else since_on,
        until_on=date(2026, 1, 1) if ending == "T7" else None,
        has_other_insurance=ending == "O6" or (others and not ending),
        ending=ending,
    )


def met_elsewhere(seed: int, payer: Payer, member: Member, year: int) -> int:
    """Cents of the year's deductible that other providers' claims have used."""
    if member.ending in ("D9", "D0"):
        return member.plan.deductible_cents if member.ending == "D0" else 0
    bp = _MET_ELSEWHERE_BP[chance.pick(seed, 4, payer.id, member.number, str(year))]
    return member.plan.deductible_cents * bp // 10_000
