"""What counts as money that moves on a line, and what its payer has refused."""

from typing import Any

import pytest

from almoner.core.remit import Desk, ItemKind
from almoner.core.remit.advice import Adjustment
from almoner.core.remit.gate import Decision
from almoner.core.remit.match import Claims, MatchedLine, match_lines
from tests.core.remit.samples import clp, era, make_book, read_one, svc, table

ONE = (Adjustment("CO", "45", 1),)


def line(paid: str) -> MatchedLine:
    data = era(clp("A1", "1", "100", paid), svc("HC:99213", "100", paid, control="L1"))
    book = make_book()
    (advice,) = read_one(data).advices
    (matched,) = match_lines(advice, book, Claims(Desk(reasons=table(), books={"A1": book})))
    return matched


@pytest.mark.parametrize("part", ["written_off", "shares", "member", "capitated"])
def test_any_part_that_goes_to_an_account_moves_money_without_a_payment(part: str) -> None:
    given: dict[str, Any] = {part: ONE}
    assert Decision(line("0"), **given).moves_money


def test_a_cent_paid_moves_money_and_what_is_only_kept_does_not() -> None:
    assert Decision(line("0.01")).moves_money
    assert not Decision(line("0")).moves_money
    refused = Decision(line("0"), kept=((ONE[0], ItemKind.DENIAL),))
    assert not refused.moves_money
    assert refused.is_effective
    assert not Decision(line("0")).is_effective
