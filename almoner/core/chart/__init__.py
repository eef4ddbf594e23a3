"""The visit, its note and the chart beyond it: the clinical truth, which does not depend on billing."""

from almoner.core.chart.document import Document, DocumentSort
from almoner.core.chart.note import Note
from almoner.core.chart.visit import Accident, Problem, Procedure, Referral, Visit, VisitState, Vital

__all__ = [
    "Accident",
    "Document",
    "DocumentSort",
    "Note",
    "Problem",
    "Procedure",
    "Referral",
    "Visit",
    "VisitState",
    "Vital",
]
