"""What a visit is coded as, and on which evidence. So far the visit level: `visit_level` over typed facts."""

from almoner.core.coding.em import Basis, ExtraTime, VisitLevel, visit_level
from almoner.core.coding.em_facts import (
    Datum,
    DatumKind,
    Decision,
    Family,
    Follows,
    Minutes,
    Problem,
    ProblemKind,
    Rank,
    Risk,
    RiskKind,
    Unfit,
    VisitFacts,
)
from almoner.core.coding.em_known import is_known
from almoner.core.coding.em_missing import Gap, Missing
from almoner.core.coding.em_weight import LeftOut, Weight

__all__ = [
    "Basis",
    "Datum",
    "DatumKind",
    "Decision",
    "ExtraTime",
    "Family",
    "Follows",
    "Gap",
    "LeftOut",
    "Minutes",
    "Missing",
    "Problem",
    "ProblemKind",
    "Rank",
    "Risk",
    "RiskKind",
    "Unfit",
    "VisitFacts",
    "VisitLevel",
    "Weight",
    "is_known",
    "visit_level",
]
