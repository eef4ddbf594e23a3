"""Short ways to say the facts of a visit; ranks are made from the plainest fact that carries each."""

from datetime import date
from typing import Any

from almoner.core.coding import (
    Datum,
    DatumKind,
    Decision,
    Family,
    Minutes,
    Problem,
    ProblemKind,
    Rank,
    Risk,
    RiskKind,
    VisitFacts,
    VisitLevel,
    visit_level,
)

ON_2022, ON_2023, ON_2024, ON_2026 = date(2022, 6, 1), date(2023, 6, 1), date(2024, 6, 1), date(2026, 6, 1)

PROBLEMS = {
    Rank.NONE: (),
    Rank.STRAIGHTFORWARD: (Problem(ProblemKind.MINOR),),
    Rank.LOW: (Problem(ProblemKind.STABLE_CHRONIC),),
    Rank.MODERATE: (Problem(ProblemKind.WORSE_CHRONIC),),
    Rank.HIGH: (Problem(ProblemKind.THREAT),),
}
DATA = {
    Rank.STRAIGHTFORWARD: (),
    Rank.LOW: (Datum(DatumKind.STORY),),
    Rank.MODERATE: (Datum(DatumKind.READING, "71046"),),
    Rank.HIGH: (Datum(DatumKind.READING, "71046"), Datum(DatumKind.TALK)),
}
RISKS = {
    Rank.NONE: (),
    Rank.STRAIGHTFORWARD: (Risk(RiskKind.MINIMAL),),
    Rank.LOW: (Risk(RiskKind.LOW),),
    Rank.MODERATE: (Risk(RiskKind.PRESCRIPTION),),
    Rank.HIGH: (Risk(RiskKind.ADMISSION),),
}


def decided(problems: Rank, data: Rank, risk: Rank) -> Decision:
    """A decision with these three ranks."""
    return Decision(PROBLEMS[problems], DATA[data], RISKS[risk])


def all_of(rank: Rank) -> Decision:
    """A decision with one rank in every element."""
    return decided(rank, max(rank, Rank.STRAIGHTFORWARD), rank)


def level(family: Family, *, on: date = ON_2026, minutes: int | None = None, **facts: Any) -> VisitLevel:
    """The level of a visit of so many own minutes."""
    time = None if minutes is None else Minutes(minutes)
    return visit_level(VisitFacts(family=family, on=on, minutes=time, **facts))
