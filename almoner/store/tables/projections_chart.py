"""How the nouns of the chart show in their tables: the same columns for all, and a few of each one's own.

`state` is the noun's status while it stands, else what became of it; `happened_on` is the day that it is
sorted by: its own where it has one, else the day on which it was written down.
"""

from almoner.core.chart.allergy import Allergy
from almoner.core.chart.disclosure import DisclosureConsent
from almoner.core.chart.goal import Goal
from almoner.core.chart.history import FamilyHistory, SocialHistory
from almoner.core.chart.immunization import Immunization
from almoner.core.chart.medication import Administration, Medication
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.order import Order
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.procedure import PerformedProcedure
from almoner.core.chart.result import Report, Result
from almoner.core.chart.vital import VitalSign
from almoner.store.tables.projection import Projection, day, number, optional, text

IN_ERROR, REPLACED, PROPOSED = "entered-in-error", "replaced", "to-reconcile"
"""What became of an entry that does not stand."""
_RECORDED_ON = "(b->'entry'->>'recorded_on')::date"
_STATE = f"""CASE WHEN b->'entry'->>'fault' <> '' THEN '{IN_ERROR}'
WHEN (b->'entry'->>'replaced_by')::bigint > 0 THEN '{REPLACED}'
WHEN (b->'entry'->>'is_proposed')::boolean THEN '{PROPOSED}' ELSE b->>'status' END"""
_AMOUNT = {
    "value": "(b->'value'->'amount'->>'value')::numeric",
    "unit": "coalesce(b->'value'->'amount'->>'code', '')",
}


def _first_day(moment: str) -> str:
    """The earliest day that a moment may mean (`2024` is January 1)."""
    return f"left({moment}->>'written' || '-01-01', 10)::date"


def _entry(*moments: str) -> dict[str, str]:
    days = ", ".join([*map(_first_day, moments), _RECORDED_ON])
    own = {name: f"nullif((b->'entry'->>'{name}')::bigint, 0)" for name in ("visit_id", "author_id")}
    return {
        "patient_id": "(b->'entry'->>'patient_id')::bigint",
        **own,
        "replaced_by_id": "nullif((b->'entry'->>'replaced_by')::bigint, 0)",
        "state": _STATE,
        "system": "coalesce(b->'concept'->'codings'->0->>'system', '')",
        "code": "coalesce(b->'concept'->'codings'->0->>'code', b->>'relative', '')",
        "happened_on": f"coalesce({days})",
        "recorded_on": _RECORDED_ON,
        "recorded_by": "b->'entry'->>'recorded_by'",
        "labels": "b->'entry'->'labels'",
    }


def _chart(noun: type[AnyNoun], columns: dict[str, str]) -> Projection:
    return Projection(noun, columns, is_superseded=True)


CONSENTED = Projection(
    DisclosureConsent,
    number("patient_id")
    | optional("payer_id")
    | text("purpose", "signed_by", "recorded_by", "revoked_by")
    | day("signed_on", "expires_on", "revoked_on"),
    is_superseded=True,
)
CHART = (
    _chart(ListedProblem, _entry("b->'onset'") | text("sort")),
    _chart(Allergy, _entry("b->'onset'")),
    _chart(Medication, _entry("b->'written'", "b->'taken'->'start'")),
    _chart(Order, _entry("b->'authored'") | text("sort") | optional("performer_id", "medication_id")),
    _chart(Administration, _entry("b->'given'") | text("lot") | optional("order_id", "medication_id")),
    _chart(VitalSign, _entry("b->'taken'") | _AMOUNT),
    _chart(Report, _entry("b->'seen'") | text("sort") | optional("order_id")),
    _chart(
        Result,
        _entry("b->'seen'")
        | _AMOUNT
        | text("sort", "flag")
        | optional("report_id", "order_id")
        | day("read_on"),
    ),
    _chart(
        Immunization,
        _entry("b->'given'")
        | text("lot")
        | {"is_ours": "(b->>'is_ours')::boolean", "funding": "coalesce(b->>'funding', '')"}
        | optional("location_id", "order_id"),
    ),
    _chart(PerformedProcedure, _entry("b->'began'") | optional("order_id")),
    _chart(FamilyHistory, _entry("b->'told'")),
    _chart(SocialHistory, _entry("b->'since'")),
    _chart(Goal, _entry("b->'start'", "b->'due'")),
)
"""In the order in which they may be written."""
