"""The balances of remittances and claims: quiet where the cents add up, one exact issue where one cent is
moved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.money import amount
from almoner.core.x12 import Issue, check_balances, read
from tests.core.x12.examples import CLAIM_SEGMENTS, REMIT_SEGMENTS, joined, published


def issues_of(data: bytes) -> list[Issue]:
    return [issue for each in read(data).sets for issue in check_balances(each)]


def found(segments: tuple[str, ...], old: str, new: str) -> list[tuple[str, str, int | None, str]]:
    text = joined(segments).decode()
    assert text.count(old) == 1, old
    issues = issues_of(text.replace(old, new).encode())
    assert all(issue.snip == 3 and issue.segment_index and issue.byte_offset for issue in issues)
    return [(issue.rule, issue.segment, issue.element, issue.claim) for issue in issues]


def test_a_balanced_remittance_has_no_issue() -> None:
    assert issues_of(joined(REMIT_SEGMENTS)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("BPR*I*90*", "BPR*I*90.01*", [("B-835-03", "BPR", 2, "")]),
        ("WO:REF*10", "WO:REF*9.99", [("B-835-03", "BPR", 2, "")]),
        ("WO:REF*10", "WO:REF*4*FB:X*6", []),
        (
            "CAS*PR*3*20",
            "CAS*PR*3*19.99",
            [("B-835-02", "CLP", 4, "A1"), ("B-835-04", "CLP", 5, "A1"), ("B-835-01", "SVC", 3, "A1")],
        ),
        (
            "CAS*CO*45*10**97*10",
            "CAS*CO*45*10**97*9",
            [("B-835-02", "CLP", 4, "A1"), ("B-835-01", "SVC", 3, "A1")],
        ),
        ("CAS*CO*45*10**97*10", "CAS*CO*45*1**97*2**1*3**2*4**3*5**4*5", []),
        ("CAS*CO*45*5.5", "CAS*CO*45*5.4", [("B-835-02", "CLP", 4, "A1")]),
        ("CLP*A1*1*145.5*100*20", "CLP*A1*1*145.5*100*", [("B-835-04", "CLP", 5, "A1")]),
        ("CLP*A1*1*145.5*100*20", "CLP*A1*22*145.5*100*", []),
        ("CLP*A2*4*80*0*", "CLP*A2*4*80*1*", [("B-835-03", "BPR", 2, ""), ("B-835-02", "CLP", 4, "A2")]),
        ("SVC*HC:85025*40*20", "SVC*HC:85025*4O*20", [("B-835-00", "SVC", 2, "A1")]),
        ("CLP*A1*1*145.5*100*20", "CLP*A1*1*145.5**20", [("B-835-00", "CLP", 4, "A1")]),
        ("LX*1", "LX*1~TS3*123*11*20241231*2*225.5", []),
        ("LX*1", "LX*1~TS3*123*11*20241231*3*225", [("B-835-05", "TS3", 4, ""), ("B-835-05", "TS3", 5, "")]),
    ],
)
def test_a_remittance_with_one_amount_moved(
    old: str, new: str, expected: list[tuple[str, str, int | None, str]]
) -> None:
    assert found(REMIT_SEGMENTS, old, new) == expected


def test_an_issue_names_its_loop_and_no_value() -> None:
    data = joined(REMIT_SEGMENTS).replace(b"CAS*PR*3*20~", b"CAS*PR*3*21~")
    issues = issues_of(data)
    assert {issue.loop for issue in issues} == {"2100", "2110"}
    assert not any("21" in str(issue).split("byte")[0] for issue in issues)


COB = (
    "SBR*S*18*******CI",
    "CAS*PR*1*10",
    "AMT*D*100",
    "NM1*PR*2*FIRST PAYER*****PI*P1",
)


def cob(claim_level: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    return (
        *CLAIM_SEGMENTS[:9],
        *COB[:1],
        *((claim_level,) if claim_level else ()),
        *COB[2:],
        *lines,
        "SE*1*0001",
    )


LINES = (
    *CLAIM_SEGMENTS[10:12],
    "SVD*P1*70*HC:99213**1",
    "CAS*CO*45*25",
    "CAS*PR*2*5",
    *CLAIM_SEGMENTS[12:14],
    "SVD*P1*30*HC:85025**1",
    "CAS*CO*45*15.5",
)


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        (cob("", LINES), []),
        (cob("CAS*CO*45*1", LINES), ["B-837-02"]),
        (
            cob("", tuple(line.replace("CAS*PR*2*5", "CAS*PR*2*4") for line in LINES)),
            ["B-837-02", "B-837-03"],
        ),
        (
            cob(
                "", tuple(line.replace("SVD*P1*70", "SVD*P1*71").replace("45*25", "45*24") for line in LINES)
            ),
            ["B-837-04"],
        ),
        (cob("", tuple(line.replace("SVD*P1", "SVD*P2") for line in LINES)), ["B-837-02"]),
        (cob("CAS*CO*45*45.5", CLAIM_SEGMENTS[10:14]), []),
        (cob("CAS*CO*45*X", CLAIM_SEGMENTS[10:14]), ["B-837-00"]),
    ],
    ids=range(7),
)
def test_what_an_earlier_payer_paid_and_adjusted_adds_up(
    segments: tuple[str, ...], expected: list[str]
) -> None:
    assert [issue.rule for issue in issues_of(joined(segments))] == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("CLM*A1*145.5*", "CLM*A1*145.49*", [("B-837-01", "CLM", 2, "A1")]),
        ("SV1*HC:99212*80*", "SV1*HC:99212*8*", [("B-837-01", "CLM", 2, "A2")]),
        ("SV1*HC:99212*80*", "SV2*0450*HC:99212*8*", []),
        ("SV1*HC:99212*80*", "SV1*HC:99212*eighty*", [("B-837-00", "SV1", 2, "A2")]),
        ("CLM*A1*145.5*", "CLM*A1**", [("B-837-00", "CLM", 2, "A1")]),
    ],
)
def test_a_claim_is_the_sum_of_its_lines(
    old: str, new: str, expected: list[tuple[str, str, int | None, str]]
) -> None:
    assert found(CLAIM_SEGMENTS, old, new) == expected


@pytest.mark.parametrize(
    ("guide", "line"),
    [
        ("005010X223A2", "SV2*0450*HC:99212*79*UN*1"),
        ("005010X224A2", "SV3*AD:D0120*79****1"),
        ("004010X098A1", "SV1*HC:99212*79*UN*1***1"),
    ],
)
def test_lines_of_each_guide_have_their_charges(guide: str, line: str) -> None:
    segments = [each.replace("005010X222A1", guide) for each in CLAIM_SEGMENTS if not each.startswith("SV1")]
    segments[segments.index("LX*2") : segments.index("LX*2") + 1] = []
    segments[segments.index("LX*1") + 1 : segments.index("LX*1") + 1] = [line.replace("79", "145.5")]
    at = len(segments) - 3
    segments[at:at] = [line]
    issues = issues_of(joined(tuple(segments)))
    assert [(issue.rule, issue.segment, issue.element, issue.claim) for issue in issues] == [
        ("B-837-01", "CLM", 2, "A2")
    ]


def test_published_examples_balance() -> None:
    paths = list(published())
    if not paths:
        pytest.skip("the package with the published examples isn't installed")
    assert [(path.name, str(issue)) for path in paths for issue in issues_of(path.read_bytes())] == []


MONEY = st.integers(min_value=-10_000_000, max_value=10_000_000)
LINE = st.tuples(MONEY, st.lists(MONEY, max_size=8))


def remittance(
    claims: list[tuple[list[int], list[tuple[int, list[int]]]]], provider: list[int], moved: int
) -> bytes:
    """A balanced remittance from paid amounts and adjustments, with BPR02 moved by so many cents."""
    segments: list[str] = ["LX*1"]
    paid_in_all = 0
    for number, (adjusted, lines) in enumerate(claims):
        paid = sum(line for line, _ in lines)
        charge = paid + sum(adjusted) + sum(sum(each) for _, each in lines)
        segments.append(f"CLP*C{number}*22*{amount(charge)}*{amount(paid)}")
        segments += [f"CAS*CO*45*{amount(cut)}" for cut in adjusted]
        for line, cuts in lines:
            segments.append(f"SVC*HC:99213*{amount(line + sum(cuts))}*{amount(line)}")
            segments += [f"CAS*PR*1*{amount(cut)}" for cut in cuts]
        paid_in_all += paid
    segments += [f"PLB*1*20241231*WO:X*{amount(each)}" for each in provider]
    first = ("ST*835*0001", f"BPR*I*{amount(paid_in_all - sum(provider) + moved)}*C*CHK")
    return joined(
        (*REMIT_SEGMENTS[:2], *first, *segments, f"SE*{len(segments) + 3}*0001", *REMIT_SEGMENTS[-2:])
    )


@given(
    st.lists(st.tuples(st.lists(MONEY, max_size=3), st.lists(LINE, min_size=1, max_size=4)), max_size=4),
    st.lists(MONEY, max_size=3),
    st.integers(min_value=-5, max_value=5),
)
def test_any_balanced_remittance_is_quiet_and_one_cent_is_heard(
    claims: list[tuple[list[int], list[tuple[int, list[int]]]]], provider: list[int], moved: int
) -> None:
    rules = [issue.rule for issue in issues_of(remittance(claims, provider, moved))]
    assert rules == (["B-835-03"] if moved else [])
