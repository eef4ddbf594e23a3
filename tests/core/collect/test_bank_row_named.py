"""Payments that a person names by their traces, of which one may hold a comma itself."""

import pytest

from almoner.core.collect.bank_row import Named


@pytest.mark.parametrize(
    ("text", "known", "meant"),
    [
        ("T1", [], ["T1"]),
        (" T1 ;T2,, T3 , ", ["T2"], ["T1", "T2", "T3"]),
        ("A,B", ["A,B"], ["A,B"]),
        ("A,B", ["A", "B"], ["A", "B"]),
        ("A,B", ["A", "B", "A,B"], ["A,B"]),
        ("A,B", ["A, B"], ["A", "B"]),
        ("X, A, B;C, B", ["A, B;C", "A"], ["X", "A, B;C", "B"]),
        ("CHECK 12, 13", ["CHECK 12"], ["CHECK 12", "13"]),
        (" ; ,", [], []),
    ],
)
def test_the_longest_known_trace_is_meant(text: str, known: list[str], meant: list[str]) -> None:
    named = Named(text)
    assert named.traces(known) == meant
    assert set(meant) <= {*named.readings}
    assert (named.count > 0) is bool(meant)


def test_all_that_may_be_a_trace_is_looked_up_at_once() -> None:
    assert Named("A,B ; C").readings == ["A", "A,B", "A,B ; C", "B", "B ; C", "C"]
