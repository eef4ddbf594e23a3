"""The documented elements of a visit in a request: what becomes of each key, and what is refused."""

import copy
from datetime import date
from typing import Any

import pytest

from almoner.core.claim.request import facts
from almoner.core.claim.request_block import BadRequest
from almoner.core.coding import (
    DatumKind,
    Decision,
    Family,
    Follows,
    Minutes,
    ProblemKind,
    RiskKind,
    VisitFacts,
)
from tests.core.claim.test_request import BASE, TODAY


def told(visit: Any, line: dict[str, Any] | None = None, **root: Any) -> VisitFacts | None:
    claim = copy.deepcopy(BASE) | root
    claim["lines"][0] |= {"visit": visit, **(line or {})}
    return facts(claim, on=TODAY).of_line(1).visit


def test_family_and_patient_are_those_of_the_code() -> None:
    known = told({"minutes": 20})
    assert known is not None
    assert (known.family, known.is_new, known.follows) == (Family.OFFICE, False, Follows.CPT)
    new = told({"minutes": 20}, {"code": "99344"}, payer_kind="medicare")
    assert new is not None
    assert (new.family, new.is_new, new.follows) == (Family.HOME, True, Follows.MEDICARE)


def test_what_is_told_goes_before_the_code() -> None:
    known = told({"family": "nursing_first", "is_new": True}, {"code": "93000"})
    assert known is not None
    assert (known.family, known.is_new, known.on) == (Family.NURSING_FIRST, True, date(2026, 3, 2))
    assert told({"minutes": 20}, {"code": "93000"}) is None


def test_the_elements() -> None:
    known = told(
        {
            "problems": ["stable_chronic", "WORSE_CHRONIC"],
            "data": [{"kind": "test", "what": "80053"}, {"kind": "reading", "unfit": "billed_here"}],
            "risks": ["prescription"],
            "minutes": 45,
            "apart": 5,
        }
    )
    assert known is not None
    assert known.decision is not None
    assert [one.kind for one in known.decision.problems] == [
        ProblemKind.STABLE_CHRONIC,
        ProblemKind.WORSE_CHRONIC,
    ]
    assert [(one.kind, one.what) for one in known.decision.data] == [
        (DatumKind.TEST, "80053"),
        (DatumKind.READING, ""),
    ]
    assert known.decision.data[1].unfit is not None
    assert [one.kind for one in known.decision.risks] == [RiskKind.PRESCRIPTION]
    assert known.minutes == Minutes(45, 5)


def test_what_is_not_told_is_not_known() -> None:
    known = told({})
    assert known is not None
    assert (known.decision, known.minutes, known.talk_minutes) == (None, None, None)
    some = told({"problems": []}, {"minutes": 33})
    assert some is not None
    assert (some.decision, some.minutes) == (Decision(), Minutes(33))


@pytest.mark.parametrize(
    ("visit", "message"),
    [
        ({"family": "theatre"}, "lines[0].visit.family: one of office,"),
        ({"problems": ["sad"]}, "lines[0].visit.problems: one of minor,"),
        ({"data": [{"kind": "rumour"}]}, "lines[0].visit.data[0].kind: one of outside_note,"),
        ({"minutes": 1441}, "lines[0].visit: minutes of a day: from 0 to 1440"),
        ({"minutes": 10, "apart": 11}, "lines[0].visit: minutes billed apart"),
        ({"is_new": "no"}, "lines[0].visit.is_new: true or false is wanted"),
        ([], "lines[0].visit: an object is wanted"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_place(visit: Any, message: str) -> None:
    with pytest.raises(BadRequest) as caught:
        told(visit)
    assert str(caught.value).startswith(message)
