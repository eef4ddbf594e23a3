"""What a payer's earlier pairs leave open, and which later pair collects it."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.remit import ProviderLevel, Remittance
from almoner.core.remit.recoupment import (
    ADVANCED,
    CARRIED,
    OpenPair,
    Pairs,
    Repaid,
    TakebackAct,
    collect,
    open_pairs,
    standing,
)
from tests.core.remit.samples import era, read_one

EMPTY = read_one(era()).remittance


def paid(number: int, *pairs: tuple[str, str, int]) -> Remittance:
    """The payment of a day, by its number, with its pairs."""
    level = tuple(ProviderLevel(*pair) for pair in pairs)
    return replace(EMPTY, id=number, trace=f"T{number}", paid_on=date(2026, 3, number), provider_level=level)


def left(*history: Remittance) -> list[tuple[str, str, int, int]]:
    return [(each.code, each.reference, each.cents, each.of.id) for each in open_pairs(history)]


def test_a_deferral_is_collected_by_its_reference_in_parts() -> None:
    first = paid(1, ("WO", "P1", -80_00), ("WO", "P2", -5_00))
    assert left(first, paid(2, ("WO", "P1", 30_00))) == [("WO", "P1", 50_00, 1), ("WO", "P2", 5_00, 1)]
    assert left(first, paid(2, ("WO", "P1", 30_00)), paid(3, ("WO", "P1", 50_00))) == [("WO", "P2", 5_00, 1)]


def test_the_order_of_arrival_is_not_that_of_payment() -> None:
    assert left(paid(2, ("WO", "P1", 80_00)), paid(1, ("WO", "P1", -80_00))) == []


def test_a_balance_carried_on_is_known_by_the_trace_before() -> None:
    assert left(paid(1, ("FB", "", -20_00)), paid(2, ("FB", "T1", 20_00))) == []
    assert left(paid(1, ("FB", "NEXT", -20_00)), paid(2, ("FB", "T9", 20_00))) == [("FB", "NEXT", 20_00, 1)]


def test_an_advance_is_drawn_down_whatever_it_names() -> None:
    assert left(paid(1, ("AP", "X", -500_00)), paid(2, ("AP", "Y", 120_00))) == [("AP", "X", 380_00, 1)]


def test_a_pair_without_a_reference_collects_nothing() -> None:
    assert left(paid(1, ("WO", "", -10_00)), paid(2, ("WO", "", 10_00))) == [("WO", "", 10_00, 1)]


def test_other_codes_leave_nothing_open() -> None:
    assert left(paid(1, ("CS", "P1", -10_00), ("72", "P1", -10_00), ("L6", "A1", -1))) == []


def test_what_a_person_laid_on_a_claim_lessens_a_takeback_once_however_many_payments_follow() -> None:
    history = [paid(1, ("WO", "P1", 100_00)), paid(2), paid(3, ("CS", "X", 5_00))]
    act = TakebackAct(9, 1, 1, 1, 30_00, "bea", date(2026, 3, 2), "their letter", claim_id=7)
    assert [each.cents for each in standing(history, [act]).taken] == [70_00]


def test_what_a_person_laid_on_a_claim_stays_when_an_earlier_payment_comes_in_late() -> None:
    taking = paid(5, ("FB", "7", 15_46), ("FB", "8", 2_00))
    act = TakebackAct(9, 1, 5, 1, 15_00, "bea", date(2026, 3, 6), "their letter", claim_id=7)
    late = paid(2, ("FB", "7", -15_46))
    now = standing([taking, late], [act])
    assert [(each.reference, each.cents) for each in now.open] == [("7", 15_00)]
    assert [(each.reference, each.cents) for each in now.taken] == [("8", 2_00)]


def test_what_was_paid_back_stays_so_when_an_earlier_taking_comes_in_late() -> None:
    opened = paid(1, ("WO", "P1", -80_00))
    late = paid(2, ("WO", "P1", 80_00))
    now = standing([opened, late], (), [Repaid(1, 1, 30_00)])
    assert now.open == []
    assert [each.cents for each in now.taken] == [30_00]


@given(st.lists(st.integers(1, 100), max_size=6), st.integers(1, 300))
def test_no_more_is_collected_than_is_open_or_asked(amounts: list[int], asked: int) -> None:
    found = Pairs(OpenPair("WO", "P1", each, EMPTY, number) for number, each in enumerate(amounts, 1))
    taken = collect(found, ProviderLevel("WO", "P1", asked))
    assert all(each.cents for each in taken)
    assert sum(each.cents for each in taken) == min(asked, sum(amounts))
    assert sum(each.cents for each in taken) + sum(each.cents for each in found) == sum(amounts)


def settles(pair: ProviderLevel, earlier: OpenPair) -> bool:
    """Whether a pair collects an earlier one, asked of each by itself."""
    words = set(pair.reference.split())
    if pair.code != earlier.code:
        return False
    if pair.code in ADVANCED or (pair.code == CARRIED and earlier.of.trace in words):
        return True
    return bool(words) and words == set(earlier.reference.split())


_REFERENCES = st.sampled_from(["", "P1", "P2 P1", "P1 P2", "T1", "T2", "T1 P1"])
_CODES = st.sampled_from(["WO", "FB", "AP", "C5"])


@given(
    st.lists(st.tuples(_CODES, _REFERENCES, st.integers(1, 50), st.sampled_from(["T1", "T2"])), max_size=12),
    st.lists(st.tuples(_CODES, _REFERENCES, st.integers(1, 90)), max_size=6),
)
def test_what_collects_finds_what_looking_at_each_would_find(
    opened: list[tuple[str, str, int, str]], asked: list[tuple[str, str, int]]
) -> None:
    found = Pairs(
        OpenPair(code, reference, cents, replace(EMPTY, trace=trace), number)
        for number, (code, reference, cents, trace) in enumerate(opened, 1)
    )
    for code, reference, cents in asked:
        pair = ProviderLevel(code, reference, cents)
        left, wanted = cents, []
        for each in [one for one in found if settles(pair, one)]:
            part = min(left, each.cents)
            left -= part
            wanted += [replace(each, cents=part)] if part else []
        rest = [
            replace(one, cents=one.cents - sum(each.cents for each in wanted if each.number == one.number))
            for one in found
        ]
        assert collect(found, pair) == wanted
        assert list(found) == [one for one in rest if one.cents]


def test_what_we_paid_back_is_not_to_be_collected_a_second_time() -> None:
    opened = paid(1, ("WO", "P1", -80_00))
    back = Repaid(1, 1, 50_00)
    assert [each.cents for each in open_pairs([opened], (), [back])] == [30_00]
    assert open_pairs([opened], (), [back, replace(back, cents=30_00)]) == []
    found = standing([opened, paid(2, ("WO", "P1", 80_00))], (), [back])
    assert (found.open, [each.cents for each in found.taken]) == ([], [50_00])
    assert [each.cents for each in open_pairs([opened], (), [replace(back, remittance_id=9)])] == [80_00]


def test_what_a_person_matched_waits_for_the_pair_that_opens_later() -> None:
    taking, opening = paid(1, ("WO", "P1", 80_00)), paid(3, ("WO", "P2", -80_00))
    act = TakebackAct(9, 1, 1, 1, 80_00, "bea", date(2026, 3, 4), "their letter", 1, 3, 1)
    now = standing([taking, paid(2), opening], [act])
    assert (now.open, now.taken) == ([], [])


def test_what_a_person_matched_counts_once_however_many_payments_follow() -> None:
    history = [paid(1, ("WO", "P1", 80_00)), paid(2, ("WO", "P2", -80_00)), paid(3), paid(4)]
    act = TakebackAct(9, 1, 1, 1, 30_00, "bea", date(2026, 3, 5), "their letter", 1, 2, 1)
    now = standing(history, [act])
    assert ([each.cents for each in now.open], [each.cents for each in now.taken]) == ([50_00], [50_00])


def test_a_pair_of_which_nothing_is_left_takes_no_more_however_often_a_person_names_it() -> None:
    history = [
        paid(1, ("WO", "P1", 80_00), ("WO", "P3", 5_00)),
        paid(2, ("WO", "P2", -80_00)),
        paid(3),
        paid(4),
    ]
    whole = TakebackAct(9, 1, 1, 1, 80_00, "bea", date(2026, 3, 5), "their letter", 1, 2, 1)
    again = replace(whole, id=10)
    other = TakebackAct(11, 1, 1, 2, 5_00, "max", date(2026, 3, 6), "the same letter", 1, 2, 1)
    now = standing(history, [whole, again, other])
    assert (now.open, [each.cents for each in now.taken]) == ([], [5_00])


def test_a_taking_that_acknowledges_our_refund_leaves_nothing_to_explain() -> None:
    for cents in (1, 40_00):
        assert standing([paid(1, ("WO", "P1", cents), ("72", "P1", -cents))]).taken == []
    (left,) = standing([paid(1, ("WO", "P1", 40_00), ("72", "P1", -39_99))]).taken
    assert left.cents == 40_00


def test_what_a_person_says_of_a_claim_is_a_first_version_and_names_no_other_pair() -> None:
    act = TakebackAct(9, 1, 1, 1, 30_00, "bea", date(2026, 3, 2), "their letter", claim_id=7)
    assert (act.version, act.open_remittance_id, act.open_number) == (1, 0, 0)
