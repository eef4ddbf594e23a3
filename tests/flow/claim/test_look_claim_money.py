"""A line's parts at one payer always sum to its charge, whatever moved in whatever order."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.claim.revision import ClaimLine
from almoner.core.ledger import Posting, Reason, Subject, reversal_of
from almoner.core.ledger.posting import Effect, post
from almoner.flow.claim.look_claim_money import line_money, total

DAY = date(2026, 3, 2)
CHARGE = 15000
LINE = ClaimLine(7, "L7", "99213", (), 1, CHARGE, (1,), DAY, "11")
AT_FIRST = [
    Reason.PAYMENT,
    Reason.CONTRACTUAL,
    Reason.PATIENT_SHARE,
    Reason.NEXT_PAYER,
    Reason.CAPITATED,
]


def moved(reason: Reason, cents: int, *, rank: int = 1, key: str = "k") -> Posting:
    subject = Subject(line_id=7, rank=rank)
    return post(
        Effect(reason, cents, subject, key, to_rank=rank + 1 if reason is Reason.NEXT_PAYER else 0), on=DAY
    )


def test_each_movement_is_told_as_what_it_is() -> None:
    postings = [
        moved(Reason.CHARGE, CHARGE),
        moved(Reason.PAYMENT, 8000),
        moved(Reason.CONTRACTUAL, 3000),
        moved(Reason.PATIENT_SHARE, 1000),
        moved(Reason.NEXT_PAYER, 2000),
    ]
    first, second = line_money(LINE, postings, rank=1), line_money(LINE, postings, rank=2)
    assert (first.paid, first.adjusted, first.patient, first.later) == (8000, 3000, 1000, 2000)
    assert (first.earlier, first.denied, first.open) == (0, 0, 1000)
    assert (second.earlier, second.open, second.paid) == (13000, 2000, 0)
    assert first.is_balanced
    assert second.is_balanced


def test_what_is_refused_is_shown_as_denied_and_never_more_than_is_open() -> None:
    postings = [moved(Reason.CHARGE, CHARGE), moved(Reason.PAYMENT, 10000)]
    told = line_money(LINE, postings, rank=1, refused=CHARGE)
    assert (told.denied, told.open) == (5000, 0)
    assert told.is_balanced


def test_a_reversal_leaves_the_line_as_it_was() -> None:
    paid = moved(Reason.PAYMENT, 9000, key="p")
    back = reversal_of(paid, key="p:back", on=DAY)
    told = line_money(LINE, [moved(Reason.CHARGE, CHARGE), paid, back], rank=1)
    assert (told.paid, told.open) == (0, CHARGE)


amounts = st.integers(-20000, 20000).filter(bool)
movements = st.lists(st.tuples(st.sampled_from(AT_FIRST), amounts, st.integers(1, 3)), max_size=12)


@given(movements, st.integers(0, 30000))
def test_the_parts_sum_to_the_charge(made: list[tuple[Reason, int, int]], refused: int) -> None:
    postings = [moved(Reason.CHARGE, CHARGE)]
    postings += [
        moved(reason, cents, rank=rank, key=str(place)) for place, (reason, cents, rank) in enumerate(made)
    ]
    lines = [line_money(LINE, postings, rank=rank, refused=refused) for rank in (1, 2, 3)]
    assert all(line.is_balanced for line in lines)
    assert total(lines).is_balanced
