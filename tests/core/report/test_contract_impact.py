"""What a contract would have come to: decided, open and unpriced lines apart, in parts as at once."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.report.contract_impact import Change, Looked, counted, plain, total

DECIDED = Looked("99213", 20000, 10000, 10500, 11000)
CENTS = st.none() | st.integers(0, 10**7)
LINES = st.lists(
    st.builds(Looked, st.sampled_from(["99213", "93000"]), st.integers(1, 10**7), CENTS, CENTS, CENTS)
)


def test_each_line_is_counted_where_it_belongs() -> None:
    lines = [
        DECIDED,
        replace(DECIDED, code="93000", would_be_cents=4000),
        replace(DECIDED, allowed_cents=None),
        replace(DECIDED, allowed_cents=None, expected_cents=None),
        replace(DECIDED, would_be_cents=None),
    ]
    large, small = counted(lines)
    assert (large.code, large.more_cents, large.lines) == ("93000", -6000, 1)
    assert small == Change("99213", 1, 10000, 11000, 1, 10500, 11000, 1, 11000, 1, 20000)
    assert total([large, small]).more_cents == -5000
    assert total([]) == Change("")


@given(LINES, st.integers(0, 20))
def test_parts_come_to_what_all_do_at_once(lines: list[Looked], at: int) -> None:
    first = counted(lines[:at])
    kept = [Change(*row) for row in plain(first)]  # type: ignore[arg-type]
    assert counted(lines[at:], kept) == counted(lines)
    whole = total(counted(lines))
    assert whole.lines + whole.open_lines + whole.newly_priced + whole.unpriced == len(lines)
