"""What an edit of the record or the desk says where a fact is not known: why it was silent, and nothing else;
and that no request with such facts, however odd, ends in anything but an answer or a refusal.
"""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.claim.request import facts
from almoner.core.claim.request_block import BadRequest
from almoner.core.rules import Trial
from almoner.core.rules.trial import changed
from tests.core.claim.test_request import BASE, JSON, TODAY, paths
from tests.test_policy import SCRUBBER

MEDICARE = {"payer_kind": "medicare"}
SELF_PAY = {"payer_kind": "self_pay"}
RICH = BASE | {
    "coverages": [
        {"payer_kind": "medicare", "rank": 1, "medicare_reason": "esrd", "eligible_on": "2025-01-01"},
        {"payer_kind": "commercial", "rank": 2, "relation": "19", "work": "active", "employees": 20},
        {"payer_kind": "tricare", "rank": 3, "holder_birth_date": "1980-01-31", "supplement": True},
    ],
    "self_pay": {"booked_on": "2026-01-31", "estimate_on": "2026-02-01", "medicaid_checked_on": "2026-03-01"},
    "note": {
        "uncertain": ["I10"],
        "worse": ["J44.9"],
        "procedures": [{"code": "93000", "dos": "2026-03-02"}],
    },
    "measures": [{"name": "047", "codes": ["1123F"]}],
    "problems": [{"code": "I50.22", "recorded_on": "2025-01-31"}],
    "claim": BASE["claim"]
    | {"referral": {"number": "R1", "visits_left": 1}, "collected_cents": 1, "assigned": True},
    "lines": [
        BASE["lines"][0]
        | {
            "visit": {"problems": ["minor"], "data": [{"kind": "test", "what": "80053"}], "minutes": 20},
            "transition": {"discharged_on": "2026-02-20", "contacted_on": "2026-02-21"},
            "incident_to": {"has_plan": True},
            "telehealth": {"patient_state": "NY", "first": False, "met_on": "2026-01-31"},
            "reading_days": 16,
            "medicare_cents": 9000,
        },
        *BASE["lines"][1:],
    ],
}


def two_plans(**both: Any) -> dict[str, Any]:
    return {"coverages": [{"payer_kind": "commercial", "rank": rank, **both} for rank in (1, 2)]}


TWO_KINDS = {"coverages": [{"payer_kind": "medicare", "rank": 1}, {"payer_kind": "commercial", "rank": 2}]}
PAPERS = {"payer.papers": [{"codes": ["99213"], "documents": ["report"]}]}
ALONE = MEDICARE | {"providers.rendering.kind": "nonparticipating"}
NO_LICENCE = {"lines.0.pos": "02", "providers.rendering.licences": []}
SILENT: list[tuple[str, dict[str, Any], tuple[str, ...], str]] = [
    ("ELG-14", {}, ("coverages",), "coverages is not given"),
    ("ELG-14", TWO_KINDS, (), "coverages.medicare_reason is not given"),
    ("ELG-14", two_plans(), (), "coverages.relation is not given"),
    ("ELG-14", two_plans(relation="18"), (), "coverages.work is not given"),
    ("ELG-14", two_plans(relation="19"), (), "coverages.holder_birth_date is not given"),
    ("ELG-16", SELF_PAY, (), "self_pay is not given"),
    ("FIN-12", SELF_PAY, (), "self_pay.booked_on is not given"),
    ("FIN-12", SELF_PAY | {"self_pay": {}}, (), "self_pay.booked_on is not given"),
    ("AUT-06", {}, ("payer.refer",), "payer.refer is not given"),
    ("MED-07", {}, ("payer.papers",), "payer.papers is not given"),
    ("MED-07", PAPERS, ("documents",), "documents is not given"),
    ("FIN-11", {}, ("payer.capitated",), "payer.capitated is not given"),
    ("FIN-07", {"benefits.copay_cents": 3000}, (), "claim.collected_cents is not given"),
    ("FIN-08", ALONE, (), "claim.assigned is not given"),
    ("FIN-08", ALONE | {"claim.assigned": False}, (), "lines.allowed_cents is not given"),
    ("NCC-06", {}, ("lines.0.own_work",), "lines.own_work is not given"),
    ("COD-13", {}, ("note",), "note is not given"),
    ("COD-18", {}, ("measures",), "measures is not given"),
    ("DXC-14", {}, ("note",), "note is not given"),
    ("DXC-16", {"payer_kind": "medicare_advantage"}, ("problems",), "problems is not given"),
    ("DXC-17", {"lines.0.dx": ["J44.9"], "lines.1.dx": ["J44.9"]}, ("note",), "note is not given"),
    ("DXC-18", {"lines.0.dx": ["O24.419"]}, (), "note.weeks_pregnant is not given"),
    ("EMV-03", {"lines.0.visit": {}}, (), "lines.visit: decision making: its elements aren't known"),
    ("EMV-18", {"lines.0.code": "99496"}, (), "lines.transition is not given"),
    ("EMV-19", {"lines.1.code": "99454"}, (), "lines.reading_days is not given"),
    ("TEL-05", {"lines.0.pos": "02"}, (), "providers.rendering.licences is not given"),
    ("TEL-05", NO_LICENCE, (), "lines.telehealth.patient_state is not given"),
    ("TEL-06", MEDICARE | {"lines.0.pos": "10"}, (), "lines.telehealth.audio_only is not given"),
    ("MED-03", MEDICARE | {"lines.1.code": "83036"}, ("history",), "history is not given"),
]


@pytest.mark.parametrize(("edit", "changes", "drops", "why"), SILENT)
def test_an_edit_without_its_fact_says_which(
    *, edit: str, changes: dict[str, Any], drops: tuple[str, ...], why: str
) -> None:
    claim = changed(copy.deepcopy(BASE), Trial("silent", fires=False, changes=changes, drops=drops))
    verdict = SCRUBBER.scrub(facts(claim, on=TODAY))
    assert (edit, why) in {(one.edit, one.why) for one in verdict.not_judged}
    assert edit not in {one.edit for one in verdict.findings}


@settings(max_examples=150)
@given(st.sampled_from(paths(RICH)), JSON)
def test_any_fact_of_the_record_gives_an_answer_or_a_refusal(path: tuple[Any, ...], value: Any) -> None:
    claim = copy.deepcopy(RICH)
    holder: Any = claim
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    for kind in ("medicare", "medicare_advantage", "self_pay"):
        try:
            known = facts(claim | {"payer_kind": kind}, on=TODAY)
        except BadRequest:
            return
        SCRUBBER.scrub(known)
