"""Payers' scores: the figures by the definitions, and who is the worst of those that can be judged."""

from datetime import date

from almoner.core.report.kpi import Asked, Total
from almoner.core.report.kpi_listed import BY_ID
from almoner.core.report.scorecard import LEAST, MEASURES, SCORED, scores

ASKED = Asked(date(2026, 6, 30), 1)
DAYS, P90, DENIED, FIRST, SHORT = range(5)


def payer(sent: int, *, days: int = 14, denied: int = 0, first: int = 0, short: int = 0) -> dict[str, Total]:
    return {
        "sent": Total(sent, sent),
        "sent_cents": Total(sent, 10_000 * sent),
        "days_to_pay": Total(sent, days * sent, median=days, p90=2 * days),
        "first_denied": Total(denied, denied),
        "paid_first": Total(first, first),
        "sent_decided": Total(sent, sent),
        "short_cents": Total(1, short),
        "advice_paid": Total(sent, 8_000 * sent),
    }


def test_each_column_is_a_figure_under_its_definition() -> None:
    (one,) = scores({7: payer(8, days=21, denied=2, first=6, short=3_200), 0: payer(3)}, ASKED)
    assert (one.payer_id, one.claims, one.cents) == (7, 8, 80_000)
    assert [each.exact for each in one.figures] == ["21.00", "42.00", "25.00", "75.00", "5.00"]
    assert {each.variant for each in one.figures} == {each.variant for each in MEASURES}
    assert all(each.variant in BY_ID[each.indicator.id].variants for each in MEASURES)
    assert {name for each in MEASURES for name in each.variant.measures} <= set(SCORED)
    assert one.worst == frozenset()


def test_the_worst_is_marked_by_what_is_good_and_stands_alone() -> None:
    slow = payer(10, days=30, first=9, denied=1)
    picky = payer(20, days=14, first=2, denied=18, short=500)
    found = scores({1: slow, 2: picky, 3: payer(6, first=6)}, ASKED)
    assert [one.payer_id for one in found] == [2, 1, 3]
    marked = {one.payer_id: one.worst for one in found}
    assert marked == {1: {DAYS, P90}, 2: {DENIED, FIRST, SHORT}, 3: frozenset()}


def test_too_few_claims_and_equals_are_not_judged() -> None:
    few = payer(LEAST - 1, days=90, denied=4)
    assert all(not one.worst for one in scores({1: few, 2: payer(50), 3: payer(50)}, ASKED))
    enough = payer(LEAST, days=90)
    assert {DAYS, P90} <= next(one.worst for one in scores({1: enough, 2: payer(50)}, ASKED) if one.worst)
    assert scores({1: {}}, ASKED)[0].figures[DAYS].exact == ""
