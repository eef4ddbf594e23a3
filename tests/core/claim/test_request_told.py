"""What a request tells of the record and the desk: what becomes of each key, what is not known, and what is
refused.
"""

import copy
from datetime import date
from typing import Any

import pytest

from almoner.core.claim.facts import LineAround
from almoner.core.claim.request import facts
from almoner.core.claim.request_block import BadRequest
from almoner.core.claim.told import (
    NOT_TOLD,
    IncidentTo,
    Licence,
    ListedProblem,
    Measure,
    NoteTold,
    PapersWanted,
    Referral,
    Remote,
    SelfPay,
    Told,
    Transition,
)
from almoner.core.coverage.order import OnFile
from tests.core.claim.test_request import BASE, TODAY

BARE = {key: BASE[key] for key in ("id", "payer_kind", "patient", "lines")} | {"payer": "CMA01"}


def told(**root: Any) -> Told:
    return facts(copy.deepcopy(BARE) | root, on=TODAY).told


def line(**keys: Any) -> LineAround:
    claim = copy.deepcopy(BARE)
    claim["lines"][0] |= keys
    return facts(claim, on=TODAY).of_line(1)


def test_what_nobody_tells_is_not_known() -> None:
    assert told() == NOT_TOLD
    assert line(own_work=None) == LineAround()


def test_policies_on_file() -> None:
    full = {
        "payer_kind": "commercial",
        "rank": 1,
        "relation": "19",
        "work": "cobra",
        "employees": 20,
        "holder_birth_date": "1980-01-31",
        "by_order": True,
    }
    medicare = {"payer_kind": "medicare", "rank": 2, "medicare_reason": "esrd", "eligible_on": "2025-01-01"}
    assert told(coverages=[full, medicare]).on_file == (
        OnFile("commercial", 1, "19", "cobra", 20, date(1980, 1, 31), is_by_order=True),
        OnFile("medicare", 2, medicare_reason="esrd", eligible_on=date(2025, 1, 1)),
    )
    assert told(coverages=[]).on_file == ()


def test_note_problems_and_measures() -> None:
    note = {
        "uncertain": ["I50.9"],
        "worse": ["j44.9"],
        "procedures": [{"code": "93000", "dos": "2026-03-02"}],
    }
    assert told(note=note).note == NoteTold(
        frozenset({"I509"}), frozenset({"J449"}), (("93000", date(2026, 3, 2)),)
    )
    assert told(note={"weeks_pregnant": 20}).note == NoteTold(weeks_pregnant=20)
    assert told(problems=[{"code": "E11.9"}]).problems == (ListedProblem("E119"),)
    assert told(measures=[{"name": "047", "codes": ["1123f"]}]).measures == (
        Measure("047", frozenset({"1123F"})),
    )


def test_payer_claim_and_provider() -> None:
    payer = {
        "id": "CMA01",
        "refer": ["99202-99215"],
        "papers": [{"codes": ["64483"], "documents": ["report"]}],
    }
    known = told(payer=payer)
    assert known.referral_codes == ("99202-99215",)
    assert known.papers == (PapersWanted(("64483",), frozenset({"report"})),)
    assert known.capitated is None
    claim = {
        "referral": {"number": "R1", "visits_left": 0},
        "assigned": False,
        "collected_cents": 0,
        "encounter": True,
    }
    known = told(claim=claim)
    assert known.referral == Referral("R1", visits_left=0)
    assert (known.is_assigned, known.collected_cents, known.is_encounter) == (False, 0, True)
    rendering = {"rendering": {"npi": "1444444446", "licences": [{"state": "ny", "until": "2026-03-02"}]}}
    assert told(providers=rendering).licences == (Licence("NY", until_on=date(2026, 3, 2)),)
    assert told(self_pay={"booked_on": "2026-02-01"}).self_pay == SelfPay(date(2026, 2, 1))


def test_what_is_told_of_a_line() -> None:
    known = line(
        own_work=False,
        transition={"discharged_on": "2026-02-20", "attempts": 2},
        reading_days=0,
        incident_to={"supervised": True},
        telehealth={"patient_state": "pa", "audio_only": False, "first": True, "met_on": "2026-01-01"},
        medicare_cents=0,
    )
    assert known.has_own_work is False
    assert known.transition == Transition(date(2026, 2, 20), attempts=2)
    assert (known.reading_days, known.medicare_cents) == (0, 0)
    assert known.incident_to == IncidentTo(is_supervised=True)
    assert known.remote == Remote("PA", is_audio_only=False, is_first=True, met_on=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("root", "message"),
    [
        ({"coverages": [{"payer_kind": "bank", "rank": 1}]}, "coverages[0].payer_kind: one of medicare,"),
        ({"coverages": [{"payer_kind": "commercial"}]}, "coverages[0].rank: a whole number is wanted"),
        (
            {"coverages": [{"payer_kind": "tricare", "rank": 1, "work": "idle"}]},
            "coverages[0].work: one of active,",
        ),
        ({"note": {"procedures": [{"code": "93000"}]}}, "note.procedures[0].dos: a date"),
        ({"self_pay": {"booked_on": "soon"}}, "self_pay.booked_on: a date"),
        ({"claim": {"assigned": "Y"}}, "claim.assigned: true or false is wanted"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_place(root: dict[str, Any], message: str) -> None:
    with pytest.raises(BadRequest) as caught:
        told(**root)
    assert str(caught.value).startswith(message)
