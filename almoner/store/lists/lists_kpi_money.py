"""The measures of money: postings by reason, receivables by age, credits, suspense, charges and costs.

A measure is a query of items: kind, id, claim_id, patient_id, payer_id, day, value. Its figure is their
  sum, so
that a number and the list behind it cannot differ.
"""

from almoner.core.report.kpi import Span
from almoner.core.report.kpi_money import FLOWS, SERVICE_CASH, Flow
from almoner.core.report.kpi_revenue import AGES, LATE_DAYS
from almoner.store.lists.lists_kpi_ground import KNOWN

_SINCE = {Span.PERIOD: "m.effective_on >= @since", Span.YEAR: "m.effective_on >= @year"}
_COHORT = "m.service_on >= @cohort AND m.service_on < @since"


def _flow(flow: Flow) -> str:
    weights = ", ".join(f"('{reason.value}', {weight})" for reason, weight in flow.reasons.items())
    return f"""
    SELECT 'posting' AS kind, m.id, m.claim_id, m.patient_id, m.payer_id, m.effective_on AS day,
      m.cents * w.weight AS value
    FROM money m JOIN (VALUES {weights}) w (reason, weight) ON w.reason = m.reason
    WHERE {_SINCE.get(flow.span, _COHORT)}
    """


_LINE = """CASE WHEN o.line_id IS NULL THEN 'claim' ELSE 'charge_line' END AS kind,
      coalesce(o.line_id, o.claim_id, 0)"""


def _owed(where: str, *, value: str = "o.cents", joined: str = "") -> str:
    return f"""
    SELECT {_LINE} AS id, o.claim_id, o.patient_id, o.payer_id, o.service_on AS day, {value} AS value
    FROM owed o {joined} WHERE {where}
    """


_BILLED = "LEFT JOIN billed b ON b.visit_id = o.visit_id"
_SENT_ON = "coalesce(o.sent_on, b.sent_on)"
_IS_BILLED = f"(o.account NOT LIKE '%:%' OR {_SENT_ON} IS NOT NULL)"
_PAYERS, _PATIENTS = "o.account LIKE '%:%'", "o.account NOT LIKE '%:%'"
_OLDER = "o.service_on < @on - {}"
_OLDER_FROM_BILL = f"coalesce({_SENT_ON}, o.service_on) < @on - {{}}"


def _owing() -> dict[str, str]:
    """Which of what is owed each measure takes."""
    found = {
        "owed": "true",
        "owed_billed": _IS_BILLED,
        "owed_insurance": _PAYERS,
        "owed_patient": _PATIENTS,
        "owed_insurance_over_90": f"{_PAYERS} AND {_OLDER.format(90)}",
        "owed_patient_over_90": f"{_PATIENTS} AND {_OLDER.format(90)}",
        "payer_credits": f"{_PAYERS} AND o.cents < 0",
    }
    for age in AGES:
        found[f"owed_over_{age}"] = _OLDER.format(age)
        found[f"owed_billed_over_{age}"] = f"{_IS_BILLED} AND {_OLDER.format(age)}"
        found[f"owed_billed_from_bill_over_{age}"] = f"{_IS_BILLED} AND {_OLDER_FROM_BILL.format(age)}"
    return found


_OWING = _owing()
FIRST_OWED: dict[str, str] = {
    name: where.replace(_SENT_ON, "k.sent_on").replace("o.", "k.") for name, where in _OWING.items()
}
"""The same of what is kept (`k`) of the very question that is asked."""
BY_BILL = frozenset(name for name, where in _OWING.items() if _SENT_ON in where)
"""Those that ask when a visit was billed first."""


_FREE = """
    SELECT 'patient' AS kind, coalesce(s.patient_id, 0) AS id, NULL::bigint AS claim_id, s.patient_id,
      NULL::bigint AS payer_id, s.last_on AS day, {sign}s.cents AS value FROM free s
"""
_SUSPENSE = """
    SELECT 'remittance' AS kind, coalesce(s.remittance_id, 0) AS id, s.claim_id, s.patient_id, s.payer_id,
      s.first_on AS day, {value} AS value FROM suspended s
"""
_IS_CHARGE = "m.reason IN ('charge', 'self_pay_charge')"
_CHARGED = f"""
    SELECT 'charge_line' AS kind, m.line_id AS id, m.claim_id, m.patient_id, m.payer_id, m.effective_on AS
      day,
      {{value}} AS value
    FROM money m WHERE {_IS_CHARGE} AND m.reverses IS NULL AND m.key NOT LIKE '%:again'
      AND m.line_id IN (SELECT m.line_id FROM money m WHERE {_IS_CHARGE} GROUP BY 1 HAVING sum(m.cents) > 0)
      AND m.effective_on >= @since {{where}}
"""
"""A line that stands counts once, on the day when it was charged: not when it moves to another payer, and not
where it was taken back."""
_LAG = "(m.effective_on - m.service_on)"
_COST = """
    SELECT 'collection_cost' AS kind, r.id, NULL::bigint AS claim_id, NULL::bigint AS patient_id,
      NULL::bigint AS payer_id, (r.body->>'month_on')::date AS day, {value} AS value
    FROM costs r
"""
_CASH_OF_COST = f"""
    SELECT 'posting' AS kind, m.id, m.claim_id, m.patient_id, m.payer_id, m.effective_on AS day,
      m.cents * w.weight AS value
    FROM money m JOIN (VALUES {
    ", ".join(f"('{one.value}', {weight})" for one, weight in SERVICE_CASH.items())
})
      w (reason, weight) ON w.reason = m.reason
    WHERE date_trunc('month', m.effective_on)::date IN (SELECT (r.body->>'month_on')::date FROM costs r)
"""
_UNBILLED = f"""
    SELECT 'charge_line' AS kind, l.id, NULL::bigint AS claim_id, l.patient_id, NULL::bigint AS payer_id,
      l.service_on AS day, l.charge_cents AS value
    FROM seen v JOIN charge_line l ON l.practice_id = @here AND l.visit_id = v.id
    WHERE v.state = 'charged' AND NOT (l.is_taken_back AND EXISTS (SELECT 1 FROM record r
      WHERE r.practice_id = @here AND r.id = l.id AND r.body->>'taken_back_by' <> '' AND {KNOWN.format("r")}))
"""
_UNCHARGED = """
    SELECT 'visit' AS kind, v.id, NULL::bigint AS claim_id, v.patient_id, NULL::bigint AS payer_id,
      v.service_on AS day, (SELECT sum((line->>'charge_cents')::bigint)::bigint FROM
        jsonb_array_elements(r.body->'lines') line)
        AS value
    FROM seen v JOIN superbill b ON b.practice_id = @here AND b.visit_id = v.id
    JOIN record r ON r.practice_id = b.practice_id AND r.id = b.id AND r.version = b.version WHERE v.state =
      'coded'
"""
_AT_SERVICE = """
    SELECT 'receipt' AS kind, m.receipt_id AS id, NULL::bigint AS claim_id, m.patient_id, NULL::bigint AS
      payer_id,
      m.effective_on AS day, m.cents AS value
    FROM money m JOIN receipt t ON t.practice_id = @here AND t.id = m.receipt_id
    WHERE m.reason = 'receipt' AND m.effective_on >= @since AND EXISTS (SELECT 1 FROM seen v
      WHERE v.patient_id = m.patient_id AND v.service_on >= t.received_on
        AND (v.id = t.visit_id OR v.service_on = t.received_on))
"""

MONEY_MEASURES: dict[str, str] = {
    **{name: _flow(flow) for name, flow in FLOWS.items()},
    **{
        name: _owed(
            where,
            value="-o.cents" if name == "payer_credits" else "o.cents",
            joined=_BILLED if name in BY_BILL else "",
        )
        for name, where in _OWING.items()
    },
    "patient_credits": _owed(f"{_PATIENTS} AND o.cents < 0", value="-o.cents")
    + " UNION ALL "
    + _FREE.format(sign="-"),
    "unapplied_less": _FREE.format(sign=""),
    "suspense": _SUSPENSE.format(value="-s.cents"),
    "suspense_days": _SUSPENSE.format(value="@on - s.first_on"),
    "posted_charges": _CHARGED.format(value="m.cents", where=""),
    "posted_lines": _CHARGED.format(value="1", where=""),
    "late_charges": _CHARGED.format(value="m.cents", where=f"AND {_LAG} > {LATE_DAYS}"),
    "late_lines": _CHARGED.format(value="1", where=f"AND {_LAG} > {LATE_DAYS}"),
    "charge_lag": _CHARGED.format(value=_LAG, where=""),
    "charge_lag_in_time": _CHARGED.format(value=_LAG, where=f"AND {_LAG} <= {LATE_DAYS}"),
    "charged": _UNBILLED,
    "coded": _UNCHARGED,
    "point_of_service": _AT_SERVICE,
    "cost": _COST.format(value="(r.body->>'cents')::bigint"),
    "cost_without_technology": _COST.format(
        value="(r.body->>'cents')::bigint - (r.body->>'technology_cents')::bigint"
    ),
    "cash_of_cost": _CASH_OF_COST,
}
