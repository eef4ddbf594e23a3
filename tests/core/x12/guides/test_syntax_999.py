"""The 999's guide: it has what the published table has; examples pass, and what breaks it is found."""

import pytest

from almoner.core.x12.guides.syntax_999 import GUIDE
from tests.core.x12.guides.outline import doubled_names, outline, places, walked

TABLE = """
ST!: ST*999! AK1*BE*HB*HC*HI*HN*HP*HR*HS*PI*RA! (2000) AK9*A*E*M*P*R*W*X! SE!
2000x*: AK2*270*271*275*276*277*278*820*834*835*837! (2100) IK5*A*E*M*R*W*X!
2100x*: IK3! CTX*SITUATIONAL_TRIGGERx9
 CTX*CLM01*ENT01*NM109*PATIENT_NAME_NM109*SUBSCRIBER_NAME_NM109*SUBSCRIBER_NUMBER_REF02*TRN02 (2110)
2110x*: IK4! CTX*SITUATIONAL_TRIGGERx10
"""

BODY = """
    AK1*HC*17456*005010X222A1
    AK2*837*0001*005010X222A1
    IK5*A
    AK2*837*0002
    IK3*CLM*22**8
    CTX*CLM01:A1
    IK4*5:3:1*1325*7*X
    CTX*SITUATIONAL TRIGGER*REF*25*2300*1*128
    IK4*2*782*1
    IK3*REF*57*2300*3
    CTX*SITUATIONAL TRIGGER*CLM*43**5:3
    CTX*CLM01:A2
    IK3*NM1*16*2010BA*I4
    CTX*SUBSCRIBER NAME NM109:M1
    IK5*R*5*I5
    AK9*P*2*2*1
"""


def test_it_has_what_the_table_has() -> None:
    assert outline(GUIDE.root) == TABLE.strip().replace("\n ", " ")


def test_no_name_stands_twice() -> None:
    assert doubled_names(GUIDE) == []


@pytest.mark.parametrize(
    "body",
    [BODY, BODY.replace("CLM01:A2", "CLM01:A2^CLM01:A3^NM109"), "AK1*HP*3*005010X221A1\nAK9*R*1*1*0*1"],
)
def test_an_answer_is_clean(body: str) -> None:
    assert walked(GUIDE, body) == []


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("    IK5*R*5*I5\n", "", ("G-SEG-04", "2000", "IK5", None, None)),
        ("IK5*R*5*I5", "IK5*R*5*99", ("G-EL-22", "2000", "IK5", 3, None)),
        ("2300*3\n", "2300*9\n", ("G-EL-22", "2100", "IK3", 4, None)),
        ("IK4*2*782*1", "IK4*2*782*I5", ("G-EL-22", "2110", "IK4", 3, None)),
        ("AK9*P*2*2*1", "AK9*P*2*2", ("G-EL-20", "ST", "AK9", 4, None)),
        ("2010BA*I4", "2010BAX*I4", ("G-EL-02", "2100", "IK3", 3, None)),
        ("CTX*CLM01:A2", "CTX*CLM01:A2^CLM02:A3", ("G-EL-22", "2100", "CTX", 1, 1)),
        ("CTX*CLM01:A2", "CTX*^CLM01:A2", ("G-EL-20", "2100", "CTX", 1, 1)),
    ],
)
def test_what_breaks_the_table_is_found(right: str, wrong: str, place: tuple[object, ...]) -> None:
    assert right in BODY
    assert places(walked(GUIDE, BODY.replace(right, wrong, 1))) == [place]
