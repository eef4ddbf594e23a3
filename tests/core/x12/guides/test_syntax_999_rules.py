"""The 999 across segments: each rule tells what breaks it, at the right place, and is quiet otherwise."""

import pytest

from almoner.core.x12.guides.syntax_999 import GUIDE
from tests.core.x12.guides.checked import Told, changed, checked, told

BODY = """
    AK1*HC*17456*005010X222A1
    AK2*837*0001*005010X222A1
    IK5*A
    AK2*837*0002
    IK3*CLM*22**8
    CTX*CLM01:A1
    IK4*5:3:1*1325*7*X
    IK3*REF*57*2300*3
    IK5*R*5*I5
    AK2*837*0003
    IK3*N4*9*2010AA*8
    IK4*3*116*5
    IK5*E*5
    AK2*837*0004
    IK5*R*4
    AK9*P*4*4*2
"""
ALL_ACCEPTED = "AK1*HP*3*005010X221A1\nAK2*835*0001\nIK5*A\nAK2*835*0002\nIK5*A\nAK9*A*2*2*2"
WITH_ERRORS = "AK1*HP*3*005010X221A1\nAK2*835*0001\nIK3*N1*4*1000A*8\nIK4*2*93*5\nIK5*E*5\nAK9*E*1*1*1"
NONE = "AK1*HP*3*005010X221A1\nAK2*835*0001\nIK5*R*23\nAK9*R*1*1*0"


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        ALL_ACCEPTED,
        WITH_ERRORS,
        NONE,
        "AK1*HP*3*005010X221A1\nAK9*R*1*1*0*1",
        "AK1*HP*3*005010X221A1\nAK9*A*5*5*5",
        "AK1*HP*3*005010X221A1\nAK9*E*5*5*5*5",
        "AK1*HP*3*005010X221A1\nAK9*P*5*5*3",
        "AK1*HP*3*005010X221A1\nAK9*R*1*0*0*3",
        changed(ALL_ACCEPTED, ("AK9*A*2*2*2", "AK9*E*3*2*2*5")),
        changed(ALL_ACCEPTED, ("AK9*A*2*2*2", "AK9*R*3*2*0*5")),
        changed(NONE, ("AK2*835", "AK2*837")),
        changed(NONE, ("IK5*R*23", "IK5*W*17")),
    ],
)
def test_an_answer_is_quiet(body: str) -> None:
    assert told(checked(GUIDE, body)) == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (changed(BODY, ("    IK4*5:3:1*1325*7*X\n", "")), ("K-01", "2100", "IK4", None, None)),
        (changed(BODY, ("IK3*CLM*22**8", "IK3*CLM*22**3")), ("K-01", "2100", "IK3", 4, None)),
        (changed(BODY, ("IK3*CLM*22**8", "IK3*CLM*22")), ("K-01", "2100", "IK3", 4, None)),
        (changed(BODY, ("IK5*A", "IK5*A*5")), ("K-02", "2000", "IK5", 2, None)),
        (changed(BODY, ("IK5*R*5*I5", "IK5*R")), ("K-02", "2000", "IK5", 2, None)),
        (changed(BODY, ("IK5*E*5", "IK5*E")), ("K-02", "2000", "IK5", 2, None)),
        (changed(NONE, ("IK5*R*23", "IK5*R*5")), ("K-02", "2000", "IK3", None, None)),
        (changed(BODY, ("AK2*837*0001", "AK2*835*0001")), ("K-05", "2000", "AK2", 1, None)),
        (changed(BODY, ("AK9*P*4*4*2", "AK9*P*4*5*2")), ("K-03", "ST", "AK9", 3, None)),
        (changed(BODY, ("AK9*P*4*4*2", "AK9*P*4*4*3")), ("K-03", "ST", "AK9", 4, None)),
        (changed(BODY, ("AK9*P*4*4*2", "AK9*A*4*4*2")), ("K-03", "ST", "AK9", 1, None)),
        (changed(BODY, ("AK9*P*4*4*2", "AK9*R*4*4*2")), ("K-03", "ST", "AK9", 1, None)),
        (changed(ALL_ACCEPTED, ("AK9*A", "AK9*E")), ("K-03", "ST", "AK9", 1, None)),
        (changed(ALL_ACCEPTED, ("AK9*A", "AK9*P")), ("K-03", "ST", "AK9", 1, None)),
        (changed(WITH_ERRORS, ("AK9*E", "AK9*A")), ("K-03", "ST", "AK9", 1, None)),
        (changed(NONE, ("AK9*R", "AK9*A")), ("K-03", "ST", "AK9", 1, None)),
        ("AK1*HP*3*005010X221A1\nAK9*A*1*1*2", ("K-03", "ST", "AK9", 4, None)),
    ],
)
def test_what_breaks_a_rule_is_told_once(body: str, place: Told) -> None:
    assert told(checked(GUIDE, body)) == [place]


def test_a_set_with_errors_is_not_accepted_as_if_without() -> None:
    body = changed(BODY, ("IK5*E*5", "IK5*A"))
    assert told(checked(GUIDE, body)) == [("K-02", "2000", "IK5", 1, None)]


def test_counts_beyond_all_bounds_are_left_to_the_table() -> None:
    body = changed(BODY, ("AK9*P*4*4*2", f"AK9*P*4*{'9' * 5000}*2"))
    assert told(checked(GUIDE, body)) == [("G-EL-02", "ST", "AK9", 3, None)]
