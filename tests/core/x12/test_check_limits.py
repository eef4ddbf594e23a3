"""What the checks keep of many issues: what is usual in every claim doesn't crowd out the one error."""

from almoner.core.x12 import Issue, read
from almoner.core.x12.check import MOST_OF_A_MILD_RULE, SITUATION, check_set
from tests.core.x12.examples import ISA, joined
from tests.core.x12.guides.claim_body import PROFESSIONAL

GUIDE = "005010X222A1"


def checked(claims: int) -> list[Issue]:
    """So many claims whose rendering provider is the billing provider; the last one also lacks a date."""
    body = PROFESSIONAL.split("\n")[1:-1]
    first, end = body.index("CLM*C1*200***11:B:1*Y*A*Y*Y"), body.index("HL*3*1*22*1")
    claim = [text.replace("1432109878", "1234567893") for text in body[first:end]]
    last = [text.replace("11:B:1*Y*A*Y*Y", "21:B:1*Y*A*Y*Y") for text in claim]
    segments = [*body[:first], *claim * claims, *last]
    frame = (ISA, f"GS*HC*SENDER*RECEIVER*20240110*1200*1*X*{GUIDE}", f"ST*837*0001*{GUIDE}")
    ends = (f"SE*{len(segments) + 2}*0001", "GE*1*1", "IEA*1*000000001")
    (each,) = read(joined((*frame, *segments, *ends))).sets
    return check_set(each, level=SITUATION)


def test_what_is_usual_is_told_some_times_and_the_error_behind_it_once() -> None:
    rules = [issue.rule for issue in checked(60)]
    assert rules.count("P-08") == MOST_OF_A_MILD_RULE
    assert rules.count("P-03") == 1
    assert "X-LIMIT-ISSUES" in rules


def test_few_are_all_told() -> None:
    rules = [issue.rule for issue in checked(5)]
    assert sorted(rules) == ["P-03"] + ["P-08"] * 6
