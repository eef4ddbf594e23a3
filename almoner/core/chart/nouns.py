"""Every noun of the chart that is kept as an entry, in the order in which they may be written."""

from almoner.core.chart.allergy import Allergy
from almoner.core.chart.goal import Goal
from almoner.core.chart.history import FamilyHistory, SocialHistory
from almoner.core.chart.immunization import Immunization
from almoner.core.chart.medication import Administration, Medication
from almoner.core.chart.order import Order
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.procedure import PerformedProcedure
from almoner.core.chart.result import Report, Result
from almoner.core.chart.vital import VitalSign

AnyNoun = (
    ListedProblem
    | Allergy
    | Medication
    | Order
    | Administration
    | VitalSign
    | Report
    | Result
    | Immunization
    | PerformedProcedure
    | FamilyHistory
    | SocialHistory
    | Goal
)
NOUNS: tuple[type[AnyNoun], ...] = (
    ListedProblem,
    Allergy,
    Medication,
    Order,
    Administration,
    VitalSign,
    Report,
    Result,
    Immunization,
    PerformedProcedure,
    FamilyHistory,
    SocialHistory,
    Goal,
)
BY_KIND: dict[str, type[AnyNoun]] = {noun.kind: noun for noun in NOUNS}
