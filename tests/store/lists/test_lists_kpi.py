"""Every measure that a definition names is a query, and no query is there for nothing."""

from almoner.core.report.kpi_listed import INDICATORS
from almoner.store.lists.lists_kpi import MEASURES
from almoner.store.lists.lists_kpi_claims import CLAIM_MEASURES
from almoner.store.lists.lists_kpi_money import MONEY_MEASURES


def test_definitions_and_queries_name_the_same_measures() -> None:
    assert {name for one in INDICATORS for name in one.measures} == set(MEASURES)
    assert set(CLAIM_MEASURES).isdisjoint(MONEY_MEASURES)
