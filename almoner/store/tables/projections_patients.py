"""How patients, and what was said of two charts, show in their tables."""

from almoner.core.identity import ChartPair
from almoner.core.party import Patient
from almoner.store.tables.projection import Projection, day, number, text

CHART = "coalesce(nullif((b->>'merged_into_id')::bigint, 0), (b->>'id')::bigint)"
"""The chart that is shown: the patient's own, or the one that it was merged into."""
GUARANTOR = f"""CASE
WHEN coalesce((b->'guarantor'->>'patient_id')::bigint, 0) > 0
  THEN 'patient:' || (b->'guarantor'->>'patient_id')
WHEN jsonb_typeof(b->'guarantor') = 'object' THEN 'person:' || lower(concat_ws('|',
  b->'guarantor'->'name'->>'last', b->'guarantor'->'name'->>'first', b->'guarantor'->'name'->>'middle',
  b->'guarantor'->'name'->>'suffix', b->'guarantor'->'address'->>'line1',
  b->'guarantor'->'address'->>'line2', left(b->'guarantor'->'address'->>'zip', 5)))
ELSE 'patient:' || {CHART} END"""
"""The key of who answers for a patient's bill: a patient, or a person by the whole name and address. Two who
share a name and live apart are two; the same person by two spellings gets two letters, never another's.
"""

PATIENTS: tuple[Projection, ...] = (
    Projection(
        Patient,
        text("number", "sex", "phone")
        | {"last_name": "b->'name'->>'last'", "first_name": "b->'name'->>'first'"}
        | {"guarantor": GUARANTOR, "chart_id": CHART}
        | day("birth_on"),
        is_superseded=True,
    ),
    Projection(
        ChartPair,
        number("survivor_id", "merged_id") | text("state", "decided_by") | day("decided_on"),
        is_superseded=True,
    ),
)
